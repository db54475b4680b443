from pathlib import Path
from statistics import median

import pytest

from tests.support.application import ROOT

FOLDERS = ("app", "bench", "bin", "migrations", "tests")
MODULES = [ROOT / "wsgi.py", *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


@pytest.mark.parametrize(("files", "limit"), [(MODULES, 250), (TEMPLATES, 80)], ids=["modules", "templates"])
def test_no_file_is_too_long_to_read_at_once(files, limit):
    too_long = {str(path.relative_to(ROOT)): lines(path) for path in files if lines(path) > limit}

    assert not too_long, f"more than {limit} lines"


def test_the_usual_module_is_short():
    assert median(lines(path) for path in MODULES if lines(path)) < 100
