"""What the buttons of a booking do: each action's one use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.accounts.domain.actor import Actor
from app.booking import absence, answering, attending, cancelling, usage
from app.booking.domain.cards import BookingCard
from app.booking.domain.states import Action
from app.booking.forms.action import ActionForm


@dataclass(frozen=True, slots=True)
class Asked:
    """A button that was pressed: by whom, when, and what was typed; `zone` is the instrument's."""

    ref: str
    form: ActionForm
    zone: str
    by: Actor
    now: datetime


def _confirm(asked: Asked) -> BookingCard:
    return answering.confirm(ref=asked.ref, by=asked.by, now=asked.now)


def _decline(asked: Asked) -> BookingCard:
    reason = asked.form.needed_reason()
    return answering.decline(ref=asked.ref, reason=reason, by=asked.by, now=asked.now)


def _cancel(asked: Asked) -> BookingCard:
    return cancelling.cancel(ref=asked.ref, reason=asked.form.given_reason(), by=asked.by, now=asked.now)


def _check_in(asked: Asked) -> BookingCard:
    return attending.check_in(ref=asked.ref, sheet=_sheet(asked), by=asked.by, now=asked.now)


def _check_out(asked: Asked) -> BookingCard:
    return attending.check_out(ref=asked.ref, sheet=_sheet(asked), by=asked.by, now=asked.now)


def _sheet(asked: Asked) -> attending.DaySheet:
    form = asked.form
    return attending.DaySheet(form.instant(form.at, asked.zone), form.samples.data)


def _sign(asked: Asked) -> BookingCard:
    form = asked.form
    correction = usage.Correction(
        form.instant(form.started_at, asked.zone), form.instant(form.ended_at, asked.zone)
    )
    return usage.sign_usage(ref=asked.ref, correction=correction, by=asked.by, now=asked.now)


def _accept(asked: Asked) -> BookingCard:
    return usage.accept_usage(ref=asked.ref, by=asked.by, now=asked.now)


def _dispute(asked: Asked) -> BookingCard:
    reason = asked.form.needed_reason()
    return usage.dispute_usage(ref=asked.ref, reason=reason, by=asked.by, now=asked.now)


def _appeal(asked: Asked) -> BookingCard:
    reason = asked.form.needed_reason()
    return absence.appeal(ref=asked.ref, reason=reason, by=asked.by, now=asked.now)


def _waive(asked: Asked) -> BookingCard:
    return absence.waive(ref=asked.ref, reason=asked.form.given_reason(), by=asked.by, now=asked.now)


def _reject_appeal(asked: Asked) -> BookingCard:
    return absence.reject_appeal(ref=asked.ref, reason=asked.form.given_reason(), by=asked.by, now=asked.now)


DO: Mapping[Action, Callable[[Asked], BookingCard]] = {
    Action.CONFIRM: _confirm,
    Action.DECLINE: _decline,
    Action.CANCEL: _cancel,
    Action.CHECK_IN: _check_in,
    Action.CHECK_OUT: _check_out,
    Action.SIGN_USAGE: _sign,
    Action.ACCEPT_USAGE: _accept,
    Action.DISPUTE_USAGE: _dispute,
    Action.APPEAL: _appeal,
    Action.WAIVE: _waive,
    Action.REJECT_APPEAL: _reject_appeal,
}
