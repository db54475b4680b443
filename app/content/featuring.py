"""The operator puts an instrument, a service or a provider first on the home page, and takes it off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from app.content.models import Featured as FeaturedRow
from app.content.queries import featured as queries
from app.infra.db import db
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.pool.domain.days import pool_day

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from app.content.domain.featured import FeaturedTerms, Target
    from app.infra.events import EventActor


def feature(*, terms: FeaturedTerms, shown: Collection[Target], by: EventActor, now: datetime) -> int:
    """Put something first, behind what is there, and return its id; `shown` are the things readers may see.

    Raises Invalid with every broken rule.
    """
    if terms.target not in shown:
        raise not_published()
    queries.lock_featured()
    problems = terms.problems(pool_day(now), queries.featured_between(terms.from_on, terms.until_on))
    if problems:
        raise Invalid.of(problems)
    featured_id: int = db.session.execute(
        insert(FeaturedRow)
        .values(
            kind=str(terms.target.kind),
            ref=terms.target.ref,
            place=queries.last_place() + 1,
            from_on=terms.from_on,
            until_on=terms.until_on,
            created_at=now,
        )
        .returning(FeaturedRow.id)
    ).scalar_one()
    _note(featured_id, "feature", by, now, {"kind": str(terms.target.kind), "ref": terms.target.ref})
    return featured_id


def take_off(*, featured_id: int, by: EventActor, now: datetime) -> None:
    """End it now. Raises NotFound for one that is over."""
    queries.get_featured(featured_id, pool_day(now))
    _change(featured_id, taken_off_at=now)
    _note(featured_id, "take_off", by, now, None)


def move_up(*, featured_id: int, by: EventActor, now: datetime) -> None:
    """Let it change places with the one before. Raises NotFound, Conflict `first_already`."""
    today = pool_day(now)
    queries.lock_featured()
    one = queries.get_featured(featured_id, today)
    other = queries.featured_before(one.place, today)
    if other is None:
        raise Conflict("first_already", N_("It is the first already."))
    _change(one.id, place=other.place)
    _change(other.id, place=one.place)
    _note(featured_id, "move_up", by, now, None)


def not_published() -> Invalid:
    """Return the refusal of an address where readers find nothing."""
    return Invalid(
        "not_published",
        N_("There is no published instrument or service and no accredited provider at this address."),
        field="address",
        fix=N_("Copy the address of its page, such as /instruments/12."),
    )


def _change(featured_id: int, **values: object) -> None:
    changed = update(FeaturedRow).where(FeaturedRow.id == featured_id).values(**values)
    db.session.execute(changed.execution_options(synchronize_session=False))


def _note(featured_id: int, action: str, by: EventActor, now: datetime, data: object) -> None:
    record(
        subject_kind=queries.SUBJECT, subject_ref=str(featured_id), action=action, at=now, actor=by, data=data
    )
