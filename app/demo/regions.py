"""Who is in the demo pool, and who recognises whom."""

from __future__ import annotations

from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING

from app.infra.events import EventActor
from app.kernel.words import ServiceKind, VoucherMode
from app.pool.accreditations import Decision, check, declare_accreditation, enter_decided, notice
from app.pool.domain.cards import Side
from app.pool.domain.days import pool_day
from app.pool.queries.providers import providers
from app.pool.recognitions import RecognitionTerms, accept_recognition, propose_recognition
from app.pool.regions import admit, ask_to_join, load_regions

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.pool.domain.cards import ProviderCard

YEAR = timedelta(days=365)

#: Who does in the demo what nobody of its people is there to do.
LOADER = EventActor(None, "demo load", "system")

QINGPU, WUJIANG, JIASHAN, MAANSHAN, KUNSHAN = "310118", "320509", "330421", "340500", "320583"
PILOT_DISTRICTS = (QINGPU, WUJIANG, JIASHAN, MAANSHAN)
SHANGHAI, JIANGSU, ZHEJIANG, ANHUI = "310000", "320000", "330000", "340000"
PROVINCES = (SHANGHAI, JIANGSU, ZHEJIANG, ANHUI)

#: A pair of demand and supply region where 通兑 is not agreed, so that the pool shows such a refusal too.
REIMBURSE_ONLY = (WUJIANG, ANHUI)
#: 通认通用: the accreditations count, and no voucher pays; a pilot district's own decision comes before it.
WITHOUT_MONEY = (ZHEJIANG, SHANGHAI)
#: Providers that will be accredited for another year.
RENEWING = ("pujiang-chip", "yangpu-optics")
#: A proposal about one city that waits for its district's officer.
WAITING = (QINGPU, "320500")


def open_pool(now: datetime) -> None:
    """Load the divisions, admit the regions of both sides, and recognise each other."""
    load_regions()
    for code in PILOT_DISTRICTS:
        _admit(code, Side.DEMAND, now)
    for code in PROVINCES:
        _admit(code, Side.SUPPLY, now)
    ask_to_join(region_code=KUNSHAN, side=Side.DEMAND, by=LOADER, now=now, on=pool_day(now))
    for demand, supply in product(PILOT_DISTRICTS, PROVINCES):
        _recognise(demand, supply, modes_between(demand, supply), now)
    _recognise(*WITHOUT_MONEY, frozenset(), now)
    _propose(*WAITING, modes_between(*WAITING), now)


def accredit(opened: Iterable[ProviderCard], now: datetime) -> None:
    """Let each provider's own province accredit it for every kind of service."""
    for provider in opened:
        decision = Decision(provider.region_code or "", LOADER, now)
        declared = declare_accreditation(
            provider_id=provider.id,
            kinds=frozenset(ServiceKind),
            from_on=pool_day(now),
            until_on=None,
            decision=decision,
        )
        enter_decided(declared.ref, decision)


def renew(now: datetime) -> None:
    """Let two providers of 上海 be on the way to another year: one on public notice, the other checked."""
    renewing = [provider for provider in providers() if provider.code in RENEWING]
    for provider, noticed_at in zip(renewing, (now - timedelta(days=3), None), strict=True):
        region = provider.region_code or ""
        declared = declare_accreditation(
            provider_id=provider.id,
            kinds=frozenset(ServiceKind),
            from_on=pool_day(now) + YEAR,
            until_on=pool_day(now) + 2 * YEAR,
            decision=Decision(region, LOADER, now - timedelta(days=6)),
        )
        check(declared.ref, Decision(region, LOADER, now - timedelta(days=4)))
        if noticed_at is not None:
            notice(declared.ref, Decision(region, LOADER, noticed_at))


def modes_between(demand: str, supply: str) -> frozenset[VoucherMode]:
    """Return how vouchers of a pilot district may be used in a province."""
    if (demand, supply) == REIMBURSE_ONLY:
        return frozenset({VoucherMode.REIMBURSE})
    return frozenset(VoucherMode)


def _admit(code: str, side: Side, now: datetime) -> None:
    membership_id = ask_to_join(region_code=code, side=side, by=LOADER, now=now, on=pool_day(now))
    admit(membership_id=membership_id, by=LOADER, now=now, on=pool_day(now))


def _recognise(demand: str, supply: str, modes: frozenset[VoucherMode], now: datetime) -> None:
    ref = _propose(demand, supply, modes, now)
    accept_recognition(ref=ref, by_region=demand, by=LOADER, now=now)


def _propose(demand: str, supply: str, modes: frozenset[VoucherMode], now: datetime) -> str:
    return propose_recognition(
        terms=RecognitionTerms(
            demand_region=demand,
            supply_region=supply,
            kinds=frozenset(ServiceKind),
            modes=modes,
            from_on=pool_day(now),
            until_on=None,
        ),
        by_region=demand,
        by=LOADER,
        now=now,
    ).ref
