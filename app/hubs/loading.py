"""A hub is loaded from its definition: made, or brought to what the definition says."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, union_all, update

from app.hubs.domain.definitions import FacetDefinition, HubDefinition, read_definition
from app.hubs.domain.states import HubState
from app.hubs.models import Hub, HubFacet, HubNeedFacet, HubTextFacet
from app.hubs.moderating import HUB_SUBJECT
from app.hubs.queries.hubs import find_hub
from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import record, record_first
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.hubs.domain.hubs import FacetCard, HubCard
    from app.infra.events import EventActor

constraint_error(
    "uq_hub_slug",
    lambda: Conflict("slug_taken", N_("There is already a hub with this slug."), field="slug"),
    sqlite_columns="hub.slug",
)


class Loaded(StrEnum):
    """What loading a definition did."""

    ADDED = "added"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


def load_definition(data: object, *, by: EventActor, now: datetime) -> tuple[str, Loaded]:
    """Make the hub that `data` defines, as a draft, or bring it to the definition; return its slug.

    The same definition again changes nothing. Raises Invalid with every problem of the definition, and with
    every facet that it leaves out though something has it.
    """
    wanted, problems = read_definition(data)
    if problems:
        raise Invalid.of(problems)
    standing = find_hub(wanted.slug)
    if standing is None:
        _make(wanted, by, now)
        return wanted.slug, Loaded.ADDED
    if _as_defined(standing) == wanted:
        return wanted.slug, Loaded.UNCHANGED
    _bring(standing, wanted, by, now)
    return wanted.slug, Loaded.UPDATED


def _make(wanted: HubDefinition, by: EventActor, now: datetime) -> None:
    made = insert(Hub).values(slug=wanted.slug, state=HubState.DRAFT, created_at=now, **_columns(wanted))
    hub_id: int = execute_checked(made.returning(Hub.id)).scalar_one()
    _add_facets(hub_id, wanted, wanted.facets)
    record_first(
        subject_kind=HUB_SUBJECT,
        subject_ref=wanted.slug,
        action="create",
        at=now,
        actor=by,
        to_state=HubState.DRAFT,
    )


def _bring(standing: HubCard, wanted: HubDefinition, by: EventActor, now: datetime) -> None:
    old = {facet.slug: facet for facet in standing.facets}
    new = {facet.slug: facet for facet in wanted.facets}
    gone = [facet for slug, facet in old.items() if slug not in new]
    problems = [*_in_use(gone), *_turned(old, new)]
    if problems:
        raise Invalid.of(problems)
    db.session.execute(update(Hub).where(Hub.id == standing.id).values(**_columns(wanted)))
    db.session.execute(delete(HubFacet).where(HubFacet.id.in_([facet.id for facet in gone])))
    for slug, facet in new.items():
        if slug in old:
            changed = update(HubFacet).where(HubFacet.id == old[slug].id)
            db.session.execute(changed.values(**_facet_columns(wanted, facet)))
    _add_facets(standing.id, wanted, [facet for slug, facet in new.items() if slug not in old])
    record(subject_kind=HUB_SUBJECT, subject_ref=wanted.slug, action="edit", at=now, actor=by)


def _in_use(gone: list[FacetCard]) -> list[Problem]:
    """Return a problem for each facet that is to go though a text or a need has it."""
    ids = [facet.id for facet in gone]
    held = union_all(
        *(select(holder.facet_id).where(holder.facet_id.in_(ids)) for holder in (HubTextFacet, HubNeedFacet))
    ).subquery()
    counted = select(held.c.facet_id, func.count()).group_by(held.c.facet_id)
    numbers: dict[int, int] = dict(db.session.execute(counted).all())
    message = N_("%(count)s texts and needs have the facet %(slug)s, so it can not be left out.")
    return [
        Problem("facet_in_use", message, "facets", values={"slug": each.slug, "count": numbers[each.id]})
        for each in gone
        if each.id in numbers
    ]


def _turned(old: dict[str, FacetCard], new: dict[str, FacetDefinition]) -> list[Problem]:
    message = N_("The facet %(slug)s can not move to another dimension.")
    return [
        Problem("facet_turned", message, "facets", values={"slug": slug})
        for slug, facet in new.items()
        if slug in old and old[slug].dimension is not facet.dimension
    ]


def _add_facets(hub_id: int, wanted: HubDefinition, facets: Sequence[FacetDefinition]) -> None:
    rows = [{"hub_id": hub_id, "slug": each.slug, **_facet_columns(wanted, each)} for each in facets]
    if rows:
        db.session.execute(insert(HubFacet), rows)


def _as_defined(hub: HubCard) -> HubDefinition:
    return HubDefinition(
        hub.slug, hub.name_zh, hub.name_en, hub.description_zh, hub.description_en, hub.areas,
        tuple(
            FacetDefinition(each.slug, each.dimension, each.name_zh, each.name_en, each.classes)
            for each in hub.facets
        ),
    )  # fmt: skip


def _columns(wanted: HubDefinition) -> dict[str, str]:
    return {
        "name_zh": wanted.name_zh,
        "name_en": wanted.name_en,
        "description_zh": wanted.description_zh,
        "description_en": wanted.description_en,
        "areas_zh": wanted.areas.name_zh,
        "areas_en": wanted.areas.name_en,
    }


def _facet_columns(wanted: HubDefinition, facet: FacetDefinition) -> dict[str, object]:
    return {
        "dimension": str(facet.dimension),
        "position": wanted.facets.index(facet),
        "name_zh": facet.name_zh,
        "name_en": facet.name_en,
        "classes": list(facet.classes),
    }
