"""Base classes of bodies, queries and answers."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
)
from pydantic_core import PydanticKnownError

from app.infra.db.columns import LARGEST_ID
from app.kernel.money import Money
from app.kernel.wall import EARLIEST_YEAR, LATEST_YEAR

_DATE_FIRST = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _as_z(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _within_the_calendar(value: datetime) -> datetime:
    if not EARLIEST_YEAR <= value.year <= LATEST_YEAR:
        message = f"the year must be between {EARLIEST_YEAR} and {LATEST_YEAR}"
        raise ValueError(message)
    return value


def _begins_with_a_date(value: object) -> object:
    """Refuse what pydantic would also take for a time: the seconds since 1970."""
    if isinstance(value, datetime) or (isinstance(value, str) and _DATE_FIRST.match(value)):
        return value
    raise PydanticKnownError("datetime_type")


# RFC 3339 in; a time without an offset is refused. Answers are in UTC with `Z`.
Instant = Annotated[
    AwareDatetime,
    Strict(strict=False),  # a validator in front hands on the text, which strict mode takes from JSON only
    BeforeValidator(_begins_with_a_date),
    AfterValidator(_within_the_calendar),
    PlainSerializer(_as_z, return_type=str, when_used="json"),
]

# The number of a row, in a body or a query.
RowId = Annotated[int, Field(ge=1, le=LARGEST_ID)]


# An amount in minor units; up to 2**53 every program's numbers are exact.
LARGEST_MINOR = 2**53
MinorUnits = Annotated[int, Field(ge=0, le=LARGEST_MINOR)]


class Body(BaseModel):
    """What a caller sends as JSON. Strict: "1" is no number. Unknown keys are ignored."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class FormBody(BaseModel):
    """What a caller sends as a form. Text is read as numbers here: a form has nothing else."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class NoBody(Body):
    """An action that needs nothing said."""


class ReasonBody(Body):
    """Why, in words the other side reads."""

    reason: str | None = Field(default=None, max_length=2000)


class PageQuery(BaseModel):
    """A list's query string. Text is read as numbers and times here: an address has nothing else."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = None


def _always_whole(schema: dict[str, Any]) -> None:
    """Say of an answer that no member is ever left out."""
    if schema.get("properties"):
        schema["required"] = list(schema["properties"])


class Answer(BaseModel):
    """What we answer."""

    model_config = ConfigDict(frozen=True, json_schema_extra=_always_whole)


class MoneyBody(Body):
    """`{"minor": 123450, "currency": "CNY"}` is ¥1,234.50."""

    minor: int = Field(ge=-LARGEST_MINOR, le=LARGEST_MINOR)
    currency: str = Field(default="CNY", pattern="^CNY$")

    @classmethod
    def of(cls, money: Money) -> MoneyBody:
        """Return an amount as it is answered."""
        return cls.model_construct(minor=money.minor, currency=money.currency)

    def money(self) -> Money:
        """Return an amount as the domain knows it."""
        return Money(self.minor, self.currency)
