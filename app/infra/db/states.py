"""Compare-and-swap on a state column: of two who act at once, one wins and the other is told."""

from __future__ import annotations

from functools import cache

from sqlalchemy import CursorResult, Update, bindparam, update

from app.infra.db.base import Base, db
from app.kernel.errors import Conflict
from app.kernel.text import N_


def swap(table: type[Base], key: object, *, from_state: str, to_state: str, **values: object) -> None:
    """Move the row with `id = key` from one state to another, setting `values` with it.

    Raises Conflict `illegal_transition` when the row is no longer in `from_state`.
    """
    asked = {"_key": key, "_from_state": from_state, "state": to_state, **values}
    result = db.session.execute(_swap(table.__tablename__), asked)
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise Conflict(
            "illegal_transition",
            N_("Somebody else changed this a moment ago."),
            fix=N_("Load it again and look at its present state."),
        )


@cache
def _swap(table: str) -> Update:
    """Return the statement, built once a table: what is executed with more values sets those columns too."""
    of = Base.metadata.tables[table]
    return update(of).where(of.c.id == bindparam("_key"), of.c.state == bindparam("_from_state"))
