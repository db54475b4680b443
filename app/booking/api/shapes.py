"""The shapes of hours and prices, for the OpenAPI document; WeeklyHours and RateTerms read them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from app.infra.api import Body, MinorUnits
from app.pool.domain.rates import ChargeBasis

Weekday = Annotated[int, Field(ge=1, le=7, description="1 is Monday (ISO).")]
WallTime = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-4]):[0-5][0-9]$", examples=["08:30"])]
Percent = Annotated[int, Field(ge=0, le=100)]


class OpeningSpan(Body):
    """A part of a weekday on the instrument's wall clock; `to` may be 24:00."""

    weekday: Weekday
    from_: WallTime = Field(alias="from")
    to: WallTime


class OpeningHours(Body):
    """Weekly hours on the wall clock of `timezone`."""

    timezone: str = Field(examples=["Asia/Shanghai"])
    weekly: list[OpeningSpan]


class RateBand(Body):
    """A part of the week with its own price."""

    weekdays: list[Weekday]
    from_: WallTime = Field(alias="from")
    to: WallTime
    minor_per_hour: MinorUnits


class CancellationStep(Body):
    """Cancelling at least so many hours before the start costs that much of the quoted total."""

    notice_hours: int = Field(ge=0)
    percent: Percent


class RateCardTerms(Body):
    """A rate card: what an hour costs when, and what else is charged."""

    group: str = "enterprise"
    effective_from: date
    unit: Literal["hour"] = "hour"
    bands: list[RateBand]
    minimum_minutes: int = Field(default=0, ge=0)
    set_up_minor: MinorUnits = 0
    charge_basis: ChargeBasis = ChargeBasis.RESERVATION
    cancellation: list[CancellationStep] = Field(default_factory=list)
    no_show_percent: Percent = 0
    currency: str = Field(default="CNY", pattern="^CNY$")
