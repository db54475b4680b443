"""The pages of payouts: what can be paid, the batches, and each batch with its payments."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.forms import submitted
from app.voucher.domain.claims import ClaimState
from app.voucher.domain.payouts import PayoutAction
from app.voucher.forms.payout import BankForm, BatchForm
from app.voucher.paying import moving
from app.voucher.paying.building import build_payout
from app.voucher.present.claims import ZONE
from app.voucher.present.payouts import payout_view
from app.voucher.queries import claims as claim_queries
from app.voucher.queries import payouts as payout_queries
from app.voucher.routes.blueprint import ROWS, pages

MOST_PAYABLE = 200


@pages.get("/payouts")
@requires(Permission.PAY_OUT)
def payouts() -> str:
    """List the region's batches, with the claims that can be paid."""
    return _list(BatchForm())


@pages.post("/payouts")
@requires(Permission.PAY_OUT)
def post_payout() -> Response | str:
    """Build a batch over the claims that were ticked."""
    form, actor = BatchForm(), current_actor()
    payout_id = submitted(form, lambda: build_payout(form.claims.data or [], by=actor, now=clock.now()))
    return _list(form) if payout_id is None else _back(payout_id)


@pages.get("/payouts/<int:payout_id>")
@requires(Permission.PAY_OUT)
def payout(payout_id: int) -> str:
    """Show one batch: its payments, where it stands, what may be done."""
    return _page(payout_id, BankForm())


@pages.post("/payouts/<int:payout_id>/<any(approve, send, confirm, return, cancel):action>")
@requires(Permission.PAY_OUT)
def move_payout(payout_id: int, action: str) -> Response | str:
    """Take one step of a batch."""
    form, actor = BankForm(), current_actor()

    def work() -> bool:
        DO[PayoutAction(action)](payout_id, form, actor)
        return True

    return _page(payout_id, form) if submitted(form, work) is None else _back(payout_id)


DO: Mapping[PayoutAction, Callable[[int, BankForm, Actor], None]] = {
    PayoutAction.APPROVE: lambda key, _, by: moving.approve(key, by=by, now=clock.now()),
    PayoutAction.SEND: lambda key, form, by: moving.send(
        key, form.bank_reference.data, by=by, now=clock.now()
    ),
    PayoutAction.CONFIRM: lambda key, form, by: moving.confirm(
        key, form.bank_reference.data or None, by=by, now=clock.now()
    ),
    PayoutAction.RETURN: lambda key, form, by: moving.send_back(key, form.returns(), by=by, now=clock.now()),
    PayoutAction.CANCEL: lambda key, form, by: moving.cancel(key, form.reason.data, by=by, now=clock.now()),
}


def _back(payout_id: int) -> Response:
    return redirect(url_for("voucher.payout", payout_id=payout_id))


def _page(payout_id: int, form: BankForm) -> str:
    actor = current_actor()
    card = payout_queries.get_payout(payout_id, actor)
    view = payout_view(card, reader_id=actor.person_id)
    return render_template("voucher/payout.html", page=view, form=form, zone=ZONE)


def _list(form: BatchForm) -> str:
    actor = current_actor()
    place = payout_queries.PAYOUT_SORTS.asked()
    found = payout_queries.payouts(actor, place=place, limit=ROWS + 1)
    shown, following = payout_queries.PAYOUT_SORTS.page(found, ROWS, place)
    payable = claim_queries.claims(actor, states=(ClaimState.PAYABLE,), before_id=None, limit=MOST_PAYABLE)
    taken = payout_queries.live_payouts([card.id for card in payable])
    free = [card for card in payable if card.id not in taken]
    return render_template(
        "voucher/payouts.html",
        form=form,
        payouts=shown,
        payable=free,
        cursor=following,
        sort=place.text,
        zone=ZONE,
    )
