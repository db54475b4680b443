"""Outside calendars of an instrument over the API: its keepers' own; for all others there are none."""

from __future__ import annotations

from pydantic import Field

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.publishing import outside
from app.calendar import queries as calendar
from app.calendar.domain.outside import OutsideState
from app.calendar.domain.outside_cards import OutsideCard
from app.calendar.outside.drafting import NewCalendar
from app.infra import clock
from app.infra.api import Answer, Body, Instant, NoBody, reads, writes
from app.infra.documents import Upload
from app.infra.filters import filled
from app.infra.outbound import PlainHttp


class OutsideCalendarBody(Body):
    """A calendar's `url`, or the text of its file in `calendar`; without a `lane` it blocks all of them.

    `plain_http` allows an address without encryption, and is for the provider's manager to say.
    """

    name: str = Field(max_length=100)
    url: str | None = Field(default=None, max_length=2000)
    calendar: str | None = None
    lane: int | None = None
    plain_http: bool = False

    def new(self, instrument_id: int) -> NewCalendar:
        """Return the calendar to connect."""
        upload = Upload(f"{self.name}.ics", self.calendar.encode()) if self.calendar is not None else None
        allowed = PlainHttp.ALLOWED if self.plain_http else PlainHttp.REFUSED
        return NewCalendar(instrument_id, self.name, self.url, upload, allowed, self.lane)


class RemarkAnswer(Answer):
    """Something that was read in a doubtful way."""

    code: str
    message: str


class OutsideCalendarAnswer(Answer):
    """A connected calendar. `source` is its file's name or its shortened address, never the whole.

    `spans` is how many times it blocks; `trouble` the code of what is wrong with it.
    """

    id: int
    name: str
    lane: int | None
    source: str
    polled: bool
    state: OutsideState
    trouble: str | None
    failures: int
    next_poll_at: Instant | None
    last_good_at: Instant
    events: int
    own_events: int
    spans: int
    notes: list[RemarkAnswer]

    @classmethod
    def of(cls, card: OutsideCard) -> OutsideCalendarAnswer:
        """Return a calendar as it is answered."""
        source = card.source
        return cls(
            id=card.id,
            name=card.name,
            lane=source.lane,
            source=source.shown,
            polled=source.is_polled,
            state=card.state,
            trouble=card.trouble,
            failures=card.failures,
            next_poll_at=card.next_poll_at,
            last_good_at=card.last_good_at,
            events=source.events,
            own_events=source.own_events,
            spans=card.spans,
            notes=[
                RemarkAnswer(code=each.code, message=filled(each.message, each.values))
                for each in source.remarks
            ],
        )


class ConnectedAnswer(OutsideCalendarAnswer):
    """A calendar just connected; `clashes` are the standing bookings that it lies over, none is cancelled."""

    clashes: list[str]


class OutsideCalendarList(Answer):
    """The calendars that block an instrument; there are at most twenty."""

    items: list[OutsideCalendarAnswer]


@api.get("/instruments/<int:instrument_id>/outside-calendars")
@requires(Permission.PUBLISH)
@reads(answer=OutsideCalendarList)
def list_outside_calendars(instrument_id: int) -> OutsideCalendarList:
    """List the outside calendars that block the instrument."""
    outside.own_instrument(instrument_id, current_actor())
    found = calendar.outside_calendars(instrument_id)
    return OutsideCalendarList(items=[OutsideCalendarAnswer.of(each) for each in found])


def _look(body: OutsideCalendarBody, instrument_id: int) -> str:
    return outside.preview(body.new(instrument_id), by=current_actor(), now=clock.now())


@api.post("/instruments/<int:instrument_id>/outside-calendars")
@requires(Permission.PUBLISH)
@writes(body=OutsideCalendarBody, answer=ConnectedAnswer, status=201, first=_look)
def connect_outside_calendar(ref: str, instrument_id: int) -> ConnectedAnswer:
    """Read a calendar and let it block the instrument; standing bookings stay, and their keepers are told."""
    now = clock.now()
    made = outside.connect(instrument_id, ref, by=current_actor(), now=now)
    answer = OutsideCalendarAnswer.of(calendar.get_outside_calendar(instrument_id, made))
    return ConnectedAnswer(**answer.model_dump(), clashes=sorted(calendar.clashing_with(made, now)))


@api.delete("/instruments/<int:instrument_id>/outside-calendars/<int:calendar_id>")
@requires(Permission.PUBLISH)
@writes(body=NoBody, status=204)
def remove_outside_calendar(_body: NoBody, instrument_id: int, calendar_id: int) -> None:
    """Let a calendar go: what it blocked is free."""
    outside.act(instrument_id, calendar_id, "remove", by=current_actor(), now=clock.now())


def _read(_body: NoBody, instrument_id: int, calendar_id: int) -> None:
    outside.read(instrument_id, calendar_id, "read", by=current_actor(), now=clock.now())


@api.post("/instruments/<int:instrument_id>/outside-calendars/<int:calendar_id>/read")
@requires(Permission.PUBLISH)
@writes(body=NoBody, answer=OutsideCalendarAnswer, first=_read)
def read_outside_calendar(_read: None, instrument_id: int, calendar_id: int) -> OutsideCalendarAnswer:
    """Read a calendar now; whatever goes wrong is in its `state` and `trouble`, and frees nothing."""
    return OutsideCalendarAnswer.of(calendar.get_outside_calendar(instrument_id, calendar_id))
