"""Keeping the classes and kinds of instruments: added, named, renamed or merged, deleted while unused."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, insert, select, update

from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.pool.domain.taxonomies import Taxonomy, TermNames, code_problems
from app.pool.models import Instrument
from app.pool.queries.catalogue import SEARCH_KIND
from app.pool.queries.taxonomies import COLUMNS, TermRow, find_term, get_term
from app.pool.reindexing import ask_to_reindex
from app.pool.taxonomy_models import Term

SUBJECT = "term"
LONGEST_REF = 64

constraint_error(
    "uq_term_taxonomy_code",
    lambda: Conflict("already_there", N_("There is such a term already."), field="code"),
    sqlite_columns="term.taxonomy, term.code",
)


def term_ref(taxonomy: Taxonomy, code: str) -> str:
    """Return what the log calls a term."""
    return f"{taxonomy}:{code}"[:LONGEST_REF]


def add_term(*, taxonomy: Taxonomy, code: str, names: TermNames, by: EventActor, now: datetime) -> None:
    """Add a term. Raises Invalid with every problem, Conflict `already_there`."""
    code = code.strip()
    problems = [*code_problems(taxonomy, code, "code"), *names.problems()]
    if problems:
        raise Invalid.of(problems)
    _insert(taxonomy, code, names, now)
    _note(taxonomy, code, "add", by, now, asdict(names))


def name_term(*, taxonomy: Taxonomy, code: str, names: TermNames, by: EventActor, now: datetime) -> None:
    """Say what a term is called. Raises NotFound, Invalid for a name that is too long."""
    term, problems = get_term(taxonomy, code), names.problems()
    if problems:
        raise Invalid.of(problems)
    term_id = _kept(taxonomy, term, now)
    named = update(Term).where(Term.id == term_id).values(name_zh=names.name_zh, name_en=names.name_en)
    db.session.execute(named.execution_options(synchronize_session=False))
    _note(taxonomy, code, "name", by, now, asdict(names))


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
    other, column = find_term(taxonomy, into), COLUMNS[taxonomy]
    touched = select(Instrument.id).where(column == code)
    ask_to_reindex(SEARCH_KIND, touched)
    moved = update(Instrument).where(column == code).values({column: into, Instrument.updated_at: now})
    db.session.execute(moved.execution_options(synchronize_session=False))
    if other is None:
        db.session.execute(update(Term).where(Term.id == _kept(taxonomy, term, now)).values(code=into))
    else:
        db.session.execute(delete(Term).where(Term.taxonomy == taxonomy, Term.code == code))
    data = {"from": code, "instruments": term.used}
    _note(taxonomy, into, "rename" if other is None else "merge", by, now, data)
    return term.used


def delete_term(*, taxonomy: Taxonomy, code: str, by: EventActor, now: datetime) -> None:
    """Delete a term that no instrument has. Raises NotFound, Conflict `in_use`."""
    term = get_term(taxonomy, code)
    if term.used:
        raise Conflict(
            "in_use",
            N_("Instruments that have it: %(number)s."),
            fix=N_("Merge it with another instead."),
            number=term.used,
        )
    db.session.execute(delete(Term).where(Term.id == term.id))
    _note(taxonomy, code, "delete", by, now, asdict(term.names))


def _kept(taxonomy: Taxonomy, term: TermRow, now: datetime) -> int:
    """Return the id of a term's row; one that only stood with instruments gets one."""
    return term.id if term.id is not None else _insert(taxonomy, term.code, term.names, now)


def _insert(taxonomy: Taxonomy, code: str, names: TermNames, now: datetime) -> int:
    values = {"taxonomy": str(taxonomy), "code": code, "created_at": now}
    kept = insert(Term).values(**values, name_zh=names.name_zh, name_en=names.name_en)
    term_id: int = execute_checked(kept.returning(Term.id)).scalar_one()
    return term_id


def _note(taxonomy: Taxonomy, code: str, action: str, by: EventActor, now: datetime, data: object) -> None:
    record(
        subject_kind=SUBJECT, subject_ref=term_ref(taxonomy, code), action=action, at=now, actor=by, data=data
    )
