"""A policy in words, item by item, and what one version says otherwise than another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext, ngettext

from app.infra.filters import filled, format_day, format_money
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.ports import region_names
from app.voucher.present.policy_items import ITEMS, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date
    from enum import StrEnum

    from app.kernel.money import Money
    from app.voucher.domain.policy import Policy, Refinement


@dataclass(frozen=True, slots=True)
class Line:
    """One item in the reader's language."""

    item: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section with its lines, in the reader's language."""

    id: str
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What two versions say of one item, in the reader's language."""

    item: str
    label: str
    before: str
    after: str


def in_words(policy: Policy) -> tuple[SectionView, ...]:
    """Return every item of a policy, section by section."""
    return tuple(
        SectionView(
            section.id,
            gettext(section.title),
            tuple(Line(item, gettext(ITEMS[item].label), _WORDS[item](policy)) for item in section.items),
        )
        for section in SECTIONS
    )


def differences(before: Policy, after: Policy) -> tuple[Difference, ...]:
    """Return each item of which two versions say something else, in the order of the sections."""
    both = [
        (item, _WORDS[item](before), _WORDS[item](after)) for section in SECTIONS for item in section.items
    ]
    return tuple(
        Difference(item, gettext(ITEMS[item].label), old, new) for item, old, new in both if old != new
    )


def _percent(number: int) -> str:
    return f"{number} %"


def _at_least(percent: int) -> str:
    return _percent(percent) if percent else gettext("not asked")


def _cap(amount: Money | None) -> str:
    return gettext("no cap") if amount is None else format_money(amount)


def _words(chosen: Collection[StrEnum]) -> str:
    if not chosen:
        return gettext("none")
    every = type(next(iter(chosen)))
    return filled("%(words)s", {"words": tuple(word for word in every if word in chosen)})


def _word(chosen: StrEnum) -> str:
    return filled("%(word)s", {"word": chosen})


def _yes(flag: bool) -> str:  # noqa: FBT001 -- it is said, it switches nothing
    return gettext("yes") if flag else gettext("no")


def _days(days: int | None) -> str:
    return gettext("the date alone") if days is None else _number_of_days(days)


def _number_of_days(days: int) -> str:
    return ngettext("%(num)s day", "%(num)s days", days)


def _day(day: date) -> str:
    return format_day(day)


def _rates(policy: Policy) -> str:
    return "; ".join(_rate(each) for each in policy.rates) if policy.rates else gettext("none")


def _rate(rate: Refinement) -> str:
    conditions = tuple(each for each in (rate.kind, rate.locality, _band(rate)) if each)
    return filled(N_("%(percent)s %% for: %(orders)s"), {"percent": rate.percent, "orders": conditions})


def _band(rate: Refinement) -> str | None:
    low, high = rate.from_amount, rate.below
    if low and high:
        return filled(N_("a price from %(low)s to below %(high)s"), {"low": low, "high": high})
    if low:
        return filled(N_("a price from %(low)s"), {"low": low})
    return filled(N_("a price below %(high)s"), {"high": high}) if high else None


def _modes_by_region(policy: Policy) -> str:
    if not policy.modes_by_region:
        return gettext("none")
    names = region_names()
    return "; ".join(
        gettext("%(region)s: %(modes)s", region=names.get(code, code), modes=_words(modes))
        for code, modes in sorted(policy.modes_by_region.items())
    )


def _tiers(policy: Policy) -> str:
    if not policy.tiers:
        return gettext("the order of the budget")
    return filled("%(words)s", {"words": policy.tiers})


def _city_review(policy: Policy) -> str:
    above = policy.city_review_above
    return gettext("never") if above is None else format_money(above)


_WORDS: Mapping[str, Callable[[Policy], str]] = {
    "label": lambda policy: policy.label or gettext("none"),
    "rate_percent": lambda policy: _percent(policy.rate_percent),
    "rates": _rates,
    "per_contract": lambda policy: _cap(policy.caps.per_contract),
    "modes": lambda policy: _words(policy.modes),
    "modes_by_region": _modes_by_region,
    "payer_rule": lambda policy: _word(policy.payer_rule),
    "rejected_redeem_borne_by": lambda policy: _word(policy.rejected_redeem_borne_by),
    "tiers": _tiers,
    "per_application": lambda policy: _cap(policy.caps.per_application),
    "per_year": lambda policy: _cap(policy.caps.per_year),
    "cap_counts": lambda policy: _word(policy.cap_counts),
    "last_grant_used_percent": lambda policy: _at_least(policy.last_grant_used_percent),
    "low_use_bar_percent": lambda policy: _at_least(policy.low_use_bar_percent),
    "sme_registration_required": lambda policy: _yes(policy.sme_registration_required),
    "city_review_above": _city_review,
    "use_by": lambda policy: _day(policy.use_by),
    "use_days": lambda policy: _days(policy.use_days),
    "redeem_by": lambda policy: _day(policy.redeem_by),
    "redeem_days": lambda policy: _days(policy.redeem_days),
    "hold_timeout_days": lambda policy: _number_of_days(policy.hold_timeout_days),
    "kinds": lambda policy: _words(policy.eligible_kinds),
    "excluded_tests": lambda policy: _yes(policy.excluded_tests),
    "related_party": lambda policy: _word(policy.related_party),
    "remainder": lambda policy: _word(policy.remainder),
    "voucher_order": lambda policy: _word(policy.voucher_order),
    "evidence_reimburse": lambda policy: _words(policy.evidence[VoucherMode.REIMBURSE]),
    "evidence_redeem": lambda policy: _words(policy.evidence[VoucherMode.REDEEM]),
    "public_notice_days": lambda policy: _number_of_days(policy.public_notice_days),
    "spot_check_percent": lambda policy: _percent(policy.spot_check_percent),
}
