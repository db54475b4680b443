"""Opening cases: one claim at a time, or a seeded sample of a programme's claims."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.infra.db import constraint_error, execute_checked
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.ids import new_reference
from app.kernel.text import N_
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR
from app.voucher.claiming.notices import ClaimNotice, News, tell_claimant
from app.voucher.domain.cases import OPEN_TO_CASES, CaseKind, CaseState, sample
from app.voucher.models import ReviewCase, SpotCheck
from app.voucher.queries.claims import get_claim, lock_claim
from app.voucher.queries.spot_checks import population, programme_to_check
from app.voucher.reopening import reopen_for

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.infra.events import EventActor

SUBJECT = "case"
LARGEST_SEED = 2**31 - 1

constraint_error(
    "review_case_one_open",
    lambda: Conflict("case_open", N_("A case about this claim is open already.")),
    sqlite_columns="review_case.claim_id",
)


def open_case(claim_id: int, kind: CaseKind, reason: str, *, by: Actor, now: datetime) -> int:
    """Open a case about a claim the actor may know of; until it is decided the claim stands still.

    Raises NotFound, Conflict `case_open` or `illegal_transition`, Invalid without a reason.
    """
    get_claim(claim_id, by)
    return open_about(claim_id, kind, reason, by_id=by.person_id, by=event_actor(by), now=now)


def open_about(
    claim_id: int,
    kind: CaseKind,
    reason: str,
    *,
    by_id: int,
    by: EventActor,
    now: datetime,
    spot_check_id: int | None = None,
) -> int:
    """Open a case about any claim; who may do so is for the caller to know."""
    if not reason.strip():
        raise Invalid("reason_needed", N_("Say what has to be looked into."), field="reason")
    claim = lock_claim(claim_id)
    if claim.state not in OPEN_TO_CASES:
        raise Conflict(
            "illegal_transition",
            N_("The claim is %(state)s: there is nothing to look into."),
            state=claim.state,
        )
    reopen_for([claim], reason.strip(), by=by, now=now)
    ref = new_reference("K")
    case_id: int = execute_checked(
        insert(ReviewCase)
        .values(
            ref=ref,
            kind=kind,
            state=CaseState.OPEN,
            claim_id=claim_id,
            spot_check_id=spot_check_id,
            reason=reason.strip(),
            opened_by=by_id,
            opened_at=now,
            owed_minor=0,
            received_minor=0,
        )
        .returning(ReviewCase.id)
    ).scalar_one()
    record(
        subject_kind=SUBJECT,
        subject_ref=ref,
        action="open",
        at=now,
        actor=by,
        to_state=CaseState.OPEN,
        reason=reason.strip(),
        data={"claim": claim.ref, "kind": str(kind)},
    )
    tell_claimant(claim, News(ClaimNotice.CASE_OPENED, reason, case=ref), now)
    return case_id


def draw_spot_check(
    programme_id: int, from_on: date, until_on: date, *, seed: int, percent: int, by: Actor, now: datetime
) -> tuple[int, list[int]]:
    """Draw a sample of the claims handed in from one day to another; return its id and the claims drawn.

    It is drawn from what the officer's region decides on: where another region pays, that one draws. Raises
    NotFound for a programme that is nothing to the region, Invalid for days reversed or no claims in them.
    """
    programme = programme_to_check(programme_id, by)
    # Beside the ends of the calendar there is no day before or after, and nothing was handed in.
    in_calendar = EARLIEST_YEAR <= from_on.year <= until_on.year <= LATEST_YEAR
    is_span = in_calendar and from_on <= until_on
    found = population(programme.id, from_on, until_on, by) if is_span else []
    if not found:
        raise Invalid.of(
            [
                Problem(
                    "nothing_to_draw",
                    N_("No claim was handed in from %(from_on)s to %(until_on)s that is free for a case."),
                    field="from",
                    fix=N_("Choose a longer period."),
                    values={"from_on": from_on, "until_on": until_on},
                )
            ]
        )
    spot_check_id: int = execute_checked(
        insert(SpotCheck)
        .values(
            programme_id=programme.id,
            from_on=from_on,
            until_on=until_on,
            seed=seed,
            percent=percent,
            population=len(found),
            drawn_by=by.person_id,
            drawn_at=now,
        )
        .returning(SpotCheck.id)
    ).scalar_one()
    drawn = sample(found, percent, seed)
    for claim_id in drawn:
        open_about(
            claim_id,
            CaseKind.SPOT_CHECK,
            f"seed {seed}, {percent} %",
            by_id=by.person_id,
            by=event_actor(by),
            now=now,
            spot_check_id=spot_check_id,
        )
    return spot_check_id, drawn
