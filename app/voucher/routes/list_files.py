"""The lists of the voucher side as files, narrowed and sorted as their pages are."""

from collections.abc import Sequence

from flask import Response, request

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.list_files import CHUNK, every, send_list
from app.voucher.domain.applications import ApplicationCard
from app.voucher.domain.cards import VoucherStatement
from app.voucher.domain.claim_cards import ClaimCard
from app.voucher.domain.payout_cards import PayoutCard
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
    actor, sort = current_actor(), request.args.get("sort")

    def read(cursor: str | None) -> tuple[Sequence[VoucherStatement], str | None]:
        place = VOUCHER_SORTS.place(sort, cursor)
        return VOUCHER_SORTS.page(vouchers(actor, place=place, limit=CHUNK + 1), CHUNK, place)

    return send_list("vouchers", list_columns.VOUCHERS, every(read), ending, clock.now())


@pages.get("/applications.<any(csv, xlsx):ending>")
@requires(Permission.SEE_APPLICATIONS)
def export_applications(ending: str) -> Response:
    """Download the applications."""
    actor, sort = current_actor(), request.args.get("sort")

    def read(cursor: str | None) -> tuple[Sequence[ApplicationCard], str | None]:
        place = APPLICATION_SORTS.place(sort, cursor)
        return APPLICATION_SORTS.page(applications(actor, place=place, limit=CHUNK + 1), CHUNK, place)

    return send_list("applications", list_columns.APPLICATIONS, every(read), ending, clock.now())


@pages.get("/claims.<any(csv, xlsx):ending>")
@requires(Permission.SEE_CLAIMS)
def export_claims(ending: str) -> Response:
    """Download a shelf of the claims."""
    actor, sort = current_actor(), request.args.get("sort")
    states = SHELVES.get(wanted_shelf(), ())

    def read(cursor: str | None) -> tuple[Sequence[ClaimCard], str | None]:
        place = CLAIM_SORTS.place(sort, cursor)
        return CLAIM_SORTS.page(claims(actor, states=states, place=place, limit=CHUNK + 1), CHUNK, place)

    return send_list("claims", list_columns.CLAIMS, every(read), ending, clock.now())


@pages.get("/payouts.<any(csv, xlsx):ending>")
@requires(Permission.PAY_OUT)
def export_payouts(ending: str) -> Response:
    """Download the batches."""
    actor, sort = current_actor(), request.args.get("sort")

    def read(cursor: str | None) -> tuple[Sequence[PayoutCard], str | None]:
        place = PAYOUT_SORTS.place(sort, cursor)
        return PAYOUT_SORTS.page(payouts(actor, place=place, limit=CHUNK + 1), CHUNK, place)

    return send_list("payouts", list_columns.PAYOUTS, every(read), ending, clock.now())
