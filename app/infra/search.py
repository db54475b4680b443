"""Full-text search that finds Chinese and Latin words alike on both engines (stack.md, trap 2).

Texts are cut into tokens in Python: runs of 汉字 into single characters and pairs, Latin into lower-case
words without accents. Each kind of subject has its table `search_<kind>` (infra.db.ddl.search_table):
FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL. A query's last Latin word matches as a prefix.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from sqlalchemy import Integer, column, select, text

from app.infra.db import db

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Select

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_HAN_RUN = re.compile(rf"[{HAN}]")
MOST_QUERY_TOKENS = 16
# What is longer is no word of anybody's, and PostgreSQL keeps none of more than 2,046 bytes.
LONGEST_WORD = 100


def _runs(value: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c))
    return _RUNS.findall(plain.lower())


def tokens(value: str) -> list[str]:
    """Return the searchable tokens of a text."""
    found: list[str] = []
    for run in _runs(value):
        if _HAN_RUN.match(run):
            found.extend(run)
            found.extend(run[at : at + 2] for at in range(len(run) - 1))
        else:
            found.append(run[:LONGEST_WORD])
    return found


def query_tokens(query: str) -> list[str]:
    """Return what a query must find, all of it: pairs rather than single characters where there are pairs."""
    wanted: list[str] = []
    for run in _runs(query):
        if _HAN_RUN.match(run) and len(run) > 1:
            wanted.extend(run[at : at + 2] for at in range(len(run) - 1))
        else:
            wanted.append(run[:LONGEST_WORD])
    return list(dict.fromkeys(wanted))[:MOST_QUERY_TOKENS]


def index_many(kind: str, documents: Iterable[tuple[int, Iterable[str]]]) -> None:
    """Put (or replace) the searchable texts of many subjects of one kind."""
    rows = [
        {"ref": ref, "tokens": " ".join(dict.fromkeys(token for value in texts for token in tokens(value)))}
        for ref, texts in documents
    ]
    if not rows:
        return
    for statement in _WRITES[db.engine.dialect.name]:
        db.session.execute(text(statement.format(table=_table(kind))), rows)


def index(kind: str, ref: int, texts: Iterable[str]) -> None:
    """Put (or replace) the searchable texts of one subject."""
    index_many(kind, [(ref, texts)])


def matching(kind: str, query: str) -> Select[tuple[int]] | None:
    """Return a select of the ids whose texts hold every word of `query`; None when it holds no word."""
    wanted = query_tokens(query)
    if not wanted:
        return None
    condition, expression = _MATCH[db.engine.dialect.name]
    found = text(f"SELECT {_key()} AS ref FROM {_table(kind)} WHERE {condition}")  # noqa: S608 -- own names only
    bound = found.bindparams(query=expression(wanted)).columns(column("ref", Integer))
    return select(bound.subquery().c.ref)


def _key() -> str:
    return "rowid" if db.engine.dialect.name == "sqlite" else "ref"


def _table(kind: str) -> str:
    if not kind.isidentifier():
        message = f"{kind!r} is not a kind of subject"
        raise ValueError(message)
    return f"search_{kind}"


def _fts5(wanted: list[str]) -> str:
    terms = [f'"{token}"' for token in wanted]
    return " ".join(terms) + ("" if _HAN_RUN.match(wanted[-1]) else "*")


def _tsquery(wanted: list[str]) -> str:
    return " & ".join(wanted) + ("" if _HAN_RUN.match(wanted[-1]) else ":*")


_WRITES = {
    "sqlite": (
        "DELETE FROM {table} WHERE rowid = :ref",
        "INSERT INTO {table} (rowid, tokens) VALUES (:ref, :tokens)",
    ),
    "postgresql": (
        """
        INSERT INTO {table} (ref, tokens) VALUES (:ref, array_to_tsvector(string_to_array(:tokens, ' ')))
        ON CONFLICT (ref) DO UPDATE SET tokens = excluded.tokens
        """,
    ),
}
_MATCH = {
    "sqlite": ("tokens MATCH :query", _fts5),
    "postgresql": ("tokens @@ to_tsquery('simple', :query)", _tsquery),
}
