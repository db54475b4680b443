"""Fields named and explained by the table of a policy's items, and words to choose from."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar, cast

from flask_babel import gettext
from flask_babel.speaklater import LazyString
from wtforms import Field, FieldList, FormField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import NumberRange

from app.infra.code_words import code_word
from app.infra.forms import lazy_gettext
from app.infra.yuan import FEN
from app.kernel.text import N_
from app.voucher.present.policy_items import ITEMS, Item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from app.infra.forms import Row
    from app.infra.yuan import YuanField
    from app.kernel.money import Money

F = TypeVar("F", bound=Field)
R = TypeVar("R", bound="Row")

#: How a label names what its number is typed in.
_TYPED_IN: Mapping[str, str] = {"¥": N_("%(label)s, ¥"), "%": N_("%(label)s, %%")}
POSITIVE = NumberRange(min=FEN)
SPARE = 3
"""How many empty rows stand behind those in use."""


def item(kind: type[F], name: str, *validators: Any, **options: Any) -> F:
    """Return a field for an item of a policy, with the item's label and hint."""
    said = ITEMS[name]
    label = cast("str", LazyString(_label, said))
    return kind(label, list(validators), description=lazy_gettext(said.hint), **options)


def rows(kind: type[R], name: str) -> FieldList[FormField[R]]:
    """Return a list of rows for an item of a policy, with the item's label and hint."""
    said = ITEMS[name]
    return FieldList(
        FormField(kind), lazy_gettext(said.label), description=lazy_gettext(said.hint), min_entries=SPARE
    )


def choices(words: Iterable[StrEnum], *, none: str | None = None) -> list[Any]:
    """Return words to choose from, each with a capital; `none` is the label of choosing nothing."""
    first = {} if none is None else {"": none}
    return options(first | {str(word): cast("str", LazyString(_capital, str(word))) for word in words})


def options(labels: Mapping[str, str]) -> list[Any]:
    """Return the options of a select field: each value as it is sent, and the label shown for it."""
    return [SelectChoice(value, label) for value, label in labels.items()]


def _label(said: Item) -> str:
    label = gettext(said.label)
    return label if said.unit is None else gettext(_TYPED_IN[said.unit], label=label)


def _capital(code: str) -> str:
    word = code_word(code)
    return word[:1].upper() + word[1:]


def money_data(field: YuanField) -> dict[str, Any] | None:
    """Return a typed amount as a policy reads it, or None where there is none that can be read."""
    amount = None if field.errors else field.money
    return None if amount is None else {"minor": amount.minor, "currency": amount.currency}


def yuan_data(amount: Money | None) -> Decimal | None:
    """Return what a field shows of an amount."""
    return None if amount is None else Decimal(amount.minor).scaleb(-2)
