"""The faults that `make test-deep` plants still fit the code, so that none of them quietly plants nothing."""

from pathlib import Path

import pytest

from tests.deep.faults import FAULTS, Fault

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_a_fault_changes_stands_once_in_the_code(fault: Fault) -> None:
    for edit in fault.edits:
        assert (ROOT / edit.file).read_text().count(edit.right) == 1, edit.file
    assert f"def {fault.test}(" in (ROOT / fault.file).read_text()
