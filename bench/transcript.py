"""The statements of one real booking request, so that the database can be asked the same without us.

They are recorded from the application, not written down, so they never fall behind it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from app.infra.db import db
from bench.application import application
from bench.requests import Booking

#: Moments from here on before the booked start move with the slot; earlier ones are of now.
_MOVING = timedelta(days=7)

#: What is asked, and its parameters: none, those of one row, or a list of such.
Statement = tuple[str, Any]


@dataclass
class Transcript:
    """Statements with their parameters, in order, and what in them belongs to this one booking."""

    instrument_id: int
    starts_at: datetime
    reference: str = ""
    statements: list[Statement] = field(default_factory=list)

    def moves(self, moment: datetime) -> bool:
        """Tell whether a moment would be another for another slot."""
        return moment >= self.starts_at - _MOVING


def record_booking(database_url: str, instance: Path, booking: Booking, number: int) -> Transcript:
    """Make the bookings `number` and `number + 1`; return what the second sent to the database."""
    app = application(database_url, instance)
    client = app.test_client()
    transcript = Transcript(**_slot(booking, number + 1))
    _post(client, booking, number)  # the first use of a connection asks more
    with app.app_context():
        engine = db.engine
    listen(engine, transcript.statements)
    transcript.reference = _post(client, booking, number + 1)["ref"]
    with app.app_context():
        engine.dispose()
    return transcript


def listen(engine: Engine, statements: list[Statement]) -> None:
    """Note from now on all that an engine is asked, in order, with BEGIN, COMMIT and ROLLBACK."""

    def note(statement: str) -> Callable[[Connection], None]:
        return lambda _: statements.append((statement, None))

    def note_execution(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        statements.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note_execution)
    event.listen(engine, "commit", note("COMMIT"))
    event.listen(engine, "rollback", note("ROLLBACK"))
    if engine.dialect.name == "postgresql":  # on SQLite our own hook sends it, as a statement
        event.listen(engine, "begin", note("BEGIN"))


def _slot(booking: Booking, number: int) -> dict[str, Any]:
    body = booking.body(number)
    return {
        "instrument_id": body["instrument_id"],
        "starts_at": datetime.fromisoformat(str(body["starts_at"])),
    }


def _post(client: Any, booking: Booking, number: int) -> dict[str, Any]:
    answer = client.post(
        "/api/v1/bookings",
        json=booking.body(number),
        headers={"Authorization": f"Bearer {booking.token}"},
    )
    if answer.status_code != 201:
        raise RuntimeError(f"a booking was refused: {answer.get_data(as_text=True)}")
    body: dict[str, Any] = answer.get_json()
    return body
