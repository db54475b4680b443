"""What other terms would have meant, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask_babel import gettext

from app.kernel.text import N_
from app.voucher.domain.days import voucher_day
from app.voucher.present.policy_words import Difference, differences

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.kernel.money import Money
    from app.voucher.domain.effects import Effect
    from app.voucher.domain.policy import Policy
    from app.voucher.previewing import Preview

REASONS: Mapping[str, str] = {
    "voucher_lapsed": N_("the service was after the last day to use"),
    "mode_not_allowed": N_("vouchers would not be issued in that way of use"),
    "mode_not_allowed_there": N_("that way of use is not allowed with the provider's region"),
    "sme_not_registered": N_("the enterprise was not registered as a technology SME"),
    "district_not_admitted": N_("the enterprise's district was not in the pool"),
    "related_party": N_("enterprise and provider were related"),
    "not_accredited": N_("the provider was not accredited"),
    "kind_not_eligible": N_("that kind of service is not paid for"),
    "legally_required_test": N_("the law requires the test"),
    "not_recognised": N_("the provider's region was not recognised"),
    "kind_not_recognised": N_("that kind of service was not recognised"),
    "mode_not_recognised": N_("that way of use was not recognised"),
    "nothing_to_pay": N_("there would be nothing to pay"),
    "voucher_insufficient": N_("the voucher did not hold the larger share"),
    "programme_over": N_("it was granted after the last day to use"),
    "application_cap_exceeded": N_("it is over the cap of one application"),
    "cap_exceeded": N_("it is over the cap of the year"),
    "unknown_tier": N_("its funding tier is not drawn on"),
}


@dataclass(frozen=True, slots=True)
class EffectView:
    """One kind of decisions judged again; `reasons` are in the reader's language."""

    looked_at: int
    refused: int
    reasons: tuple[tuple[str, int], ...]
    before: Money
    after: Money
    change: Money
    percent: int | None


@dataclass(frozen=True, slots=True)
class PreviewView:
    """What would change in the terms, and what that would have meant since a day."""

    changes: tuple[Difference, ...]
    since: date
    is_cut: bool
    holds: EffectView
    grants: EffectView


def preview_view(before: Policy, after: Policy, preview: Preview) -> PreviewView:
    """Return a preview as the editor shows it."""
    return PreviewView(
        changes=differences(before, after),
        since=voucher_day(preview.since),
        is_cut=preview.is_cut,
        holds=_effect(preview.holds),
        grants=_effect(preview.grants),
    )


def _effect(effect: Effect) -> EffectView:
    return EffectView(
        looked_at=effect.looked_at,
        refused=effect.refused,
        reasons=tuple((gettext(REASONS[code]) if code in REASONS else code, n) for code, n in effect.reasons),
        before=effect.before,
        after=effect.after,
        change=effect.change,
        percent=effect.change.share(100, effect.before.minor).minor if effect.before.is_positive else None,
    )
