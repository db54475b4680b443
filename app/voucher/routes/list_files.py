"""The lists of the voucher side as files, narrowed and sorted as their pages are."""

from flask import Response, request

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.list_files import READ, send_list
from app.voucher.present import list_columns
from app.voucher.queries.applications import APPLICATION_SORTS, applications
from app.voucher.queries.claims import CLAIM_SORTS, claims
from app.voucher.queries.payouts import PAYOUT_SORTS, payouts
from app.voucher.queries.vouchers import VOUCHER_SORTS, vouchers
from app.voucher.routes.blueprint import pages
from app.voucher.routes.claims import SHELVES, wanted_shelf


@pages.get("/vouchers.<any(csv, xlsx):ending>")
@requires(Permission.SEE_VOUCHERS)
def export_vouchers(ending: str) -> Response:
    """Download the vouchers."""
    place = VOUCHER_SORTS.place(request.args.get("sort"), None)
    rows = vouchers(current_actor(), place=place, limit=READ)
    return send_list("vouchers", list_columns.VOUCHERS, rows, ending, clock.now())


@pages.get("/applications.<any(csv, xlsx):ending>")
@requires(Permission.SEE_APPLICATIONS)
def export_applications(ending: str) -> Response:
    """Download the applications."""
    place = APPLICATION_SORTS.place(request.args.get("sort"), None)
    rows = applications(current_actor(), place=place, limit=READ)
    return send_list("applications", list_columns.APPLICATIONS, rows, ending, clock.now())


@pages.get("/claims.<any(csv, xlsx):ending>")
@requires(Permission.SEE_CLAIMS)
def export_claims(ending: str) -> Response:
    """Download a shelf of the claims."""
    place, states = CLAIM_SORTS.place(request.args.get("sort"), None), SHELVES.get(wanted_shelf(), ())
    rows = claims(current_actor(), states=states, place=place, limit=READ)
    return send_list("claims", list_columns.CLAIMS, rows, ending, clock.now())


@pages.get("/payouts.<any(csv, xlsx):ending>")
@requires(Permission.PAY_OUT)
def export_payouts(ending: str) -> Response:
    """Download the batches."""
    place = PAYOUT_SORTS.place(request.args.get("sort"), None)
    rows = payouts(current_actor(), place=place, limit=READ)
    return send_list("payouts", list_columns.PAYOUTS, rows, ending, clock.now())
