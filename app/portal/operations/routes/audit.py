"""The log of everything that happened."""

import json

from flask import Response, render_template, request

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.events import EventRow, searching
from app.infra.events.subjects import subjects
from app.infra.list_files import READ, Column, send_list
from app.kernel.text import N_
from app.portal.operations.audit_form import AuditForm
from app.portal.operations.desk import ROWS
from app.portal.operations.routes.blueprint import operations

# Codes stay codes here: who checks the log elsewhere needs what it says, and the hash is made of it.
EVENTS: tuple[Column[EventRow], ...] = (
    Column(N_("Moment"), lambda event: event.at.isoformat()),
    Column(N_("Subject"), lambda event: event.subject_kind),
    Column(N_("Reference"), lambda event: event.subject_ref),
    Column(N_("No."), lambda event: event.seq),
    Column(N_("Action"), lambda event: event.action),
    Column(N_("From state"), lambda event: event.from_state),
    Column(N_("To state"), lambda event: event.to_state),
    Column(N_("Who"), lambda event: event.actor.name),
    Column(N_("Role"), lambda event: event.actor.role),
    Column(N_("Reason"), lambda event: event.reason),
    Column(N_("Details"), lambda event: json.dumps(event.data, ensure_ascii=False, sort_keys=True)),
    Column(N_("Hash"), lambda event: event.hash),
)


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


@operations.get("/audit.<any(csv, xlsx):ending>")
@requires(Permission.OPERATE)
def export_audit(ending: str) -> Response:
    """Download what the search finds."""
    page = searching.search(AuditForm(request.args).wanted(), cursor=None, limit=READ)
    return send_list("events", EVENTS, page.items, ending, clock.now())
