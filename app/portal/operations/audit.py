"""The log of everything that happened."""

from flask import render_template, request

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra.events import searching
from app.infra.events.subjects import subjects
from app.portal.operations.audit_form import AuditForm
from app.portal.operations.blueprint import ROWS, operations


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
