"""Drafting a claim over captures: one programme, one mode, one payee, and nothing claimed twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid, NotFound, Problem
from app.kernel.ids import new_reference
from app.kernel.text import N_
from app.voucher.claiming.acting import SUBJECT
from app.voucher.domain.claims import CaptureState, ClaimState
from app.voucher.domain.days import voucher_day
from app.voucher.models import Claim, ClaimLine
from app.voucher.queries.captures import captures_of, live_claims

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from app.accounts.domain.actor import Actor
    from app.kernel.errors import DomainError
    from app.kernel.words import VoucherMode
    from app.voucher.domain.claim_cards import CaptureCard

MOST_LINES = 200

constraint_error(
    "claim_line_one_live",
    lambda: Conflict("already_claimed", N_("One of these uses is in another claim already.")),
    sqlite_columns="claim_line.capture_id",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """Who claims, in which mode, on which day."""

    claimant_id: int
    mode: VoucherMode
    today: date


def draft_claim(*, references: Sequence[str], mode: VoucherMode, by: Actor, now: datetime) -> int:
    """Draft a claim over the settled bookings or orders named; return its id.

    In 通用 the enterprise claims what it paid in full, in 通兑 the provider claims the voucher's part. What
    several vouchers paid of one use is claimed together, a line each; one of them whose last day to claim is
    over is left out.

    Raises:
        NotFound: none of them is the organisation's.
        Conflict: `already_claimed`, when that is all that is wrong.
        Invalid: every problem of every reference.
    """
    organisation_id = by.organisation_id or 0
    found = captures_of(references, organisation_id)
    claimed = live_claims([capture.id for captures in found.values() for capture in captures])
    asked = {ref: _asked(captures, claimed, voucher_day(now)) for ref, captures in found.items()}
    problems = [
        *_list_problems(references, asked),
        *_reference_problems(references, asked, claimed, Terms(organisation_id, mode, voucher_day(now))),
    ]
    if problems:
        raise _refusal(problems)
    captures = [capture for reference in references for capture in asked[reference]]
    ref = new_reference("C")
    claim_id: int = execute_checked(
        insert(Claim)
        .values(
            ref=ref,
            programme_id=captures[0].programme_id,
            mode=mode,
            state=ClaimState.DRAFT,
            payee_id=organisation_id,
            payer_region=captures[0].payer_region,
            currency=captures[0].price.currency,
            redeem_by=min(capture.redeem_by for capture in captures),
            created_by=by.person_id,
            created_at=now,
        )
        .returning(Claim.id)
    ).scalar_one()
    lines = [
        {
            "claim_id": claim_id,
            "capture_id": capture.id,
            "live": True,
            "captured_minor": capture.captured.minor,
        }
        for capture in captures
    ]
    execute_checked(insert(ClaimLine), lines)
    record(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="draft",
        at=now,
        actor=event_actor(by),
        to_state=ClaimState.DRAFT,
        data={"references": list(references), "mode": str(mode)},
    )
    db.session.flush()
    return claim_id


def _asked(captures: list[CaptureCard], claimed: Mapping[int, str], today: date) -> list[CaptureCard]:
    """Return what a claim asks for of one use; where nothing can be claimed any more, what to say why of."""
    open_ones = [
        capture
        for capture in captures
        if capture.state is CaptureState.OPEN and capture.id not in claimed and capture.redeem_by >= today
    ]
    return open_ones or captures[:1]


def _list_problems(references: Sequence[str], asked: Mapping[str, list[CaptureCard]]) -> Iterator[Problem]:
    if not references:
        yield Problem("invalid", N_("Name at least one settled booking."), field="bookings")
    if max(len(references), sum(map(len, asked.values()))) > MOST_LINES:
        yield Problem(
            "too_many_lines",
            N_("A claim may have at most %(most)s lines."),
            field="bookings",
            fix=N_("Make several claims."),
            values={"most": MOST_LINES},
        )
    if len(set(references)) < len(references):
        yield Problem("named_twice", N_("A booking may be named once."), field="bookings")


def _reference_problems(
    references: Sequence[str],
    asked: Mapping[str, list[CaptureCard]],
    claimed: Mapping[int, str],
    terms: Terms,
) -> Iterator[Problem]:
    first = next((captures[0] for captures in asked.values()), None)
    for at, reference in enumerate(references):
        field = f"bookings[{at}]"
        # Vouchers that pay together are of one programme, mode and payer: the first tells of all of them.
        capture = next(iter(asked.get(reference, ())), None)
        if capture is None or first is None:
            yield Problem(
                "not_found",
                N_("You can claim nothing for %(ref)s: it is not yours, not settled, or no voucher paid it."),
                field=field,
                values={"ref": reference},
            )
            continue
        yield from _capture_problems(capture, terms, field)
        if capture.id in claimed:
            yield Problem(
                "already_claimed",
                N_("%(ref)s is in the claim %(claim)s already."),
                field=field,
                values={"ref": reference, "claim": claimed[capture.id]},
            )
        elif capture.state is not CaptureState.OPEN:
            yield Problem(
                "nothing_claimable",
                N_("What %(ref)s captured was decided before."),
                field=field,
                values={"ref": reference},
            )
        if capture.redeem_by < terms.today:
            yield Problem(
                "redeem_by_passed",
                N_("%(ref)s could be claimed until %(redeem_by)s."),
                field=field,
                values={"ref": reference, "redeem_by": capture.redeem_by},
            )
        if (capture.programme_id, capture.payer_region) != (first.programme_id, first.payer_region):
            yield Problem(
                "different_programmes",
                N_("%(ref)s is of another programme or payer than the first booking."),
                field=field,
                fix=N_("Make one claim for each programme."),
                values={"ref": reference},
            )


def _capture_problems(capture: CaptureCard, terms: Terms, field: str) -> Iterator[Problem]:
    if capture.mode is not terms.mode:
        yield Problem(
            "mode_differs",
            N_("%(ref)s was booked in the mode %(mode)s."),
            field=field,
            fix=N_("Claim it in the mode it was booked in."),
            values={"ref": capture.reference, "mode": capture.mode},
        )
    if capture.payee_id != terms.claimant_id:
        yield Problem(
            "wrong_claimant",
            N_("%(ref)s is for the other side to claim: the enterprise claims 通用, the provider 通兑."),
            field=field,
            values={"ref": capture.reference},
        )


def _refusal(problems: Sequence[Problem]) -> DomainError:
    codes = {problem.code for problem in problems}
    if codes == {"not_found"}:
        return NotFound.of(problems)
    if codes == {"already_claimed"}:
        return Conflict.of(problems)
    return Invalid.of(problems)
