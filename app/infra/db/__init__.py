"""The database: base class, column types, transactions, constraint names as domain errors."""

from app.infra.db.base import Base, db
from app.infra.db.columns import JSONText, UTCDateTime
from app.infra.db.constraints import constraint_error, execute_checked, flush_checked, race_lost
from app.infra.db.reading import Question, Reader
from app.infra.db.states import swap
from app.infra.db.transaction import NestedTransactionError, one_moment, read_only, transaction, transactional

__all__ = [
    "Base",
    "JSONText",
    "NestedTransactionError",
    "Question",
    "Reader",
    "UTCDateTime",
    "constraint_error",
    "db",
    "execute_checked",
    "flush_checked",
    "one_moment",
    "race_lost",
    "read_only",
    "swap",
    "transaction",
    "transactional",
]
