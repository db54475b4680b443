"""Reading applications for vouchers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Row, Select, and_, false, func, or_, select, true

from app.accounts import queries as accounts
from app.accounts.domain.permissions import Permission
from app.accounts.domain.roles import OrganisationKind
from app.infra.db import db
from app.infra.documents import DocumentCard
from app.infra.documents.models import Document
from app.infra.documents.reading import card_of
from app.infra.sorting import NEWEST, Key, Place, Sorts
from app.kernel.errors import NotFound
from app.kernel.money import Money
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.applications import EDITABLE, ApplicationCard, ApplicationState
from app.voucher.models import GrantApplication, GrantDocument, Programme, Voucher

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor

_CARD = (
    select(
        *(
            getattr(GrantApplication, name)
            for name in (
                "id", "ref", "state", "programme_id", "enterprise_id", "amount_minor", "currency", "purpose",
                "modes", "tier", "created_at", "submitted_at", "since", "endorsed_minor", "endorsed_by",
                "approved_minor",
            )
        ),
        Programme.ref.label("programme_ref"),
        Programme.name.label("programme_name"),
        Programme.region_code,
        Voucher.number.label("voucher_number"),
    )
    .join(Programme, Programme.id == GrantApplication.programme_id)
    .outerjoin(Voucher, Voucher.id == GrantApplication.voucher_id)
)  # fmt: skip


APPLICATION_SORTS: Sorts[ApplicationCard] = Sorts(
    keys={
        "newest": Key(GrantApplication.id, int, lambda card: card.id),
        "amount": Key(GrantApplication.amount_minor, int, lambda card: card.amount.minor),
        "age": Key(GrantApplication.since, datetime, lambda card: card.since),
    },
    identity=Key(GrantApplication.id, int, lambda card: card.id),
    default="-newest",
)


def applications(
    actor: Actor, *, place: Place = NEWEST, limit: int, states: Collection[ApplicationState] = ()
) -> list[ApplicationCard]:
    """Return applications the actor may know of (in some states only, or in all). Two queries.

    An officer's list has what was ever submitted.
    """
    wanted = GrantApplication.state.in_(states) if states else true()
    query = APPLICATION_SORTS.apply(_CARD.where(_seen_by(actor), _listed_for(actor), wanted), place)
    return _cards(db.session.execute(query.limit(limit)).all())


def queue(actor: Actor, *, limit: int) -> list[ApplicationCard]:
    """Return what waits for the officer's decision, the longest first. Two queries."""
    query = _CARD.where(_waits_for(actor)).order_by(GrantApplication.since, GrantApplication.id)
    return _cards(db.session.execute(query.limit(limit)).all())


def count_waiting(actor: Actor) -> int:
    """Return how many applications wait for the actor: for a decision, or for an applicant's next step."""
    waiting = select(func.count()).select_from(GrantApplication)
    query = waiting.join(Programme, Programme.id == GrantApplication.programme_id)
    return db.session.scalar(query.where(_waits_for(actor))) or 0


def get_application(application_id: int, actor: Actor) -> ApplicationCard:
    """Return an application the actor may know of. Raises NotFound, also for somebody else's."""
    return _only(_CARD.where(GrantApplication.id == application_id, _seen_by(actor)))


def get_application_by_ref(ref: str, actor: Actor) -> ApplicationCard:
    """Return an application the actor may know of. Raises NotFound, also for somebody else's."""
    return _only(_CARD.where(GrantApplication.ref == ref, _seen_by(actor)))


def lock_application(application_id: int, actor: Actor) -> ApplicationCard:
    """Return an application like `get_application`; nobody else moves it until the commit."""
    query = _CARD.where(GrantApplication.id == application_id, _seen_by(actor))
    return _only(query.with_for_update(of=GrantApplication))


def documents_of(application_id: int) -> list[DocumentCard]:
    """Return what was handed in with an application, oldest first."""
    query = (
        select(Document)
        .join(GrantDocument, GrantDocument.document_id == Document.id)
        .where(GrantDocument.application_id == application_id)
        .order_by(GrantDocument.id)
    )
    return [card_of(row) for row in db.session.scalars(query)]


def get_application_document(ref: str, document_ref: str, actor: Actor) -> DocumentCard:
    """Return a document of an application the actor may know of. Raises NotFound for any other."""
    for document in documents_of(get_application_by_ref(ref, actor).id):
        if document.ref == document_ref:
            return document
    raise NotFound("not_found", N_("There is no such document."))


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    organisation = actor.organisation
    if organisation is None:
        return false()
    if organisation.kind is OrganisationKind.AUTHORITY:
        region = organisation.region_code
        return or_(Programme.region_code == region, GrantApplication.city_region == region)
    return GrantApplication.enterprise_id == organisation.id


def _listed_for(actor: Actor) -> ColumnElement[bool]:
    is_officer = actor.may(Permission.REVIEW_APPLICATIONS)
    return GrantApplication.submitted_at.is_not(None) if is_officer else true()


def _waits_for(actor: Actor) -> ColumnElement[bool]:
    if actor.organisation is None:
        return false()
    if not actor.may(Permission.REVIEW_APPLICATIONS):
        return and_(_seen_by(actor), GrantApplication.state.in_(EDITABLE))
    region, state = actor.organisation.region_code, GrantApplication.state
    return or_(
        and_(state == ApplicationState.DISTRICT_REVIEW, Programme.region_code == region),
        and_(state == ApplicationState.CITY_REVIEW, GrantApplication.city_region == region),
    )


def _only(query: Select[*tuple[Any, ...]]) -> ApplicationCard:
    found = _cards(db.session.execute(query).all())
    if not found:
        raise NotFound("not_found", N_("There is no such application."))
    return found[0]


def _cards(rows: Sequence[Row[*tuple[Any, ...]]]) -> list[ApplicationCard]:
    enterprises = accounts.organisations({row.enterprise_id for row in rows}) if rows else {}
    return [
        ApplicationCard(
            id=row.id,
            ref=row.ref,
            state=ApplicationState(row.state),
            programme_id=row.programme_id,
            programme_ref=row.programme_ref,
            programme_name=row.programme_name,
            region_code=row.region_code,
            enterprise=enterprises[row.enterprise_id],
            amount=Money(row.amount_minor, row.currency),
            purpose=row.purpose,
            modes=None if row.modes is None else frozenset(VoucherMode(mode) for mode in row.modes),
            tier=row.tier,
            created_at=row.created_at,
            submitted_at=row.submitted_at,
            since=row.since,
            endorsed=_money(row.endorsed_minor, row.currency),
            endorsed_by=row.endorsed_by,
            approved=_money(row.approved_minor, row.currency),
            voucher_number=row.voucher_number,
        )
        for row in rows
    ]


def _money(minor: int | None, currency: str) -> Money | None:
    return None if minor is None else Money(minor, currency)
