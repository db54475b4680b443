import re

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from app.infra.db import Base, db
from tests.support.application import ROOT


def test_migrations_are_numbered_in_one_line():
    revisions = list(ScriptDirectory(ROOT / "migrations").walk_revisions())
    names = [path.name for path in sorted((ROOT / "migrations" / "versions").glob("*.py"))]

    assert len(revisions) == len(names) > 0
    for number, (name, revision) in enumerate(zip(names, reversed(revisions), strict=True), start=1):
        assert re.fullmatch(rf"{number:04}_[a-z0-9_]+\.py", name)
        assert revision.path.endswith(name), f"{name} is out of order"
        assert not revision.is_branch_point


def is_a_models_own(_object, name, kind, _reflected, _compare_to) -> bool:
    """Search tables, and the shadow tables FTS5 keeps behind one, belong to `infra.search`."""
    return not (kind == "table" and name.startswith("search_"))


def test_migrated_database_is_what_the_models_say(app):
    with app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": is_a_models_own}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)

    assert differences == []
