"""Providers and their accreditation."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select

from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.kernel.words import ServiceKind
from app.pool.domain.cards import AccreditationCard, ProviderCard
from app.pool.domain.places import code_range
from app.pool.domain.states import AccreditationState
from app.pool.models import Accreditation, Provider

PROVIDER_FIELDS = (
    "id", "organisation_id", "code", "name_zh", "name_en", "region_code", "country", "city", "lat", "lon",
    "openness", "public_busy",
)  # fmt: skip

# Labelled, since a query of instruments has columns of the same names.
PROVIDER_COLUMNS = tuple(getattr(Provider, name).label(f"provider_{name}") for name in PROVIDER_FIELDS)


def provider_card(row: Row[Any]) -> ProviderCard:
    """Return the provider of a row that selected PROVIDER_COLUMNS."""
    values = row._mapping  # noqa: SLF001 -- SQLAlchemy's public name for a row as a mapping
    return ProviderCard(**{name: values[f"provider_{name}"] for name in PROVIDER_FIELDS})


def provider(provider_id: int) -> ProviderCard:
    """Return a provider. Raises NotFound."""
    row = db.session.execute(select(*PROVIDER_COLUMNS).where(Provider.id == provider_id)).first()
    if row is None:
        raise NotFound("not_found", N_("There is no such provider."))
    return provider_card(row)


def find_provider(code: str) -> ProviderCard | None:
    """Return the provider with this code, or None."""
    row = db.session.execute(select(*PROVIDER_COLUMNS).where(Provider.code == code)).first()
    return provider_card(row) if row else None


def get_provider(code: str) -> ProviderCard:
    """Return the provider with this code. Raises NotFound."""
    found = find_provider(code)
    if found is None:
        raise NotFound("not_found", N_("There is no such provider."))
    return found


def provider_of(organisation_id: int) -> ProviderCard | None:
    """Return an organisation's provider, or None where it is none."""
    query = select(*PROVIDER_COLUMNS).where(Provider.organisation_id == organisation_id)
    row = db.session.execute(query).first()
    return provider_card(row) if row else None


def providers(*, after: int = 0, limit: int = 50) -> list[ProviderCard]:
    """Return up to `limit` providers whose id is above `after`, by id."""
    query = select(*PROVIDER_COLUMNS).where(Provider.id > after).order_by(Provider.id).limit(limit)
    return [provider_card(row) for row in db.session.execute(query)]


def providers_in(region: str | None) -> list[ProviderCard]:
    """Return every provider whose home lies in a region (None: in any), by code."""
    query = select(*PROVIDER_COLUMNS).order_by(Provider.code)
    if region is not None:
        query = query.where(Provider.region_code.between(*code_range(region)))
    return [provider_card(row) for row in db.session.execute(query)]


def providers_by_id(ids: Collection[int]) -> dict[int, ProviderCard]:
    """Return providers by id, in one query."""
    rows = db.session.execute(select(*PROVIDER_COLUMNS).where(Provider.id.in_(ids)))
    return {card.id: card for card in map(provider_card, rows)}


def providers_named(provider: str) -> Select[int]:
    """Return a select of the provider with this code or, written in digits, this id."""
    conditions: list[ColumnElement[bool]] = [Provider.code == provider]
    if provider.isascii() and provider.isdigit() and len(provider) < 10:
        conditions.append(Provider.id == int(provider))
    return select(Provider.id).where(or_(*conditions))


def accredited_providers(codes: Collection[str], on: date) -> list[ProviderCard]:
    """Return those of some providers that may serve the pool on a day, in one query."""
    accredited = select(Accreditation.provider_id).where(*_in_force(on))
    query = select(*PROVIDER_COLUMNS).where(Provider.code.in_(codes), Provider.id.in_(accredited))
    return [provider_card(row) for row in db.session.execute(query)]


def accreditation_for(provider_id: int, on: date) -> AccreditationCard | None:
    """Return the accreditation under which a provider may serve the pool on a day, or None."""
    return next(iter(accreditations_in_force(provider_id, on)), None)


def accreditations_in_force(provider_id: int, on: date) -> list[AccreditationCard]:
    """Return the accreditations under which a provider may serve the pool on a day, the newest first."""
    query = (
        select(Accreditation)
        .where(Accreditation.provider_id == provider_id, *_in_force(on))
        .order_by(Accreditation.from_on.desc(), Accreditation.id.desc())
    )
    return [_card(row) for row in db.session.scalars(query)]


def _in_force(on: date) -> tuple[ColumnElement[bool], ...]:
    return (
        Accreditation.state == AccreditationState.ACTIVE,
        Accreditation.from_on <= on,
        or_(Accreditation.until_on.is_(None), Accreditation.until_on >= on),
    )


def accreditations(
    *, provider_ids: Collection[int] | None = None, after: int = 0, limit: int = 50
) -> list[AccreditationCard]:
    """Return up to `limit` accreditations (of some providers only, or of all) with an id above `after`."""
    query = select(Accreditation).where(Accreditation.id > after).order_by(Accreditation.id).limit(limit)
    if provider_ids is not None:
        query = query.where(Accreditation.provider_id.in_(provider_ids))
    return [_card(row) for row in db.session.scalars(query)]


def get_accreditation(ref: str) -> AccreditationCard:
    """Return an accreditation by its reference. Raises NotFound."""
    row = db.session.scalars(
        select(Accreditation).where(Accreditation.ref == ref).execution_options(populate_existing=True)
    ).first()
    if row is None:
        raise NotFound("not_found", N_("There is no such accreditation."))
    return _card(row)


def _card(row: Accreditation) -> AccreditationCard:
    return AccreditationCard(
        row.id,
        row.ref,
        row.provider_id,
        row.region_code,
        AccreditationState(row.state),
        frozenset(ServiceKind(kind) for kind in row.kinds),
        row.from_on,
        row.until_on,
        row.noticed_until,
    )
