"""Looking up the pool: what other packages may ask."""

from app.pool.queries.catalogue import (
    MOST_COUNTED,
    CatalogueFilter,
    Page,
    catalogue,
    count,
    matching,
    matching_with_buffers,
)
from app.pool.queries.facets import Facet, category_facets, province_facets
from app.pool.queries.instruments import find_instrument, get_instrument, instruments
from app.pool.queries.providers import (
    accreditation_for,
    accreditations,
    find_provider,
    get_accreditation,
    provider,
    provider_of,
    providers,
    providers_by_id,
)
from app.pool.queries.rate_cards import rate_card, rate_card_in_force, rate_cards, rate_cards_in_force
from app.pool.queries.recognitions import get_recognition, recognition_for, recognitions, recognitions_by
from app.pool.queries.regions import (
    find_region,
    gazetteer,
    get_membership,
    membership_of,
    memberships,
    regions,
    regions_around,
)

__all__ = [
    "MOST_COUNTED",
    "CatalogueFilter",
    "Facet",
    "Page",
    "accreditation_for",
    "accreditations",
    "catalogue",
    "category_facets",
    "count",
    "find_instrument",
    "find_provider",
    "find_region",
    "gazetteer",
    "get_accreditation",
    "get_instrument",
    "get_membership",
    "get_recognition",
    "instruments",
    "matching",
    "matching_with_buffers",
    "membership_of",
    "memberships",
    "provider",
    "provider_of",
    "providers",
    "providers_by_id",
    "province_facets",
    "rate_card",
    "rate_card_in_force",
    "rate_cards",
    "rate_cards_in_force",
    "recognition_for",
    "recognitions",
    "recognitions_by",
    "regions",
    "regions_around",
]
