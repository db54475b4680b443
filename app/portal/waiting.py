"""What waits for somebody who signed in: the first thing on the home page, for every role."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import url_for

from app.accounts.domain.permissions import Permission
from app.accounts.queries import count_waiting_enterprises
from app.booking.domain.states import Party
from app.booking.queries.clashes import count_clashes
from app.booking.queries.desk import waiting_for_customer, waiting_for_provider
from app.booking.queries.order_counts import count_waiting
from app.booking.queries.receivables import count_unanswered_payments, count_unpaid
from app.hubs.queries.own import count_submitted
from app.infra.outbox import count_failed_mails
from app.infra.scheduler.queries import count_failing_jobs
from app.kernel.text import N_
from app.pool.queries.counts import (
    count_asked_memberships,
    count_waiting_in,
)
from app.voucher.domain.claims import ClaimState
from app.voucher.queries.applications import count_waiting as count_applications
from app.voucher.queries.captures import count_claimable
from app.voucher.queries.claims import WAITING, count_claims
from app.voucher.queries.programmes import count_drafts
from app.voucher.queries.undecided import count_undecided

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from app.accounts.domain.actor import Actor


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many of one thing; `label` is a catalogue text, `url` None where only the API answers it."""

    label: str
    count: int
    url: str | None


def waiting_for(actor: Actor, now: datetime) -> tuple[Waiting, ...]:
    """Return what waits for the actor in the organisation acted for, also where that is nothing."""
    found: list[Waiting] = []
    for permission, look in _LOOKS:
        if actor.may(permission):
            found += look(actor)
    if actor.may(Permission.KEEP):
        found.append(_clashes(actor, now))
    return tuple(found)


def _clashes(actor: Actor, now: datetime) -> Waiting:
    url = url_for("booking.desk", _anchor="clashes")
    return Waiting(N_("Bookings under a closure or another calendar"), count_clashes(actor, now), url)


def _for_keeper(actor: Actor) -> Iterator[Waiting]:
    answers = len(waiting_for_provider(actor))
    yield Waiting(N_("Bookings to answer"), answers, url_for("booking.desk"))


def _for_customer(actor: Actor) -> Iterator[Waiting]:
    url = url_for("booking.my_bookings", shelf="waiting")
    yield Waiting(N_("Uses to accept, no-shows to object to"), len(waiting_for_customer(actor)), url)


def _for_server(actor: Actor) -> Iterator[Waiting]:
    number = count_waiting(actor, Party.PROVIDER)
    yield Waiting(N_("Orders to answer or begin"), number, url_for("booking.service_desk"))


def _for_orderer(actor: Actor) -> Iterator[Waiting]:
    url = url_for("booking.my_orders", shelf="waiting")
    yield Waiting(N_("Quotations and deliveries to accept"), count_waiting(actor, Party.CUSTOMER), url)


def _for_claimant(actor: Actor) -> Iterator[Waiting]:
    url = url_for("voucher.claims")
    yield Waiting(N_("Uses to be claimed"), count_claimable(actor), url)
    yield Waiting(N_("Claims to be mended"), count_claims(actor)[ClaimState.RETURNED], url)


def _for_reviewer(actor: Actor) -> Iterator[Waiting]:
    claims, url = count_claims(actor), url_for("voucher.claims", shelf="waiting")
    yield Waiting(N_("Claims to be decided"), sum(claims[state] for state in WAITING), url)
    yield Waiting(N_("Claims to be paid"), claims[ClaimState.PAYABLE], url_for("voucher.payouts"))
    undecided, batches = count_undecided(actor), N_("Batches to approve, send or confirm")
    yield Waiting(batches, undecided.payouts, url_for("voucher.payouts"))
    yield Waiting(N_("Cases to be decided"), undecided.cases, url_for("voucher.cases"))


def _for_debtor(actor: Actor) -> Iterator[Waiting]:
    url = url_for("booking.receivables", sort="due")
    yield Waiting(N_("Own shares to pay"), count_unpaid(actor), url)


def _for_creditor(actor: Actor) -> Iterator[Waiting]:
    url = url_for("booking.receivables", state="answer")
    yield Waiting(N_("Payments to acknowledge"), count_unanswered_payments(actor), url)


def _for_applicant(actor: Actor) -> Iterator[Waiting]:
    url = url_for("voucher.my_applications")
    yield Waiting(N_("Applications to complete and submit"), count_applications(actor), url)


def _for_grants(actor: Actor) -> Iterator[Waiting]:
    yield Waiting(
        N_("Applications to decide"), count_applications(actor), url_for("voucher.application_queue")
    )


def _for_register(actor: Actor) -> Iterator[Waiting]:
    region = actor.organisation.region_code if actor.organisation else ""
    waiting = count_waiting_enterprises(region)
    yield Waiting(N_("Enterprises to verify"), waiting, url_for("accounts.region_enterprises"))


def _for_programmes(actor: Actor) -> Iterator[Waiting]:
    yield Waiting(N_("Programmes to open"), count_drafts(actor), url_for("voucher.programmes"))


def _for_recognitions(actor: Actor) -> Iterator[Waiting]:
    region = actor.organisation.region_code if actor.organisation else None
    waiting = count_waiting_in(region)
    yield Waiting(N_("Recognitions proposed"), waiting.recognitions, url_for("pool.list_recognitions"))
    yield Waiting(N_("Providers to check"), waiting.accreditations, url_for("pool.list_accreditations"))


def _for_operator(_actor: Actor) -> Iterator[Waiting]:
    yield Waiting(N_("Jobs that fail"), count_failing_jobs(), url_for("operations.jobs"))
    yield Waiting(
        N_("Mails that could not be sent"), count_failed_mails(), url_for("operations.outbox", shelf="failed")
    )
    yield Waiting(N_("Hub entries to publish"), count_submitted(), url_for("hubs.queue"))
    yield Waiting(N_("Regions that ask to join"), count_asked_memberships(), url_for("pool.memberships"))


_LOOKS: tuple[tuple[Permission, Callable[[Actor], Iterator[Waiting]]], ...] = (
    (Permission.KEEP, _for_keeper),
    (Permission.SERVE, _for_server),
    (Permission.BOOK, _for_customer),
    (Permission.ORDER, _for_orderer),
    (Permission.APPLY_FOR_VOUCHERS, _for_applicant),
    (Permission.CLAIM, _for_claimant),
    (Permission.REVIEW_APPLICATIONS, _for_grants),
    (Permission.VERIFY_ENTERPRISES, _for_register),
    (Permission.REVIEW_CLAIMS, _for_reviewer),
    (Permission.PAY_OWN_SHARE, _for_debtor),
    (Permission.ANSWER_PAYMENT, _for_creditor),
    (Permission.RUN_PROGRAMME, _for_programmes),
    (Permission.RECOGNISE, _for_recognitions),
    (Permission.OPERATE, _for_operator),
)
