"""A calendar is looked at before it is connected: what was read waits a day for its keeper to say so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.calendar.domain.outside import window_at
from app.calendar.outside.looking import Found, Origin, look, room_to_read
from app.calendar.outside.models import OutsideDraft
from app.calendar.outside.rows import in_one_line, read_columns
from app.calendar.queries.outside import get_outside_calendar
from app.calendar.queries.schedules import get_schedule
from app.infra.db import db, transaction
from app.infra.outbound import PlainHttp
from app.kernel.errors import Invalid
from app.kernel.ids import new_reference
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.calendar.queries.schedules import Schedule
    from app.infra.documents import Upload
    from app.kernel.interval import Interval

KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class NewCalendar:
    """A calendar to connect: its address, or its file. `lane` is the one it blocks, None all of them.

    `replaces` is the calendar whose source this one becomes.
    """

    instrument_id: int
    name: str
    address: str | None = None
    upload: Upload | None = None
    plain_http: PlainHttp = PlainHttp.REFUSED
    lane: int | None = None
    replaces: int | None = None


def draft_calendar(new: NewCalendar, now: datetime) -> str:
    """Look at a calendar and keep what it says for a day; return the draft's reference.

    Opens its own transactions: none is open while the calendar is fetched and read. Raises NotFound; Invalid
    for whatever stands in the way of reading it; TooManyRequests while others are read.
    """
    schedule = transaction(lambda: _checked(new))
    origin = Origin(
        url=_https(new.address) if new.address else None,
        plain_http=new.plain_http,
        zone=schedule.zone,
        lanes=schedule.lane_count if new.lane is None else 1,
        kept=new.upload.content if new.upload else None,
    )
    with room_to_read():
        seen = look(origin, window_at(now), now)
    if seen.found is None:
        raise seen.refusal or ValueError("a first look finds or refuses")
    found = seen.found
    return transaction(lambda: keep_draft(replace(new, address=origin.url), found, now))


def forgotten_drafts(now: datetime, limit: int) -> Sequence[int]:
    """Return the drafts that nobody saved."""
    old = select(OutsideDraft.id).where(OutsideDraft.made_at <= now - KEPT_FOR)
    return db.session.scalars(old.order_by(OutsideDraft.made_at).limit(limit)).all()


def forget_draft(draft_id: int, _now: datetime) -> None:
    """Delete a draft; doing so again changes nothing."""
    db.session.execute(delete(OutsideDraft).where(OutsideDraft.id == draft_id))


def discard_draft(instrument_id: int, ref: str) -> None:
    """Forget a draft that is not to be saved."""
    of_it = (OutsideDraft.instrument_id == instrument_id, OutsideDraft.ref == ref)
    db.session.execute(delete(OutsideDraft).where(*of_it))


def _checked(new: NewCalendar) -> Schedule:
    schedule = get_schedule(new.instrument_id)
    if new.replaces is not None:
        get_outside_calendar(new.instrument_id, new.replaces)
    if (new.address is None) == (new.upload is None):
        raise Invalid(
            "one_source",
            N_("A calendar comes from an address or from a file."),
            field="url",
            fix=N_("Give one of the two."),
        )
    if new.lane is not None and new.lane not in schedule.lanes:
        raise Invalid("no_such_lane", N_("The instrument has no such lane."), field="lane")
    if not new.name.strip():
        raise Invalid("missing", N_("Give the calendar a name."), field="name")
    return schedule


def _https(address: str) -> str:
    """Return the address that a `webcal://` one, as calendar programs copy it, stands for."""
    address = address.strip()
    scheme, parted, rest = address.partition("://")
    return f"https://{rest}" if parted and scheme.lower() in ("webcal", "webcals") else address


def keep_draft(new: NewCalendar, found: Found, now: datetime) -> str:
    """Keep what was found of a calendar, in the caller's transaction; return the draft's reference."""
    ref = new_reference("C", 8)
    db.session.execute(
        insert(OutsideDraft).values(
            ref=ref,
            instrument_id=new.instrument_id,
            calendar_id=new.replaces,
            lane_number=new.lane,
            name=in_one_line(new.name),
            url=new.address,
            filename=new.upload.name if new.upload else None,
            plain_http=new.plain_http is PlainHttp.ALLOWED,
            busy=_written(found.reading.busy),
            made_at=now,
            **read_columns(found),
        )
    )
    return ref


def _written(spans: Sequence[Interval]) -> list[list[str]]:
    return [[span.start.isoformat(), span.end.isoformat()] for span in spans]
