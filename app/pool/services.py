"""Keeping services: drafted, published once they say what is delivered, edited, retired."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, update

from app.infra.db import db, execute_checked, swap
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid
from app.kernel.machines import after
from app.kernel.money import Money
from app.kernel.text import N_
from app.pool import queries
from app.pool.domain import states
from app.pool.domain.states import ServiceAction, ServiceState
from app.pool.indexing import index_service
from app.pool.models import Service

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.events import EventActor
    from app.pool.domain.cards import ServiceCard
    from app.pool.domain.services import ServiceDetails


def create_service(
    *, provider_id: int, details: ServiceDetails, by: EventActor, now: datetime
) -> ServiceCard:
    """Draft a service. Raises NotFound for the provider, Invalid with every broken rule."""
    provider = queries.provider(provider_id)
    _refuse_broken(details)
    drafted = insert(Service).values(
        provider_id=provider_id,
        state=str(ServiceState.DRAFT),
        created_at=now,
        updated_at=now,
        **_columns(details),
    )
    service_id: int = execute_checked(drafted.returning(Service.id)).scalar_one()
    index_service(service_id, details, (provider.name_zh, provider.name_en))
    _note(service_id, "create", None, ServiceState.DRAFT, by, now)
    return queries.get_service(service_id)


def edit_service(*, service_id: int, details: ServiceDetails, by: EventActor, now: datetime) -> ServiceCard:
    """Replace what is said about a service. What is ordered keeps its own price.

    Raises NotFound, Invalid with every broken rule, Conflict `illegal_transition` once it is retired.
    """
    before = queries.get_service(service_id)
    if before.state is ServiceState.RETIRED:
        raise Conflict("illegal_transition", N_("A retired service is not edited any more."))
    _refuse_broken(details, before)
    db.session.execute(
        update(Service)
        .where(Service.id == service_id)
        .values(updated_at=now, **_columns(details))
        .execution_options(synchronize_session=False)
    )
    provider = before.provider
    index_service(service_id, details, (provider.name_zh, provider.name_en))
    _note(service_id, "edit", before.state, before.state, by, now)
    return queries.get_service(service_id)


def publish_service(*, service_id: int, by: EventActor, now: datetime) -> ServiceCard:
    """Show a draft in the list. Raises NotFound, Conflict `illegal_transition`, Invalid `no_deliverables`."""
    card = queries.get_service(service_id)
    gaps = card.details.gaps()
    if gaps:
        raise Invalid.of(gaps)
    return _act(card, ServiceAction.PUBLISH, by, now)


def retire_service(*, service_id: int, by: EventActor, now: datetime) -> ServiceCard:
    """Take a service out of the list for good; what is ordered stands. Raises as `publish_service`."""
    return _act(queries.get_service(service_id), ServiceAction.RETIRE, by, now)


def _refuse_broken(details: ServiceDetails, before: ServiceCard | None = None) -> None:
    problems = details.problems()
    if before is not None and before.state is ServiceState.PUBLISHED:
        problems += [*details.gaps(), *details.changes_of_kind(before.details)]
    if problems:
        raise Invalid.of(problems)


def _columns(details: ServiceDetails) -> dict[str, Any]:
    price = details.price
    return {
        "kind": str(details.kind),
        "name_zh": details.name_zh,
        "name_en": details.name_en,
        "description": details.description,
        "deliverables": details.deliverables,
        "unit": str(details.unit),
        "price_minor": price.minor if price else None,
        "currency": (price or Money.zero()).currency,
        "lead_days": details.lead_days,
        "is_required_test": details.is_required_test,
    }


def _act(card: ServiceCard, action: ServiceAction, by: EventActor, now: datetime) -> ServiceCard:
    to_state = after(states.SERVICE, card.state, action)
    swap(Service, card.id, from_state=card.state, to_state=to_state, updated_at=now)
    _note(card.id, action, card.state, to_state, by, now)
    return replace(card, state=to_state)


def _note(
    service_id: int,
    action: str,
    before: ServiceState | None,
    after: ServiceState,
    by: EventActor,
    now: datetime,
) -> None:
    record(
        subject_kind="service",
        subject_ref=str(service_id),
        action=action,
        at=now,
        actor=by,
        from_state=before,
        to_state=after,
    )
