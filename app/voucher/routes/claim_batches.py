"""Claims over a whole month, drafted with one button."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.forms import submitted
from app.kernel.words import VoucherMode
from app.voucher.claiming.batching import draft_month
from app.voucher.forms.claim import MonthForm
from app.voucher.routes.blueprint import pages
from app.voucher.routes.claims import list_page


@pages.post("/claims/month")
@requires(Permission.CLAIM)
def draft_claims_of_month() -> Response | str:
    """Draft claims over everything of a month: straight to the claim where one holds it all."""
    form, actor = MonthForm(), current_actor()

    def work() -> list[int]:
        mode = VoucherMode(form.mode.data)
        return draft_month(first=form.first, mode=mode, by=actor, now=clock.now())

    drafted = submitted(form, work)
    if drafted is None:
        return list_page(form)
    if len(drafted) == 1:
        return redirect(url_for("voucher.claim", claim_id=drafted[0]))
    number = len(drafted)
    flash(ngettext("%(num)s claim is drafted.", "%(num)s claims are drafted.", number), "success")
    return redirect(url_for("voucher.claims", shelf="draft"))
