"""Money for a programme: a region's treasury funds a tier's budget, when it is drafted or later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts.access import event_actor
from app.infra.events import record
from app.kernel.errors import Invalid
from app.voucher import ledger
from app.voucher.domain.decisions import appropriation_problems, must_go_on
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.ledger import Account, Occasion
from app.voucher.queries.programmes import get_programme, lock_programme

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.cards import ProgrammeCard
    from app.voucher.domain.programmes import BudgetLine


def appropriate(
    programme_id: int, line: BudgetLine, *, reason: str | None, by: Actor, now: datetime
) -> ProgrammeCard:
    """Add money to a funding tier of a programme of the officer's region; the tier may be new to it.

    Raises:
        NotFound: another region's.
        Conflict: `illegal_transition` once issuing is over.
        Invalid: every rule that the appropriation breaks.
    """
    programme = lock_programme(programme_id, by)
    must_go_on(programme)
    problems = appropriation_problems(programme, line, reason)
    if problems:
        raise Invalid.of(problems)
    actor = event_actor(by)
    fund(programme.id, programme.region_code, line, Occasion(programme.ref, now, actor))
    record(
        subject_kind="programme",
        subject_ref=programme.ref,
        action="appropriate",
        at=now,
        actor=actor,
        reason=reason,
        data={"tier": line.tier, "minor": line.amount.minor, "currency": line.amount.currency},
    )
    return get_programme(programme_id, by)


def fund(programme_id: int, region_code: str, line: BudgetLine, occasion: Occasion) -> None:
    """Move an amount from the region's treasury to a tier's budget, opened when it is not there yet."""
    account = Account(
        programme_id, None, issuer_region=region_code, host_region=None, payer_region=region_code
    )
    currency = line.amount.currency
    budget = ledger.find_budget_of(programme_id, line.tier) or ledger.open_bucket(
        BucketKind.BUDGET, occasion.reference, tier=line.tier, account=account, currency=currency
    )
    source = ledger.treasury(region_code, currency)
    ledger.post(
        Reason.APPROPRIATE, line.amount, debit=source, credit=budget, account=account, occasion=occasion
    )
