"""The organisations of the demo pool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.domain.roles import OrganisationKind
from app.accounts.organisations import create_organisation
from app.demo.credit_codes import credit_code
from app.demo.places import APPLICANTS, AUTHORITIES, ENTERPRISES, PROVIDERS, REGULARS, Place

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.accounts.domain.actor import OrganisationCard

OPERATOR = Place(
    "operator",
    "资源池运营中心（演示）",
    "Pool operations centre (demo)",
    "310118",
    "上海",
    "31.150",
    "121.124",
)

_KINDS: Sequence[tuple[OrganisationKind, Sequence[Place]]] = (
    (OrganisationKind.ENTERPRISE, ENTERPRISES),
    (OrganisationKind.PROVIDER, PROVIDERS),
    (OrganisationKind.AUTHORITY, AUTHORITIES),
    (OrganisationKind.OPERATOR, (OPERATOR,)),
    (OrganisationKind.ENTERPRISE, APPLICANTS),
    (OrganisationKind.ENTERPRISE, REGULARS),
)


def found_organisations(now: datetime) -> dict[str, OrganisationCard]:
    """Create every organisation; return them by slug."""
    places = [(kind, place) for kind, all_of_kind in _KINDS for place in all_of_kind]
    return {
        place.slug: create_organisation(
            kind=kind,
            name_zh=place.name_zh,
            name_en=place.name_en,
            credit_code=credit_code(kind, place.region_code, number),
            region_code=place.region_code,
            now=now,
        )
        for number, (kind, place) in enumerate(places, 1)
    }
