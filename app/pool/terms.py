"""Keeping the classes and kinds of instruments: added, named, renamed or merged, deleted while unused."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.pool.domain.taxonomies import Taxonomy, TermNames, code_problems
from app.pool.models import Instrument
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.taxonomies import COLUMNS, TermRow, get_term
from app.pool.reindexing_later import ask_to_reindex
from app.pool.taxonomy_models import Term

SUBJECT = "term"

constraint_error(
    "uq_term_taxonomy_code",
    lambda: Conflict("already_there", N_("There is such a term already."), field="code"),
    sqlite_columns="term.taxonomy, term.code",
)


def add_term(*, taxonomy: Taxonomy, code: str, names: TermNames, by: EventActor, now: datetime) -> None:
    """Add a term. Raises Invalid with every problem, Conflict `already_there`."""
    code = code.strip()
    problems = [*code_problems(taxonomy, code, "code"), *names.problems()]
    if problems:
        raise Invalid.of(problems)
    _note(_insert(taxonomy, code, names, now), "add", by, now, _said(taxonomy, code, names))


def name_term(*, taxonomy: Taxonomy, code: str, names: TermNames, by: EventActor, now: datetime) -> None:
    """Say what a term is called. Raises NotFound, Invalid for a name that is too long."""
    term, problems = get_term(taxonomy, code), names.problems()
    if problems:
        raise Invalid.of(problems)
    term_id = _kept(taxonomy, term, now)
    named = update(Term).where(Term.id == term_id).values(name_zh=names.name_zh, name_en=names.name_en)
    db.session.execute(named.execution_options(synchronize_session=False))
    _note(term_id, "name", by, now, _said(taxonomy, code, names))


def move_term(*, taxonomy: Taxonomy, code: str, into: str, by: EventActor, now: datetime) -> int:
    """Give every instrument of a term another: a new code renames it, one there is merges the two.

    Returns how many instruments it touched; they are put into the search anew. Raises NotFound, Invalid.
    """
    term, into = get_term(taxonomy, code), into.strip()
    problems = code_problems(taxonomy, into, "into")
    if problems:
        raise Invalid.of(problems)
    if into == code:
        raise Invalid("same_term", N_("This is the term itself."), field="into")
    term_id, column = _kept(taxonomy, term, now), COLUMNS[taxonomy]
    touched = select(Instrument.id).where(column == code)
    ask_to_reindex(SEARCH_KIND, touched)
    number = db.session.scalar(select(func.count()).select_from(touched.subquery())) or 0
    moved = update(Instrument).where(column == code).values({column: into, Instrument.updated_at: now})
    db.session.execute(moved.execution_options(synchronize_session=False))
    target = db.session.scalar(select(Term.id).where(Term.taxonomy == taxonomy, Term.code == into))
    if target is None:
        db.session.execute(update(Term).where(Term.id == term_id).values(code=into))
    else:
        db.session.execute(delete(Term).where(Term.id == term_id))
    data = {"taxonomy": taxonomy, "code": code, "into": into, "instruments": number}
    _note(term_id, "rename" if target is None else "merge", by, now, data)
    return number


def delete_term(*, taxonomy: Taxonomy, code: str, by: EventActor, now: datetime) -> None:
    """Delete a term that no instrument has. Raises NotFound, Conflict `in_use`."""
    term = get_term(taxonomy, code)
    if term.used:
        raise Conflict(
            "in_use",
            N_("%(number)s instruments have it."),
            fix=N_("Merge it with another instead."),
            number=term.used,
        )
    db.session.execute(delete(Term).where(Term.id == term.id))
    _note(term.id or 0, "delete", by, now, _said(taxonomy, code, term.names))


def _kept(taxonomy: Taxonomy, term: TermRow, now: datetime) -> int:
    """Return the id of a term's row; one that only stood with instruments gets one."""
    return term.id if term.id is not None else _insert(taxonomy, term.code, term.names, now)


def _insert(taxonomy: Taxonomy, code: str, names: TermNames, now: datetime) -> int:
    values = {"taxonomy": str(taxonomy), "code": code, "created_at": now}
    kept = insert(Term).values(**values, name_zh=names.name_zh, name_en=names.name_en)
    term_id: int = execute_checked(kept.returning(Term.id)).scalar_one()
    return term_id


def _said(taxonomy: Taxonomy, code: str, names: TermNames) -> dict[str, str]:
    return {
        "taxonomy": str(taxonomy), "code": code, "name_zh": names.name_zh, "name_en": names.name_en,
    }  # fmt: skip


def _note(term_id: int, action: str, by: EventActor, now: datetime, data: object) -> None:
    record(subject_kind=SUBJECT, subject_ref=str(term_id), action=action, at=now, actor=by, data=data)
