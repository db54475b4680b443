"""Reading the register: enterprises, their registrations, control groups and documents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, exists, false, func, or_, select, true

from app.accounts.domain.actor import OrganisationCard
from app.accounts.domain.enterprises import (
    ControlGroupCard,
    DocumentKind,
    EnterpriseCard,
    EnterpriseFilter,
    RegistrationCard,
    area_prefix,
)
from app.accounts.domain.roles import OrganisationKind
from app.accounts.domain.verification import Verification
from app.accounts.models import ControlGroup, Enterprise, EnterpriseDocument, Organisation, SmeRegistration
from app.infra.db import db
from app.infra.documents import DocumentCard
from app.infra.documents.models import Document
from app.infra.documents.reading import card_of
from app.infra.sorting import NEWEST, Key, Place, Sorts
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor

_CARD = (
    select(
        Enterprise.id,
        Enterprise.state,
        Organisation.name_zh,
        Organisation.name_en,
        Organisation.credit_code,
        Organisation.region_code,
        ControlGroup.id.label("group_id"),
        ControlGroup.name.label("group_name"),
    )
    .join(Organisation, Organisation.id == Enterprise.id)
    .outerjoin(ControlGroup, ControlGroup.id == Enterprise.control_group_id)
)


def _has_registration(state: Verification) -> ColumnElement[bool]:
    return exists().where(SmeRegistration.organisation_id == Enterprise.id, SmeRegistration.state == state)


ENTERPRISE_SORTS: Sorts[EnterpriseCard] = Sorts(
    keys={
        "newest": Key(Enterprise.id, int, lambda card: card.id),
        "name": Key(Organisation.name_zh, str, lambda card: card.organisation.name_zh),
        "code": Key(Organisation.credit_code, str, lambda card: card.organisation.credit_code or ""),
    },
    identity=Key(Enterprise.id, int, lambda card: card.id),
    default="-newest",
)
# What the officer of the region still has to look at.
_WAITS = or_(Enterprise.state == Verification.DECLARED, _has_registration(Verification.DECLARED))


@dataclass(frozen=True, slots=True)
class EnterpriseDocumentCard:
    """A document of an enterprise; `year` for one that is about a year."""

    kind: DocumentKind
    year: int | None
    document: DocumentCard


def is_registered(enterprise_id: int, year: int) -> ColumnElement[bool]:
    """Return the condition that an enterprise is verified as a technology SME for a year.

    A condition, not an answer: whoever asks more about an order asks it all in one statement.
    """
    return exists().where(
        SmeRegistration.organisation_id == enterprise_id,
        SmeRegistration.year == year,
        SmeRegistration.state == Verification.VERIFIED,
    )


def get_enterprise(enterprise_id: int, actor: Actor) -> EnterpriseCard:
    """Return an enterprise the actor may know of: the own one, or one of an officer's area.

    Raises NotFound, also for any other.
    """
    return _only(_cards(Enterprise.id == enterprise_id, _seen_by(actor)))


def get_any_enterprise(enterprise_id: int) -> EnterpriseCard:
    """Return an enterprise, for use cases that act for others. Raises NotFound for what is none."""
    return _only(_cards(Enterprise.id == enterprise_id))


def enterprises_in(region_code: str, *, place: Place = NEWEST, limit: int) -> list[EnterpriseCard]:
    """Return a region's enterprises."""
    return _cards(Organisation.region_code == region_code, place=place, limit=limit)


def waiting_enterprises_in(region_code: str, *, place: Place = NEWEST, limit: int) -> list[EnterpriseCard]:
    """Return those of a region whose record or registration its officer has not looked at."""
    return _cards(Organisation.region_code == region_code, _WAITS, place=place, limit=limit)


def enterprises_seen_by(
    actor: Actor, wanted: EnterpriseFilter, *, before_id: int | None, limit: int
) -> list[EnterpriseCard]:
    """Return the enterprises the actor may know of, newest first: the own, or an officer's area's."""
    return _cards(_seen_by(actor), *_narrowed(wanted), _earlier(before_id), limit=limit)


def count_waiting_enterprises(region_code: str) -> int:
    """Return how many of a region's enterprises wait for its officer."""
    waiting = select(func.count()).select_from(Enterprise).join(Organisation)
    return db.session.scalar(waiting.where(Organisation.region_code == region_code, _WAITS)) or 0


