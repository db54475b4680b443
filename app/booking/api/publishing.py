"""A keeper's publishing over the API: instruments, their hours, closures and prices."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.instruments import InstrumentAnswer, RateCardAnswer, answer_of
from app.booking.api.publishing_bodies import (
    ClosureAnswer,
    ClosureBody,
    HoursAnswer,
    HoursBody,
    InstrumentBody,
    InstrumentChange,
    RateCardBody,
)
from app.booking.domain.rules import span_of
from app.booking.publishing import closing, instruments
from app.booking.publishing.ownership import kept_instrument
from app.infra import clock
from app.infra.api import NoBody, writes
from app.pool.domain.rates import RateTerms


@api.post("/instruments")
@requires(Permission.PUBLISH)
@writes(body=InstrumentBody, answer=InstrumentAnswer, status=201)
def create_instrument(body: InstrumentBody) -> InstrumentAnswer:
    """Draft an instrument, and publish it at once when asked to."""
    actor, now = current_actor(), clock.now()
    card = instruments.add_instrument(new=body.new_instrument(), by=actor, now=now)
    if body.publish:
        instruments.publish(instrument_id=card.id, by=actor, now=now)
    return answer_of(kept_instrument(card.id, actor))


@api.patch("/instruments/<int:instrument_id>")
@requires(Permission.PUBLISH)
@writes(body=InstrumentChange, answer=InstrumentAnswer)
def change_instrument(body: InstrumentChange, instrument_id: int) -> InstrumentAnswer:
    """Change the fields that are given; the others stay."""
    actor = current_actor()
    details, rules = body.applied_to(kept_instrument(instrument_id, actor))
    card = instruments.change_instrument(
        instrument_id=instrument_id, details=details, rules=rules, by=actor, now=clock.now()
    )
    return answer_of(card)


@api.post("/instruments/<int:instrument_id>/publish")
@requires(Permission.PUBLISH)
@writes(body=NoBody, answer=InstrumentAnswer)
def publish_instrument(body: NoBody, instrument_id: int) -> InstrumentAnswer:  # noqa: ARG001 -- nothing to say
    """Show a draft in the catalogue; it needs hours and a price."""
    return answer_of(instruments.publish(instrument_id=instrument_id, by=current_actor(), now=clock.now()))


@api.put("/instruments/<int:instrument_id>/opening-hours")
@requires(Permission.PUBLISH)
@writes(body=HoursBody, answer=HoursAnswer)
def set_opening_hours(body: HoursBody, instrument_id: int) -> HoursAnswer:
    """Replace the weekly hours; standing bookings stay."""
    hours = instruments.set_hours(instrument_id=instrument_id, hours=body.hours(), by=current_actor())
    return HoursAnswer.model_validate(hours.to_dict())


@api.post("/instruments/<int:instrument_id>/closures")
@requires(Permission.PUBLISH)
@writes(body=ClosureBody, answer=ClosureAnswer, status=201)
def close_instrument(body: ClosureBody, instrument_id: int) -> ClosureAnswer:
    """Take no new bookings for some time; the standing ones under it are named, none is cancelled."""
    span = span_of(body.starts_at, body.ends_at)
    closed = closing.close_instrument(
        instrument_id=instrument_id, span=span, reason=body.reason, by=current_actor(), now=clock.now()
    )
    return ClosureAnswer.of(closed, span, body.reason)


@api.delete("/instruments/<int:instrument_id>/closures/<int:closure_id>")
@requires(Permission.PUBLISH)
@writes(body=NoBody, status=204)
def reopen_instrument(_body: NoBody, instrument_id: int, closure_id: int) -> None:
    """Remove a closure; of one under way, what has passed stays on record."""
    closing.reopen_instrument(
        instrument_id=instrument_id, closure_id=closure_id, by=current_actor(), now=clock.now()
    )


@api.post("/instruments/<int:instrument_id>/rate-cards")
@requires(Permission.PUBLISH)
@writes(body=RateCardBody, answer=RateCardAnswer, status=201)
def publish_rate_card(body: RateCardBody, instrument_id: int) -> RateCardAnswer:
    """Publish the next version of the prices; earlier versions stay for what was booked under them."""
    card = instruments.set_price(
        instrument_id=instrument_id,
        terms=RateTerms.from_dict(body.model_dump()),
        by=current_actor(),
        now=clock.now(),
    )
    return RateCardAnswer.of(card)
