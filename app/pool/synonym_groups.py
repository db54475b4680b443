"""Keeping the words that mean the same; what they find is put into the search anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, insert, update

from app.infra.db import db
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.pool.domain.taxonomies import clean_words, word_problems
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.services import SEARCH_KIND as SERVICE_KIND
from app.pool.queries.taxonomies import found_by, get_group, touched_by_words
from app.pool.reindexing import ask_to_reindex
from app.pool.taxonomy_models import SynonymGroup

SUBJECT = "synonyms"


def add_group(*, typed: Collection[str], by: EventActor, now: datetime) -> int:
    """Add a group of words that mean the same, and return its id. Raises Invalid."""
    words = _checked(typed)
    group_id: int = db.session.execute(
        insert(SynonymGroup).values(words=words).returning(SynonymGroup.id)
    ).scalar_one()
    _reindex(words)
    _note(group_id, "add", by, now, {"words": words})
    return group_id


def change_group(*, group_id: int, typed: Collection[str], by: EventActor, now: datetime) -> None:
    """Change the words of a group. Raises NotFound, Invalid."""
    before, words = get_group(group_id), _checked(typed)
    _set(group_id, words)
    _reindex({*before.words, *words})
    _note(group_id, "edit", by, now, {"before": list(before.words), "words": words})


def merge_groups(*, group_id: int, into_id: int, by: EventActor, now: datetime) -> None:
    """Put a group's words to another's, and end it. Raises NotFound, Invalid."""
    if group_id == into_id:
        raise Invalid("same_group", N_("This is the group itself."), field="into_id")
    group, into = get_group(group_id), get_group(into_id)
    words = _checked([*group.words, *into.words])
    _set(into_id, words)
    db.session.execute(delete(SynonymGroup).where(SynonymGroup.id == group_id))
    _reindex(words)
    _note(into_id, "merge", by, now, {"from": group_id, "words": words})


def delete_group(*, group_id: int, by: EventActor, now: datetime) -> None:
    """Delete a group by whose words nothing is found. Raises NotFound, Conflict `in_use`."""
    group = get_group(group_id)
    touched = touched_by_words(group.words)
    if touched.any:
        raise Conflict(
            "in_use",
            N_("Found by these words: instruments %(instruments)s, services %(services)s."),
            fix=N_("Change the words, or merge the group with another."),
            instruments=touched.instruments,
            services=touched.services,
        )
    db.session.execute(delete(SynonymGroup).where(SynonymGroup.id == group_id))
    _note(group_id, "delete", by, now, {"words": list(group.words)})


def _checked(typed: Collection[str]) -> list[str]:
    words = clean_words(typed)
    problems = word_problems(words)
    if problems:
        raise Invalid.of(problems)
    return words


def _set(group_id: int, words: list[str]) -> None:
    changed = update(SynonymGroup).where(SynonymGroup.id == group_id).values(words=words)
    db.session.execute(changed.execution_options(synchronize_session=False))


def _reindex(words: Collection[str]) -> None:
    for kind in (SEARCH_KIND, SERVICE_KIND):
        ids = found_by(kind, words)
        if ids is not None:
            ask_to_reindex(kind, ids)


def _note(group_id: int, action: str, by: EventActor, now: datetime, data: object) -> None:
    record(subject_kind=SUBJECT, subject_ref=str(group_id), action=action, at=now, actor=by, data=data)
