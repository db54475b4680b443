"""The log of everything that happened as a file, narrowed as its page is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from flask import Blueprint, Response, request

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.events import searching
from app.infra.list_files import CHUNK, Column, every, send_list
from app.kernel.text import N_
from app.portal.audit_form import AuditForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.infra.events.reading import EventRow

audit_files = Blueprint("audit_files", __name__, url_prefix="/operations")

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


@audit_files.get("/audit.<any(csv, xlsx):ending>")
@requires(Permission.OPERATE)
def export_audit(ending: str) -> Response:
    """Download what the search finds."""
    wanted = AuditForm(request.args).wanted()

    def read(cursor: str | None) -> tuple[Sequence[EventRow], str | None]:
        page = searching.search(wanted, cursor=cursor, limit=CHUNK)
        return page.items, page.next

    return send_list("events", EVENTS, every(read), ending, clock.now())
