"""`flask search reindex` writes what is found anew, just as it was written when it was stored."""

import pytest
from sqlalchemy import text

from app.infra.db import db, transaction
from app.parts import INDEXED


@pytest.fixture
def engine_name() -> str:
    return "sqlite"  # what is put in is the same on both


def found() -> dict[str, dict[int, set[str]]]:
    """Return the tokens that each table of the search holds."""
    tables = [row.name for row in db.session.execute(text(
        "SELECT name FROM sqlite_schema WHERE name LIKE 'search%' AND sql LIKE 'CREATE VIRTUAL%'"
    ))]  # fmt: skip
    read = {each: db.session.execute(text(f"SELECT rowid, tokens FROM {each}")).all() for each in tables}
    return {each: {row.rowid: set(row.tokens.split()) for row in rows} for each, rows in read.items()}


def test_everything_is_found_again_after_its_tables_were_emptied(demo_cli):
    stored = found()
    assert stored.keys() == {f"search_{each.kind}" for each in INDEXED}

    for each in stored:
        transaction(lambda table=each: db.session.execute(text(f"DELETE FROM {table}")))
    told = demo_cli.invoke(args=["search", "reindex"]).output

    assert told.splitlines() == [f"{each.kind}: {len(stored[f'search_{each.kind}'])}" for each in INDEXED]
    assert found() == stored
