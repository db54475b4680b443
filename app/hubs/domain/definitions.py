"""A hub as a file defines it, read with every problem and its place: `facets.instrument[2].classes`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.hubs.domain.hubs import LONGEST_DESCRIPTION, LONGEST_NAME, LONGEST_SLUG, Dimension
from app.kernel.errors import Problem
from app.kernel.fields import Fields
from app.kernel.names import Name
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_FACETS, MOST_CLASSES = 40, 40
#: Words that addresses under /hubs/ have already.
RESERVED = frozenset({"mine", "queue", "letters", "new"})

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_CLASS = re.compile(r"[0-9A-Z]{2,20}")
_NAMES = frozenset({"slug", "name_zh", "name_en", "description_zh", "description_en", "areas_zh", "areas_en"})


@dataclass(frozen=True, slots=True)
class FacetDefinition:
    """One facet as a file defines it."""

    slug: str
    dimension: Dimension
    name_zh: str
    name_en: str
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HubDefinition:
    """A hub as a file defines it."""

    slug: str
    name_zh: str
    name_en: str
    description_zh: str
    description_en: str
    areas: Name
    facets: tuple[FacetDefinition, ...]


def read_definition(data: object) -> tuple[HubDefinition, list[Problem]]:
    """Return the hub that `data` defines, and every problem with it; with any, the hub is of no use."""
    problems: list[Problem] = []
    fields = Fields(data, problems)
    _refuse_unknown(fields, _NAMES | {"facets"})
    lists = fields.inner("facets")
    _refuse_unknown(lists, frozenset(Dimension))
    facets = tuple(facet for dimension in Dimension for facet in _facets(lists, dimension))
    hub = HubDefinition(
        slug=_slug(fields),
        name_zh=fields.text("name_zh", longest=LONGEST_NAME),
        name_en=fields.text("name_en", longest=LONGEST_NAME),
        description_zh=fields.text("description_zh", longest=LONGEST_DESCRIPTION),
        description_en=fields.text("description_en", longest=LONGEST_DESCRIPTION),
        areas=Name(
            fields.text("areas_zh", longest=LONGEST_NAME), fields.text("areas_en", longest=LONGEST_NAME)
        ),
        facets=facets,
    )
    if hub.slug in RESERVED:
        fields.refuse("slug", N_("This word is taken by an address of its own."))
    if not facets and not problems:
        fields.refuse("facets", N_("A hub needs at least one facet."))
    return hub, [*problems, *_repeated_slugs(hub)]


def _facets(lists: Fields, dimension: Dimension) -> Iterator[FacetDefinition]:
    for each in lists.objects(dimension, most=MOST_FACETS):
        is_instrument = dimension is Dimension.INSTRUMENT
        _refuse_unknown(each, {"slug", "name_zh", "name_en"} | ({"classes"} if is_instrument else set()))
        yield FacetDefinition(
            slug=_slug(each),
            dimension=dimension,
            name_zh=each.text("name_zh", longest=LONGEST_NAME),
            name_en=each.text("name_en", longest=LONGEST_NAME),
            classes=_classes(each) if is_instrument else (),
        )


def _repeated_slugs(hub: HubDefinition) -> list[Problem]:
    """Return a problem for each slug that more than one facet has."""
    slugs = [facet.slug for facet in hub.facets]
    message = N_("More than one facet is called %(slug)s.")
    return [
        Problem("slug_twice", message, "facets", values={"slug": slug})
        for slug in dict.fromkeys(slugs)
        if slug and slugs.count(slug) > 1
    ]


def _slug(fields: Fields) -> str:
    slug = fields.text("slug", longest=LONGEST_SLUG)
    if slug and not _SLUG.fullmatch(slug):
        fields.refuse("slug", N_("This must be small letters, digits and hyphens, such as drug-screening."))
    return slug


def _classes(fields: Fields) -> tuple[str, ...]:
    found = fields.items("classes")
    codes = tuple(code for code in found if isinstance(code, str) and _CLASS.fullmatch(code))
    if not found or len(codes) < len(found) or len(found) > MOST_CLASSES:
        fields.refuse(
            "classes", N_("This must be a list of class codes, or of their beginnings, such as 0105.")
        )
    return codes


def _refuse_unknown(fields: Fields, known: frozenset[str] | set[str]) -> None:
    for name in fields.names():
        if name not in known:
            fields.refuse(name, N_("There is no such field."))
