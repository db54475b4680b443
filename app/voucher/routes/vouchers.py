"""The pages of vouchers."""

from __future__ import annotations

from flask import render_template

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api.paging import page
from app.voucher.forms.case import ReasonForm
from app.voucher.present.vouchers import ZONE, endings, transfer_row, voucher_view
from app.voucher.queries import vouchers as voucher_queries
from app.voucher.routes.blueprint import ROWS, pages
from app.voucher.routes.paging import cursor_id


@pages.get("/vouchers")
@requires(Permission.SEE_VOUCHERS)
def my_vouchers() -> str:
    """List the enterprise's vouchers; for an officer, the region's."""
    place = voucher_queries.VOUCHER_SORTS.asked()
    found = voucher_queries.vouchers(current_actor(), place=place, limit=ROWS + 1)
    shown, following = voucher_queries.VOUCHER_SORTS.page(found, ROWS, place)
    now = clock.now()
    vouchers = [voucher_view(statement, now) for statement in shown]
    return render_template("voucher/list.html", vouchers=vouchers, cursor=following, sort=place.text)


@pages.get("/vouchers/<number>")
@requires(Permission.SEE_VOUCHERS)
def voucher_page(number: str) -> str:
    """Show where one voucher's money stands, its deadlines and every transfer."""
    return page_of(number, ReasonForm(formdata=None))


def page_of(number: str, form: ReasonForm) -> str:
    """Return a voucher's page; what was refused is shown as it was filled in."""
    actor = current_actor()
    statement = voucher_queries.get_voucher(number, actor)
    found = voucher_queries.ledger(statement.voucher.id, before_id=cursor_id(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda line: line.id)
    return render_template(
        "voucher/voucher.html",
        voucher=voucher_view(statement, clock.now()),
        transfers=[transfer_row(line) for line in shown],
        endings=endings(statement.voucher.state, actor),
        form=form,
        cursor=following,
        zone=ZONE,
    )