def group_members(control_group_id: int) -> list[int]:
    """Return the ids of the enterprises in a control group now."""
    query = select(Enterprise.id).where(Enterprise.control_group_id == control_group_id)
    return list(db.session.scalars(query.order_by(Enterprise.id)))


def control_groups(among: Select[Any]) -> dict[int, int]:
    """Return the control group of each of some enterprises that is in one; `among` selects their ids."""
    query = select(Enterprise.id, Enterprise.control_group_id)
    grouped = query.where(Enterprise.id.in_(among), Enterprise.control_group_id.is_not(None))
    return {row.id: row.control_group_id for row in db.session.execute(grouped)}


def group_names(region_code: str) -> list[str]:
    """Return the names of a region's control groups, for its officers."""
    query = select(ControlGroup.name).where(ControlGroup.region_code == region_code)
    return list(db.session.scalars(query.order_by(ControlGroup.name)))


def registrations(enterprise_ids: Iterable[int]) -> list[RegistrationCard]:
    """Return the registrations of some enterprises, the latest year first; one query."""
    rows = db.session.scalars(
        select(SmeRegistration)
        .where(SmeRegistration.organisation_id.in_(enterprise_ids))
        .order_by(SmeRegistration.year.desc(), SmeRegistration.id)
        .execution_options(populate_existing=True)
    )
    return [_registration(row) for row in rows]


def find_registration(enterprise_id: int, year: int) -> RegistrationCard | None:
    """Return an enterprise's registration for a year, or None."""
    return next((card for card in registrations([enterprise_id]) if card.year == year), None)


def enterprise_documents(enterprise_id: int) -> list[EnterpriseDocumentCard]:
    """Return what an enterprise handed in, newest first."""
    rows = db.session.execute(
        select(EnterpriseDocument.kind, EnterpriseDocument.year, Document)
        .join(Document, Document.id == EnterpriseDocument.document_id)
        .where(EnterpriseDocument.enterprise_id == enterprise_id)
        .order_by(EnterpriseDocument.id.desc())
    )
    return [EnterpriseDocumentCard(DocumentKind(row.kind), row.year, card_of(row.Document)) for row in rows]


def get_enterprise_document(enterprise_id: int, ref: str, actor: Actor) -> DocumentCard:
    """Return a document of an enterprise the actor may know of. Raises NotFound for any other."""
    enterprise = get_enterprise(enterprise_id, actor)
    for each in enterprise_documents(enterprise.id):
        if each.document.ref == ref:
            return each.document
    raise NotFound("not_found", N_("There is no such document."))


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    organisation = actor.organisation
    if organisation is None:
        return false()
    if organisation.kind is OrganisationKind.AUTHORITY:
        return Organisation.region_code.startswith(area_prefix(organisation.region_code))
    return Enterprise.id == organisation.id


def _narrowed(wanted: EnterpriseFilter) -> list[ColumnElement[bool]]:
    criteria: list[ColumnElement[bool]] = []
    if wanted.state is not None:
        criteria.append(Enterprise.state == wanted.state)
    if wanted.registration is not None:
        criteria.append(_has_registration(wanted.registration))
    if wanted.control_group_id is not None:
        criteria.append(Enterprise.control_group_id == wanted.control_group_id)
    return criteria


def _earlier(before_id: int | None) -> ColumnElement[bool]:
    return true() if before_id is None else Enterprise.id < before_id


def _only(cards: list[EnterpriseCard]) -> EnterpriseCard:
    if not cards:
        raise NotFound("not_found", N_("There is no such enterprise."))
    return cards[0]


def _cards(*criteria: ColumnElement[bool], place: Place = NEWEST, limit: int = 1) -> list[EnterpriseCard]:
    rows = db.session.execute(ENTERPRISE_SORTS.apply(_CARD.where(*criteria), place).limit(limit))
    return [_card(row) for row in rows]


def _card(row: Row[*tuple[Any, ...]]) -> EnterpriseCard:
    return EnterpriseCard(
        OrganisationCard(
            row.id, OrganisationKind.ENTERPRISE, row.name_zh, row.name_en, row.credit_code, row.region_code
        ),
        Verification(row.state),
        None if row.group_id is None else ControlGroupCard(row.group_id, row.group_name),
    )


def _registration(row: SmeRegistration) -> RegistrationCard:
    return RegistrationCard(
        row.id,
        row.organisation_id,
        row.year,
        row.number,
        row.registered_on,
        Verification(row.state),
        row.document_id,
        row.declared_at,
    )
