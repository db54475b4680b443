"""Made-up values with which the style guide shows every component."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from flask_babel import gettext

from app.accounts.present.notifications import Told
from app.infra.notice_text import Part
from app.kernel.errors import Problem
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.text import N_
from app.pool.domain.pricing import LineKind, PriceLine
from app.portal.forms import SampleForm
from app.portal.looks import LOOKS

ZONE = "Asia/Shanghai"
MORNING = Interval(datetime(2026, 3, 2, 1, tzinfo=UTC), datetime(2026, 3, 2, 3, tzinfo=UTC))
NIGHT = Interval(datetime(2026, 3, 2, 14, tzinfo=UTC), datetime(2026, 3, 3, 0, tzinfo=UTC))


@dataclass(frozen=True, slots=True)
class SampleEvent:
    """One line of a made-up history, with the fields of an event row."""

    at: datetime
    action: str
    to_state: str
    actor_name: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """Everything the style guide shows."""

    zone: str
    morning: Interval
    night: Interval
    total: Money
    share: Money
    lines: tuple[PriceLine, ...]
    settled: tuple[tuple[str, Money, Money], ...]
    steps: tuple[tuple[str, datetime | None], ...]
    events: tuple[SampleEvent, ...]
    buckets: tuple[tuple[str, str, Money], ...]
    days: tuple[tuple[date, list[Interval], list[Interval]], ...]
    states: tuple[tuple[str, tuple[str, ...]], ...]
    form: SampleForm
    refused: SampleForm
    told: tuple[Told, ...]


def sample() -> Sample:
    """Return the values; needs a request, as forms do."""
    return Sample(
        zone=ZONE,
        morning=MORNING,
        night=NIGHT,
        total=Money(130_000),
        share=Money(65_000),
        lines=(
            PriceLine(LineKind.TIME, Money(120_000), N_("Time"), 120, 60_000, MORNING),
            PriceLine(LineKind.SET_UP, Money(10_000), N_("Set-up")),
        ),
        settled=(
            (gettext("Time"), Money(120_000), Money(90_000)),
            (gettext("Set-up"), Money(10_000), Money(10_000)),
        ),
        steps=(
            ("requested", MORNING.start - timedelta(days=3)),
            ("confirmed", MORNING.start - timedelta(days=2)),
            ("in_use", None),
            ("completed", None),
            ("settled", None),
        ),
        events=(
            SampleEvent(MORNING.start - timedelta(days=3), "request", "requested", "王小雨"),
            SampleEvent(
                MORNING.start - timedelta(days=2), "confirm", "confirmed", "陈工", "样品请提前一天送到。"
            ),
        ),
        buckets=(
            ("available", gettext("Available"), Money(7_000_000)),
            ("held", gettext("Held"), Money(1_000_000)),
            ("claimable", gettext("To be claimed"), Money(400_000)),
            ("paid", gettext("Paid out"), Money(1_600_000)),
        ),
        days=((date(2026, 3, 2), [MORNING], [NIGHT]), (date(2026, 3, 3), [], [])),
        states=tuple((kind, tuple(looks)) for kind, looks in LOOKS.items()),
        form=SampleForm(formdata=None, prefix="plain-"),
        refused=_refused(),
        told=(
            _told(1, "calendar-check", gettext("Bookings and orders")),
            _told(2, "cash-coin", gettext("Money")),
        ),
    )


def _told(number: int, icon: str, kind: str) -> Told:
    """Return one thing that somebody was told: the first is new, the second was read."""
    parts = (Part(gettext("Your booking is confirmed.")), Part(facts=((gettext("Place"), "苏州 · 吴江"),)))
    subject = gettext("Booking %(ref)s is confirmed", ref=f"B-7KQ2{number}")
    return Told(number, icon, kind, subject, parts, "#told", MORNING.start, is_read=number > 1)


def _refused() -> SampleForm:
    """Return the form as it comes back: a field left empty, and two rules of the domain broken."""
    form = SampleForm(formdata=None, prefix="refused-")
    form.samples.errors = [gettext("Please fill this in.")]
    form.problems = (
        Problem(
            "outside_opening_hours",
            N_("The instrument is closed then."),
            fix=N_("The nearest time that is free: %(span)s."),
            values={"span": MORNING, "zone": ZONE},
        ),
        Problem(
            "voucher_insufficient",
            N_("The voucher has only %(available)s left."),
            values={"available": Money(12_000)},
        ),
    )
    return form
