"""The pages of claims: what may be claimed, what was, and each claim with its documents and decisions."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as BaseResponse

from app.accounts.access import current_actor, requires
from app.accounts.domain.actor import Actor
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.documents.sending import send_document
from app.infra.forms import Form, submitted
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.claiming import drafting, proving, reviewing, submitting
from app.voucher.domain.cases import OPEN_TO_CASES
from app.voucher.domain.claims import ClaimAction, ClaimState, Hand
from app.voucher.domain.days import voucher_day
from app.voucher.forms.claim import ClaimForm, DecisionForm, EvidenceForm
from app.voucher.present.claims import TOLD, ZONE, claim_row, claim_view, groups
from app.voucher.queries import captures as capture_queries
from app.voucher.queries import claims as claim_queries
from app.voucher.queries.claimable_months import claimable_months
from app.voucher.routes.blueprint import ROWS, pages

# The shelves of the list, by the word in the address.
SHELVES: Mapping[str, tuple[ClaimState, ...]] = {
    "draft": (ClaimState.DRAFT, ClaimState.RETURNED),
    "waiting": claim_queries.WAITING,
    "notice": (ClaimState.NOTICED,),
    "payable": (ClaimState.PAYABLE,),
    "all": (),
}
MOST_CLAIMABLE = 200


@pages.get("/claims")
@requires(Permission.SEE_CLAIMS)
def claims() -> str:
    """List the organisation's claims, with what it may still claim; for an officer, the region's queue."""
    return list_page(ClaimForm())


@pages.post("/claims")
@requires(Permission.CLAIM)
def draft_claim() -> BaseResponse | str:
    """Draft a claim over the uses that were ticked."""
    form, actor = ClaimForm(), current_actor()

    def work() -> int:
        mode = VoucherMode(form.mode.data)
        return drafting.draft_claim(references=form.bookings.data or [], mode=mode, by=actor, now=clock.now())

    claim_id = submitted(form, work)
    return list_page(form) if claim_id is None else redirect(url_for("voucher.claim", claim_id=claim_id))


@pages.get("/claims/<int:claim_id>")
@requires(Permission.SEE_CLAIMS)
def claim(claim_id: int) -> str:
    """Show one claim: lines, documents, where it stands, what may be done."""
    return claim_page(claim_id, DecisionForm())


@pages.post("/claims/<int:claim_id>/evidence")
@requires(Permission.CLAIM)
def add_evidence(claim_id: int) -> BaseResponse | str:
    """Add a document."""
    form, actor = EvidenceForm(), current_actor()
    added = submitted(form, lambda: proving.add_evidence(claim_id, form.proof(), by=actor, now=clock.now()))
    if added is None:
        return claim_page(claim_id, DecisionForm(formdata=None), form)
    return _back(claim_id, gettext("Added %(file)s.", file=form.file.data.filename))


@pages.post("/claims/<int:claim_id>/evidence/<int:evidence_id>/remove")
@requires(Permission.CLAIM)
def remove_evidence(claim_id: int, evidence_id: int) -> BaseResponse | str:
    """Take a document away."""
    actor = current_actor()
    return _act(
        claim_id,
        DecisionForm(),
        lambda: proving.remove_evidence(claim_id, evidence_id, by=actor, now=clock.now()),
        N_("The document is taken away."),
    )


@pages.get("/claims/<int:claim_id>/evidence/<int:evidence_id>")
@requires(Permission.SEE_CLAIMS)
def evidence(claim_id: int, evidence_id: int) -> Response:
    """Download a document."""
    return send_document(proving.find_evidence(claim_id, evidence_id, by=current_actor()).document)


@pages.post("/claims/<int:claim_id>/<any(submit, withdraw):action>")
@requires(Permission.CLAIM)
def answer_claim(claim_id: int, action: str) -> BaseResponse | str:
    """Hand the claim in, or take it back."""
    return _decide(claim_id, ClaimAction(action))


@pages.post("/claims/<int:claim_id>/<any(complete, return, review, notice, reject):action>")
@requires(Permission.REVIEW_CLAIMS)
def decide_claim(claim_id: int, action: str) -> BaseResponse | str:
    """Take one step of the review."""
    return _decide(claim_id, ClaimAction(action))


def _decide(claim_id: int, action: ClaimAction) -> BaseResponse | str:
    form, actor = DecisionForm(), current_actor()
    return _act(claim_id, form, lambda: DO[action](claim_id, form, actor), TOLD[action])


DO: Mapping[ClaimAction, Callable[[int, DecisionForm, Actor], None]] = {
    ClaimAction.SUBMIT: lambda key, _, by: submitting.submit(key, by=by, now=clock.now()),
    ClaimAction.WITHDRAW: lambda key, form, by: submitting.withdraw(
        key, form.given_reason, by=by, now=clock.now()
    ),
    ClaimAction.COMPLETE: lambda key, _, by: reviewing.complete(key, by=by, now=clock.now()),
    ClaimAction.RETURN: lambda key, form, by: reviewing.send_back(
        key, form.given_reason, by=by, now=clock.now()
    ),
    ClaimAction.REVIEW: lambda key, form, by: reviewing.review(
        key, form.amount(), form.given_reason, by=by, now=clock.now()
    ),
    ClaimAction.NOTICE: lambda key, _, by: reviewing.notice(key, by=by, now=clock.now()),
    ClaimAction.REJECT: lambda key, form, by: reviewing.reject(
        key, form.given_reason, by=by, now=clock.now()
    ),
}


def _act(claim_id: int, form: Form, work: Callable[[], None], told: str) -> BaseResponse | str:
    def done() -> bool:
        work()
        return True

    if submitted(form, done) is None:
        return claim_page(claim_id, form)
    return _back(claim_id, gettext(told))


def _back(claim_id: int, told: str) -> BaseResponse:
    flash(told, "success")
    return redirect(url_for("voucher.claim", claim_id=claim_id))


def claim_page(claim_id: int, form: Form, evidence_form: EvidenceForm | None = None) -> str:
    """Return a claim's page; a form that was refused is shown as it was filled in."""
    card = claim_queries.get_claim(claim_id, current_actor())
    view = claim_view(card, _hand(), clock.now())
    may_open = _hand() is Hand.OFFICER and card.state in OPEN_TO_CASES
    return render_template(
        "voucher/claim.html",
        page=view,
        form=form,
        evidence_form=evidence_form or EvidenceForm(formdata=None, kind=view.first_missing),
        may_open_case=may_open,
        zone=ZONE,
    )


