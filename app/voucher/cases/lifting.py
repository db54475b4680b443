"""Lifting a sanction before its last day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from app.accounts.access import event_actor
from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.voucher.cases.opening import SUBJECT
from app.voucher.claiming.acting import refuse_own
from app.voucher.domain.days import voucher_day
from app.voucher.models import Sanction, SanctionLift
from app.voucher.queries.cases import get_case, lock_case

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor


def _nothing_to_lift() -> Conflict:
    return Conflict("no_sanction", N_("No sanction of this case bars anybody now."))


constraint_error("uq_sanction_lift_sanction_id", _nothing_to_lift, sqlite_columns="sanction_lift.sanction_id")


def lift_sanction(case_id: int, reason: str, *, by: Actor, now: datetime) -> None:
    """Let the payee of a case have new vouchers again, as an officer who decides about it.

    Raises NotFound, Forbidden `own_claim`, Conflict `no_sanction`, Invalid without a reason.
    """
    case = lock_case(get_case(case_id, by).id)
    refuse_own([case.payee_id], by)
    if not case.bars_on(voucher_day(now)):
        raise _nothing_to_lift()
    if not reason.strip():
        raise Invalid("reason_needed", N_("Say why: both sides are told."), field="reason")
    sanction = db.session.execute(select(Sanction.id, Sanction.ref).where(Sanction.case_id == case.id)).one()
    execute_checked(
        insert(SanctionLift).values(
            sanction_id=sanction.id, reason=reason.strip(), lifted_by=by.person_id, lifted_at=now
        )
    )
    record(
        subject_kind=SUBJECT,
        subject_ref=case.ref,
        action="lift-sanction",
        at=now,
        actor=event_actor(by),
        reason=reason.strip(),
        data={"sanction": sanction.ref},
    )
