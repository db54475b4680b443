"""The pool of booking_pool.py inside a crowd: a `Size` of others around, and more of everything one's own."""

from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from app.accounts.domain.actor import Scope
from app.accounts.domain.notices import NoticeKind
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.queries import enterprise_documents, find_person_by_email
from app.accounts.telling import stop_token
from app.accounts.tokens import create_token
from app.demo.credit_codes import credit_code
from app.demo.volume.loading import Volume, load_volume
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.pool.divisions import divisions_by_code
from app.pool.domain.cards import Side
from app.pool.domain.days import pool_day
from app.pool.regions import ask_to_join
from app.voucher.domain.states import ProgrammeState
from app.voucher.issuing import issue
from app.voucher.queries.programmes import all_programmes
from tests.support.api_caller import Caller
from tests.support.articles import crowd_of_articles
from tests.support.booking_pool import PROGRAMME, Pool, at, build_pool, slot
from tests.support.crowd_hubs import Hubs, build_hubs
from tests.support.crowd_newcomers import invitation_link, moved_file_of, reset_link, sign_up_link, table_of
from tests.support.crowd_orders import Orders, build_orders
from tests.support.crowd_outside import Outside, connect_calendars
from tests.support.crowd_webhooks import webhook_of
from tests.support.papers import Deciders, Papers, build_papers, done
from tests.support.templates import furnished

PROPOSED = {"supply_region": "320000", "kinds": ["resource"], "modes": ["redeem"]}
DECLARED = {"provider": "test-provider", "kinds": ["resource"], "from_on": "2026-01-01"}


@dataclass(frozen=True)
class Size:
    """How many instruments and bookings of others there are, and how many of each thing of one's own."""

    instruments: int
    bookings: int
    own: int


SMALL = Size(instruments=20, bookings=40, own=4)


@dataclass(frozen=True)
class Crowd:
    """The people, and one of each thing that has an address: the researcher's, the keeper's."""

    pool: Pool
    instrument_id: int
    requested: str
    settled: str
    quote: str
    voucher: str
    feed: str
    reset: str
    sign_up: str
    invitation: str
    table: str
    webhook: str
    moved: str
    stop: str
    orders: Orders
    hubs: Hubs
    outside: Outside
    application: int
    application_ref: str
    application_document: str
    certificate: str
    papers: Papers
    programme: int
    membership: int
    recognition: str
    accreditation: str


def build_crowd(app: Flask, size: Size) -> Crowd:
    with app.app_context():
        volume = Volume(size.instruments, size.bookings, seed=1)
        transaction(lambda: load_volume(volume, now=clock.now(), progress=lambda _: None))
    pool, numbers = build_pool(app), range(size.own)
    pool.recognise()
    automatic = [pool.instrument(name=f"Electron microscope {each}") for each in numbers]
    manual = [pool.instrument(name=f"Balance {each}", confirmation="manual") for each in numbers]
    settled = [[_settled(pool, each, day) for each in automatic] for day in (3, 40, 41)]
    requested = [_booked(pool, each) for each in manual]
    for day in numbers:
        _booked(pool, automatic[0], 4 + day)
        done(pool.keeper, f"/instruments/{automatic[0]}/closures", _span(automatic[0], 4 + day))
        done(pool.officer, "/programmes", PROGRAMME)
        done(pool.officer, "/recognitions", PROPOSED)
        done(pool.operator, "/accreditations", DECLARED)
    feeds = [done(pool.researcher, "/feeds", {"kind": "mine", "detail": "full"})["url"] for _ in numbers]
    quote = done(pool.researcher, "/quotes", slot(manual[0], 5) | {"hold": True})["id"]
    with app.app_context():
        provider = transaction(lambda: joined(pool.keeper, "provider", Role.PROVIDER_MANAGER))
        second_officer = transaction(lambda: joined(pool.officer, "officer2", Role.OFFICER))
        transaction(lambda: _ask_for_places(size.own))
        transaction(lambda: crowd_of_articles(size.own, clock.now()))
        transaction(lambda: _more_of_their_own(pool, size))
        reset, sign_up, invitation, stop = transaction(
            lambda: (
                reset_link(),
                sign_up_link(),
                invitation_link(pool.manager, size.own),
                stop_token(1, NoticeKind.NEWS),
            )
        )
        hubs = transaction(lambda: build_hubs(pool, size.own))
    papers = build_papers(app, Deciders(provider, pool.manager, pool.officer, second_officer), settled)
    return Crowd(
        pool,
        instrument_id=automatic[0],
        requested=requested[0],
        settled=settled[0][0],
        quote=quote,
        voucher=pool.voucher,
        feed=urlsplit(feeds[0]).path,
        reset=reset,
        sign_up=sign_up,
        invitation=invitation,
        table=table_of(pool.keeper),
        webhook=webhook_of(pool.manager, size.own),
        moved=moved_file_of(pool.keeper),
        stop=f"/notifications/stop/{stop}",
        orders=build_orders(pool, size.own),
        hubs=hubs,
        outside=connect_calendars(app, automatic[0], size.own),
        papers=papers,
        programme=next(
            each["id"] for each in pool.officer.get("/programmes").json["items"] if each["state"] == "open"
        ),
        membership=next(iter(pool.officer.get("/memberships").json["items"]))["id"],
        recognition=next(iter(pool.officer.get("/recognitions").json["items"]))["id"],
        accreditation=next(iter(pool.officer.get("/accreditations").json["items"]))["id"],
        **_applied(app, pool, size),
    )


