"""Parts that several bodies and answers share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Self

from pydantic import Field

from app.booking.domain.wishes import VoucherWish
from app.infra.api import Answer, Body, Instant, MoneyBody
from app.infra.filters import filled, problem_fix, problem_text
from app.kernel.errors import Invalid, Problem
from app.kernel.interval import Interval
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.pool.domain.pricing import PriceLine
from app.voucher.domain.cards import VoucherPart
from app.voucher.domain.numbers import LONGEST_NUMBER
from app.voucher.domain.refusing import named_twice, of_several
from app.voucher.domain.together import MOST_TOGETHER

VoucherNumber = Annotated[str, Field(max_length=LONGEST_NUMBER)]


class SpanAnswer(Answer):
    """A half-open span."""

    start: Instant
    end: Instant

    @classmethod
    def of(cls, span: Interval) -> SpanAnswer:
        """Return a span as it is answered."""
        return cls(start=span.start, end=span.end)


class LineAnswer(Answer):
    """One line of a price; `minutes` and `minor_per_hour` where time is charged, `quantity` where work is."""

    kind: str
    text: str
    minutes: int
    minor_per_hour: int | None
    starts_at: Instant | None
    ends_at: Instant | None
    amount: MoneyBody
    quantity: int

    @classmethod
    def of(cls, line: PriceLine) -> LineAnswer:
        """Return a line in the caller's language."""
        return cls(
            kind=line.kind,
            text=filled(line.text, line.values),
            minutes=line.minutes,
            minor_per_hour=line.minor_per_hour,
            starts_at=line.span.start if line.span else None,
            ends_at=line.span.end if line.span else None,
            amount=MoneyBody.of(line.amount),
            quantity=line.quantity,
        )


class ProblemAnswer(Answer):
    """Something that did not stop the request, but should be known."""

    code: str
    message: str
    field: str | None
    fix: str | None

    @classmethod
    def of(cls, problem: Problem) -> ProblemAnswer:
        """Return a problem in the caller's language."""
        return cls(
            code=problem.code, message=problem_text(problem), field=problem.field, fix=problem_fix(problem)
        )


class VoucherPartAnswer(Answer):
    """What one of several vouchers pays, or paid."""

    number: str
    amount: MoneyBody

    @classmethod
    def of_all(cls, parts: Iterable[VoucherPart]) -> list[Self]:
        """Return the parts as they are answered."""
        return [cls(number=part.number, amount=MoneyBody.of(part.amount)) for part in parts]


class VoucherChoice(Body):
    """The voucher to pay with, by its number, or several `vouchers` of one programme to pay together.

    `mode` may be left out when they allow one only. In which order several pay is the programme's to say.
    """

    voucher: VoucherNumber | None = None
    vouchers: list[VoucherNumber] | None = Field(
        default=None, min_length=1, max_length=MOST_TOGETHER, json_schema_extra={"uniqueItems": True}
    )
    mode: VoucherMode | None = None

    def voucher_wish(self) -> VoucherWish | None:
        """Return the wish, or None without a voucher.

        Raises Invalid `voucher_and_vouchers` and `voucher_named_twice`.
        """
        problems = list(self._naming_problems())
        if problems:
            raise Invalid.of(problems)
        if self.vouchers:
            return VoucherWish(self.vouchers[0], self.mode, tuple(self.vouchers[1:]))
        return VoucherWish(self.voucher, self.mode) if self.voucher else None

    def _naming_problems(self) -> Iterator[Problem]:
        numbers = self.vouchers or []
        if self.voucher and numbers:
            yield Problem(
                "voucher_and_vouchers",
                N_("Name one voucher, or several, but not both."),
                field="vouchers",
                fix=N_("Name all of them as several."),
            )
        for at, number in enumerate(numbers):
            if number in numbers[:at]:
                yield of_several(named_twice(), at, number)
