"""The services of the demo pool, published by their providers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.demo.regions import LOADER
from app.demo.service_list import OFFERINGS, Offering
from app.kernel.money import Money
from app.pool.domain.services import ServiceDetails
from app.pool.queries import find_provider
from app.pool.services import create_service, publish_service

if TYPE_CHECKING:
    from datetime import datetime

    from app.pool.domain.cards import ServiceCard


def publish_services(now: datetime) -> dict[str, list[ServiceCard]]:
    """Publish all services; return them by their provider's code."""
    published: dict[str, list[ServiceCard]] = {}
    for offering in OFFERINGS:
        published.setdefault(offering.slug, []).append(_publish(offering, now))
    return published


def _publish(offering: Offering, now: datetime) -> ServiceCard:
    provider = find_provider(offering.slug)
    if provider is None:
        message = f"{offering.slug} is no provider of the demo"
        raise LookupError(message)
    drafted = create_service(provider_id=provider.id, details=_details(offering), by=LOADER, now=now)
    return publish_service(service_id=drafted.id, by=LOADER, now=now)


def _details(offering: Offering) -> ServiceDetails:
    return ServiceDetails(
        kind=offering.kind,
        name_zh=offering.name_zh,
        name_en=offering.name_en,
        description=offering.description,
        deliverables=offering.deliverables,
        unit=offering.unit,
        price=None if offering.yuan is None else Money(offering.yuan * 100),
        lead_days=offering.lead_days,
        is_required_test=offering.is_required,
    )
