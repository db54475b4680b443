"""The pages of vouchers and programmes."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery
from app.voucher.paging import before_id, page
from app.voucher.present import ZONE, transfer_row, voucher_view
from app.voucher.queries import programmes as programme_queries
from app.voucher.queries import vouchers as voucher_queries

pages = Blueprint("voucher", __name__)

ROWS = 50


@pages.get("/vouchers")
@requires(Permission.SEE_VOUCHERS)
def my_vouchers() -> str:
    """List the enterprise's vouchers; for an officer, the region's."""
    found = voucher_queries.vouchers(current_actor(), before_id=_before_id(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda statement: statement.voucher.id)
    now = clock.now()
    vouchers = [voucher_view(statement, now) for statement in shown]
    return render_template("voucher/list.html", vouchers=vouchers, cursor=following)


@pages.get("/vouchers/<number>")
@requires(Permission.SEE_VOUCHERS)
def voucher_page(number: str) -> str:
    """Show where one voucher's money stands, its deadlines and every transfer."""
    statement = voucher_queries.get_voucher(number, current_actor())
    found = voucher_queries.ledger(statement.voucher.id, before_id=_before_id(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda line: line.id)
    return render_template(
        "voucher/voucher.html",
        voucher=voucher_view(statement, clock.now()),
        transfers=[transfer_row(line) for line in shown],
        cursor=following,
        zone=ZONE,
    )


@pages.get("/programmes")
@requires(Permission.RUN_PROGRAMME)
def programmes() -> str:
    """List the programmes of the officer's region with what is left of each budget."""
    found = programme_queries.programmes(current_actor(), before_id=_before_id(), limit=ROWS + 1)
    shown, following = page(found, ROWS, lambda programme: programme.id)
    return render_template("voucher/programmes.html", programmes=shown, cursor=following)


def _before_id() -> int | None:
    return before_id(PageQuery(cursor=request.args.get("cursor")))
