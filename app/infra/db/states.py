"""Compare-and-swap on a state column: of two who act at once, one wins and the other is told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import CursorResult, update

from app.infra.db.base import Base, db
from app.kernel.errors import Conflict
from app.kernel.text import N_


def swap(table: type[Base], key: object, *, from_state: str, to_state: str, **values: object) -> None:
    """Move the row with `id = key` from one state to another, setting `values` with it.

    Raises Conflict `illegal_transition` when the row is no longer in `from_state`.
    """
    model: Any = table
    statement = (
        update(table)
        .where(model.id == key, model.state == from_state)
        .values(state=to_state, **values)
        .execution_options(synchronize_session=False)
    )
    result = db.session.execute(statement)
    if not isinstance(result, CursorResult) or result.rowcount != 1:
        raise Conflict(
            "illegal_transition",
            N_("Somebody else changed this a moment ago."),
            fix=N_("Load it again and look at its present state."),
        )
