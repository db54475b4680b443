"""Records and registrations as they are answered: with why they were refused, and what may be done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts import queries
from app.accounts.domain.verification import Verification, VerificationAction, allowed
from app.accounts.enterprises import SUBJECT as ENTERPRISE
from app.accounts.present.register import decides_about
from app.accounts.registrations import SUBJECT as REGISTRATION
from app.accounts.registrations import registration_ref
from app.accounts.schemas import EnterpriseAnswer, GroupAnswer, RegistrationAnswer
from app.infra.documents import documents
from app.infra.events import last_reasons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor
    from app.accounts.domain.enterprises import EnterpriseCard, RegistrationCard
    from app.infra.documents import DocumentCard

_REFUSALS = [VerificationAction.REFUSE]


@dataclass(frozen=True, slots=True)
class _Told:
    """What comes beside the cards: certificates by id, and why something was refused, by reference."""

    certificates: Mapping[int, DocumentCard]
    of_records: Mapping[str, str]
    of_registrations: Mapping[str, str]


def enterprise_answers(enterprises: Sequence[EnterpriseCard], actor: Actor) -> list[EnterpriseAnswer]:
    """Return enterprises as they are answered to the actor; four queries for any number of them."""
    ids = [enterprise.id for enterprise in enterprises]
    cards = queries.registrations(ids)
    refs = [registration_ref(card.organisation_id, card.year) for card in cards]
    told = _Told(
        certificates=documents({card.document_id for card in cards if card.document_id}),
        of_records=last_reasons(ENTERPRISE, [str(each) for each in ids], _REFUSALS),
        of_registrations=last_reasons(REGISTRATION, refs, _REFUSALS),
    )
    return [
        _answer(enterprise, [card for card in cards if card.organisation_id == enterprise.id], actor, told)
        for enterprise in enterprises
    ]


def enterprise_answer(enterprise: EnterpriseCard, actor: Actor) -> EnterpriseAnswer:
    """Return one enterprise as it is answered to the actor."""
    return enterprise_answers([enterprise], actor)[0]


def registration_answer(
    card: RegistrationCard, enterprise: EnterpriseCard, actor: Actor
) -> RegistrationAnswer:
    """Return a registration as it is answered to the actor."""
    answered = enterprise_answer(enterprise, actor).registrations
    return next(each for each in answered if each.year == card.year)


def _answer(
    enterprise: EnterpriseCard, cards: Sequence[RegistrationCard], actor: Actor, told: _Told
) -> EnterpriseAnswer:
    organisation, theirs = enterprise.organisation, _theirs(enterprise, actor)
    refused = told.of_records.get(str(enterprise.id))
    return EnterpriseAnswer(
        id=enterprise.id,
        name_zh=organisation.name_zh,
        name_en=organisation.name_en,
        credit_code=organisation.credit_code,
        region=organisation.region_code,
        state=enterprise.state,
        reason=refused if enterprise.state is Verification.REFUSED else None,
        control_group=GroupAnswer.of(enterprise.control_group) if enterprise.control_group else None,
        registrations=[_registration(card, theirs, told) for card in cards],
        actions=allowed(enterprise.state, theirs),
    )


def _registration(
    card: RegistrationCard, theirs: Sequence[VerificationAction], told: _Told
) -> RegistrationAnswer:
    certificate = told.certificates.get(card.document_id or 0)
    refused = told.of_registrations.get(registration_ref(card.organisation_id, card.year))
    return RegistrationAnswer(
        year=card.year,
        number=card.number,
        registered_on=card.registered_on,
        state=card.state,
        document=certificate.ref if certificate else None,
        declared_at=card.declared_at,
        reason=refused if card.state is Verification.REFUSED else None,
        actions=allowed(card.state, theirs),
    )


def _theirs(enterprise: EnterpriseCard, actor: Actor) -> tuple[VerificationAction, ...]:
    """Return what is the actor's to do: an enterprise declares, the officers of its own region decide."""
    if decides_about(enterprise, actor):
        return VerificationAction.VERIFY, VerificationAction.REFUSE
    return (VerificationAction.DECLARE,) if actor.organisation_id == enterprise.id else ()
