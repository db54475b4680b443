"""What the pages of applications show: where each stands, who acts next, how long it has waited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries as accounts
from app.infra.events import history
from app.infra.happenings import Happened, happened
from app.kernel.text import N_
from app.voucher.applicants import standing_of
from app.voucher.applications import SUBJECT, submission_problems
from app.voucher.domain.applications import (
    EDITABLE,
    ApplicationAction,
    ApplicationCard,
    ApplicationState,
    sides_may,
)
from app.voucher.domain.reviewers import side_of
from app.voucher.present.outlook import Outlook, outlook
from app.voucher.queries import applications as queries
from app.voucher.queries.programmes import get_programme_by_ref
from app.voucher.queries.uses import PastGrant, past_grants
from app.voucher.reviewing import objections

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.documents import DocumentCard
    from app.infra.events import EventRow
    from app.kernel.errors import Problem
    from app.voucher.applicants import Standing

_STATE = ApplicationState
_MAIN_LINE = (_STATE.DRAFT, _STATE.DISTRICT_REVIEW, _STATE.APPROVED)
_AHEAD: Mapping[ApplicationState, tuple[ApplicationState, ...]] = {
    _STATE.DRAFT: _MAIN_LINE[1:],
    _STATE.SENT_BACK: _MAIN_LINE[1:],
    _STATE.DISTRICT_REVIEW: _MAIN_LINE[2:],
    _STATE.CITY_REVIEW: _MAIN_LINE[2:],
}
NEXT: Mapping[ApplicationState, str] = {
    _STATE.DRAFT: N_("The enterprise completes it and submits it."),
    _STATE.SENT_BACK: N_("The enterprise corrects it and submits it again."),
    _STATE.DISTRICT_REVIEW: N_("The officers of the region decide."),
    _STATE.CITY_REVIEW: N_("The officers of the city decide."),
}
DONE: Mapping[str, str] = {"hand_in": N_("Document handed in")}
LONG_DAYS = 5
"""From so many days on a row is marked as waiting long."""


@dataclass(frozen=True, slots=True)
class ApplicationRow:
    """An application in a list; `next_step` is a catalogue text, `days` how long it has stood so."""

    card: ApplicationCard
    next_step: str | None
    days: int

    @property
    def is_long(self) -> bool:
        """Tell whether it has waited long."""
        return self.next_step is not None and self.days >= LONG_DAYS


@dataclass(frozen=True, slots=True)
class ApplicationPage:
    """One application as its enterprise or an officer sees it. `reason` is that of the last decision."""

    row: ApplicationRow
    steps: tuple[tuple[ApplicationState, datetime | None], ...]
    actions: tuple[ApplicationAction, ...]
    is_editable: bool
    reason: str | None
    outlook: Outlook
    problems: tuple[Problem, ...]
    documents: tuple[DocumentCard, ...]
    history: tuple[Happened, ...]

    @property
    def card(self) -> ApplicationCard:
        """Return the application itself."""
        return self.row.card


@dataclass(frozen=True, slots=True)
class EarlierGrants:
    """What an enterprise had from the region before, and what it handed in about itself."""

    vouchers: tuple[PastGrant, ...]
    papers: tuple[accounts.EnterpriseDocumentCard, ...]


def application_rows(cards: Sequence[ApplicationCard], now: datetime) -> list[ApplicationRow]:
    """Return applications as a list shows them."""
    return [ApplicationRow(card, NEXT.get(card.state), (now - card.since).days) for card in cards]


def application_page(ref: str, actor: Actor, now: datetime) -> ApplicationPage:
    """Gather one application; 404 for one that is none of the reader's business."""
    card = queries.get_application_by_ref(ref, actor)
    side, events = side_of(card, actor), history(SUBJECT, ref)
    actions = () if side is None else sides_may(card.state).get(side, ())
    programme = get_programme_by_ref(card.programme_ref)
    standing = standing_of(programme, card.enterprise.id, now)
    return ApplicationPage(
        row=application_rows([card], now)[0],
        steps=_steps(card, events),
        actions=actions,
        is_editable=card.state in EDITABLE and ApplicationAction.SUBMIT in actions,
        reason=_last_reason(events),
        outlook=outlook(standing, now),
        problems=tuple(_problems(card, standing, actor, actions, now)),
        documents=tuple(queries.documents_of(card.id)),
        history=happened(events, DONE),
    )


def earlier_grants(card: ApplicationCard) -> EarlierGrants:
    """Gather what an officer decides by, beside the page itself."""
    return EarlierGrants(
        vouchers=tuple(past_grants(card.enterprise.id, card.region_code)),
        papers=tuple(accounts.enterprise_documents(card.enterprise.id)),
    )


_TELLING = (
    ApplicationAction.SEND_BACK,
    ApplicationAction.REJECT,
    ApplicationAction.APPROVE,
    ApplicationAction.ENDORSE,
)


def _problems(
    card: ApplicationCard,
    standing: Standing,
    actor: Actor,
    actions: Sequence[ApplicationAction],
    now: datetime,
) -> list[Problem]:
    """Return what stands in the way of the next step of whoever looks."""
    if ApplicationAction.SUBMIT in actions:
        return submission_problems(card, standing, now)
    return objections(card, standing, actor, now) if ApplicationAction.APPROVE in actions else []


def _last_reason(events: Iterable[EventRow]) -> str | None:
    """Return why it was decided as it was, or None."""
    reasons = [event.reason for event in events if event.action in _TELLING and event.reason]
    return reasons[-1] if reasons else None


def _steps(
    card: ApplicationCard, events: Iterable[EventRow]
) -> tuple[tuple[ApplicationState, datetime | None], ...]:
    """Return the states in order: those reached with their last moment, then those that lie ahead."""
    reached: dict[ApplicationState, datetime] = {}
    for event in events:
        if event.to_state is not None and event.to_state != _STATE.SUBMITTED:
            state = ApplicationState(event.to_state)
            reached.pop(state, None)
            reached[state] = event.at
    ahead = _AHEAD.get(card.state, ())
    shown = {state: at for state, at in reached.items() if state not in ahead}
    return (*shown.items(), *((state, None) for state in ahead))