def _build_small(app: Flask) -> Crowd:
    crowd = build_crowd(app, SMALL)
    return replace(crowd, pool=crowd.pool.calling(None))


CROWD = furnished("crowd", _build_small)


def _applied(app: Flask, pool: Pool, size: Size) -> dict[str, Any]:
    """Let the manager apply, and hand in what belongs to the applications and to the enterprise's record."""
    manager, enterprise = pool.manager, pool.manager.organisation
    [programme] = [each for each in manager.get("/programmes").json["items"] if each["state"] == "open"]
    amount = {"minor": 1_000_00, "currency": "CNY"}
    for number in range(size.own):
        wish = {"programme_id": programme["id"], "amount": amount, "purpose": "Grain sizes"}
        application = done(manager, "/grant-applications", wish)
        path = f"/grant-applications/{application['id']}"
        offer = {"file": (BytesIO(b"%PDF-1.7 offer"), f"offer-{number}.pdf")}
        sent = manager.client.post(f"/api/v1{path}/documents", data=offer, headers=manager.headers)
        assert sent.status_code == 201
        done(manager, f"{path}/submit")
        form = {"kind": "other", "file": (BytesIO(b"%PDF-1.7 other"), f"other-{number}.pdf")}
        added = manager.client.post("/enterprise/documents", data=form, headers=manager.headers)
        assert added.status_code == 303
    with app.app_context():
        certificate = enterprise_documents(enterprise.id)[0].document.ref
    return {
        "application": application["id"],
        "application_ref": application["ref"],
        "application_document": sent.json["ref"],
        "certificate": certificate,
    }


def _booked(pool: Pool, instrument_id: int, day: int = 3, **voucher: str) -> str:
    return done(
        pool.researcher, "/bookings", slot(instrument_id, day) | {"purpose": "Grain sizes"} | voucher
    )["ref"]


def _settled(pool: Pool, instrument_id: int, day: int) -> str:
    """Book with the voucher and write the whole use up, as if it were over."""
    ref = _booked(pool, instrument_id, day, voucher=pool.voucher, mode="redeem")
    for action, at_time in (("check-in", "09:00"), ("check-out", "11:30")):
        done(pool.keeper, f"/bookings/{ref}/{action}", {"at": at(day, at_time).isoformat()})
    done(pool.keeper, f"/bookings/{ref}/sign-usage")
    done(pool.researcher, f"/bookings/{ref}/accept-usage")
    return ref


def _span(instrument_id: int, day: int) -> dict[str, Any]:
    return {name: value for name, value in slot(instrument_id, day).items() if name != "instrument_id"}


def joined(beside: Caller, name: str, role: Role) -> Caller:
    """Let somebody join the organisation of a person."""
    now, organisation = clock.now(), beside.organisation
    person = create_person(email=f"{name}@test.example", name=name.title(), now=now)
    add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=now)
    token = create_token(person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="a program", now=now)
    return Caller(beside.client, token, organisation)


def _ask_for_places(count: int) -> None:
    """Let regions ask to join the pool."""
    now = clock.now()
    for code in [code for code in divisions_by_code() if code.startswith("3302")][:count]:
        ask_to_join(region_code=code, side=Side.DEMAND, by=SYSTEM, now=now, on=pool_day(now))


def _more_of_their_own(pool: Pool, size: Size) -> None:
    """Give the researcher more vouchers, organisations and tokens."""
    now = clock.now()
    enterprise, researcher = pool.researcher.organisation, find_person_by_email("researcher@test.example")
    assert researcher is not None
    programme = next(each for each in all_programmes() if each.state is ProgrammeState.OPEN)
    for number in range(size.own):
        issue(
            programme_ref=programme.ref, enterprise_id=enterprise.id, face=Money(1_000_00), by=SYSTEM, now=now
        )
        another = create_organisation(
            kind=OrganisationKind.ENTERPRISE,
            name_zh=f"企业{number}",
            name_en=f"Enterprise {number}",
            credit_code=credit_code(OrganisationKind.ENTERPRISE, "310118", 9000 + number),
            region_code="310118",
            now=now,
        )
        add_member(person_id=researcher.id, organisation_id=another.id, role=Role.RESEARCHER, now=now)
        create_token(person_id=researcher.id, scopes=[Scope.READ], label=f"token {number}", now=now)
