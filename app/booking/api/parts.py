"""Parts that several bodies and answers share."""

from __future__ import annotations

from app.booking.domain.wishes import VoucherWish
from app.infra.api import Answer, Body, Instant, MoneyBody
from app.infra.filters import filled, problem_fix, problem_text
from app.kernel.errors import Problem
from app.kernel.interval import Interval
from app.kernel.words import VoucherMode
from app.pool.domain.pricing import PriceLine


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


class VoucherChoice(Body):
    """The voucher to pay with, by its number; `mode` may be left out when the voucher allows one only."""

    voucher: str | None = None
    mode: VoucherMode | None = None

    def voucher_wish(self) -> VoucherWish | None:
        """Return the wish, or None without a voucher."""
        return VoucherWish(self.voucher, self.mode) if self.voucher else None
