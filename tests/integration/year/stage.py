"""Where a year is played: two districts with a programme each, their enterprises, a provider, who pays."""

from dataclasses import dataclass
from datetime import date

from app.accounts.access import event_actor
from app.accounts.domain.actor import Actor
from app.accounts.domain.roles import OrganisationKind, Role
from app.booking.publishing.instruments import NewInstrument, add_instrument, publish
from app.booking.publishing.services import add_service, publish_service
from app.demo.hours import ALWAYS
from app.demo.instruments import Apparatus
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.kernel.words import ServiceKind, VoucherMode
from app.pool.accreditations import Decision, declare_accreditation, enter_decided
from app.pool.domain.cards import RecognitionCard, ServiceCard, Side
from app.pool.domain.instruments import InstrumentDetails, InstrumentRules
from app.pool.domain.rates import Band, ChargeBasis, NoticeStep, RateTerms
from app.pool.domain.services import ServiceDetails
from app.pool.providers import create_provider
from app.pool.recognitions import RecognitionTerms, accept_recognition, propose_recognition
from app.pool.regions import admit, ask_to_join, load_regions
from app.voucher.domain.programmes import BudgetLine, draft
from app.voucher.domain.states import ProgrammeAction
from app.voucher.programmes import act_on_programme, create_programme
from tests.integration.voucher.world import NOW, Member, authority, colleague, enterprise, member, yuan

DISTRICTS = {"310118": "issuer_direct", "330421": "host_clearing"}
HOST = "320505"
USE_BY, REDEEM_BY = date(2026, 11, 30), date(2027, 2, 28)
KINDS = frozenset({ServiceKind.RESOURCE, ServiceKind.TESTING})
AN_HOUR = 1_000_00
POLICY = {
    "rate_percent": 50,
    "modes": sorted(VoucherMode),
    "caps": {"per_year": {"minor": 300_000_00, "currency": "CNY"}},
    "use_by": USE_BY.isoformat(),
    "redeem_by": REDEEM_BY.isoformat(),
    "public_notice_days": 5,
    "label": "demo policy",
}
TERMS = RateTerms(
    group="enterprise",
    effective_from=date(2026, 1, 1),
    bands=(Band(frozenset(range(1, 8)), 0, 1440, AN_HOUR),),
    charge_basis=ChargeBasis.USAGE,
    cancellation=(NoticeStep(24, 0), NoticeStep(0, 50)),
    no_show_percent=100,
)


@dataclass(frozen=True)
class District:
    """A district that issues: its officer, its programme, and the two officers who pay for it."""

    region: str
    officer: Member
    programme: int
    payers: tuple[Member, Member]
    membership: int
    recognition: RecognitionCard


@dataclass(frozen=True)
class Stage:
    districts: tuple[District, ...]
    enterprises: tuple[Member, ...]
    keeper: Member
    manager: Member
    instruments: tuple[Apparatus, ...]
    service: ServiceCard

    def district_of(self, enterprise: Member) -> District:
        return next(each for each in self.districts if each.region == enterprise.organisation.region_code)


def build_stage(*, enterprises: int, instruments: int) -> Stage:
    """Open both programmes; every fourth enterprise is of the district whose vouchers the host pays."""
    load_regions()
    _join("320000", Side.SUPPLY)
    keeper = member(101, OrganisationKind.PROVIDER, HOST, Role.KEEPER)
    host = authority(102, HOST)
    payers = (host, colleague(103, host, Role.OFFICER))
    _accredit(keeper, host)
    districts = tuple(
        _district(104 + 2 * at, region, rule, payers) for at, (region, rule) in enumerate(DISTRICTS.items())
    )
    regions = [list(DISTRICTS)[at % 4 == 1] for at in range(enterprises)]
    return Stage(
        districts,
        tuple(enterprise(110 + at, region) for at, region in enumerate(regions)),
        keeper,
        colleague(108, keeper, Role.PROVIDER_MANAGER),
        tuple(_instrument(keeper.actor, at) for at in range(instruments)),
        _service(keeper.actor),
    )


def _join(region: str, side: Side) -> int:
    membership = ask_to_join(region_code=region, side=side, by=SYSTEM, now=NOW, on=NOW.date())
    admit(membership_id=membership, by=SYSTEM, now=NOW, on=NOW.date())
    return membership


def _accredit(keeper: Member, host: Member) -> None:
    provider = create_provider(
        organisation_id=keeper.organisation.id,
        code="year",
        name_zh="测试中心",
        name_en="Test Centre",
        region_code=HOST,
        now=NOW,
    )
    decision = Decision(HOST, event_actor(host.actor), NOW)
    declared = declare_accreditation(
        provider_id=provider.id, kinds=KINDS, from_on=NOW.date(), until_on=None, decision=decision
    )
    enter_decided(declared.ref, decision)


def _district(number: int, region: str, payer_rule: str, payers: tuple[Member, Member]) -> District:
    membership = _join(region, Side.DEMAND)
    officer = authority(number, region)
    actor = event_actor(officer.actor)
    terms = RecognitionTerms(region, "320000", KINDS, frozenset(VoucherMode), NOW.date(), None)
    proposed = propose_recognition(terms=terms, by_region=region, by=actor, now=NOW)
    recognition = accept_recognition(ref=proposed.ref, by_region=region, by=actor, now=NOW)
    opening = draft(
        name=f"创新券 {region}",
        year=2026,
        region_code=region,
        budget=[BudgetLine("district", yuan(3_000_000)), BudgetLine("city", yuan(2_000_000))],
        policy=POLICY | {"payer_rule": payer_rule},
    )
    programme = create_programme(opening, by=officer.actor, now=NOW)
    act_on_programme(programme, ProgrammeAction.OPEN, by=officer.actor, now=NOW)
    own = (officer, colleague(number + 1, officer, Role.OFFICER))
    paying = own if payer_rule == "issuer_direct" else payers
    return District(region, officer, programme, paying, membership, recognition)


def _instrument(keeper: Actor, number: int) -> Apparatus:
    details = InstrumentDetails(name=f"Microscope {number}", region_code=HOST)
    new = NewInstrument(details, InstrumentRules(), "Asia/Shanghai", 1, ALWAYS, TERMS)
    drafted = add_instrument(new=new, by=keeper, now=NOW)
    return Apparatus(publish(instrument_id=drafted.id, by=keeper, now=NOW), ALWAYS)


def _service(keeper: Actor) -> ServiceCard:
    details = ServiceDetails(
        kind=ServiceKind.TESTING,
        name_zh="拉伸试验",
        name_en="Tensile test",
        description="GB/T 228.1",
        deliverables="A report",
        unit="sample",
        price=Money(599_99),
        lead_days=10,
    )
    drafted = add_service(details=details, by=keeper, now=NOW)
    return publish_service(service_id=drafted.id, by=keeper, now=NOW)
