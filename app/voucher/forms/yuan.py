"""An amount as people type it: yuan here, minor units inside."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask_babel import gettext
from wtforms import DecimalField, ValidationError
from wtforms.validators import NumberRange

from app.kernel.money import Money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from wtforms.form import BaseForm

HIGHEST_YUAN = 1_000_000_000
_DECIMALS = 2


class YuanField(DecimalField):
    """Yuan with at most two decimals."""

    def __init__(self, label: str, validators: Sequence[Any] = (), **options: Any) -> None:
        """Add the bounds to the validators given."""
        bounds = NumberRange(min=Decimal("0.01"), max=HIGHEST_YUAN)
        super().__init__(label, [*validators, bounds], places=_DECIMALS, **options)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002 -- WTForms' own signature
        """Refuse a third decimal: half a fen can not be paid."""
        typed = self.data
        if typed is None or not typed.is_finite() or abs(typed) > HIGHEST_YUAN:
            return  # what is no amount at all the other validators refuse
        if typed != typed.quantize(Decimal("0.01")):
            raise ValidationError(gettext("An amount has at most two decimals."))

    @property
    def money(self) -> Money | None:
        """Return the amount in fen, or None where nothing was typed."""
        return None if self.data is None else Money(int(self.data.scaleb(_DECIMALS)))
