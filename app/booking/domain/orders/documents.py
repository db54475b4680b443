"""Which files belong to an order, and who may add each when."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.booking.domain.orders.states import HANDED_OVER, OrderState
from app.booking.domain.states import Party
from app.kernel.errors import Conflict, Forbidden
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping


class DocumentKind(StrEnum):
    """What a file is to its order."""

    BRIEF = "brief"
    CONTRACT = "contract"
    DELIVERABLE = "deliverable"


MOST_DOCUMENTS = 50


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may add a file of a kind, and in which states of the order."""

    parties: frozenset[Party]
    states: frozenset[OrderState]


_UNDER_WAY = frozenset({OrderState.CONTRACTED, OrderState.IN_WORK, OrderState.DISPUTED}) | HANDED_OVER

MAY_ADD: Mapping[DocumentKind, Rule] = {
    DocumentKind.BRIEF: Rule(
        frozenset({Party.CUSTOMER}),
        frozenset({OrderState.REQUESTED, OrderState.QUOTED, OrderState.CONTRACTED, OrderState.IN_WORK}),
    ),
    # A signed copy often comes late, and the claim needs it.
    DocumentKind.CONTRACT: Rule(
        frozenset({Party.CUSTOMER, Party.PROVIDER}), _UNDER_WAY | {OrderState.SETTLED}
    ),
    DocumentKind.DELIVERABLE: Rule(
        frozenset({Party.PROVIDER}), frozenset({OrderState.IN_WORK, OrderState.DISPUTED})
    ),
}


def check_addition(kind: DocumentKind, party: Party, state: OrderState, *, present: int) -> None:
    """Refuse a file with `forbidden`, `illegal_transition` or `too_many_documents`."""
    rule = MAY_ADD[kind]
    if party not in rule.parties:
        raise Forbidden("forbidden", N_("Files of this kind come from the other side of the order."))
    if state not in rule.states:
        raise Conflict(
            "illegal_transition",
            N_("An order that is %(state)s takes no files of this kind."),
            field="kind",
            state=state,
        )
    if present >= MOST_DOCUMENTS:
        raise Conflict(
            "too_many_documents",
            N_("An order has at most %(most)s files."),
            fix=N_("Join what belongs together in one PDF."),
            most=MOST_DOCUMENTS,
        )


def addable(party: Party, state: OrderState) -> tuple[DocumentKind, ...]:
    """Return the kinds of files that `party` may add now."""
    return tuple(kind for kind, rule in MAY_ADD.items() if party in rule.parties and state in rule.states)
