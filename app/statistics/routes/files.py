"""A figure as JSON, CSV and XLSX, at addresses that stay."""

from __future__ import annotations

from flask import Response

from app.accounts.access import public
from app.infra import clock
from app.infra.tables import TableFormat, send_table
from app.statistics.present.files import table_of
from app.statistics.routes.asked import report, viewer
from app.statistics.routes.blueprint import pages
from app.statistics.schemas import ReportAnswer


@pages.get("/<name>.json")
@public
def as_json(name: str) -> Response:
    """Answer a figure for programs, as the API does."""
    answer = ReportAnswer.of_report(report(name, viewer()))
    return Response(answer.model_dump_json(), mimetype="application/json")


@pages.get("/<name>.<any(csv, xlsx):form>")
@public
def as_table(name: str, form: str) -> Response:
    """Download a figure for a spreadsheet."""
    return send_table(table_of(report(name, viewer()), clock.now()), TableFormat(form))