def list_page(form: Form) -> str:
    """Return the list of claims; the form carries what was refused."""
    actor, now = current_actor(), clock.now()
    shelf, place = wanted_shelf(), claim_queries.CLAIM_SORTS.asked()
    states = SHELVES.get(shelf, ())
    found = claim_queries.claims(actor, states=states, place=place, limit=ROWS + 1)
    shown, following = claim_queries.CLAIM_SORTS.page(found, ROWS, place)
    may_claim = actor.may(Permission.CLAIM)
    claimable = (
        capture_queries.to_be_claimed(actor, before_id=None, limit=MOST_CLAIMABLE) if may_claim else []
    )
    return render_template(
        "voucher/claims.html",
        form=form,
        rows=[claim_row(card, now) for card in shown],
        groups=groups(claimable),
        months=claimable_months(actor, voucher_day(now)) if may_claim else [],
        may_claim=may_claim,
        shelf=shelf,
        cursor=following,
        sort=place.text,
        zone=ZONE,
    )


def wanted_shelf() -> str:
    """Return the shelf asked for: without a word, an officer's queue or all of one's own."""
    return request.args.get("shelf", "waiting" if _hand() is Hand.OFFICER else "all")


def _hand() -> Hand:
    return Hand.OFFICER if current_actor().may(Permission.REVIEW_CLAIMS) else Hand.CLAIMANT
