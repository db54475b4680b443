"""What the officer of its region decides about an enterprise's own record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert, select, update

from app.accounts import queries
from app.accounts.access import event_actor
from app.accounts.domain.verification import VERIFICATION, Verification, VerificationAction
from app.accounts.models import ControlGroup, Enterprise
from app.accounts.notices import Notice, tell_managers
from app.infra.db import constraint_error, db, execute_checked, swap
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Forbidden, Invalid
from app.kernel.machines import after
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.accounts.domain.enterprises import EnterpriseCard

SUBJECT = "enterprise"
LONGEST_GROUP_NAME = 200

constraint_error(
    "uq_control_group_region_code_name",
    lambda: Conflict("control_group_taken", N_("Somebody else just named this group."), field="group"),
    sqlite_columns="control_group.region_code, control_group.name",
)

_NOTICES = {VerificationAction.VERIFY: Notice.VERIFIED, VerificationAction.REFUSE: Notice.REFUSED}


def decide_enterprise(
    *, enterprise_id: int, action: VerificationAction, reason: str | None, by: Actor, now: datetime
) -> EnterpriseCard:
    """Verify an enterprise's record or refuse it, as officer of its region.

    Raises NotFound, Forbidden for another region's, Invalid `reason_needed` for a refusal without one,
    Conflict `illegal_transition`.
    """
    enterprise = of_own_region(enterprise_id, by)
    if action is VerificationAction.REFUSE:
        require_reason(reason)
    _move(enterprise, action, event_actor(by), now, reason)
    tell_managers(enterprise.organisation, _NOTICES[action], now, reason=reason)
    return queries.get_enterprise(enterprise_id, by)


def declare_enterprise(*, note: str | None, by: Actor, now: datetime) -> EnterpriseCard:
    """Ask for another look at the own record after a refusal. Raises Conflict `illegal_transition`."""
    enterprise = own_enterprise(by)
    _move(enterprise, VerificationAction.DECLARE, event_actor(by), now, note)
    return queries.get_enterprise(enterprise.id, by)


def enter_verified(*, enterprise_id: int, by: EventActor, now: datetime) -> None:
    """Verify a record for commands and the demo; one verified before stays so. Raises NotFound."""
    enterprise = queries.get_any_enterprise(enterprise_id)
    if enterprise.state is not Verification.VERIFIED:
        _move(enterprise, VerificationAction.VERIFY, by, now)


def set_control_group(*, enterprise_id: int, name: str, by: Actor, now: datetime) -> EnterpriseCard:
    """Put an enterprise of the officer's region into the control group of that name; "" is none.

    What was granted before stays counted as it was (domain.md, R3). Raises NotFound, Forbidden, Invalid.
    """
    enterprise = of_own_region(enterprise_id, by)
    wanted = name.strip()
    if len(wanted) > LONGEST_GROUP_NAME:
        raise Invalid(
            "name_length",
            N_("A group's name has at most %(longest)s characters."),
            field="group",
            longest=LONGEST_GROUP_NAME,
        )
    group_id = _group(enterprise.organisation.region_code, wanted, now) if wanted else None
    db.session.execute(
        update(Enterprise).where(Enterprise.id == enterprise_id).values(control_group_id=group_id)
    )
    record(
        subject_kind=SUBJECT,
        subject_ref=str(enterprise_id),
        action="set_control_group",
        at=now,
        actor=event_actor(by),
        reason=wanted or None,
        data={"control_group_id": group_id},
    )
    return queries.get_enterprise(enterprise_id, by)


def of_own_region(enterprise_id: int, by: Actor) -> EnterpriseCard:
    """Return an enterprise the officer decides about.

    Raises NotFound, Forbidden for another region's, and `own_enterprise` for the officer's own (R2).
    """
    enterprise = queries.get_enterprise(enterprise_id, by)
    if by.organisation is None or by.organisation.region_code != enterprise.organisation.region_code:
        raise Forbidden(
            "forbidden",
            N_("The enterprise's own region decides this."),
            fix=N_("Ask the officers of that region."),
        )
    if queries.is_member(by.person_id, enterprise_id):
        raise Forbidden(
            "own_enterprise",
            N_("You belong to this enterprise, so you may not decide about it."),
            fix=N_("Let another officer decide."),
        )
    return enterprise


def own_enterprise(by: Actor) -> EnterpriseCard:
    """Return the enterprise the actor acts for. Raises Forbidden for somebody without one."""
    if by.organisation is None:
        raise Forbidden("forbidden", N_("Switch to the enterprise you act for."))
    return queries.get_enterprise(by.organisation.id, by)


def require_reason(reason: str | None) -> None:
    """Raise Invalid `reason_needed` where nothing is said."""
    if not (reason or "").strip():
        raise Invalid("reason_needed", N_("Say why: the other side is told."), field="reason")


def _move(
    enterprise: EnterpriseCard,
    action: VerificationAction,
    by: EventActor,
    now: datetime,
    reason: str | None = None,
) -> None:
    to_state = after(VERIFICATION, enterprise.state, action)
    swap(Enterprise, enterprise.id, from_state=enterprise.state, to_state=to_state)
    record(
        subject_kind=SUBJECT,
        subject_ref=str(enterprise.id),
        action=action,
        at=now,
        actor=by,
        from_state=enterprise.state,
        to_state=to_state,
        reason=reason,
    )


def _group(region_code: str, name: str, now: datetime) -> int:
    found = db.session.scalar(
        select(ControlGroup.id).where(ControlGroup.region_code == region_code, ControlGroup.name == name)
    )
    if found is not None:
        return found
    made = insert(ControlGroup).values(region_code=region_code, name=name, created_at=now)
    group_id: int = execute_checked(made.returning(ControlGroup.id)).scalar_one()
    return group_id
