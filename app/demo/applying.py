"""Applications for vouchers in the demo: some decided, some waiting for officer@, one to be completed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from app.accounts.domain.roles import Role
from app.accounts.enterprises import set_control_group
from app.demo.people import stand_in
from app.demo.places import APPLICANTS
from app.demo.stories import Pause
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.applications import ApplicationTerms, draft_application, submit
from app.voucher.queries.programmes import open_programmes
from app.voucher.reviewing import Approval, approve, reject, send_back

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.demo.stories import Story

GROUP = "青浦示范控股集团（演示）"


@dataclass(frozen=True, slots=True)
class Plea:
    """What an enterprise asks for, and how many days before now."""

    by: Actor
    yuan: int
    purpose: str
    days_ago: float
    modes: frozenset[VoucherMode] | None = None


def applications(
    organisations: Mapping[str, OrganisationCard], officer: Actor, manager: Actor, now: datetime
) -> Iterator[Story]:
    """Yield the stories of the pilot district 青浦; `manager` is manager@'s own, which stays a draft."""
    optics, robotics, pharma = (
        stand_in(Role.ENTERPRISE_MANAGER, place, organisations, now - timedelta(days=60))
        for place in APPLICANTS[:3]
    )
    yield _grouped(officer, (robotics, pharma), now - timedelta(days=50))

    def partly(application_id: int, at: datetime) -> None:
        approval = Approval(Money(60_000_00), "测试部分同意；开发部分请另行申请")
        approve(application_id=application_id, approval=approval, by=officer, now=at)

    def wholly(application_id: int, at: datetime) -> None:
        approve(application_id=application_id, approval=Approval(), by=officer, now=at)

    def not_at_all(application_id: int, at: datetime) -> None:
        reason = "所列检测为法定必检项目，不在支持范围"
        reject(application_id=application_id, reason=reason, by=officer, now=at)

    def again(application_id: int, at: datetime) -> None:
        send_back(application_id=application_id, reason="请补充服务机构的报价", by=officer, now=at)

    yield _decided(Plea(optics, 100_000, "光学薄膜的表面分析与开发", 40), partly, now)
    yield _decided(Plea(robotics, 80_000, "减速器疲劳试验", 35, frozenset({VoucherMode.REDEEM})), wholly, now)
    yield _decided(Plea(pharma, 50_000, "原料药法定检验", 30), not_at_all, now)
    yield _decided(Plea(pharma, 90_000, "候选药物的质谱分析", 9), again, now)
    yield _waiting(Plea(optics, 70_000, "激光器芯片的电子显微观察，约 60 小时", 6), now)
    yield _waiting(Plea(robotics, 150_000, "机器人关节的计量与检测", 2), now)
    yield _drafted(Plea(manager, 20_000, "电极材料的原位观察", 1), now)


def _drafted(plea: Plea, now: datetime) -> Story:
    yield Pause(at := now - timedelta(days=plea.days_ago))
    _draft(plea, at)
    return None


def _waiting(plea: Plea, now: datetime) -> Story:
    yield Pause(at := now - timedelta(days=plea.days_ago))
    submit(application_id=_draft(plea, at), by=plea.by, now=at)
    return None


def _decided(plea: Plea, decide: Callable[[int, datetime], None], now: datetime) -> Story:
    yield Pause(at := now - timedelta(days=plea.days_ago))
    application_id = _draft(plea, at)
    submit(application_id=application_id, by=plea.by, now=at)
    yield Pause(at := at + timedelta(days=3))
    decide(application_id, at)
    return None


def _grouped(officer: Actor, members: tuple[Actor, ...], at: datetime) -> Story:
    yield Pause(at)
    for member in members:
        if member.organisation:
            set_control_group(enterprise_id=member.organisation.id, name=GROUP, by=officer, now=at)
    return None


def _draft(plea: Plea, at: datetime) -> int:
    programme = open_programmes(plea.by)[0]
    terms = ApplicationTerms(Money(plea.yuan * 100), plea.purpose, plea.modes)
    return draft_application(programme_id=programme.id, terms=terms, by=plea.by, now=at).id
