"""A planned booking of the demo pool: who, what, when, paid how."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from app.booking.domain.wishes import SlotWish, VoucherWish
from app.demo.regions import modes_between

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.demo.instruments import Apparatus
    from app.demo.vouchers import Purse
    from app.kernel.interval import Interval

PURPOSES = (
    "电池正极材料形貌分析",
    "薄膜成分与厚度测量",
    "蛋白样品定性",
    "传感器芯片失效分析",
    "镀层老化后附着力测试",
    "水样重金属检测",
    "粉末样品物相鉴定",
    "新配方热稳定性试验",
)


@dataclass(slots=True)
class Customer:
    """Somebody who books for an enterprise, and the vouchers that may pay; counts what they paid for."""

    actor: Actor
    enterprise: OrganisationCard
    purses: Sequence[Purse]
    used: dict[str, int] = field(default_factory=dict)

    def voucher_for(self, region: str | None, day: date) -> VoucherWish | None:
        """Return the first voucher that may pay on that day of service there, or None; count it as used."""
        agreed = modes_between(self.enterprise.region_code, f"{(region or '')[:2]}0000")
        for purse in self.purses:
            used = self.used.get(purse.number, 0)
            modes = sorted(purse.modes & agreed)
            if modes and used < purse.most_bookings and day <= purse.use_by:
                self.used[purse.number] = used + 1
                return VoucherWish(purse.number, modes[used % len(modes)])
        return None


@dataclass(frozen=True, slots=True)
class Visit:
    """A span that will be asked for at `asked_at`."""

    apparatus: Apparatus
    keeper: Actor
    customer: Customer
    span: Interval
    asked_at: datetime
    voucher: VoucherWish | None
    purpose: str
    is_quoted_first: bool

    @property
    def wish(self) -> SlotWish:
        """Return what the customer asks for."""
        return SlotWish(self.apparatus.card.id, self.span, voucher=self.voucher)
