"""The pages of clearing between regions: net positions, and each region's statement down to the transfer."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import Response, render_template, request

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.tables import TableFormat, send_table
from app.kernel.errors import NotFound
from app.kernel.text import N_
from app.voucher.clearing_statement import statement_table
from app.voucher.domain.days import month_of, named_month
from app.voucher.ports import region_names
from app.voucher.present.claims import ZONE
from app.voucher.queries.clearing import lines_of, months_to_clear, positions
from app.voucher.routes.blueprint import pages


@pages.get("/clearing")
@requires(Permission.PAY_OUT)
def clearing() -> str:
    """Show who paid for whom in a month, netted."""
    month = _month()
    return render_template(
        "voucher/clearing.html",
        month=month,
        months=sorted({month, *months_to_clear()}, reverse=True),
        positions=positions(month),
        names=region_names(),
    )


@pages.get("/clearing/<region>")
@requires(Permission.PAY_OUT)
def clearing_statement(region: str) -> str:
    """Show each transfer behind a region's position of a month."""
    month, names = _month(), _names(region)
    return render_template(
        "voucher/clearing_statement.html",
        region=region,
        month=month,
        lines=lines_of(region, month),
        names=names,
        zone=ZONE,
    )


@pages.get("/clearing/<region>/statement.<any(csv, xlsx):form>")
@requires(Permission.PAY_OUT)
def export_clearing_statement(region: str, form: str) -> Response:
    """Download a region's statement of a month."""
    _names(region)
    return send_table(statement_table(region, _month(), clock.now()), TableFormat(form))


def _names(region: str) -> Mapping[str, str]:
    """Return what all regions are called. Raises NotFound where this one is none of them."""
    names = region_names()
    if region not in names:
        raise NotFound("not_found", N_("There is no such region."))
    return names


def _month() -> date:
    """Return the first day of the month asked for, such as 2026-03, or of this one. Raises Invalid."""
    text = request.args.get("month")
    return named_month(text) if text else month_of(clock.now())
