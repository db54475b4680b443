"""A grant application: its states, who may move it, and its card (domain.md, "States")."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard
    from app.kernel.money import Money
    from app.kernel.words import VoucherMode


class ApplicationState(StrEnum):
    """Where a request for a voucher stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DISTRICT_REVIEW = "district_review"
    CITY_REVIEW = "city_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    SENT_BACK = "sent_back"
    WITHDRAWN = "withdrawn"


class ApplicationAction(StrEnum):
    """What the enterprise, the region's officers and the pool itself (RECEIVE) do with one."""

    SUBMIT = "submit"
    RECEIVE = "receive"
    ENDORSE = "endorse"
    """The district agrees, and the city has the last word."""
    APPROVE = "approve"
    SEND_BACK = "send-back"
    REJECT = "reject"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    """Who somebody is to an application."""

    APPLICANT = "applicant"
    DISTRICT = "district"
    CITY = "city"


_STATE, _ACTION = ApplicationState, ApplicationAction

APPLICATION: Mapping[tuple[ApplicationState, ApplicationAction], ApplicationState] = {
    (_STATE.DRAFT, _ACTION.SUBMIT): _STATE.SUBMITTED,
    (_STATE.SENT_BACK, _ACTION.SUBMIT): _STATE.SUBMITTED,
    (_STATE.SUBMITTED, _ACTION.RECEIVE): _STATE.DISTRICT_REVIEW,
    (_STATE.DISTRICT_REVIEW, _ACTION.APPROVE): _STATE.APPROVED,
    (_STATE.DISTRICT_REVIEW, _ACTION.ENDORSE): _STATE.CITY_REVIEW,
    (_STATE.DISTRICT_REVIEW, _ACTION.SEND_BACK): _STATE.SENT_BACK,
    (_STATE.DISTRICT_REVIEW, _ACTION.REJECT): _STATE.REJECTED,
    (_STATE.CITY_REVIEW, _ACTION.APPROVE): _STATE.APPROVED,
    (_STATE.CITY_REVIEW, _ACTION.SEND_BACK): _STATE.SENT_BACK,
    (_STATE.CITY_REVIEW, _ACTION.REJECT): _STATE.REJECTED,
    **{
        (state, _ACTION.WITHDRAW): _STATE.WITHDRAWN
        for state in (_STATE.DRAFT, _STATE.SENT_BACK, _STATE.DISTRICT_REVIEW, _STATE.CITY_REVIEW)
    },
}

EDITABLE = frozenset({_STATE.DRAFT, _STATE.SENT_BACK})
"""In these the enterprise still writes."""

APPLICANTS_ACTIONS: tuple[ApplicationAction, ...] = (_ACTION.SUBMIT, _ACTION.WITHDRAW)
DECISIONS: tuple[ApplicationAction, ...] = (_ACTION.APPROVE, _ACTION.SEND_BACK, _ACTION.REJECT)

# Whose turn it is; in the other states it is nobody's.
TURN: Mapping[ApplicationState, Side] = {
    _STATE.DRAFT: Side.APPLICANT,
    _STATE.SENT_BACK: Side.APPLICANT,
    _STATE.DISTRICT_REVIEW: Side.DISTRICT,
    _STATE.CITY_REVIEW: Side.CITY,
}


@dataclass(frozen=True, slots=True)
class ApplicationCard:
    """A request for a voucher.

    `since` is when it came into its state. `endorsed` is what the district agreed to before the city's
    review, `approved` what was granted. `modes` and `tier` are None where the programme may choose.
    """

    id: int
    ref: str
    state: ApplicationState
    programme_id: int
    programme_ref: str
    programme_name: str
    region_code: str
    enterprise: OrganisationCard
    amount: Money
    purpose: str
    modes: frozenset[VoucherMode] | None
    tier: str | None
    created_at: datetime
    submitted_at: datetime | None
    since: datetime
    endorsed: Money | None
    endorsed_by: int | None
    approved: Money | None
    voucher_number: str | None

    @property
    def asked(self) -> Money:
        """Return the most that can be granted now: what was asked, or what the district left of it."""
        return self.amount if self.endorsed is None else self.endorsed


def sides_may(state: ApplicationState) -> Mapping[Side, tuple[ApplicationAction, ...]]:
    """Return what each side may do in a state; the city's step is part of the district's approval."""
    reviewer = TURN.get(state) if state not in EDITABLE else None
    allowed = {action for at, action in APPLICATION if at is state}
    applicant = tuple(action for action in APPLICANTS_ACTIONS if action in allowed)
    found: dict[Side, tuple[ApplicationAction, ...]] = {Side.APPLICANT: applicant} if applicant else {}
    if reviewer is not None:
        found[reviewer] = tuple(action for action in DECISIONS if action in allowed)
    return found
