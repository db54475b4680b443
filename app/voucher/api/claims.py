"""Claims: asking the paying region for captured value, and its answer."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import NoBody, PageQuery, ReasonBody, reads, receives, sends, writes
from app.infra.api.paging import before_id, page
from app.infra.documents import Upload
from app.infra.documents.sending import send_document
from app.voucher.api.blueprint import api
from app.voucher.claiming import drafting, proving, reviewing, submitting
from app.voucher.claiming.proving import Proof
from app.voucher.domain.claims import Hand
from app.voucher.queries import captures as capture_queries
from app.voucher.queries import claims as claim_queries
from app.voucher.schemas.claims import (
    CaptureAnswer,
    CaptureList,
    ClaimAnswer,
    ClaimBody,
    ClaimList,
    ClaimQuery,
    EvidenceForm,
    ReviewBody,
)


@api.get("/claims")
@requires(Permission.SEE_CLAIMS)
@reads(query=ClaimQuery, answer=ClaimList)
def list_claims(query: ClaimQuery) -> ClaimList:
    """Your organisation's claims; for an officer, those the region has to pay."""
    states = () if query.state is None else (query.state,)
    found = claim_queries.claims(
        current_actor(), states=states, before_id=before_id(query), limit=query.limit + 1
    )
    shown, following = page(found, query.limit, lambda claim: claim.id)
    return ClaimList(items=[ClaimAnswer.of(claim, _hand()) for claim in shown], next=following)


@api.get("/claims/claimable")
@requires(Permission.CLAIM)
@reads(query=PageQuery, answer=CaptureList)
def list_claimable(query: PageQuery) -> CaptureList:
    """What your organisation may claim and has not yet."""
    found = capture_queries.to_be_claimed(current_actor(), before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda capture: capture.id)
    return CaptureList(items=[CaptureAnswer.of(capture) for capture in shown], next=following)


@api.post("/claims")
@requires(Permission.CLAIM)
@writes(body=ClaimBody, answer=ClaimAnswer, status=201)
def draft_claim(body: ClaimBody) -> ClaimAnswer:
    """Draft a claim over settled bookings of one programme and mode."""
    actor = current_actor()
    return _answer(drafting.draft_claim(references=body.bookings, mode=body.mode, by=actor, now=clock.now()))


@api.get("/claims/<int:claim_id>")
@requires(Permission.SEE_CLAIMS)
@reads(answer=ClaimAnswer)
def show_claim(claim_id: int) -> ClaimAnswer:
    """One claim with its lines and evidence."""
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/evidence")
@requires(Permission.CLAIM)
@receives(form=EvidenceForm, answer=ClaimAnswer, status=201)
def add_evidence(form: EvidenceForm, upload: Upload, claim_id: int) -> ClaimAnswer:
    """Add a document (multipart `kind`, `amount_minor`, `file`) to a draft or returned claim."""
    proof = Proof(form.kind, form.amount(), upload)
    proving.add_evidence(claim_id, proof, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.get("/claims/<int:claim_id>/evidence/<int:evidence_id>")
@requires(Permission.SEE_CLAIMS)
@sends()
def show_evidence(claim_id: int, evidence_id: int) -> Response:
    """Answer a document's bytes, as they were uploaded."""
    piece = proving.find_evidence(claim_id, evidence_id, by=current_actor())
    return send_document(piece.document)


@api.delete("/claims/<int:claim_id>/evidence/<int:evidence_id>")
@requires(Permission.CLAIM)
@writes(body=NoBody, answer=ClaimAnswer)
def remove_evidence(_body: NoBody, claim_id: int, evidence_id: int) -> ClaimAnswer:
    """Take a document away from a draft or returned claim."""
    proving.remove_evidence(claim_id, evidence_id, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/submit")
@requires(Permission.CLAIM)
@writes(body=NoBody, answer=ClaimAnswer)
def submit_claim(_body: NoBody, claim_id: int) -> ClaimAnswer:
    """Hand the claim in."""
    submitting.submit(claim_id, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/withdraw")
@requires(Permission.CLAIM)
@writes(body=ReasonBody, answer=ClaimAnswer)
def withdraw_claim(body: ReasonBody, claim_id: int) -> ClaimAnswer:
    """Take the claim back; its bookings may be claimed anew."""
    submitting.withdraw(claim_id, body.reason, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/complete")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=NoBody, answer=ClaimAnswer)
def complete_claim(_body: NoBody, claim_id: int) -> ClaimAnswer:
    """Find the evidence complete."""
    reviewing.complete(claim_id, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/return")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=ReasonBody, answer=ClaimAnswer)
def return_claim(body: ReasonBody, claim_id: int) -> ClaimAnswer:
    """Send the claim back to be mended."""
    reviewing.send_back(claim_id, body.reason, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/review")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=ReviewBody, answer=ClaimAnswer)
def review_claim(body: ReviewBody, claim_id: int) -> ClaimAnswer:
    """Decide how much is approved; a total is spread over the lines by what each captured."""
    approved = body.approved_amount.money()
    reviewing.review(claim_id, approved, body.reason, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/notice")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=NoBody, answer=ClaimAnswer)
def notice_claim(_body: NoBody, claim_id: int) -> ClaimAnswer:
    """Put the decision on public notice; when the policy's days are over it becomes payable."""
    reviewing.notice(claim_id, by=current_actor(), now=clock.now())
    return _answer(claim_id)


@api.post("/claims/<int:claim_id>/reject")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=ReasonBody, answer=ClaimAnswer)
def reject_claim(body: ReasonBody, claim_id: int) -> ClaimAnswer:
    """Reject the whole claim; its value goes back to the budget."""
    reviewing.reject(claim_id, body.reason, by=current_actor(), now=clock.now())
    return _answer(claim_id)


def _answer(claim_id: int) -> ClaimAnswer:
    return ClaimAnswer.of(claim_queries.get_claim(claim_id, current_actor()), _hand())


def _hand() -> Hand:
    return Hand.OFFICER if current_actor().may(Permission.REVIEW_CLAIMS) else Hand.CLAIMANT
