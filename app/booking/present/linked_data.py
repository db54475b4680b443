"""Instruments, services and providers as schema.org names them: what search engines read in a page.

Each function returns JSON-LD, ready to be written into the page; what is not known is left out.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import get_currency_precision

from app.infra.urls import lasting_address
from app.kernel.money import Money
from app.pool.domain.services import ServiceUnit

if TYPE_CHECKING:
    from app.infra.filters import Named
    from app.pool.domain.cards import InstrumentCard, ProviderCard, ServiceCard

#: UN/CEFACT's codes of what a price is the price of, as far as it has them.
HOUR = "HUR"
UNIT_CODES = {ServiceUnit.HOUR: HOUR, ServiceUnit.DAY: "DAY", ServiceUnit.PIECE: "C62"}


def instrument_data(card: InstrumentCard) -> dict[str, Any]:
    """Return an instrument as a Product whose hours its provider offers."""
    details, hourly = card.details, card.hourly_from_minor
    price = None if hourly is None else Money(hourly)
    return _thing(
        "Product",
        lasting_address("booking.instrument", instrument_id=card.id),
        **_names(details, details.name),
        description=details.description,
        category=details.category,
        brand=_known({"@type": "Brand", "name": details.maker}) if details.maker else None,
        model=details.model,
        offers=_offer(price, HOUR, card.provider),
    )


def service_data(card: ServiceCard) -> dict[str, Any]:
    """Return a service as a Service with its provider and, unless each order is quoted, its price."""
    details = card.details
    return _thing(
        "Service",
        lasting_address("booking.service", service_id=card.id),
        **_names(details, ""),
        description=details.description,
        serviceType=str(details.kind),
        provider=_organisation(card.provider),
        offers=_offer(details.price, UNIT_CODES.get(details.unit), card.provider),
    )


def provider_data(card: ProviderCard) -> dict[str, Any]:
    """Return a provider as an Organization, with where it is."""
    return {"@context": "https://schema.org", **_organisation(card), **_known({"location": _location(card)})}


def _organisation(card: ProviderCard) -> dict[str, Any]:
    address = lasting_address("booking.provider", code=card.code)
    return _known({"@type": "Organization", "@id": address, "url": address, **_names(card, card.code)})


def _location(card: ProviderCard) -> dict[str, Any] | None:
    where = _known({"addressLocality": card.city, "addressCountry": card.country})
    place: dict[str, Any] = {"address": {"@type": "PostalAddress", **where} if where else None}
    if card.lat is not None and card.lon is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": card.lat, "longitude": card.lon}
    found = _known(place)
    return {"@type": "Place", **found} if found else None


def _offer(price: Money | None, unit_code: str | None, provider: ProviderCard) -> dict[str, Any] | None:
    if price is None:
        return None
    amount = {"price": _decimal(price), "priceCurrency": price.currency}
    specified = _known({"@type": "UnitPriceSpecification", **amount, "unitCode": unit_code})
    return {
        "@type": "Offer",
        **amount,
        "priceSpecification": specified,
        "offeredBy": _organisation(provider),
    }


def _decimal(amount: Money) -> str:
    return str(Decimal(amount.minor).scaleb(-get_currency_precision(amount.currency)))


def _names(thing: Named, otherwise: str) -> dict[str, Any]:
    name = thing.name_zh or thing.name_en or otherwise
    return {"name": name, "alternateName": thing.name_en if thing.name_en != name else None}


def _thing(kind: str, address: str, **facts: Any) -> dict[str, Any]:
    return {"@context": "https://schema.org", "@type": kind, "@id": address, "url": address} | _known(facts)


def _known(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value is not None and value != ""}
