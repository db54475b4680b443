"""How each decision about a programme is offered, and what its history says of it. One table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.infra.filters import filled
from app.kernel.machines import actions
from app.kernel.money import Money
from app.kernel.text import N_
from app.voucher.domain.policy import FundingTier
from app.voucher.domain.states import PROGRAMME, ProgrammeAction, ProgrammeState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.infra.events import EventRow


@dataclass(frozen=True, slots=True)
class Offered:
    """One button: what it says, how weighty it looks, and what is asked before. Catalogue texts."""

    action: ProgrammeAction
    label: str
    kind: str
    question: str
    done: str


BUTTONS: Mapping[ProgrammeAction, Offered] = {
    offered.action: offered
    for offered in (
        Offered(
            ProgrammeAction.OPEN, N_("Open it"), "primary",
            N_("Vouchers can then be issued from it, under the policy in force."),
            N_("Open: vouchers can be issued."),
        ),
        Offered(
            ProgrammeAction.PAUSE, N_("Pause it"), "secondary",
            N_("Nothing is issued until it is opened again. Vouchers issued before stay good."),
            N_("Paused: nothing is issued for now."),
        ),
        Offered(
            ProgrammeAction.CLOSE, N_("End issuing"), "danger",
            N_("Nothing is issued from it any more, for good. Vouchers issued before stay good."),
            N_("Issuing has ended for good."),
        ),
        Offered(
            ProgrammeAction.RECONCILE, N_("Reconcile it"), "primary",
            N_("Its accounts are closed for good, and the final figures are kept in its history."),
            N_("Reconciled: its accounts are closed."),
        ),
    )
}  # fmt: skip


def buttons(state: ProgrammeState) -> tuple[Offered, ...]:
    """Return the decisions that a state leaves to an officer."""
    return tuple(BUTTONS[action] for action in actions(PROGRAMME, state))


def said_of(event: EventRow) -> str:
    """Return what a programme's history says of an event that changed no state, in the reader's language."""
    data = event.data or {}
    if event.action == "appropriate":
        tier = data["tier"]
        return filled(
            N_("%(amount)s added to the budget: %(tier)s"),
            {
                "amount": Money(data["minor"], data["currency"]),
                "tier": FundingTier(tier) if tier in set(FundingTier) else tier,
            },
        )
    if event.action == "set_policy":
        return filled(
            N_("Version %(version)s of the policy put in force"), {"version": data["policy_version"]}
        )
    return event.action
