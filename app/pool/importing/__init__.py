"""Importing instruments from a CSV file (design/api.md, "Instrument CSV")."""

from app.pool.importing.report import ImportReport, RefusedRow
from app.pool.importing.running import import_instruments, rehearse_import
from app.pool.importing.targets import ByInstitution, Target, ToProvider

__all__ = [
    "ByInstitution",
    "ImportReport",
    "RefusedRow",
    "Target",
    "ToProvider",
    "import_instruments",
    "rehearse_import",
]
