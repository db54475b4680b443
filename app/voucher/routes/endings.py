"""Buttons of a voucher's page: giving it back, freezing it, taking it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.forms import submitted
from app.voucher import ending
from app.voucher.forms.case import ReasonForm
from app.voucher.routes.blueprint import pages
from app.voucher.routes.vouchers import page_of

Answer = Response | tuple[str, int]


@pages.post("/vouchers/<number>/return")
@requires(Permission.CLAIM)
def return_voucher(number: str) -> Answer:
    """Give an own voucher back."""
    return _do(number, "return")


@pages.post("/vouchers/<number>/<any(freeze, unfreeze, revoke):action>")
@requires(Permission.RUN_PROGRAMME)
def rule_voucher(number: str, action: str) -> Answer:
    """Freeze, unfreeze or revoke a voucher of the region."""
    return _do(number, action)


def _do(number: str, action: str) -> Answer:
    form, actor = ReasonForm(), current_actor()

    def work() -> bool:
        DO[action](number, form.said or None, actor)
        return True

    if submitted(form, work) is None:
        return page_of(number, form), 422
    flash(gettext("Done. The voucher's page shows where it stands now."), "success")
    return redirect(url_for("voucher.voucher_page", number=number))


DO: Mapping[str, Callable[[str, str | None, Actor], None]] = {
    "return": lambda number, why, by: ending.return_voucher(number, why, by=by, now=clock.now()),
    "freeze": lambda number, why, by: ending.freeze(number, why, by=by, now=clock.now()),
    "unfreeze": lambda number, why, by: ending.unfreeze(number, why, by=by, now=clock.now()),
    "revoke": lambda number, why, by: ending.revoke(number, why, by=by, now=clock.now()),
}
