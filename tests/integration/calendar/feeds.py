"""A stand-in for the bookings behind feeds, and the people who subscribe."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from flask.testing import FlaskClient
from sqlalchemy import Select, false, func, literal, select, union_all
from werkzeug.test import TestResponse

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.calendar.domain.feed import (
    Audience,
    EventStatus,
    FeedCard,
    FeedDetail,
    FeedEvent,
    FeedOwner,
)
from app.calendar.ports import Entries, Standing
from app.calendar.queries.closures import changes_to_select
from app.infra import clock
from app.infra.db import UTCDateTime
from app.kernel.interval import Interval


@dataclass
class FakeSource:
    """Bookings in a list. `theirs` holds (organisation, instrument) pairs; `public` the open instruments."""

    bookings: list[FeedEvent] = field(default_factory=list)
    theirs: set[tuple[int, int]] = field(default_factory=set)
    public: set[int] = field(default_factory=set)
    asked: list[FeedOwner] = field(default_factory=list)
    written: list[tuple[int, Audience]] = field(default_factory=list)

    def standing(self, owner: FeedOwner, window: Interval) -> Standing:
        self.asked.append(owner)
        shown = [each for each in self.bookings if each.span.overlaps(window)]
        row = select(
            literal(len(shown)).label("events"),
            literal(sum(each.sequence for each in shown)).label("revisions"),
            literal(f"{owner.kind} zh").label("name_zh"),
            literal(f"{owner.kind} en").label("name_en"),
            func.coalesce(changes_to_select(literal(str(owner.instrument_id))), "").label("closures"),
            literal(owner.instrument_id in self.public).label("is_open"),
        )
        return Standing(row.subquery("standing"), {})

    def entries(self, owner: FeedOwner, window: Interval) -> Entries:
        hides = owner.detail is FeedDetail.BUSY or owner.person_id is None
        audience = Audience.OTHERS if hides else Audience.CUSTOMER
        rows = [_row(number, each, audience) for number, each in enumerate(self.bookings)]
        nothing = _row(0, booking(window), audience).where(false())
        shown = [row for row, each in zip(rows, self.bookings, strict=True) if each.span.overlaps(window)]
        return Entries(union_all(*(shown or [nothing])).subquery("entries"), {})

    def events(self, ids: Collection[int], audience: Audience) -> Mapping[int, FeedEvent]:
        self.written += [(each, audience) for each in ids]
        return {each: self.bookings[each] for each in ids}

    def cards(self, owners: Sequence[FeedOwner], locale: str) -> Sequence[FeedCard]:
        return [FeedCard(f"{each.kind} {locale}") for each in owners]

    def keeps(self, organisation_id: int, instrument_id: int) -> bool:
        return (organisation_id, instrument_id) in self.theirs

    def instruments(self, organisation_id: int, limit: int) -> Sequence[tuple[int, str]]:
        kept = [instrument for owner, instrument in self.theirs if owner == organisation_id]
        return [(instrument, "Microscope") for instrument in kept[:limit]]


def _row(number: int, event: FeedEvent, audience: Audience) -> Select:
    struck = event.revised_at if event.status is EventStatus.CANCELLED else None
    moments = {
        "revised_at": event.revised_at,
        "starts_at": event.span.start,
        "ends_at": event.span.end,
        "struck_at": struck,
    }
    return select(
        literal(number).label("id"),
        literal(event.sequence).label("revision"),
        *(literal(moment, UTCDateTime).label(name) for name, moment in moments.items()),
        literal(str(audience)).label("audience"),
    )


def booking(when: Interval, **more) -> FeedEvent:
    facts = {
        "uid": "B-1@onepool",
        "sequence": 2,
        "revised_at": when.start,
        "status": EventStatus.CONFIRMED,
        "summary": "Microscope",
    }
    return FeedEvent(span=when, **{**facts, **more})


@dataclass(frozen=True)
class People:
    """Bearer tokens of the researcher, her manager, the keeper, and the enterprise's id."""

    researcher: str
    manager: str
    keeper: str
    enterprise_id: int


def gather(laboratory) -> People:
    now = clock.now()
    enterprise = create_organisation(
        kind=OrganisationKind.ENTERPRISE,
        name_zh="青浦新材料",
        name_en="Qingpu Materials",
        credit_code="91310000MA1FL5KU9E",
        region_code="310118",
        now=now,
    )

    def member(name: str, organisation_id: int, role: Role) -> str:
        person = create_person(email=f"{name}@example.org", name=name, locale="en", now=now)
        add_member(person_id=person.id, organisation_id=organisation_id, role=role, now=now)
        return create_token(person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="test", now=now)

    return People(
        researcher=member("researcher", enterprise.id, Role.RESEARCHER),
        manager=member("manager", enterprise.id, Role.ENTERPRISE_MANAGER),
        keeper=member("keeper", laboratory.organisation_id, Role.KEEPER),
        enterprise_id=enterprise.id,
    )


def subscribe(client: FlaskClient, token: str, kind="mine", detail="full", **more) -> TestResponse:
    body = {"kind": kind, "detail": detail, **more}
    return client.post("/api/v1/feeds", json=body, headers={"Authorization": f"Bearer {token}"})


def path_of(made: TestResponse) -> str:
    return made.json["url"].removeprefix("http://127.0.0.1:8000")
