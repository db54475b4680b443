"""Plants each fault of `faults` in a copy of the code: the tests must notice every one.

`make test-deep` runs this. A fault that no test notices is a hole in the tests; one that can not be planted
any more has to be written anew for the code as it is now. The checkout itself is never touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from tests.deep.faults import FAULTS, Fault

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[2]
COPIED = ("app", "templates", "tests", "migrations", "bin", "bench", "wsgi.py", "pyproject.toml")
PASSED, FAILED = 0, 1
PYTEST = (sys.executable, "-m", "pytest", "-q", "-x", "-p", "xdist", "-n", "0", "-p", "no:cacheprovider")


def main() -> None:
    """Print what became of each fault, on SQLite; exit with 1 when one is not noticed."""
    with tempfile.TemporaryDirectory(prefix="onepool-mutant-") as folder:
        copy = Path(folder)
        _copy_to(copy)
        if _run(FAULTS, copy) != PASSED:
            sys.exit("these tests fail without any fault")
        missed = [fault.name for fault in FAULTS if not _is_noticed(fault, copy)]
    for name in missed:
        print(f"NOT NOTICED: {name}")
    print(f"{len(FAULTS) - len(missed)} of {len(FAULTS)} faults noticed")
    sys.exit(bool(missed))


def _copy_to(folder: Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name)
        else:
            shutil.copy2(ROOT / name, folder / name)


def _is_noticed(fault: Fault, copy: Path) -> bool:
    """Tell whether the fault's test fails with the fault planted in the copy."""
    began = time.monotonic()
    _plant(fault, copy)
    outcome = _run([fault], copy)
    for edit in fault.edits:
        shutil.copy2(ROOT / edit.file, copy / edit.file)
    if outcome not in (PASSED, FAILED):
        sys.exit(f"the test of this fault does not run: {fault.name}")
    verdict = "noticed" if outcome == FAILED else "MISSED "
    print(f"{verdict} {time.monotonic() - began:5.1f} s  {fault.name}", flush=True)
    return outcome == FAILED


def _plant(fault: Fault, copy: Path) -> None:
    for edit in fault.edits:
        text = (copy / edit.file).read_text()
        if text.count(edit.right) != 1:
            sys.exit(f"this fault has to be written anew: {fault.name}")
        (copy / edit.file).write_text(text.replace(edit.right, edit.wrong))


def _run(faults: Sequence[Fault], copy: Path) -> int:
    """Run the tests of faults on SQLite, and return how pytest ended."""
    tests = " or ".join(sorted({fault.test for fault in faults}))
    files = sorted({fault.file for fault in faults})
    environment = {
        "PYTHONDONTWRITEBYTECODE": "1",  # nothing is kept of code with a fault
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",  # those for browsers and schemas take longer than the test
    }
    return subprocess.run(
        [*PYTEST, "-k", f"sqlite and ({tests})", *files],
        cwd=copy,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    ).returncode


if __name__ == "__main__":
    main()
