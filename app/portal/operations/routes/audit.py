"""The log of everything that happened."""

import json

from flask import Response, render_template, request

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.events import EventRow, searching
from app.infra.events.subjects import subjects
from app.infra.tables import Cell, Table, TableFormat, send_table
from app.portal.operations.audit_form import AuditForm
from app.portal.operations.desk import ROWS
from app.portal.operations.routes.blueprint import operations

COLUMNS = (
    "at", "subject", "reference", "number", "action", "from", "to", "who", "role", "reason", "data", "hash",
)  # fmt: skip
MOST_EXPORTED = 20_000


@operations.get("/audit")
@requires(Permission.OPERATE)
def audit() -> str:
    """Search the log; with one subject named, say how its chain stands."""
    form = AuditForm(request.args)
    wanted = form.wanted()
    page = searching.search(wanted, cursor=request.args.get("cursor"), limit=ROWS)
    chain = searching.chain_of(wanted.kind, wanted.ref) if wanted.kind and wanted.ref else None
    words = {subject.kind: subject.word for subject in subjects()}
    return render_template("operations/audit.html", form=form, page=page, chain=chain, words=words)


@operations.get("/audit.csv")
@requires(Permission.OPERATE)
def export_audit() -> Response:
    """Send what a search finds as a table, newest first, up to a number that a spreadsheet still opens."""
    found = searching.every(AuditForm(request.args).wanted(), limit=MOST_EXPORTED)
    return send_table(Table("audit", COLUMNS, map(_row, found), clock.now()), TableFormat.CSV)


def _row(event: EventRow) -> tuple[Cell, ...]:
    data = None if event.data is None else json.dumps(event.data, ensure_ascii=False)
    return (
        event.at.isoformat(), event.subject_kind, event.subject_ref, event.seq, event.action,
        event.from_state, event.to_state, event.actor.name, event.actor.role, event.reason, data, event.hash,
    )  # fmt: skip
