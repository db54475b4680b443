import re

import pytest

from tests.support.application import ROOT

COMPILED = sorted(path.name for path in ROOT.glob("requirements*.txt"))


@pytest.fixture(params=COMPILED)
def requirements(request):
    return (ROOT / request.param).read_text()


def test_requirements_name_no_index_and_no_host(requirements):
    without_hashes = re.sub(r"^\s+--hash=\S+", "", requirements, flags=re.MULTILINE)

    assert "://" not in without_hashes
    assert not re.search(r"^\s*-", without_hashes, re.MULTILINE), "an option, where only packages belong"


def test_every_requirement_is_pinned_and_hashed(requirements):
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^\s*#.*\n", "", requirements, flags=re.MULTILINE))

    loose = [entry for entry in entries if not re.match(r"[a-z0-9.-]+==\S+ \\\n\s+--hash=sha256:", entry)]

    assert not loose


def test_the_lock_of_the_front_end_names_no_registry():
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text()
