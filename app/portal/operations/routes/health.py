"""The operator's first page: health at a glance."""

import platform

from flask import render_template

from app import VERSION
from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.db import db
from app.infra.db.revisions import found_revision
from app.portal.operations.health_lines import lines
from app.portal.operations.routes.blueprint import operations
from app.portal.vitals import vitals

ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


@operations.get("")
@requires(Permission.OPERATE)
def health() -> str:
    """Show how everything stands, and what to do where it does not stand well."""
    seen = vitals(found_revision() or "", clock.now())
    return render_template(
        "operations/health.html",
        lines=lines(seen, ENGINES[db.engine.dialect.name]),
        at=seen.at,
        version=VERSION,
        python=platform.python_version(),
    )
