"""Bodies and answers about grant applications (api.md)."""

from __future__ import annotations

from dataclasses import replace

from pydantic import Field

from app.accounts.domain.actor import Actor
from app.accounts.schemas import DocumentAnswer, OrganisationAnswer
from app.infra.api import Answer, Body, FormBody, Instant, MoneyBody, PageQuery, ReasonBody, RowId
from app.kernel.words import VoucherMode
from app.voucher.applications import LONGEST_PURPOSE, ApplicationTerms
from app.voucher.domain.applications import ApplicationCard, ApplicationState, sides_may
from app.voucher.domain.reviewers import side_of
from app.voucher.reviewing import Approval


class ApplicationQuery(PageQuery):
    """Which applications to list."""

    state: ApplicationState | None = None


class ApplicationBody(Body):
    """A request for a voucher; without `modes` or `tier` the programme chooses."""

    programme_id: RowId
    amount: MoneyBody
    purpose: str = Field(default="", max_length=LONGEST_PURPOSE)
    modes: list[VoucherMode] | None = Field(default=None, max_length=len(VoucherMode))
    tier: str | None = Field(default=None, min_length=1, max_length=16)

    def terms(self) -> ApplicationTerms:
        """Return what is asked for."""
        return ApplicationTerms(self.amount.money(), self.purpose, _modes(self.modes), self.tier)


class ApplicationChangeBody(Body):
    """What of a draft is to be changed; a null gives the choice back to the programme."""

    amount: MoneyBody | None = None
    purpose: str | None = Field(default=None, max_length=LONGEST_PURPOSE)
    modes: list[VoucherMode] | None = Field(default=None, max_length=len(VoucherMode))
    tier: str | None = Field(default=None, min_length=1, max_length=16)

    def over(self, card: ApplicationCard) -> ApplicationTerms:
        """Return the terms of a card with the changes made."""
        terms = ApplicationTerms(card.amount, card.purpose, card.modes, card.tier)
        if self.amount is not None:
            terms = replace(terms, amount=self.amount.money())
        if self.purpose is not None:
            terms = replace(terms, purpose=self.purpose)
        if "modes" in self.model_fields_set:
            terms = replace(terms, modes=_modes(self.modes))
        if "tier" in self.model_fields_set:
            terms = replace(terms, tier=self.tier)
        return terms


class ApprovalBody(ReasonBody):
    """What is granted: without `amount` all that was asked, from the tier that was asked or can pay."""

    amount: MoneyBody | None = None
    tier: str | None = Field(default=None, min_length=1, max_length=16)

    def approval(self) -> Approval:
        """Return the decision."""
        return Approval(self.amount.money() if self.amount else None, self.reason, self.tier)


class DocumentForm(FormBody):
    """A document comes with nothing said about it."""


class ApplicationAnswer(Answer):
    """An application; `actions` are those its state allows whoever asks."""

    id: int
    ref: str
    state: ApplicationState
    programme_id: int
    programme: str
    enterprise: OrganisationAnswer
    amount: MoneyBody
    purpose: str
    modes: list[str] | None
    tier: str | None
    endorsed_amount: MoneyBody | None
    approved_amount: MoneyBody | None
    voucher: str | None
    created_at: Instant
    submitted_at: Instant | None
    since: Instant
    actions: list[str]

    @classmethod
    def of(cls, card: ApplicationCard, actor: Actor) -> ApplicationAnswer:
        """Return an application as it is answered to somebody."""
        side = side_of(card, actor)
        return cls(
            id=card.id,
            ref=card.ref,
            state=card.state,
            programme_id=card.programme_id,
            programme=card.programme_ref,
            enterprise=OrganisationAnswer.of(card.enterprise),
            amount=MoneyBody.of(card.amount),
            purpose=card.purpose,
            modes=None if card.modes is None else sorted(card.modes),
            tier=card.tier,
            endorsed_amount=None if card.endorsed is None else MoneyBody.of(card.endorsed),
            approved_amount=None if card.approved is None else MoneyBody.of(card.approved),
            voucher=card.voucher_number,
            created_at=card.created_at,
            submitted_at=card.submitted_at,
            since=card.since,
            actions=[] if side is None else list(sides_may(card.state).get(side, ())),
        )


class ApplicationList(Answer):
    """A page of applications."""

    items: list[ApplicationAnswer]
    next: str | None


class DocumentList(Answer):
    """What was handed in with an application."""

    items: list[DocumentAnswer]


def _modes(chosen: list[VoucherMode] | None) -> frozenset[VoucherMode] | None:
    return None if chosen is None else frozenset(chosen)
