"""Importing instruments from a CSV file (design/api.md, "Instrument CSV")."""

from app.pool.importing.charset import as_utf8
from app.pool.importing.foreseeing import Fate, Foreseen, ForeseenRow, foresee_import
from app.pool.importing.headings import IN_CHINESE, TEMPLATE
from app.pool.importing.report import ImportReport, RefusedRow
from app.pool.importing.running import import_instruments, rehearse_import
from app.pool.importing.source import AT_ONCE
from app.pool.importing.targets import ByInstitution, Target, ToProvider

__all__ = [
    "AT_ONCE",
    "IN_CHINESE",
    "TEMPLATE",
    "ByInstitution",
    "Fate",
    "Foreseen",
    "ForeseenRow",
    "ImportReport",
    "RefusedRow",
    "Target",
    "ToProvider",
    "as_utf8",
    "foresee_import",
    "import_instruments",
    "rehearse_import",
]
