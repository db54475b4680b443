"""Terms and words as data: listed with how much uses each."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, SQLColumnExpression, Text, cast, func, select, union

from app.infra import search
from app.infra.db import db
from app.infra.db.columns import LARGEST_ID
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.pool.domain.taxonomies import Taxonomy, TermNames
from app.pool.models import Instrument
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.services import SEARCH_KIND as SERVICE_KIND
from app.pool.taxonomy_models import SynonymGroup, Term

COLUMNS: Mapping[Taxonomy, SQLColumnExpression[str]] = {
    Taxonomy.CLASS: Instrument.class_code,
    Taxonomy.KIND: Instrument.category,
}


@dataclass(frozen=True, slots=True)
class TermRow:
    """A code, what it is called ("" where nobody has said), and how many instruments have it."""

    code: str
    names: TermNames
    used: int
    id: int | None


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group of words that mean the same."""

    id: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """What a change would touch: so many instruments and services are indexed anew."""

    instruments: int
    services: int

    @property
    def any(self) -> bool:
        """Tell whether there is anything."""
        return self.instruments > 0 or self.services > 0


def terms_page(taxonomy: Taxonomy, *, text: str, after: str, limit: int) -> list[TermRow]:
    """Return terms by code, from after one on: those named here and those that instruments just have."""
    column = COLUMNS[taxonomy]
    named = select(Term.code.label("code")).where(Term.taxonomy == taxonomy)
    codes = union(named, select(column.label("code")).where(column != "")).subquery().c.code
    query = select(codes).where(codes > after).order_by(codes).limit(limit)
    if text:
        query = query.where(codes.icontains(text, autoescape=True))
    return _rows(taxonomy, list(db.session.scalars(query)))


def get_term(taxonomy: Taxonomy, code: str) -> TermRow:
    """Return a term. Raises NotFound for a code that is neither named nor used."""
    row = find_term(taxonomy, code)
    if row is None:
        raise NotFound("not_found", N_("There is no such term."))
    return row


def find_term(taxonomy: Taxonomy, code: str) -> TermRow | None:
    """Return a term, or None for a code that is neither named nor used."""
    row = _rows(taxonomy, [code])[0]
    return row if row.id is not None or row.used else None


def term_names(taxonomy: Taxonomy, codes: Collection[str]) -> dict[str, TermNames]:
    """Return what some codes are called; one query, and only those that have a name."""
    query = select(Term.code, Term.name_zh, Term.name_en).where(
        Term.taxonomy == taxonomy, Term.code.in_(codes)
    )
    return {code: TermNames(zh, en) for code, zh, en in db.session.execute(query) if zh or en}


def groups_page(*, text: str, after: int, limit: int) -> list[GroupRow]:
    """Return groups of words, oldest first, from after an id on."""
    query = select(SynonymGroup).where(SynonymGroup.id > after).order_by(SynonymGroup.id).limit(limit)
    if text:
        query = query.where(cast(SynonymGroup.words, Text).icontains(text, autoescape=True))
    return [GroupRow(row.id, tuple(row.words)) for row in db.session.scalars(query)]


def get_group(group_id: int) -> GroupRow:
    """Return a group of words. Raises NotFound, whatever number was typed."""
    known = 0 < group_id <= LARGEST_ID
    row = db.session.get(SynonymGroup, group_id, populate_existing=True) if known else None
    if row is None:
        raise NotFound("not_found", N_("There is no such group of words."))
    return GroupRow(row.id, tuple(row.words))


def known_synonyms() -> tuple[frozenset[str], ...]:
    """Return every group of words."""
    return tuple(frozenset(words) for words in db.session.scalars(select(SynonymGroup.words)))


def found_by(kind: str, words: Collection[str]) -> Select[Any] | None:
    """Return a select of the ids that a search for any of the words finds; None without a word in them."""
    return search.matching_any(kind, words)


def touched_by_words(words: Collection[str]) -> Touched:
    """Count what is found by any of the words. Two queries."""
    return Touched(*(_number(found_by(kind, words)) for kind in (SEARCH_KIND, SERVICE_KIND)))


def _number(ids: Select[Any] | None) -> int:
    if ids is None:
        return 0
    return db.session.scalar(select(func.count()).select_from(ids.subquery())) or 0


def _rows(taxonomy: Taxonomy, codes: list[str]) -> list[TermRow]:
    column = COLUMNS[taxonomy]
    counts = select(column, func.count()).where(column.in_(codes)).group_by(column)
    used = {row[0]: row[1] for row in db.session.execute(counts)}
    terms = select(Term).where(Term.taxonomy == taxonomy, Term.code.in_(codes))
    named = {term.code: term for term in db.session.scalars(terms)}
    return [
        TermRow(
            code,
            TermNames(named[code].name_zh, named[code].name_en) if code in named else TermNames("", ""),
            used.get(code, 0),
            named[code].id if code in named else None,
        )
        for code in codes
    ]
