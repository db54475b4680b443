"""Whose instruments the rows are: one provider's, or their institutions'."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from app.accounts.organisations import UnclaimedProvider, create_unclaimed_providers
from app.infra.db import db
from app.kernel.errors import NotFound, Problem
from app.kernel.text import N_
from app.pool import queries
from app.pool.domain.cards import ProviderCard
from app.pool.domain.institutions import code_of, name_key
from app.pool.indexing import index_providers
from app.pool.models import Provider
from app.pool.queries.providers import PROVIDER_COLUMNS, provider_card

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.pool.domain.instruments import InstrumentDetails
    from app.pool.domain.places import Gazetteer
    from app.pool.importing.rows import ImportedRow

_CHINA = frozenset({"", "china", "cn", "prc", "中国", "people's republic of china"})


@dataclass(frozen=True, slots=True)
class ToProvider:
    """All rows belong to the provider with this code."""

    code: str

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class ByInstitution:
    """Each row belongs to its institution, which becomes a provider where it is none yet."""

    def __str__(self) -> str:
        return "by-institution"


Target = ToProvider | ByInstitution


class Placing:
    """Finds each row's provider and region; remembers the providers met before."""

    def __init__(self, target: Target, now: datetime) -> None:
        """Raise NotFound for an unknown provider's code."""
        self._now = now
        self._gazetteer: Gazetteer = queries.gazetteer()
        self._by_key: dict[str, ProviderCard] = {}
        self._only: ProviderCard | None = None
        if isinstance(target, ToProvider):
            self._only = queries.find_provider(target.code)
            if self._only is None:
                message = N_("There is no provider with the code %(provider)s.")
                raise NotFound("not_found", message, provider=target.code)

    def key_of(self, row: ImportedRow) -> str:
        """Return what tells the row's provider from others; "" where the row does not say."""
        return self._only.code if self._only else name_key(row.details.institution)

    def problem_of(self, row: ImportedRow) -> Problem | None:
        """Return why a row belongs to nobody, or None."""
        if self.key_of(row):
            return None
        return Problem(
            "invalid", N_("This must not be empty: it says whose the instrument is."), field="institution"
        )

    def prepare(self, rows: Sequence[ImportedRow]) -> None:
        """Find or make the providers of these rows: at most three statements."""
        if self._only is not None:
            return
        firsts = {self.key_of(row): row.details for row in reversed(rows)}
        unknown = [key for key in firsts if key not in self._by_key]
        self._remember(unknown)
        self._create({key: firsts[key] for key in unknown if key not in self._by_key})

    def provider_of(self, row: ImportedRow) -> ProviderCard:
        """Return the provider of a row that was prepared."""
        return self._only or self._by_key[self.key_of(row)]

    def region_of(self, details: InstrumentDetails) -> str | None:
        """Return the code of the division a row's place texts name, or None outside the four areas."""
        if details.country.casefold() not in _CHINA:
            return None
        return self._gazetteer.find(details.city, details.region)

    def _remember(self, keys: Iterable[str]) -> None:
        rows = db.session.execute(
            # The oldest last: should two share a name, it is the one that stays remembered.
            select(Provider.name_key, *PROVIDER_COLUMNS)
            .where(Provider.name_key.in_(keys))
            .order_by(Provider.id.desc())
        )
        self._by_key.update((row.name_key, provider_card(row)) for row in rows)

    def _create(self, wanted: dict[str, InstrumentDetails]) -> None:
        if not wanted:
            return
        regions = {key: self.region_of(details) for key, details in wanted.items()}
        organisations = create_unclaimed_providers(
            providers=[
                UnclaimedProvider(details.institution, details.institution, regions[key] or "")
                for key, details in wanted.items()
            ],
            now=self._now,
        )
        db.session.execute(
            insert(Provider),
            [
                self._values(key, details, organisation_id, regions[key])
                for (key, details), organisation_id in zip(wanted.items(), organisations, strict=True)
            ],
        )
        self._remember(wanted)
        index_providers(self._by_key[key] for key in wanted)

    def _values(
        self, key: str, details: InstrumentDetails, organisation_id: int, region_code: str | None
    ) -> dict[str, object]:
        return {
            "organisation_id": organisation_id,
            "code": code_of(key),
            "name_key": key,
            # The one name there is stands for both languages until somebody claims the provider.
            "name_zh": details.institution,
            "name_en": details.institution,
            "region_code": region_code,
            "country": details.country,
            "city": details.city,
            "lat": details.lat,
            "lon": details.lon,
            "openness": "",
            "public_busy": True,
            "created_at": self._now,
        }
