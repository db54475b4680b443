"""Addresses for machines: is the process up, can it serve, what did it count."""

from flask import Blueprint, Response
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.accounts.access import public
from app.infra.db import db
from app.infra.metrics import CONTENT_TYPE, exposition

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
    try:
        version = db.session.scalar(text("SELECT version_num FROM alembic_version"))
    except DBAPIError:
        version = None
    if version is None:
        reason = "not ready: the database does not answer or is not migrated\n"
        return Response(reason, 503, mimetype="text/plain")
    return Response("ready\n", mimetype="text/plain")


@health.get("/metrics")
@public
def metrics() -> Response:
    """Answer Prometheus. Nothing in it names a person; keep it inside anyway (docs/operations.md)."""
    return Response(exposition(), content_type=CONTENT_TYPE)
