"""A stand-in for the bookings behind feeds, and the people who subscribe."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.calendar.domain.feed import EventStatus, FeedCard, FeedEvent, FeedOwner
from app.infra import clock
from app.kernel.interval import Interval


@dataclass
class FakeSource:
    """Bookings in a list. `theirs` holds (organisation, instrument) pairs; `public` the open instruments."""

    bookings: list[FeedEvent] = field(default_factory=list)
    theirs: set[tuple[int, int]] = field(default_factory=set)
    public: set[int] = field(default_factory=set)
    asked: list[tuple[FeedOwner, datetime]] = field(default_factory=list)

    def events(self, owner: FeedOwner, window: Interval, now: datetime) -> Sequence[FeedEvent]:
        self.asked.append((owner, now))
        return [each for each in self.bookings if each.span.overlaps(window)]

    def cards(self, owners: Sequence[FeedOwner], locale: str) -> Sequence[FeedCard]:
        return [FeedCard(f"{each.kind} {locale}") for each in owners]

    def keeps(self, organisation_id: int, instrument_id: int) -> bool:
        return (organisation_id, instrument_id) in self.theirs

    def public_busy_allowed(self, instrument_id: int) -> FeedCard | None:
        return FeedCard("Microscope") if instrument_id in self.public else None


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
