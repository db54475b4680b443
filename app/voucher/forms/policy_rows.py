"""Rows of the policy editor: a rate for some orders, and the ways of use with a region."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, IntegerField, SelectField
from wtforms.validators import Optional

from app.infra.forms import Row, lazy_gettext
from app.infra.yuan import YuanField
from app.kernel.words import ServiceKind, VoucherMode
from app.voucher.domain.policy import Refinement
from app.voucher.domain.regions import Locality
from app.voucher.forms.fields import POSITIVE, choices, money_data, yuan_data


class RateRow(Row):
    """One refined rate; a row in which nothing is said is left out."""

    percent = IntegerField(lazy_gettext("Percent"), [Optional()])
    kind = SelectField(
        lazy_gettext("Kind of service"), choices=choices(ServiceKind, none=lazy_gettext("Any kind"))
    )
    locality = SelectField(
        lazy_gettext("Provider in"), choices=choices(Locality, none=lazy_gettext("Any place"))
    )
    low = YuanField(lazy_gettext("Price from, ¥"), [Optional(), POSITIVE])
    below = YuanField(lazy_gettext("Price below, ¥"), [Optional(), POSITIVE])

    @property
    def is_used(self) -> bool:
        """Tell whether anything is said in it, also what can not be read."""
        return any(field.data or any(field.raw_data or ()) for field in self)

    def to_dict(self) -> dict[str, Any]:
        """Return the row in the shape a policy reads."""
        return {
            "percent": self.percent.data,
            "kind": self.kind.data or None,
            "locality": self.locality.data or None,
            "from": money_data(self.low),
            "below": money_data(self.below),
        }


class RegionRow(Row):
    """The ways of use with one region; a row without a region is left out."""

    region = SelectField(lazy_gettext("Region"), default="")
    reimburse = BooleanField(lazy_gettext("Reimburse"))
    redeem = BooleanField(lazy_gettext("Redeem"))

    @property
    def is_used(self) -> bool:
        """Tell whether a region is named."""
        return bool(self.region.data)

    @property
    def modes(self) -> list[str]:
        """Return the ways of use that are ticked."""
        return [str(mode) for mode in VoucherMode if self[str(mode)].data]


def rate_data(rate: Refinement) -> dict[str, Any]:
    """Return what a row shows of a refined rate."""
    return {
        "percent": rate.percent,
        "kind": rate.kind or "",
        "locality": rate.locality or "",
        "low": yuan_data(rate.from_amount),
        "below": yuan_data(rate.below),
    }


def region_data(code: str, modes: frozenset[VoucherMode]) -> dict[str, Any]:
    """Return what a row shows of the ways of use with a region."""
    return {"region": code, **{str(mode): mode in modes for mode in VoucherMode}}
