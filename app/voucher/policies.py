"""Another version of a programme's policy. Vouchers issued before keep theirs: versions are never changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import insert

from app.accounts.access import event_actor
from app.infra.db import db
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_
from app.voucher.domain.decisions import must_go_on, version_problems
from app.voucher.models import PolicyVersion
from app.voucher.queries.programmes import get_programme, lock_programme

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.voucher.domain.cards import ProgrammeCard
    from app.voucher.domain.policy import Policy


def add_version(
    programme_id: int,
    terms: Policy,
    *,
    reason: str | None,
    by: Actor,
    now: datetime,
    based_on: int | None = None,
) -> ProgrammeCard:
    """Put `terms` in force for new grants of a programme of the officer's region, as its next version.

    `based_on` is the version the officer looked at.

    Raises:
        NotFound: another region's.
        Conflict: `illegal_transition` once issuing is over, `policy_changed` when another version than
            `based_on` is in force by now.
        Invalid: every rule that the terms break.
    """
    programme = lock_programme(programme_id, by)
    must_go_on(programme)
    if based_on not in (None, programme.policy_version):
        raise _changed_meanwhile(programme)
    problems = version_problems(programme, terms, reason)
    if problems:
        raise Invalid.of(problems)
    version = programme.policy_version + 1
    db.session.execute(
        insert(PolicyVersion).values(
            programme_id=programme.id, version=version, terms=terms.to_dict(), created_at=now
        )
    )
    record(
        subject_kind="programme",
        subject_ref=programme.ref,
        action="set_policy",
        at=now,
        actor=event_actor(by),
        reason=reason,
        data={"policy_version": version},
    )
    return get_programme(programme_id, by)


def _changed_meanwhile(programme: ProgrammeCard) -> Conflict:
    return Conflict(
        "policy_changed",
        N_("Version %(version)s was put in force meanwhile."),
        fix=N_("Look at what it changed, and begin from it."),
        version=programme.policy_version,
    )
