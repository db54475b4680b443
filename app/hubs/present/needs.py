"""The needs of a hub, and one need: what fits it, and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.permissions import Permission
from app.hubs.domain.hubs import Dimension, classes_of
from app.hubs.domain.states import NeedAction, NeedState
from app.hubs.fitting import Fit, entries_for_need, needs_for
from app.hubs.needing import SUBJECT
from app.hubs.present.lists import ROWS, FacetChoice, choices_of
from app.hubs.queries import letters
from app.hubs.queries import needs as queries
from app.infra.api.cursors import decode_cursor
from app.infra.api.paging import page
from app.infra.events import history
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool import queries as pool
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.hubs.domain.entries import EntryCard
    from app.hubs.domain.hubs import FacetCard, HubCard
    from app.hubs.domain.letters import Talk
    from app.hubs.domain.needs import NeedCard
    from app.hubs.forms.search import HubSearch
    from app.pool.domain.cards import InstrumentCard

MOST_FITS, MOST_INSTRUMENTS, MOST_FOR_US = 6, 4, 3


@dataclass(frozen=True, slots=True)
class NeedsPage:
    """Open needs; `for_us` are those that fit what the reader's organisation has."""

    rows: Sequence[NeedCard]
    next: str | None
    choices: Mapping[Dimension, tuple[FacetChoice, ...]]
    for_us: Sequence[Fit[NeedCard]]


@dataclass(frozen=True, slots=True)
class NeedPage:
    """One need. `talks` and why it was `taken_down` are shown to its poster alone.

    `answer_as` is who may answer it, or None; `may_end` tells whether the reader may take it down.
    """

    need: NeedCard
    standing: NeedState
    is_own: bool
    fits: Sequence[Fit[EntryCard]]
    instruments: Sequence[InstrumentCard]
    kinds: Sequence[FacetCard]
    talks: Sequence[Talk]
    taken_down: str | None
    answer_as: int | None
    may_end: bool


def needs_page(hub: HubCard, search: HubSearch, actor: Actor | None, now: datetime) -> NeedsPage:
    """Gather the open needs. Raises Invalid `invalid_cursor`."""
    today = pool_day(now)
    before = None if search.cursor is None else decode_cursor(search.cursor, int)[0]
    wanted = queries.NeedFilter(search.q, search.facets)
    found = queries.open_needs(hub, today, wanted=wanted, before_id=before, limit=ROWS + 1)
    rows, following = page(found, ROWS, lambda need: need.id)
    own = _organisation_that_writes(actor)
    return NeedsPage(
        rows=rows,
        next=following,
        choices=choices_of(hub, search.facets, queries.count_need_facets(hub, today, wanted)),
        for_us=needs_for(own, hub, today, limit=MOST_FOR_US) if own is not None else (),
    )


def need_page(hub: HubCard, ref: str, actor: Actor | None, now: datetime) -> NeedPage:
    """Gather one need. Raises NotFound, also for one that is over where the reader has no part in it."""
    need = queries.get_need(hub, ref)
    own, standing = _organisation_that_writes(actor), need.standing(pool_day(now))
    kinds = [facet for facet in need.facets if facet.dimension is Dimension.INSTRUMENT]
    is_own = own is not None and need.is_of(own)
    moderates = actor is not None and actor.may(Permission.MODERATE_HUBS)
    is_open = standing is NeedState.OPEN
    if not (is_open or is_own or moderates or (own is not None and letters.has_thread(need, own))):
        raise NotFound("not_found", N_("This need is over, so it is shown no more."))
    wanted = pool.CatalogueFilter(classes=classes_of(kinds))
    return NeedPage(
        need=need,
        standing=standing,
        is_own=is_own,
        fits=entries_for_need(need, hub, limit=MOST_FITS),
        instruments=pool.catalogue(wanted, limit=MOST_INSTRUMENTS).items if kinds else (),
        kinds=kinds,
        talks=letters.talks_about(need) if is_own else (),
        taken_down=_why_taken_down(need) if is_own and need.outcome else None,
        answer_as=None if is_own else own,
        may_end=is_open and moderates,
    )


def _why_taken_down(need: NeedCard) -> str | None:
    reasons = [event.reason for event in history(SUBJECT, need.ref) if event.action == NeedAction.TAKE_DOWN]
    return next(iter(reasons), None)


def _organisation_that_writes(actor: Actor | None) -> int | None:
    """Return the organisation somebody may write for, or None."""
    return actor.organisation_id if actor is not None and actor.may(Permission.WRITE_HUBS) else None
