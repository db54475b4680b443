"""What waits for somebody who signed in: the first thing on the home page, for every role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from app.accounts.domain.permissions import Permission
from app.booking.queries.desk import waiting_for_customer, waiting_for_provider
from app.infra.outbox import count_failed_mails
from app.infra.scheduler.queries import count_failing_jobs
from app.kernel.text import N_
from app.pool.queries.counts import count_asked_memberships, count_proposed_recognitions
from app.voucher.queries.programmes import count_drafts

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many of one thing; `label` is a catalogue text, `url` None where only the API answers it."""

    label: str
    count: int
    url: str | None


def waiting_for(actor: Actor) -> tuple[Waiting, ...]:
    """Return what waits for the actor in the organisation acted for, also where that is nothing."""
    found: list[Waiting] = []
    if actor.may(Permission.KEEP):
        url = url_for("booking.desk")
        found.append(Waiting(N_("Bookings to answer"), len(waiting_for_provider(actor)), url))
    if actor.may(Permission.BOOK):
        url = url_for("booking.my_bookings", shelf="waiting")
        found.append(
            Waiting(N_("Uses to accept, no-shows to object to"), len(waiting_for_customer(actor)), url)
        )
    if actor.may(Permission.RUN_PROGRAMME):
        found.append(Waiting(N_("Programmes to open"), count_drafts(actor), url_for("voucher.programmes")))
    if actor.may(Permission.RECOGNISE):
        region = actor.organisation.region_code if actor.organisation else None
        found.append(Waiting(N_("Recognitions proposed"), count_proposed_recognitions(region), None))
    if actor.may(Permission.OPERATE):
        found.append(Waiting(N_("Jobs that fail"), count_failing_jobs(), url_for("operations.jobs")))
        found.append(Waiting(N_("Mails that could not be sent"), count_failed_mails(), None))
        found.append(Waiting(N_("Regions that ask to join"), count_asked_memberships(), None))
    return tuple(found)
