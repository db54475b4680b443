"""Making providers: organisations that open instruments to the pool."""

import re
from datetime import datetime

from sqlalchemy import insert

from app.infra.db import constraint_error, execute_checked
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.pool import queries
from app.pool.domain.cards import ProviderCard
from app.pool.domain.institutions import name_key
from app.pool.indexing import index_providers
from app.pool.models import Provider

_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*", re.ASCII)
LONGEST_CODE = 40

constraint_error(
    "uq_provider_code",
    lambda: Conflict("code_taken", N_("Another provider has this code."), field="code"),
    sqlite_columns="provider.code",
)
constraint_error(
    "uq_provider_organisation_id",
    lambda: Conflict("already_provider", N_("This organisation is a provider already.")),
    sqlite_columns="provider.organisation_id",
)


def create_provider(  # noqa: PLR0913 -- a provider has this many facts
    *,
    organisation_id: int,
    code: str,
    name_zh: str,
    name_en: str,
    now: datetime,
    region_code: str | None = None,
    country: str = "",
    city: str = "",
    lat: float | None = None,
    lon: float | None = None,
    openness: str = "",
    public_busy: bool = True,
) -> ProviderCard:
    """Make an organisation a provider under a short code of small letters, digits and hyphens.

    Raises Invalid `invalid` for another kind of code, Conflict `code_taken` or `already_provider`.
    """
    if not _CODE.fullmatch(code) or len(code) > LONGEST_CODE:
        raise Invalid(
            "invalid", N_("This must be small letters, digits and hyphens, 40 at most."), field="code"
        )
    added = insert(Provider).values(
        organisation_id=organisation_id,
        code=code,
        name_key=name_key(name_en or name_zh),
        name_zh=name_zh,
        name_en=name_en,
        region_code=region_code,
        country=country,
        city=city,
        lat=lat,
        lon=lon,
        openness=openness,
        public_busy=public_busy,
        created_at=now,
    )
    provider_id: int = execute_checked(added.returning(Provider.id)).scalar_one()
    card = queries.provider(provider_id)
    index_providers([card])
    return card
