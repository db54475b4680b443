"""The pool of booking_pool.py inside a crowd: a `Size` of others around, and more of everything one's own."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit

from flask import Flask

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.queries import enterprise_documents, find_person_by_email
from app.accounts.resets import request_reset
from app.accounts.tokens import create_token
from app.demo.credit_codes import credit_code
from app.demo.volume.loading import Volume, load_volume
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.voucher.claiming.deadlines import mature
from app.voucher.domain.states import ProgrammeState
from app.voucher.issuing import issue
from app.voucher.queries.programmes import all_programmes
from tests.support.booking_pool import PROGRAMME, Caller, Pool, at, build_pool, slot
from tests.support.crowd_orders import Orders, build_orders

PROPOSED = {"supply_region": "320000", "kinds": ["resource"], "modes": ["redeem"]}
DECLARED = {"provider": "test-provider", "kinds": ["resource"], "from_on": "2026-01-01"}
# Two and a half hours and the set-up of booking_pool's rate card.
PRICE_MINOR = 1_600_00
NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class Size:
    """How many instruments and bookings of others there are, and how many of each thing of one's own."""

    instruments: int
    bookings: int
    own: int


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
    claim: int
    evidence: int
    payout: int
    orders: Orders
    application: int
    application_ref: str
    application_document: str
    certificate: str


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
        _done(pool.keeper, f"/instruments/{automatic[0]}/closures", _span(automatic[0], 4 + day))
        _done(pool.officer, "/programmes", PROGRAMME)
        _done(pool.officer, "/recognitions", PROPOSED)
        _done(pool.operator, "/accreditations", DECLARED)
    feeds = [_done(pool.researcher, "/feeds", {"kind": "mine", "detail": "full"})["url"] for _ in numbers]
    quote = _done(pool.researcher, "/quotes", slot(manual[0], 5) | {"hold": True})["id"]
    with app.app_context():
        manager = transaction(lambda: _manager_of(pool.keeper))
        transaction(lambda: _more_of_their_own(pool, size))
        reset = transaction(_reset_link)
    long_claim = _claimed(manager, settled[0])
    payable = [_payable(app, pool.officer, _claimed(manager, [ref])) for ref in settled[1]]
    many, single = payable[: size.own // 2], payable[size.own // 2 :]
    payouts = [
        _done(pool.officer, "/payouts", {"claims": each}) for each in (many, *([key] for key in single))
    ]
    return Crowd(
        pool,
        instrument_id=automatic[0],
        requested=requested[0],
        settled=settled[0][0],
        quote=quote,
        voucher=pool.voucher,
        feed=urlsplit(feeds[0]).path,
        reset=reset,
        claim=long_claim["id"],
        evidence=long_claim["evidence"][0]["id"],
        payout=payouts[0]["id"],
        orders=build_orders(pool, size.own),
        **_applied(app, pool, size),
    )


def _applied(app: Flask, pool: Pool, size: Size) -> dict[str, Any]:
    """Let the manager apply, and hand in what belongs to the applications and to the enterprise's record."""
    manager, enterprise = pool.manager, pool.manager.organisation
    [programme] = [each for each in manager.get("/programmes").json["items"] if each["state"] == "open"]
    amount = {"minor": 1_000_00, "currency": "CNY"}
    for number in range(size.own):
        wish = {"programme_id": programme["id"], "amount": amount, "purpose": "Grain sizes"}
        application = _done(manager, "/grant-applications", wish)
        path = f"/grant-applications/{application['id']}"
        offer = {"file": (BytesIO(b"%PDF-1.7 offer"), f"offer-{number}.pdf")}
        sent = manager.client.post(f"/api/v1{path}/documents", data=offer, headers=manager.headers)
        assert sent.status_code == 201
        _done(manager, f"{path}/submit")
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
    return _done(
        pool.researcher, "/bookings", slot(instrument_id, day) | {"purpose": "Grain sizes"} | voucher
    )["ref"]


def _settled(pool: Pool, instrument_id: int, day: int) -> str:
    """Book with the voucher and write the whole use up, as if it were over."""
    ref = _booked(pool, instrument_id, day, voucher=pool.voucher, mode="redeem")
    for action, at_time in (("check-in", "09:00"), ("check-out", "11:30")):
        _done(pool.keeper, f"/bookings/{ref}/{action}", {"at": at(day, at_time).isoformat()})
    _done(pool.keeper, f"/bookings/{ref}/sign-usage")
    _done(pool.researcher, f"/bookings/{ref}/accept-usage")
    return ref


def _claimed(manager: Caller, refs: list[str]) -> dict[str, Any]:
    """Claim what was captured for some bookings, with an invoice over their prices, and hand it in."""
    claim = _done(manager, "/claims", {"bookings": refs, "mode": "redeem"})
    invoice = {
        "kind": "invoice",
        "amount_minor": str(PRICE_MINOR * len(refs)),
        "file": (BytesIO(b"%PDF-1.7\n% " + refs[0].encode() + b"\n%%EOF\n"), "invoice.pdf"),
    }
    path = f"/api/v1/claims/{claim['id']}/evidence"
    assert manager.client.post(path, data=invoice, headers=manager.headers).status_code == 201
    return _done(manager, f"/claims/{claim['id']}/submit")


def _payable(app: Flask, officer: Caller, claim: dict[str, Any]) -> int:
    """Decide a claim, and let its notice pass."""
    path = f"/claims/{claim['id']}"
    _done(officer, f"{path}/complete")
    _done(
        officer,
        f"{path}/review",
        {"approved_amount": {"minor": 800_00, "currency": "CNY"}, "reason": "Fits."},
    )
    _done(officer, f"{path}/notice")
    with app.app_context():
        transaction(lambda: mature(claim["id"], clock.now() + NOTICE))
    return claim["id"]


def _span(instrument_id: int, day: int) -> dict[str, Any]:
    return {name: value for name, value in slot(instrument_id, day).items() if name != "instrument_id"}


def _done(caller: Caller, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    answer = caller.post(path, body)
    assert answer.status_code in (200, 201), answer.json
    return answer.json


def _manager_of(keeper: Caller) -> Caller:
    now, provider = clock.now(), keeper.organisation
    person = create_person(email="provider@test.example", name="Provider", now=now)
    add_member(person_id=person.id, organisation_id=provider.id, role=Role.PROVIDER_MANAGER, now=now)
    token = create_token(person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="test", now=now)
    return Caller(keeper.client, token, provider)


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


def _reset_link() -> str:
    """Ask for a new password as somebody who forgot theirs, and return the way to it."""
    links: list[str] = []

    def link(secret: str) -> str:
        links.append(f"/reset/{secret}")
        return links[-1]

    request_reset(email="stranger@test.example", address="127.0.0.1", now=clock.now(), link=link)
    return links[0]
