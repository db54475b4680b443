"""Addresses for machines: is the process up, can it serve, what did it count."""

from flask import Blueprint, Response
from sqlalchemy.exc import DBAPIError

from app.accounts.access import public
from app.infra import clock
from app.infra.db.revisions import found_revision
from app.infra.metrics import CONTENT_TYPE, exposition
from app.portal.vital_metrics import vital_metrics
from app.portal.vitals import vitals

health = Blueprint("health", __name__)


@health.get("/healthz")
@public
def healthz() -> Response:
    """Answer that the process is alive; asks nothing of the database."""
    return Response("ok\n", mimetype="text/plain")


@health.get("/readyz")
@public
def readyz() -> Response:
    """Answer whether the database answers and is migrated."""
    if _revision() is None:
        reason = "not ready: the database does not answer or is not migrated\n"
        return Response(reason, 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@health.get("/metrics")
@public
def metrics() -> Response:
    """Answer Prometheus. Nothing in it names a person; keep it inside anyway (docs/operations.md)."""
    revision = _revision()
    seen = vitals(revision, clock.now()) if revision is not None else None
    return Response(exposition() + vital_metrics(seen), content_type=CONTENT_TYPE)


def _revision() -> str | None:
    """Return the database's revision, or None where it does not answer or is not migrated."""
    try:
        return found_revision()
    except DBAPIError:
        return None
