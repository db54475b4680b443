"""How each decision about the pool is offered: its word, its weight, what is asked before. One table each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.kernel.machines import actions
from app.kernel.text import N_
from app.pool.domain import states
from app.pool.domain.places import covers
from app.pool.domain.states import AccreditationAction, MembershipAction, MembershipState, RecognitionAction

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from enum import StrEnum

    from app.accounts.domain.actor import Actor
    from app.pool.domain.cards import AccreditationCard, MembershipCard, RecognitionCard


@dataclass(frozen=True, slots=True)
class Button:
    """One decision; texts are of the catalogue. `asks` names the form's field beside the reason, if any."""

    action: StrEnum
    label: str
    kind: str
    question: str
    asks: str | None = None

    @property
    def part(self) -> str:
        """Return the action as an address has it."""
        return str(self.action).replace("_", "-")


_MEMBERSHIP = (
    Button(MembershipAction.ADMIT, N_("Admit"), "primary", N_("From that day on it is in the pool."), "on"),
    Button(
        MembershipAction.SUSPEND, N_("Suspend"), "danger",
        N_("From that day on no new voucher money is held. What is held stands."), "on",
    ),
    Button(
        MembershipAction.LEAVE, N_("Leave the pool"), "danger",
        N_("The membership ends for good on that day. What happened before stands."), "on",
    ),
)  # fmt: skip
_RECOGNITION = (
    Button(
        RecognitionAction.ACCEPT, N_("Accept"), "primary",
        N_("It holds from its first day, but for no day that is over."),
    ),
    Button(
        RecognitionAction.WITHDRAW, N_("Withdraw the recognition"), "danger",
        N_("From that day on nothing new is recognised. What was held under it stands."), "on",
    ),
)  # fmt: skip
_ACCREDITATION = (
    Button(AccreditationAction.CHECK, N_("Checked"), "primary", N_("What was declared is found to be so.")),
    Button(
        AccreditationAction.NOTICE, N_("Put on public notice"), "primary",
        N_("It can be activated when the notice is over."), "days",
    ),
    Button(
        AccreditationAction.ACTIVATE, N_("Activate"), "primary",
        N_("From then on the provider may be paid by voucher."),
    ),
    Button(
        AccreditationAction.SUSPEND, N_("Suspend"), "secondary",
        N_("No new voucher money is held with the provider. What is booked stands."),
    ),
    Button(
        AccreditationAction.STRIKE_OFF, N_("Strike off"), "danger",
        N_("It ends for good; the provider would have to be declared anew."),
    ),
)  # fmt: skip

#: What a history says.
DONE: Mapping[str, str] = {
    "ask": N_("Asked to join"),
    "propose": N_("Proposed"),
    "declare": N_("Declared"),
}


def region_of(actor: Actor) -> str:
    """Return the region of the organisation acted for, or ""."""
    return actor.organisation.region_code if actor.organisation else ""


def concerns(actor: Actor, region_code: str) -> bool:
    """Tell whether the actor decides for a region: its own officer, or the operator for any."""
    own = region_of(actor)
    return actor.may(Permission.ADMIT) or (bool(own) and covers(own, region_code))


def for_membership(card: MembershipCard, actor: Actor, today: date) -> tuple[Button, ...]:
    """Return what the actor may do with a membership; one that left and ended can only be asked for anew."""
    if card.state is MembershipState.LEFT and card.has_ended(today):
        return ()
    able = actions(states.MEMBERSHIP, card.state)
    return tuple(
        button
        for button in _MEMBERSHIP
        if button.action in able
        and (actor.may(Permission.ADMIT) or button.action is MembershipAction.LEAVE)
        and concerns(actor, card.region_code)
    )


def for_recognition(card: RecognitionCard, actor: Actor) -> tuple[Button, ...]:
    """Return what the actor may do with a recognition: it is the demand region's to decide."""
    own = region_of(actor)
    if not actor.may(Permission.RECOGNISE) or not own or not covers(own, card.demand_region):
        return ()
    able = actions(states.RECOGNITION, card.state)
    return tuple(button for button in _RECOGNITION if button.action in able)


def for_accreditation(card: AccreditationCard, actor: Actor) -> tuple[Button, ...]:
    """Return what the actor may do with an accreditation: it is the home region's to decide."""
    if not concerns(actor, card.region_code):
        return ()
    able = actions(states.ACCREDITATION, card.state)
    return tuple(button for button in _ACCREDITATION if button.action in able)
