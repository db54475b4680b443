"""What somebody's role puts first: topics of help, and the steps of a guide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from app.accounts.domain.roles import Role
from app.content.domain.articles import Topic
from app.content.domain.guides import GUIDES, Step, subject_of
from app.content.queries import has_dismissed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.accounts.domain.actor import Actor

OWN_TOPICS: Mapping[Role, tuple[Topic, ...]] = {
    Role.RESEARCHER: (Topic.START, Topic.BOOKING),
    Role.ENTERPRISE_MANAGER: (Topic.START, Topic.VOUCHER),
    Role.KEEPER: (Topic.PROVIDER,),
    Role.PROVIDER_MANAGER: (Topic.PROVIDER,),
    Role.OFFICER: (Topic.OFFICER,),
    Role.OPERATOR: (Topic.OPERATOR, Topic.OFFICER),
}


@dataclass(frozen=True, slots=True)
class Guide:
    """A role's first steps, each with the address it leads to."""

    role: Role
    steps: Sequence[tuple[Step, str]]


def own_topics(actor: Actor | None) -> tuple[Topic, ...]:
    """Return the topics that stand first for somebody."""
    return OWN_TOPICS[actor.main_role] if actor and actor.main_role else ()


def guide_for(actor: Actor) -> Guide | None:
    """Return the first steps of somebody's role, or None for one without a role."""
    if actor.main_role is None:
        return None
    steps = [(step, url_for(step.endpoint)) for step in GUIDES[actor.main_role]]
    return Guide(actor.main_role, steps)


def new_guide(actor: Actor | None) -> Guide | None:
    """Return the guide that somebody has not put away yet; one query."""
    if actor is None or actor.main_role is None:
        return None
    is_away = has_dismissed(actor.person_id, subject_of(actor.main_role))
    return None if is_away else guide_for(actor)
