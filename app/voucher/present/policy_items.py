"""The items of a policy as pages and forms name them: labels, hints, and the sections they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Item:
    """One item: its label, and what somebody who sets it should know. Both are catalogue texts.

    `unit` is what a number is typed in: `%` or `¥`.
    """

    label: str
    hint: str
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """Items that are read together; `id` is the section's address on a page."""

    id: str
    title: str
    items: tuple[str, ...]


ITEMS: Mapping[str, Item] = {
    "label": Item(
        N_("What the policy is called"),
        N_("Shown on every voucher issued under it, for instance the number of the published text."),
    ),
    "rate_percent": Item(
        N_("Base rate"), N_("Of the final price of an order, where none of the other rates fits it."), "%"
    ),
    "rates": Item(
        N_("Other rates for some orders"),
        N_("The first row that fits an order counts, for its whole price. Empty rows are left out."),
    ),
    "per_contract": Item(N_("At most for one order"), N_("Whatever the rate gives. Empty: no cap."), "¥"),
    "modes": Item(
        N_("Ways of use"),
        N_("Reimburse: the enterprise is paid back what it paid. Redeem: the provider is paid the share."),
    ),
    "modes_by_region": Item(
        N_("Other ways of use with some regions"),
        N_("For providers of that region. Neither way ticked: no voucher pays there."),
    ),
    "payer_rule": Item(
        N_("Whose treasury pays"),
        N_("Regions clear with each other every month where the provider's region pays first."),
    ),
    "rejected_redeem_borne_by": Item(
        N_("Who bears the share of a rejected provider's claim"),
        N_("The provider goes without it, or asks the enterprise for it."),
    ),
    "tiers": Item(
        N_("Funding tiers, in the order they are drawn on"),
        N_("A grant takes the first tier that can pay it whole. All empty: the order of the budget."),
    ),
    "per_application": Item(N_("At most for one application"), N_("Empty: no cap."), "¥"),
    "per_year": Item(N_("At most in the programme's year"), N_("All grants together. Empty: no cap."), "¥"),
    "cap_counts": Item(
        N_("The yearly cap counts"),
        N_("Enterprises of one control group share a cap where it counts the group."),
    ),
    "last_grant_used_percent": Item(
        N_("Share of the last grant to be used before the next"),
        N_("0: the next may be asked for at any time."),
        "%",
    ),
    "low_use_bar_percent": Item(
        N_("Share of a past year's grant that must have been used"),
        N_("Who used less is barred. 0: nobody is."),
        "%",
    ),
    "sme_registration_required": Item(
        N_("Only for registered technology SMEs"),
        N_("The registration must count for the year of the service."),
    ),
    "city_review_above": Item(
        N_("The city reviews grants above"), N_("After the district. Empty: the district decides alone."), "¥"
    ),
    "use_by": Item(N_("Last day to use"), N_("The service must be on or before it.")),
    "use_days": Item(N_("Or so many days after issue"), N_("The earlier counts. Empty: the date alone.")),
    "redeem_by": Item(N_("Last day to claim"), N_("On or after the last day to use.")),
    "redeem_days": Item(
        N_("Or so many days after issue to claim"), N_("The earlier counts. Empty: the date alone.")
    ),
    "hold_timeout_days": Item(
        N_("Days until a hold times out"),
        N_("After the day of service, when nothing was settled. Its value then goes back."),
    ),
    "kinds": Item(N_("Kinds of service it pays for"), N_("At least one.")),
    "excluded_tests": Item(
        N_("Tests that the law requires are excluded"),
        N_("Such a test has to be paid by the enterprise in any case."),
    ),
    "related_party": Item(
        N_("When enterprise and provider are related"),
        N_("By ownership or a tie that they declared."),
    ),
    "remainder": Item(
        N_("What the final price leaves of a hold goes to the"),
        N_("A booking that falls through always gives its whole hold back to the voucher."),
    ),
    "voucher_order": Item(N_("Order of several vouchers"), N_("Where one order may draw on more than one.")),
    "evidence_reimburse": Item(
        N_("Documents for a claim of the enterprise (reimburse)"),
        N_("Something must show the price that was paid: the invoice or the bank receipt."),
    ),
    "evidence_redeem": Item(N_("Documents for a claim of the provider (redeem)"), N_("At least one.")),
    "public_notice_days": Item(
        N_("Days of public notice"), N_("Between the review of a claim and its payment. 0: none.")
    ),
    "spot_check_percent": Item(
        N_("Share of claims drawn for a spot check"), N_("Drawn at random. 0: none."), "%"
    ),
}

SECTIONS: tuple[Section, ...] = (
    Section("share", N_("How much it pays"), ("rate_percent", "rates", "per_contract")),
    Section(
        "payment",
        N_("Who is paid, and who pays"),
        ("modes", "modes_by_region", "payer_rule", "rejected_redeem_borne_by"),
    ),
    Section(
        "grants",
        N_("Who is granted how much"),
        (
            "sme_registration_required",
            "per_application",
            "per_year",
            "cap_counts",
            "last_grant_used_percent",
            "low_use_bar_percent",
            "city_review_above",
            "tiers",
        ),
    ),
    Section(
        "deadlines",
        N_("Until when"),
        ("use_by", "use_days", "redeem_by", "redeem_days", "hold_timeout_days"),
    ),
    Section("services", N_("What for, and with whom"), ("kinds", "excluded_tests", "related_party")),
    Section("use", N_("When a voucher is used"), ("remainder", "voucher_order")),
    Section(
        "claims",
        N_("What a claim needs"),
        ("evidence_reimburse", "evidence_redeem", "public_notice_days", "spot_check_percent"),
    ),
    Section("its-name", N_("Its name"), ("label",)),
)
