"""A small pool: a provider with two instruments, an enterprise with a voucher, and a stranger."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from stdnum.cn import uscc

from app.accounts import people
from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.passwords import PasswordHash
from app.booking.publishing.instruments import NewInstrument, add_instrument, publish
from app.calendar.domain.hours import OpeningPeriod, WeeklyHours
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.kernel.words import ServiceKind
from app.kernel.words import VoucherMode as RecognisedMode
from app.pool import accreditations, providers, recognitions, regions
from app.pool.domain.cards import Side
from app.pool.domain.days import pool_day
from app.pool.domain.instruments import Confirmation, InstrumentDetails, InstrumentRules
from app.pool.domain.rates import RateTerms
from app.voucher import programmes
from app.voucher.domain.programmes import BudgetLine, draft
from app.voucher.domain.states import ProgrammeAction
from app.voucher.issuing import issue
from app.voucher.queries.programmes import get_programme
from tests.support.register import register_sme

PASSWORD = "correct horse battery"
ZONE = "Asia/Shanghai"
FIRST_DAY = date(2026, 1, 1)
POLICY: dict[str, Any] = {
    "rate_percent": 50,
    "modes": ["reimburse", "redeem"],
    "caps": {"per_year": {"minor": 300_000_00, "currency": "CNY"}},
    "use_by": "2027-12-31",
    "redeem_by": "2028-03-31",
    "label": "demo policy",
}
TERMS = {
    "effective_from": "2026-01-01",
    "bands": [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 600_00}],
    "cancellation": [{"notice_hours": 24, "percent": 0}, {"notice_hours": 0, "percent": 50}],
    "no_show_percent": 100,
}


@dataclass(frozen=True)
class World:
    """Who and what there is."""

    researcher: Actor
    keeper: Actor
    stranger: Actor
    operator: Actor
    manual_id: int
    automatic_id: int
    voucher: str


def build(password: PasswordHash, now: datetime) -> World:
    """Build the pool in the caller's transaction."""
    regions.load_regions()
    keeper = _actor(1, "keeper", OrganisationKind.PROVIDER, "320500", Role.KEEPER, password, now)
    researcher = _actor(
        2, "researcher", OrganisationKind.ENTERPRISE, "310118", Role.RESEARCHER, password, now
    )
    stranger = _actor(3, "stranger", OrganisationKind.ENTERPRISE, "330421", Role.RESEARCHER, password, now)
    officer = _actor(4, "officer", OrganisationKind.AUTHORITY, "310118", Role.OFFICER, password, now)
    operator = _actor(5, "operator", OrganisationKind.OPERATOR, "310000", Role.OPERATOR, password, now)
    assert researcher.organisation is not None
    register_sme(researcher.organisation, now.year, now.year + 1, now=now)
    _recognise(keeper, now)
    return World(
        researcher, keeper, stranger, operator,
        manual_id=published("场发射扫描电子显微镜", "Field emission SEM", Confirmation.MANUAL, keeper, now),
        automatic_id=published("液相色谱质谱联用仪", "LC-MS", Confirmation.AUTOMATIC, keeper, now),
        voucher=_voucher(officer, researcher, now),
    )  # fmt: skip


def next_monday(now: datetime) -> datetime:
    """Return midnight UTC of the Monday after next: bookable, and far enough to cancel for nothing."""
    day = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=14 - day.weekday())


def _actor(
    number: int,
    name: str,
    kind: OrganisationKind,
    region: str,
    role: Role,
    password: PasswordHash,
    now: datetime,
) -> Actor:
    body = f"91{region}MA1FL0{number:03d}"
    organisation = create_organisation(
        kind=kind, name_zh=f"{name} 机构", name_en=f"{name.title()} organisation",
        credit_code=body + uscc.calc_check_digit(body), region_code=region, now=now,
    )  # fmt: skip
    person = people.create_person(
        email=f"{name}@demo.example", name=name.title(), locale="en", password=password, now=now
    )
    add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=now)
    return Actor(person.id, person.name, person.email, person.locale, organisation, frozenset({role}))


def _recognise(keeper: Actor, now: datetime) -> None:
    assert keeper.organisation is not None
    provider = providers.create_provider(
        organisation_id=keeper.organisation.id, code="suzhou-lab", name_zh="苏州纳米测试中心",
        name_en="Suzhou Nano Test Centre", region_code="320500", country="China", city="苏州", now=now,
    )  # fmt: skip
    decision = accreditations.Decision("320000", SYSTEM, now)
    accreditation = accreditations.declare_accreditation(
        provider_id=provider.id, kinds=list(ServiceKind), from_on=FIRST_DAY, until_on=None,
        decision=decision,
    )  # fmt: skip
    accreditations.enter_decided(accreditation.ref, decision)
    terms = recognitions.RecognitionTerms(
        "310118", "320000", frozenset(ServiceKind), frozenset(RecognisedMode), FIRST_DAY, None
    )
    proposed = recognitions.propose_recognition(terms=terms, by_region="310118", by=SYSTEM, now=now)
    recognitions.accept_recognition(ref=proposed.ref, by_region="310118", by=SYSTEM, now=now)
    today = pool_day(now)
    member = regions.ask_to_join(region_code="310118", side=Side.DEMAND, by=SYSTEM, now=now, on=today)
    regions.admit(membership_id=member, by=SYSTEM, now=now, on=today)


def published(name_zh: str, name_en: str, confirmation: Confirmation, keeper: Actor, now: datetime) -> int:
    hours = WeeklyHours(ZONE, tuple(OpeningPeriod(day, 540, 1080) for day in range(1, 8)))
    new = NewInstrument(
        details=InstrumentDetails(
            name=name_zh, name_zh=name_zh, name_en=name_en, class_code="0102", category="Electron microscopy",
            maker="Made up", city="苏州", region_code="320500",
            description="Images surfaces down to one nanometre, with elemental analysis.",
        ),
        rules=InstrumentRules(confirmation=confirmation, min_minutes=60, max_minutes=480, step_minutes=30),
        zone=ZONE, lane_count=1, hours=hours, terms=RateTerms.from_dict(TERMS),
    )  # fmt: skip
    card = add_instrument(new=new, by=keeper, now=now)
    publish(instrument_id=card.id, by=keeper, now=now)
    return card.id


def _voucher(officer: Actor, researcher: Actor, now: datetime) -> str:
    assert researcher.organisation is not None
    programme_id = programmes.create_programme(
        draft(
            name="青浦区科技创新券", year=now.astimezone(UTC).year, region_code="310118",
            budget=[BudgetLine("district", Money(100_000_000))], policy=POLICY,
        ),
        by=officer, now=now,
    )  # fmt: skip
    programmes.act_on_programme(programme_id, ProgrammeAction.OPEN, by=officer, now=now)
    ref = get_programme(programme_id, officer).ref
    enterprise_id = researcher.organisation.id
    return issue(
        programme_ref=ref, enterprise_id=enterprise_id, face=Money(20_000_00), by=SYSTEM, now=now
    ).number
