"""A booking that was used and signed, and waits to be settled, with what a voucher holds for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.booking.domain import deadlines
from app.booking.domain.states import Action, State, UsageState
from app.demo.regions import LOADER
from app.infra.events import linked
from app.kernel.words import ServiceKind, VoucherMode
from app.voucher.domain.days import voucher_day
from app.voucher.domain.facts import Facts, RecognitionFacts
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.shares import Shares, shares
from app.voucher.domain.states import HoldState

if TYPE_CHECKING:
    from datetime import datetime

    from app.demo.volume.rows import Row, Written
    from app.demo.volume.vouchers import Purse
    from app.kernel.interval import Interval

SIGNED_AFTER = timedelta(hours=1)
_LEFT_EARLY = timedelta(minutes=30)
# What the pool decided before: a snapshot keeps their references only.
_ACCREDITATION, _RECOGNITION = "A-BENCH", "R-BENCH"


@dataclass(frozen=True, slots=True)
class Held:
    """The hold on a voucher that pays a part; the ids become those of its row and of its bucket."""

    id: int
    bucket_id: int
    purse: Purse
    mode: VoucherMode


class Finished:
    """One such booking with all its rows; every other one was left early."""

    def __init__(self, written: Written, held: Held) -> None:
        """Judge by the voucher's policy what is held; `written` is a booking in the past."""
        self.written, self.held = written, held
        self.facts = self._gather()
        policy = held.purse.scheme.programme.policy
        total = written.price.total
        self.rate: int = policy.rate_for(
            kind=self.facts.service_kind, locality=self.facts.locality, price=total
        )
        self.shares: Shares = shares(total, self.rate, policy.caps.per_contract, held.mode)

    @property
    def _span(self) -> Interval:
        return self.written.shape.span

    @property
    def _signed_at(self) -> datetime:
        return self._span.end + SIGNED_AFTER

    def booking(self) -> Row:
        """Return the row of `booking`."""
        return self.written.booking() | {
            "state": str(State.COMPLETED),
            "hold_ref": self.written.ref,
            "voucher_number": self.held.purse.number,
            "mode": str(self.held.mode),
            "recognition_ref": self._recognition_ref,
            "policy_version": self.held.purse.scheme.programme.policy_version,
            "voucher_share_minor": self.shares.voucher_share.minor,
            "own_share_minor": self.shares.own_share.minor,
            "net_cost_minor": self.shares.net_cost.minor,
            "deadline_at": deadlines.accept_by(self._span, self._signed_at),
            "usage_number": 1,
            "revision": 2,
            "revised_at": self._span.end,
        }

    def allocation(self) -> Row:
        """Return the row of `allocation`."""
        return self.written.occupied()

    def usage(self) -> Row:
        """Return the row of `usage_session`."""
        early = _LEFT_EARLY if self.written.number % 2 else timedelta(0)
        return {
            "booking_id": self.written.number,
            "number": 1,
            "state": str(UsageState.SIGNED),
            "started_at": self._span.start,
            "ended_at": self._span.end - early,
            "signed_at": self._signed_at,
        }

    def hold(self) -> Row:
        """Return the row of `hold`."""
        purse, split = self.held.purse, self.shares
        return {
            "id": self.held.id,
            "reference": self.written.ref,
            "voucher_id": purse.id,
            "policy_id": purse.scheme.programme.policy_id,
            "mode": str(self.held.mode),
            "state": str(HoldState.HELD),
            "amount_minor": split.voucher_share.minor,
            "captured_minor": 0,
            "currency": split.total.currency,
            "host_region": self.facts.provider_region,
            "snapshot": {
                "facts": self.facts.to_dict(),
                "policy_version": purse.scheme.programme.policy_version,
                "rate_percent": self.rate,
                "price_minor": split.total.minor,
                "amount_minor": split.voucher_share.minor,
                "available_minor": split.voucher_share.minor,
                "currency": split.total.currency,
            },
            "held_at": self.written.shape.asked_at,
            "expires_at": deadlines.hold_until(self._span),
        }

    def bucket(self) -> Row:
        """Return the row of the bucket of what is held."""
        return self.held.purse.bucket(BucketKind.HELD, self.held.bucket_id, str(self.held.id))

    def transfer(self) -> Row:
        """Return the row of `transfer` that fills it."""
        purse = self.held.purse
        return purse.transfer(
            Reason.HOLD,
            (purse.available_id, self.held.bucket_id),
            self.shares.voucher_share.minor,
            self.written.ref,
            self.written.shape.asked_at,
            self.facts.provider_region,
        )

    def events(self) -> list[Row]:
        """Return the rows of `event`, of the booking and of the hold."""
        return [*linked(self._of_booking()), *linked([self._of_hold()])]

    def _of_booking(self) -> list[Row]:
        tell, span = self.written.event, self._span
        return [
            tell(self.written.shape.asked_at, "request", None, State.CONFIRMED),
            tell(span.start, Action.CHECK_IN, State.CONFIRMED, State.IN_USE),
            tell(span.end, Action.CHECK_OUT, State.IN_USE, State.COMPLETED),
            tell(self._signed_at, Action.SIGN_USAGE, State.COMPLETED, State.COMPLETED),
        ]

    def _of_hold(self) -> Row:
        return {
            "at": self.written.shape.asked_at,
            "subject_kind": "hold",
            "subject_ref": str(self.held.id),
            "action": "hold",
            "to_state": str(HoldState.HELD),
            "actor_id": LOADER.id,
            "actor_name": LOADER.name,
            "role": LOADER.role,
            "data": {
                "reference": self.written.ref,
                "voucher": self.held.purse.number,
                "mode": str(self.held.mode),
                "amount_minor": self.shares.voucher_share.minor,
                "currency": self.shares.total.currency,
                "policy_version": self.held.purse.scheme.programme.policy_version,
                "recognition": self._recognition_ref,
            },
        }

    @property
    def _recognition_ref(self) -> str | None:
        return self.facts.recognition.ref if self.facts.recognition else None

    def _gather(self) -> Facts:
        on, purse = self.written.on, self.held.purse
        day, demand = voucher_day(self._span.start), purse.scheme.programme.region_code
        facts = Facts(
            enterprise_id=purse.enterprise_id,
            enterprise_region=demand,
            sme_registered=True,
            demand_admitted=True,
            service_kind=ServiceKind.RESOURCE,
            service_on=day,
            provider_id=on.provider_id,
            provider_region=on.region_code,
            accreditation=_ACCREDITATION,
            recognition=None,
            related=False,
        )
        if facts.same_province:
            return facts
        from_on = voucher_day(self.written.shape.asked_at)
        return replace(
            facts, recognition=RecognitionFacts(_RECOGNITION, frozenset(VoucherMode), None, from_on, None)
        )
