"""What somebody in a role does first, as three to five steps that lead to the pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.roles import Role
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what to do, why, and on which page; the texts are of the catalogue."""

    title: str
    text: str
    endpoint: str


GUIDES: Mapping[Role, tuple[Step, ...]] = {
    Role.RESEARCHER: (
        Step(
            N_("Find an instrument"),
            N_("Say what you need, where and when; each result shows its next free time."),
            "booking.catalogue",
        ),
        Step(
            N_("See what your vouchers pay"),
            N_("Before you book, the price shows the voucher's share and yours."),
            "voucher.my_vouchers",
        ),
        Step(
            N_("Follow your bookings"),
            N_("What is confirmed, what waits for you, and what it cost."),
            "booking.my_bookings",
        ),
        Step(
            N_("Take them into your own calendar"),
            N_("One private address shows every booking on your phone."),
            "calendar.feeds",
        ),
    ),
    Role.ENTERPRISE_MANAGER: (
        Step(
            N_("Complete your enterprise's record"),
            N_("A verified SME registration is what vouchers ask for first."),
            "accounts.record",
        ),
        Step(
            N_("Apply for a voucher"),
            N_("Name the amount and what it is for; your authority decides."),
            "voucher.my_applications",
        ),
        Step(
            N_("See what is booked"),
            N_("Everything your colleagues booked, with its price."),
            "booking.my_bookings",
        ),
        Step(
            N_("Pay own shares"),
            N_("What you owe providers, each with its day."),
            "booking.receivables",
        ),
        Step(
            N_("Claim what you paid in advance"),
            N_("With a reimbursed voucher you pay first and claim afterwards."),
            "voucher.claims",
        ),
    ),
    Role.KEEPER: (
        Step(
            N_("Open your desk"),
            N_("Requests to answer and today's bookings are on one page."),
            "booking.desk",
        ),
        Step(
            N_("Publish an instrument"),
            N_("What it is, when it is open, what it costs, and its rules."),
            "booking.draft",
        ),
        Step(
            N_("See your bookings"),
            N_("Coming, past and waiting, of all your instruments."),
            "booking.my_bookings",
        ),
        Step(
            N_("Take them into your own calendar"),
            N_("One private address shows every booking on your phone."),
            "calendar.feeds",
        ),
    ),
    Role.PROVIDER_MANAGER: (
        Step(
            N_("See what is bookable"),
            N_("The desk lists your instruments and what waits for an answer."),
            "booking.desk",
        ),
        Step(
            N_("Offer services"),
            N_("Work that takes no time of the customer, at a price or by quotation."),
            "booking.service_desk",
        ),
        Step(
            N_("Declare your ties"),
            N_("Vouchers do not pay between related parties: say so beforehand."),
            "accounts.declared_ties",
        ),
        Step(
            N_("Claim your voucher shares"),
            N_("What redeemed vouchers owe you, month by month."),
            "voucher.claims",
        ),
        Step(
            N_("See who has paid"),
            N_("Own shares of your customers: acknowledge, and send invoices."),
            "booking.receivables",
        ),
    ),
    Role.OFFICER: (
        Step(
            N_("Set up the programme"),
            N_("Budget, rate, caps and deadlines of your region's vouchers."),
            "voucher.programmes",
        ),
        Step(
            N_("Verify enterprises"),
            N_("A registration that you verified lets an enterprise use vouchers."),
            "accounts.region_enterprises",
        ),
        Step(
            N_("Decide on applications"),
            N_("The oldest stands first, with all that belongs to it."),
            "voucher.application_queue",
        ),
        Step(
            N_("Review claims"),
            N_("Evidence and amounts side by side."),
            "voucher.claims",
        ),
        Step(
            N_("Recognise other regions"),
            N_("Recognition lets your enterprises book across the border."),
            "pool.list_recognitions",
        ),
    ),
    Role.OPERATOR: (
        Step(
            N_("Look after the pool"),
            N_("Which regions are in, and which ask to join."),
            "pool.memberships",
        ),
        Step(
            N_("Write news and help"),
            N_("Drafts, times of publication, and announcements over every page."),
            "content.desk",
        ),
        Step(
            N_("See that the jobs run"),
            N_("Every deadline is kept by a job; those that failed stand first."),
            "operations.jobs",
        ),
        Step(
            N_("Search the log"),
            N_("Who did what, when and why."),
            "operations.audit",
        ),
    ),
}


def subject_of(role: Role) -> str:
    """Return what a person dismisses when they put a role's guide away."""
    return f"guide:{role}"
