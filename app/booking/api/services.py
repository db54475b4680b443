"""Services over the API: the public list, and their provider's publishing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.accounts.access import current_actor, find_actor, public, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.instruments import ProviderRef
from app.booking.publishing import services
from app.booking.publishing.ownership import kept_service, own_provider, visible_service
from app.infra import clock
from app.infra.api import (
    Answer,
    Body,
    MoneyBody,
    NoBody,
    PageQuery,
    decode_cursor,
    encode_cursor,
    reads,
    writes,
)
from app.kernel.errors import Unauthenticated
from app.kernel.text import N_
from app.kernel.words import ServiceKind
from app.pool import queries as pool
from app.pool.domain.cards import ServiceCard
from app.pool.domain.services import ServiceDetails, ServiceUnit
from app.pool.domain.states import ServiceState


class ServicesQuery(PageQuery):
    """What is looked for."""

    q: str | None = None
    kind: ServiceKind | None = None
    region: str | None = None
    provider: str | None = None
    state: ServiceState = ServiceState.PUBLISHED

    def wanted(self, actor: Actor | None) -> pool.ServiceFilter:
        """Return the filter. What is not published is listed for its own provider only."""
        provider = self.provider
        if self.state is not ServiceState.PUBLISHED:
            if actor is None:
                raise Unauthenticated("unauthenticated", N_("Sign in to see what you keep."))
            provider = own_provider(actor).code
        return pool.ServiceFilter(self.q, self.kind, self.region, provider, self.state)


class ServiceItem(Answer):
    """A service in a list; `price` is that of one `unit`, null where each order is quoted."""

    id: int
    state: ServiceState
    kind: ServiceKind
    name_zh: str
    name_en: str
    provider: ProviderRef
    unit: str
    price: MoneyBody | None
    lead_days: int
    is_required_test: bool

    @classmethod
    def values_of(cls, card: ServiceCard) -> dict[str, Any]:
        """Return the values of the fields above."""
        details = card.details
        return {
            "id": card.id,
            "state": card.state,
            "kind": details.kind,
            "name_zh": details.name_zh,
            "name_en": details.name_en,
            "provider": ProviderRef.of(card.provider),
            "unit": details.unit,
            "price": MoneyBody.of(details.price) if details.price else None,
            "lead_days": details.lead_days,
            "is_required_test": details.is_required_test,
        }


class ServiceList(Answer):
    """Services by id."""

    items: list[ServiceItem]
    next: str | None


class ServiceAnswer(ServiceItem):
    """A service with all that is said about it."""

    description: str
    deliverables: str

    @classmethod
    def of(cls, card: ServiceCard) -> ServiceAnswer:
        """Return a service as it is answered."""
        details = card.details
        return cls(**cls.values_of(card), description=details.description, deliverables=details.deliverables)


class ServiceChange(Body):
    """What is said of a service; what is left out stays as it is. `price` null: each order is quoted."""

    kind: ServiceKind | None = None
    name_zh: str | None = None
    name_en: str | None = None
    description: str | None = None
    deliverables: str | None = None
    unit: ServiceUnit | None = None
    price: MoneyBody | None = None
    lead_days: int | None = None
    is_required_test: bool | None = None

    def applied_to(self, details: ServiceDetails) -> ServiceDetails:
        """Return the details with the changes."""
        given: dict[str, Any] = {
            name: value
            for name in self.model_fields_set & set(ServiceChange.model_fields)
            if (value := getattr(self, name)) is not None
        }
        if "price" in self.model_fields_set:
            given["price"] = self.price.money() if self.price else None
        return replace(details, **given)


class ServiceBody(ServiceChange):
    """A new service; with `publish` it is in the list at once."""

    kind: ServiceKind
    publish: bool = False

    def details(self) -> ServiceDetails:
        """Return what is to be drafted."""
        return self.applied_to(ServiceDetails(kind=self.kind))


@api.get("/services")
@public
@reads(query=ServicesQuery, answer=ServiceList)
def list_services(query: ServicesQuery) -> ServiceList:
    """The published services that match; with another `state`, a provider's own."""
    after = decode_cursor(query.cursor, int)[0] if query.cursor else 0
    page = pool.services_page(query.wanted(find_actor()), after=after, limit=query.limit)
    following = encode_cursor([page.next_after]) if page.next_after is not None else None
    items = [ServiceItem(**ServiceItem.values_of(card)) for card in page.items]
    return ServiceList(items=items, next=following)


@api.get("/services/<int:service_id>")
@public
@reads(answer=ServiceAnswer)
def show_service(service_id: int) -> ServiceAnswer:
    """One service; a draft is seen by its provider only."""
    return ServiceAnswer.of(visible_service(service_id, find_actor()))


@api.post("/services")
@requires(Permission.PUBLISH)
@writes(body=ServiceBody, answer=ServiceAnswer, status=201)
def create_service(body: ServiceBody) -> ServiceAnswer:
    """Draft a service, and publish it at once when asked to."""
    actor, now = current_actor(), clock.now()
    card = services.add_service(details=body.details(), by=actor, now=now)
    if body.publish:
        card = services.publish_service(service_id=card.id, by=actor, now=now)
    return ServiceAnswer.of(card)


@api.patch("/services/<int:service_id>")
@requires(Permission.PUBLISH)
@writes(body=ServiceChange, answer=ServiceAnswer)
def change_service(body: ServiceChange, service_id: int) -> ServiceAnswer:
    """Change the fields that are given; the others stay."""
    actor = current_actor()
    details = body.applied_to(kept_service(service_id, actor).details)
    return ServiceAnswer.of(
        services.change_service(service_id=service_id, details=details, by=actor, now=clock.now())
    )


@api.post("/services/<int:service_id>/publish")
@requires(Permission.PUBLISH)
@writes(body=NoBody, answer=ServiceAnswer)
def publish_service(body: NoBody, service_id: int) -> ServiceAnswer:  # noqa: ARG001 -- nothing to say
    """Show a draft in the list; it must say what is delivered."""
    card = services.publish_service(service_id=service_id, by=current_actor(), now=clock.now())
    return ServiceAnswer.of(card)


@api.post("/services/<int:service_id>/retire")
@requires(Permission.PUBLISH)
@writes(body=NoBody, answer=ServiceAnswer)
def retire_service(body: NoBody, service_id: int) -> ServiceAnswer:  # noqa: ARG001 -- nothing to say
    """Take a service out of the list for good; what is ordered stands."""
    card = services.retire_service(service_id=service_id, by=current_actor(), now=clock.now())
    return ServiceAnswer.of(card)
