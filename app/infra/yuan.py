"""A field for an amount: typed in yuan, kept in fen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from flask_babel import gettext
from wtforms import DecimalField
from wtforms.validators import StopValidation

from app.kernel.money import Money

FEN = Decimal("0.01")
HIGHEST = Decimal(10) ** 12


class YuanField(DecimalField):
    """An amount in yuan with at most two decimals; three are refused, not rounded."""

    def __init__(self, label: str, validators: list[Any] | None = None, **options: Any) -> None:
        render = {"inputmode": "decimal", "step": "0.01", "min": "0"} | options.pop("render_kw", {})
        super().__init__(label, validators, places=2, render_kw=render, **options)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read an amount; NaN, or more than has hundredths, is as little one as a word."""
        super().process_formdata(valuelist)
        typed = self.data
        if typed is not None and not (
            typed.is_finite() and abs(typed) <= HIGHEST and typed == typed.quantize(FEN)
        ):
            self.data = None
            raise ValueError(gettext("Write yuan with at most two decimals, such as 8000.50."))

    def pre_validate(self, form: Any) -> None:
        """Say nothing more about what could not be read; whether nothing at all is enough, others say."""
        if self.process_errors and any(str(each).strip() for each in self.raw_data or ()):
            raise StopValidation
        super().pre_validate(form)

    @property
    def money(self) -> Money | None:
        """Return the amount, or None where nothing was typed."""
        return None if self.data is None else Money(int(self.data.scaleb(2)))


def yuan_of(money: Money) -> Decimal:
    """Return an amount as the field shows it."""
    return Decimal(money.minor).scaleb(-2)
