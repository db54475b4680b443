"""The pages of programmes."""

from __future__ import annotations

from flask import render_template

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra.api.paging import page
from app.voucher.queries import programmes as programme_queries
from app.voucher.routes.blueprint import ROWS, pages
from app.voucher.routes.paging import cursor_id


@pages.get("/programmes")
@requires(Permission.RUN_PROGRAMME)
def programmes() -> str:
    """List the programmes of the officer's region with what is left of each budget."""
    found = programme_queries.programmes(current_actor(), before_id=cursor_id(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda programme: programme.id)
    return render_template("voucher/programmes.html", programmes=shown, cursor=following)
