"""What is done to a booking over the API; each answers the booking after it."""

from __future__ import annotations

from pydantic import Field

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking import absence, answering, attending, cancelling, usage
from app.booking.api.answers import BookingAnswer
from app.booking.api.blueprint import api
from app.booking.attending import DaySheet
from app.booking.usage import Correction
from app.infra import clock
from app.infra.api import Body, Instant, NoBody, ReasonBody, writes


class GivenReasonBody(Body):
    """Why, where it must be said."""

    reason: str = Field(min_length=1, max_length=2000)


class DaySheetBody(ReasonBody):
    """When it was, for a day sheet written up later; without `at` it is now."""

    at: Instant | None = None
    samples: int | None = Field(default=None, ge=0, le=1_000_000)

    def sheet(self) -> DaySheet:
        """Return the entry."""
        return DaySheet(self.at, self.samples)


class SignatureBody(ReasonBody):
    """The times to sign, where those recorded are wrong."""

    started_at: Instant | None = None
    ended_at: Instant | None = None

    def correction(self) -> Correction:
        """Return what is to be corrected."""
        return Correction(self.started_at, self.ended_at)


@api.post("/bookings/<ref>/confirm")
@requires(Permission.KEEP)
@writes(body=NoBody, answer=BookingAnswer)
def confirm_booking(body: NoBody, ref: str) -> BookingAnswer:  # noqa: ARG001 -- an action without words
    """Accept a request, as keeper."""
    actor = current_actor()
    return BookingAnswer.of(answering.confirm(ref=ref, by=actor, now=clock.now()), actor)


@api.post("/bookings/<ref>/decline")
@requires(Permission.KEEP)
@writes(body=ReasonBody, answer=BookingAnswer)
def decline_booking(body: ReasonBody, ref: str) -> BookingAnswer:
    """Refuse a request, as keeper."""
    actor = current_actor()
    booking = answering.decline(ref=ref, reason=body.reason, by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/cancel")
@requires(Permission.CANCEL_BOOKING)
@writes(body=ReasonBody, answer=BookingAnswer)
def cancel_booking(body: ReasonBody, ref: str) -> BookingAnswer:
    """Cancel: as customer for the rate card's fee, as keeper for a reason."""
    actor = current_actor()
    booking = cancelling.cancel(ref=ref, reason=body.reason, by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/check-in")
@requires(Permission.KEEP)
@writes(body=DaySheetBody, answer=BookingAnswer)
def check_in(body: DaySheetBody, ref: str) -> BookingAnswer:
    """Begin the session, as keeper."""
    actor = current_actor()
    booking = attending.check_in(ref=ref, sheet=body.sheet(), by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/check-out")
@requires(Permission.KEEP)
@writes(body=DaySheetBody, answer=BookingAnswer)
def check_out(body: DaySheetBody, ref: str) -> BookingAnswer:
    """End the session, as keeper."""
    actor = current_actor()
    booking = attending.check_out(ref=ref, sheet=body.sheet(), by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/sign-usage")
@requires(Permission.KEEP)
@writes(body=SignatureBody, answer=BookingAnswer)
def sign_usage(body: SignatureBody, ref: str) -> BookingAnswer:
    """Vouch for the usage record, as keeper; after a dispute with the right times."""
    actor = current_actor()
    booking = usage.sign_usage(ref=ref, correction=body.correction(), by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/accept-usage")
@requires(Permission.ACCEPT_USAGE)
@writes(body=NoBody, answer=BookingAnswer)
def accept_usage(body: NoBody, ref: str) -> BookingAnswer:  # noqa: ARG001 -- an action without words
    """Agree with the signed record, as customer; the booking is settled."""
    actor = current_actor()
    return BookingAnswer.of(usage.accept_usage(ref=ref, by=actor, now=clock.now()), actor)


@api.post("/bookings/<ref>/dispute-usage")
@requires(Permission.ACCEPT_USAGE)
@writes(body=GivenReasonBody, answer=BookingAnswer)
def dispute_usage(body: GivenReasonBody, ref: str) -> BookingAnswer:
    """Disagree with the signed record, as customer."""
    actor = current_actor()
    booking = usage.dispute_usage(ref=ref, reason=body.reason, by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/appeal")
@requires(Permission.ACCEPT_USAGE)
@writes(body=GivenReasonBody, answer=BookingAnswer)
def appeal_no_show(body: GivenReasonBody, ref: str) -> BookingAnswer:
    """Object to a no-show, as customer."""
    actor = current_actor()
    booking = absence.appeal(ref=ref, reason=body.reason, by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/waive")
@requires(Permission.KEEP)
@writes(body=ReasonBody, answer=BookingAnswer)
def waive_no_show(body: ReasonBody, ref: str) -> BookingAnswer:
    """Charge nothing for a no-show, as keeper."""
    actor = current_actor()
    booking = absence.waive(ref=ref, reason=body.reason, by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)


@api.post("/bookings/<ref>/reject-appeal")
@requires(Permission.KEEP)
@writes(body=ReasonBody, answer=BookingAnswer)
def reject_appeal(body: ReasonBody, ref: str) -> BookingAnswer:
    """Stand by a no-show, as keeper."""
    actor = current_actor()
    booking = absence.reject_appeal(ref=ref, reason=body.reason, by=actor, now=clock.now())
    return BookingAnswer.of(booking, actor)
