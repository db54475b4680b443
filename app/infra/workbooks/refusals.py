"""Why a workbook is refused as a whole."""

from __future__ import annotations

from app.kernel.errors import Invalid
from app.kernel.text import N_

FIELD = "file"


def unreadable() -> Invalid:
    """Return the refusal of what only looks like a workbook."""
    return Invalid(
        "workbook_unreadable",
        N_("This is no workbook that can be read: it is damaged, or of another kind."),
        field=FIELD,
        fix=N_("Save it again in Excel or WPS as a workbook (.xlsx), or as CSV."),
    )


def too_large() -> Invalid:
    """Return the refusal of a workbook that holds more than is read."""
    return Invalid(
        "workbook_too_large",
        N_("The workbook holds more than is read at once."),
        field=FIELD,
        fix=N_("Copy the table alone into a new workbook, or save it as CSV."),
    )
