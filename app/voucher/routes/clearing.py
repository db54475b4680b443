"""The page of clearing between regions."""

from __future__ import annotations

from datetime import date

from flask import render_template, request

from app.accounts.access import requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.voucher.domain.clearing import net
from app.voucher.domain.days import month_of
from app.voucher.ports import region_names
from app.voucher.present.claims import ZONE
from app.voucher.queries.clearing import clearing_lines, months_to_clear
from app.voucher.routes.blueprint import pages


@pages.get("/clearing")
@requires(Permission.PAY_OUT)
def clearing() -> str:
    """Show who paid for whom in a month, netted, and each transfer behind it."""
    month = read_month(request.args.get("month")) or month_of(clock.now())
    lines = clearing_lines(month)
    positions = net((line.payer_region, line.issuer_region, line.amount) for line in lines)
    months = months_to_clear()
    return render_template(
        "voucher/clearing.html",
        month=month,
        months=sorted({month, *months}, reverse=True),
        positions=positions,
        lines=lines,
        names=region_names(),
        zone=ZONE,
    )


def read_month(text: str | None) -> date | None:
    """Return the first day of a month such as 2026-03, None where nothing is asked. Raises Invalid."""
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Invalid("not_a_month", N_("This must be a month such as 2026-03."), field="month") from error
