"""The yearly cap's counters: whom a grant counts for, and how much is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts import queries as accounts
from app.infra.db import Base, db, execute_checked
from app.voucher.domain.policy import CapCounts
from app.voucher.models import CapUse

if TYPE_CHECKING:
    from app.accounts.domain.enterprises import EnterpriseCard
    from app.kernel.money import Money
    from app.voucher.domain.cards import ProgrammeCard

_TABLE = Base.metadata.tables[CapUse.__tablename__]


@dataclass(frozen=True, slots=True)
class CountedFor:
    """Whom the cap counts a grant for: the enterprise alone, or all of its control group now."""

    enterprise_ids: tuple[int, ...]
    control_group_id: int | None

    @property
    def key(self) -> str:
        """Return the counter's name."""
        if self.control_group_id is None:
            return f"organisation:{self.enterprise_ids[0]}"
        return f"group:{self.control_group_id}"


def counted_for(programme: ProgrammeCard, enterprise: EnterpriseCard) -> CountedFor:
    """Return whom the programme's policy counts a grant to an enterprise for."""
    group = enterprise.control_group
    if group is None or programme.policy.cap_counts is not CapCounts.CONTROL_GROUP:
        return CountedFor((enterprise.id,), None)
    return CountedFor(tuple(accounts.group_members(group.id)), group.id)


def lock_counter(programme: ProgrammeCard, counted: CountedFor, currency: str) -> None:
    """Let nobody else grant to the same until the commit; a counter that is not there yet is made."""
    dialect = sqlite.insert if db.engine.dialect.name == "sqlite" else postgresql.insert
    values = {
        "programme_id": programme.id,
        "counted_for": counted.key,
        "used_minor": 0,
        "cap_minor": _cap_minor(programme),
        "currency": currency,
    }
    made = dialect(_TABLE).values(**values)
    db.session.execute(made.on_conflict_do_nothing(index_elements=["programme_id", "counted_for"]))
    db.session.execute(select(CapUse.id).where(_counter(programme, counted)).with_for_update())


def count(programme: ProgrammeCard, counted: CountedFor, face: Money) -> None:
    """Add a grant to the counter; its CHECK has the last word. The cap of the policy in force counts."""
    execute_checked(
        update(CapUse)
        .where(_counter(programme, counted))
        .values(used_minor=CapUse.used_minor + face.minor, cap_minor=_cap_minor(programme))
    )


def _counter(programme: ProgrammeCard, counted: CountedFor) -> ColumnElement[bool]:
    return and_(CapUse.programme_id == programme.id, CapUse.counted_for == counted.key)


def _cap_minor(programme: ProgrammeCard) -> int | None:
    cap = programme.policy.caps.per_year
    return None if cap is None else cap.minor
