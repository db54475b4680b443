"""What the pages of the register show: an enterprise's record as it and its officer see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.accounts import queries
from app.accounts.domain.roles import OrganisationKind
from app.accounts.domain.verification import Verification, VerificationAction, may
from app.accounts.enterprises import SUBJECT as ENTERPRISE
from app.accounts.registrations import SUBJECT as REGISTRATION
from app.accounts.registrations import registration_ref
from app.accounts.ties import may_end
from app.infra.events import history, last_reasons
from app.infra.happenings import Happened, happened
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor, OrganisationCard
    from app.accounts.domain.enterprises import EnterpriseCard, RegistrationCard, TieCard
    from app.accounts.queries import EnterpriseDocumentCard
    from app.infra.documents import DocumentCard

DONE: Mapping[str, str] = {
    "hand_in": N_("Document handed in"),
    "set_control_group": N_("Control group set"),
}
PAGE_SIZE = 30
SUGGESTED = 300
"""How many names a field suggests."""


class Shelf(StrEnum):
    """A part of an officer's list."""

    WAITING = "waiting"
    ALL = "all"


SHELVES: Mapping[Shelf, str] = {Shelf.WAITING: N_("To verify"), Shelf.ALL: N_("All")}


@dataclass(frozen=True, slots=True)
class RegistrationRow:
    """A registration with its certificate, why it was refused, and what its officer may do."""

    card: RegistrationCard
    document: DocumentCard | None
    reason: str | None
    can_verify: bool
    can_refuse: bool


@dataclass(frozen=True, slots=True)
class TieRow:
    """A tie as the pages show it to somebody who may end it or not."""

    card: TieCard
    counterpart: OrganisationCard
    is_ours: bool
    can_end: bool


@dataclass(frozen=True, slots=True)
class RecordPage:
    """An enterprise's record. `reason` says why it was refused; `can_…` are the officer's buttons."""

    enterprise: EnterpriseCard
    reason: str | None
    registrations: tuple[RegistrationRow, ...]
    ties: tuple[TieRow, ...]
    documents: tuple[EnterpriseDocumentCard, ...]
    history: tuple[Happened, ...]
    decides: bool
    can_verify: bool
    can_refuse: bool


@dataclass(frozen=True, slots=True)
class EnterpriseRow:
    """An enterprise in the officer's list, with its latest registrations."""

    enterprise: EnterpriseCard
    registrations: tuple[RegistrationCard, ...]


def record_page(enterprise_id: int, actor: Actor) -> RecordPage:
    """Gather the record of an enterprise the actor may know of. Ten queries. Raises NotFound."""
    enterprise = queries.get_enterprise(enterprise_id, actor)
    decides = decides_about(enterprise, actor)
    found = queries.enterprise_documents(enterprise_id)
    refusals = last_reasons(ENTERPRISE, [str(enterprise_id)], [VerificationAction.REFUSE])
    is_refused = enterprise.state is Verification.REFUSED
    return RecordPage(
        enterprise=enterprise,
        reason=refusals.get(str(enterprise_id)) if is_refused else None,
        registrations=_registrations(enterprise_id, found, decides=decides),
        ties=tie_rows(enterprise_id, actor),
        documents=tuple(found),
        history=happened(history(ENTERPRISE, str(enterprise_id)), DONE),
        decides=decides,
        can_verify=decides and may(enterprise.state, VerificationAction.VERIFY),
        can_refuse=decides and may(enterprise.state, VerificationAction.REFUSE),
    )


def tie_rows(organisation_id: int, actor: Actor) -> tuple[TieRow, ...]:
    """Return the ties of an organisation as the actor sees them."""
    return tuple(
        TieRow(
            card=tie,
            counterpart=tie.provider if tie.enterprise.id == organisation_id else tie.enterprise,
            is_ours=tie.declared_by == organisation_id,
            can_end=tie.until_on is None and may_end(tie, actor),
        )
        for tie in queries.ties_of(organisation_id)
    )


def enterprise_rows(enterprises: Sequence[EnterpriseCard]) -> list[EnterpriseRow]:
    """Return enterprises with their registrations; one query."""
    found = queries.registrations([enterprise.id for enterprise in enterprises])
    return [
        EnterpriseRow(enterprise, tuple(card for card in found if card.organisation_id == enterprise.id)[:3])
        for enterprise in enterprises
    ]


def decides_about(enterprise: EnterpriseCard, actor: Actor) -> bool:
    """Tell whether the actor is an officer of the enterprise's own region."""
    organisation = actor.organisation
    return (
        organisation is not None
        and organisation.kind is OrganisationKind.AUTHORITY
        and organisation.region_code == enterprise.organisation.region_code
    )


def _registrations(
    enterprise_id: int, handed_in: Sequence[EnterpriseDocumentCard], *, decides: bool
) -> tuple[RegistrationRow, ...]:
    cards = queries.registrations([enterprise_id])
    papers = {each.document.id: each.document for each in handed_in}
    refs = [registration_ref(enterprise_id, card.year) for card in cards]
    reasons = last_reasons(REGISTRATION, refs, [VerificationAction.REFUSE])
    return tuple(
        RegistrationRow(
            card=card,
            document=papers.get(card.document_id) if card.document_id else None,
            reason=reasons.get(ref) if card.state is Verification.REFUSED else None,
            can_verify=decides and may(card.state, VerificationAction.VERIFY),
            can_refuse=decides and may(card.state, VerificationAction.REFUSE),
        )
        for card, ref in zip(cards, refs, strict=True)
    )
