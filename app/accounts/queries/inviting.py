"""Who keeps instruments and is invited to what is booked on them, for a statement of somebody else's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.accounts.models import CalendarChoiceRow, Membership, Person

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Subquery

    from app.accounts.domain.roles import Role


def invited_to_join(roles: Iterable[Role]) -> Subquery:
    """Return `person_id`, `organisation_id`, `since`: each of whom wants it, once an organisation."""
    return (
        select(
            Membership.person_id, Membership.organisation_id, CalendarChoiceRow.keeper_since.label("since")
        )
        .join(CalendarChoiceRow, CalendarChoiceRow.person_id == Membership.person_id)
        .join(Person, Person.id == Membership.person_id)
        .where(
            CalendarChoiceRow.keeper_since.is_not(None),
            Membership.role.in_([str(role) for role in roles]),
            Person.locked_at.is_(None),
        )
        .distinct()
        .subquery("invited")
    )
