"""Full-text search that finds Chinese and Latin words alike on both engines (stack.md, trap 2).

Texts are cut into tokens in Python: runs of 汉字 into single characters and pairs, Latin into lower-case
words without accents; traditional characters are read as simplified ones. Each kind of subject has its table
`search_<kind>` (infra.db.ddl.search_table): FTS5 on SQLite, a tsvector with a GIN index on PostgreSQL. A
query's last Latin word matches as a prefix.
Where nothing holds a query's words, its Latin ones may be the initials of Chinese names (infra.pinyin), or
plurals.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import BindParameter, Integer, bindparam, column, func, select, text, union

from app.infra.db import db
from app.infra.simplified import simplified, spellings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute

HAN = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(rf"[{HAN}]+|[^\W_{HAN}]+")
_HAN_RUN = re.compile(rf"[{HAN}]")
MOST_QUERY_TOKENS = 16
# No category or place is named by more characters than these are for.
MOST_SPELLINGS = 200
# Begins the initials of a Chinese name among the tokens: no word that is spelt so is mistaken for them.
INITIALS = "þ"
_MAY_BE_INITIALS = re.compile(r"[a-z]{2,}")
_MAY_BE_PLURAL = re.compile(r"[a-z]{3,}s")
# What is longer is no word of anybody's, and PostgreSQL keeps none of more than 2,046 bytes.
LONGEST_WORD = 100


def _runs(value: str) -> list[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", value) if not unicodedata.combining(c))
    return _RUNS.findall(simplified(plain.lower()))


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
    hits = f"SELECT {_key()} AS ref FROM {_table(kind)} WHERE {condition}"  # noqa: S608 -- own names only
    spelt = [(token,) for token in wanted]
    values, either = {"query": expression(spelt)}, _or_otherwise(wanted)
    if either != spelt:
        hits += f" UNION ALL {hits.replace(':query', ':either')} AND NOT EXISTS ({hits})"
        values["either"] = expression(either)
    # Unique, so that several of them can be asked at once.
    given: list[BindParameter[str]] = [bindparam(name, value, unique=True) for name, value in values.items()]
    bound = text(hits).bindparams(*given).columns(column("ref", Integer))
    return select(bound.subquery().c.ref)


def matching_any(kind: str, queries: Iterable[str]) -> Select[tuple[int]] | None:
    """Return a select of the ids that one of several queries finds; None when they hold no word."""
    found = [each for each in (matching(kind, query) for query in queries) if each is not None]
    return select(union(*found).subquery().c.ref) if found else None


def as_compared(value: str) -> str:
    """Return a wish in the spelling in which `comparable` columns are: lower case, simplified."""
    return simplified(value.strip().lower())


def comparable(column: InstrumentedAttribute[str], wanted: str) -> ColumnElement[str]:
    """Return a column in lower case, and those of its characters simplified that are in a wish `as_compared`.

    So a filter finds what is stored in traditional characters, and the text that is stored stays as it is.
    """
    pairs = list(islice(spellings(wanted), MOST_SPELLINGS))
    if not pairs:
        return func.lower(column)
    return func.translate(func.lower(column), *("".join(each) for each in zip(*pairs, strict=True)))


def _or_otherwise(wanted: Sequence[str]) -> list[tuple[str, ...]]:
    """Return each word, or what else it may stand for; one word alone was looked for as it is spelt."""
    either = [(token, *_otherwise(token)) for token in wanted]
    return [either[0][1:] or either[0]] if len(either) == 1 else either


def _otherwise(token: str) -> Iterator[str]:
    """Yield what a Latin word may be the initials of, and its singular."""
    if _MAY_BE_INITIALS.fullmatch(token):
        yield INITIALS + token
    if _MAY_BE_PLURAL.fullmatch(token):
        yield token[:-1]


def _key() -> str:
    return "rowid" if db.engine.dialect.name == "sqlite" else "ref"


def _table(kind: str) -> str:
    if not kind.isidentifier():
        message = f"{kind!r} is not a kind of subject"
        raise ValueError(message)
    return f"search_{kind}"


def _fts5(wanted: Sequence[Sequence[str]]) -> str:
    terms = [[f'"{token}"' for token in each] for each in wanted]
    return _all_of(terms, " AND ", " OR ", "*")


def _tsquery(wanted: Sequence[Sequence[str]]) -> str:
    return _all_of(wanted, " & ", " | ", ":*")


def _all_of(terms: Sequence[Sequence[str]], every: str, either: str, prefix: str) -> str:
    """Return the engine's words for one of each, the last as the beginning of a word unless it is 汉字."""
    *whole, last = terms
    if not _HAN_RUN.search(last[0]):
        last = [f"{token}{prefix}" for token in last]
    return every.join(f"({either.join(each)})" for each in [*whole, last])


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
