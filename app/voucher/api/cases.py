"""Cases: opened by hand, by sample or by objection to a public notice; upheld or dismissed."""

from __future__ import annotations

import secrets

from app.accounts.access import current_actor, public, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery, reads, writes
from app.infra.api.paging import before_id, page
from app.voucher.api.blueprint import api
from app.voucher.cases import deciding, lifting, objecting, opening, receiving
from app.voucher.domain.cases import CaseKind
from app.voucher.domain.claims import Hand
from app.voucher.queries import cases as case_queries
from app.voucher.queries import notices as notice_queries
from app.voucher.queries.spot_checks import programme_to_check
from app.voucher.schemas.cases import (
    CaseAnswer,
    CaseBody,
    CaseList,
    DismissBody,
    NoticeAnswer,
    NoticeList,
    ReceiptBody,
    SpotCheckAnswer,
    SpotCheckBody,
    UpholdBody,
)


@api.get("/cases")
@requires(Permission.SEE_CLAIMS)
@reads(query=PageQuery, answer=CaseList)
def list_cases(query: PageQuery) -> CaseList:
    """The region's cases; for a claimant, those about its own claims."""
    found = case_queries.cases(current_actor(), before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda case: case.id)
    return CaseList(items=[CaseAnswer.of(case, _hand()) for case in shown], next=following)


@api.get("/cases/<int:case_id>")
@requires(Permission.SEE_CLAIMS)
@reads(answer=CaseAnswer)
def show_case(case_id: int) -> CaseAnswer:
    """One case."""
    return _answer(case_id)


@api.post("/cases")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=CaseBody, answer=CaseAnswer, status=201)
def open_case(body: CaseBody) -> CaseAnswer:
    """Open a case about a claim; it stands still until the case is decided."""
    actor = current_actor()
    return _answer(opening.open_case(body.claim, CaseKind(body.kind), body.reason, by=actor, now=clock.now()))


@api.post("/spot-checks")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=SpotCheckBody, answer=SpotCheckAnswer, status=201)
def draw_spot_check(body: SpotCheckBody) -> SpotCheckAnswer:
    """Draw a sample of the claims handed in from one day to another, and open a case about each."""
    actor = current_actor()
    seed = secrets.randbelow(opening.LARGEST_SEED) if body.seed is None else body.seed
    percent = body.percent or programme_to_check(body.programme_id, actor).policy.spot_check_percent or 1
    spot_check_id, claims = opening.draw_spot_check(
        body.programme_id,
        body.from_on,
        body.until_on,
        seed=seed,
        percent=percent,
        by=actor,
        now=clock.now(),
    )
    return SpotCheckAnswer(id=spot_check_id, seed=seed, percent=percent, claims=claims)


@api.post("/cases/<int:case_id>/uphold")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=UpholdBody, answer=CaseAnswer)
def uphold_case(body: UpholdBody, case_id: int) -> CaseAnswer:
    """Find it wrong: an unpaid claim is struck, a paid one is owed back; a sanction may follow."""
    deciding.uphold(case_id, body.verdict(), by=current_actor(), now=clock.now())
    return _answer(case_id)


@api.post("/cases/<int:case_id>/dismiss")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=DismissBody, answer=CaseAnswer)
def dismiss_case(body: DismissBody, case_id: int) -> CaseAnswer:
    """Find nothing wrong: the claim goes on where it stood."""
    deciding.dismiss(case_id, body.reason, by=current_actor(), now=clock.now())
    return _answer(case_id)


@api.post("/cases/<int:case_id>/lift-sanction")
@requires(Permission.REVIEW_CLAIMS)
@writes(body=DismissBody, answer=CaseAnswer)
def lift_sanction(body: DismissBody, case_id: int) -> CaseAnswer:
    """Let the payee have new vouchers again before the sanction's last day."""
    lifting.lift_sanction(case_id, body.reason, by=current_actor(), now=clock.now())
    return _answer(case_id)


@api.post("/cases/<int:case_id>/receipts")
@requires(Permission.PAY_OUT)
@writes(body=ReceiptBody, answer=CaseAnswer, status=201)
def record_receipt(body: ReceiptBody, case_id: int) -> CaseAnswer:
    """Note money that came back; it returns to the budget."""
    receiving.note_receipt(
        case_id, body.amount.money(), body.bank_reference, by=current_actor(), now=clock.now()
    )
    return _answer(case_id)


@api.get("/notices")
@public
@reads(query=PageQuery, answer=NoticeList)
def list_notices(query: PageQuery) -> NoticeList:
    """Decisions on public notice: payee, amount, and until when anybody may object."""
    found = notice_queries.noticed(clock.now(), before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda claim: claim.id)
    return NoticeList(items=[NoticeAnswer.of(claim) for claim in shown], next=following)


@api.post("/notices/<ref>/object")
@requires(Permission.ACCOUNT)
@writes(body=DismissBody, answer=NoticeAnswer, status=201)
def object_to_notice(body: DismissBody, ref: str) -> NoticeAnswer:
    """Object to a decision on public notice, as anybody who is signed in."""
    claim = objecting.object_to(ref, body.reason, by=current_actor(), now=clock.now())
    return NoticeAnswer.of(claim)


def _answer(case_id: int) -> CaseAnswer:
    return CaseAnswer.of(case_queries.get_case(case_id, current_actor()), _hand())


def _hand() -> Hand:
    return Hand.OFFICER if current_actor().may(Permission.REVIEW_CLAIMS) else Hand.CLAIMANT
