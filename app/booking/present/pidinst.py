"""An instrument by the metadata schema for persistent identification of instruments (PIDINST 1.0).

The schema's property names, as JSON; a property that may be missing and is not known is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.infra.urls import lasting_address

if TYPE_CHECKING:
    from app.pool.domain.cards import InstrumentCard
    from app.pool.domain.instruments import InstrumentDetails

SCHEMA_VERSION = "1.0"
URL = "URL"
CLASSES = "GB/T 32847"
#: DataCite's word for a value that must be given and is not known.
UNKNOWN = ":unkn"


def pidinst_record(card: InstrumentCard) -> dict[str, Any]:
    """Return the record of an instrument. Its page is its identifier: the pool registers no other."""
    details = card.details
    page = lasting_address("booking.instrument", instrument_id=card.id)
    record = {
        "Identifier": {"identifierValue": page, "identifierType": URL},
        "SchemaVersion": SCHEMA_VERSION,
        "LandingPage": page,
        "Name": details.name_en or details.name,
        "Owner": _owners(card),
        "Manufacturer": [{"manufacturerName": details.maker or UNKNOWN}],
        "Model": {"modelName": details.model} if details.model else None,
        "Description": details.description,
        "InstrumentType": _types(details),
        "Date": [{"date": str(details.year), "dateType": "Commissioned"}] if details.year else None,
        "RelatedIdentifier": _related(details),
    }
    return {name: value for name, value in record.items() if value}


def _owners(card: InstrumentCard) -> list[dict[str, Any]]:
    provider, institution = card.provider, card.details.institution
    page = lasting_address("booking.provider", code=provider.code)
    names = (provider.name_en, provider.name_zh)
    owner = {
        "ownerName": provider.name_en or provider.name_zh or provider.code,
        "ownerIdentifier": {"ownerIdentifierValue": page, "ownerIdentifierType": URL},
    }
    return [owner, {"ownerName": institution}] if institution and institution not in names else [owner]


def _types(details: InstrumentDetails) -> list[dict[str, Any]]:
    if not details.category and not details.class_code:
        return []
    named: dict[str, Any] = {"instrumentTypeName": details.category or details.class_code}
    if details.class_code:
        named["instrumentTypeIdentifier"] = {
            "instrumentTypeIdentifierValue": details.class_code,
            "instrumentTypeIdentifierType": CLASSES,
        }
    return [named]


def _related(details: InstrumentDetails) -> list[dict[str, str]]:
    if not details.link:
        return []
    described = {"relatedIdentifierType": URL, "relationType": "IsDescribedBy"}
    return [{"relatedIdentifierValue": details.link, **described}]
