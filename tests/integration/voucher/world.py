"""The same few people and programme in every voucher test."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import text
from stdnum.cn import uscc

from app.accounts.domain.actor import Actor, OrganisationCard, Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.infra import clock
from app.infra.db import db, transaction
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.pool.domain.cards import Side
from app.pool.regions import admit, ask_to_join, load_regions
from app.voucher.domain.cards import HoldCard, VoucherCard, VoucherStatement
from app.voucher.domain.eligibility import Facts, RecognitionFacts
from app.voucher.domain.programmes import BudgetLine, ProgrammeDraft, draft
from app.voucher.domain.states import ProgrammeAction
from app.voucher.holds import hold
from app.voucher.issuing import issue
from app.voucher.programmes import act_on_programme, create_programme
from app.voucher.queries.programmes import get_programme
from app.voucher.queries.vouchers import get_voucher_by_number
from app.voucher.verify import CHECKS
from app.voucher.verify.checking import Broken
from tests.support.register import register_sme

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)  # Monday, 09:00 in Shanghai
SERVICE_DAY = date(2026, 3, 9)
YUAN = 100
POLICY: dict[str, Any] = {
    "rate_percent": 50,
    "modes": ["reimburse", "redeem"],
    "caps": {"per_year": {"minor": 300_000 * YUAN, "currency": "CNY"}},
    "use_by": "2026-12-31",
    "redeem_by": "2099-03-31",
    "label": "demo policy",
}


def yuan(amount: int) -> Money:
    return Money(amount * YUAN)


_QUERIES = [query for check in CHECKS if isinstance(check.run, Broken) for query in check.run.queries]
_ALL_AT_ONCE = text(
    " UNION ALL ".join(f"SELECT * FROM ({query}) AS q{at}" for at, query in enumerate(_QUERIES))
)


@dataclass(frozen=True)
class Member:
    """A person in an organisation, with a token to call the API."""

    actor: Actor
    token: str

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def organisation(self) -> OrganisationCard:
        assert self.actor.organisation is not None
        return self.actor.organisation


@dataclass(frozen=True)
class OpenProgramme:
    """A programme of 青浦 that issues vouchers."""

    id: int
    ref: str
    use_by: date

    def issue(self, to: Member, face: Money, now: datetime = NOW) -> VoucherCard:
        return transaction(
            lambda: issue(
                programme_ref=self.ref,
                enterprise_id=to.organisation.id,
                face=face,
                by=SYSTEM,
                now=now,
            )
        )


@dataclass(frozen=True)
class World:
    researcher: Member
    stranger: Member
    officer: Member
    other_officer: Member
    provider: Member
    manager: Member
    second_officer: Member
    programme: OpenProgramme

    def issue(self, face: Money, *, to: Member | None = None) -> VoucherCard:
        return self.programme.issue(to or self.researcher, face)

    def last_day_to_claim(self, programme: "OpenProgramme") -> date:
        return get_programme(programme.id, self.officer.actor).policy.redeem_by

    def facts(self, **changes: Any) -> Facts:
        return facts(self.researcher.organisation.id, **changes)

    def hold(self, reference: str, voucher: VoucherCard, price: Money, **changes: Any) -> HoldCard:
        given: dict[str, Any] = {"mode": VoucherMode.REDEEM, "facts": self.facts(), "now": NOW} | changes
        return transaction(
            lambda: hold(reference=reference, voucher_number=voucher.number, price=price, **given)
        )


def facts(enterprise_id: int, **changes: Any) -> Facts:
    """An order of an enterprise in 青浦 from an accredited provider in 江苏 that 青浦 recognises."""
    usual: dict[str, Any] = {
        "enterprise_id": enterprise_id,
        "enterprise_region": "310118",
        "sme_registered": True,
        "demand_admitted": True,
        "service_kind": "resource",
        "service_on": SERVICE_DAY,
        "provider_id": 1,
        "provider_region": "320000",
        "accreditation": "A-1",
        "recognition": RecognitionFacts("R-1", frozenset(VoucherMode), None, date(2026, 1, 1), None),
        "related": False,
    }
    return Facts(**usual | changes)


def statement(voucher: VoucherCard) -> VoucherStatement:
    return get_voucher_by_number(voucher.number)


def broken_invariants() -> list[str]:
    """Return what breaks an invariant of the voucher; all that is SQL is asked in one statement."""
    plain = [check for check in CHECKS if not isinstance(check.run, Broken)]
    if db.session.scalars(_ALL_AT_ONCE).first() is not None:
        plain = list(CHECKS)
    return [f"{check.code}: {line}" for check in plain for line in check.run()]


def programme_draft(**policy: Any) -> ProgrammeDraft:
    """The usual programme of 青浦 with some items of its policy changed."""
    return draft(
        name="青浦区科技创新券 2026",
        year=2026,
        region_code="310118",
        budget=[BudgetLine("district", yuan(1_000_000))],
        policy=POLICY | policy,
    )


def open_programme(officer: Member, **policy: Any) -> OpenProgramme:
    return transaction(lambda: _open_programme(officer.actor, **policy))


def _open_programme(officer: Actor, **policy: Any) -> OpenProgramme:
    programme_id = create_programme(programme_draft(**policy), by=officer, now=NOW)
    act_on_programme(programme_id, ProgrammeAction.OPEN, by=officer, now=NOW)
    card = get_programme(programme_id, officer)
    return OpenProgramme(card.id, card.ref, card.policy.use_by)


def build_world() -> World:
    return transaction(_build)


def _build() -> World:
    load_regions()
    officer = member(3, OrganisationKind.AUTHORITY, "310118", Role.OFFICER)
    researcher = member(1, OrganisationKind.ENTERPRISE, "310118", Role.RESEARCHER)
    membership = ask_to_join(region_code="310118", side=Side.DEMAND, by=SYSTEM, now=NOW, on=NOW.date())
    admit(membership_id=membership, by=SYSTEM, now=NOW, on=NOW.date())
    register_sme(researcher.organisation, NOW.year, clock.now().year, now=NOW)
    return World(
        researcher=researcher,
        manager=colleague(6, researcher, Role.ENTERPRISE_MANAGER),
        second_officer=colleague(7, officer, Role.OFFICER),
        stranger=member(2, OrganisationKind.ENTERPRISE, "330421", Role.RESEARCHER),
        officer=officer,
        other_officer=member(4, OrganisationKind.AUTHORITY, "330421", Role.OFFICER),
        provider=member(5, OrganisationKind.PROVIDER, "320500", Role.PROVIDER_MANAGER),
        programme=_open_programme(officer.actor),
    )


def enterprise(number: int, region: str = "310118") -> Member:
    """Create another enterprise, registered and with a manager."""
    manager = member(number, OrganisationKind.ENTERPRISE, region, Role.ENTERPRISE_MANAGER)
    register_sme(manager.organisation, NOW.year, clock.now().year, now=NOW)
    return manager


def authority(number: int, region: str) -> Member:
    """Create another region's authority with an officer."""
    return member(number, OrganisationKind.AUTHORITY, region, Role.OFFICER)


def member(number: int, kind: OrganisationKind, region: str, role: Role) -> Member:
    body = f"91{region}MA1FL0{number:03d}"
    code = body + uscc.calc_check_digit(body)
    organisation = create_organisation(
        kind=kind, name_zh=f"机构{number}", name_en=f"Organisation {number}", credit_code=code,
        region_code=region, now=NOW,
    )  # fmt: skip
    return _person(number, organisation, role)


def colleague(number: int, of: Member, role: Role) -> Member:
    return _person(number, of.organisation, role)


def _person(number: int, organisation: OrganisationCard, role: Role) -> Member:
    person = create_person(email=f"person{number}@demo.example", name=f"Person {number}", now=NOW)
    add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=NOW)
    token = create_token(person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="test", now=NOW)
    actor = Actor(person.id, person.name, person.email, person.locale, organisation, frozenset({role}))
    return Member(actor, token)
