"""A file of another system, and what its columns and the names in it mean."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from wtforms import FileField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from app.booking.domain.moving import DateOrder, Meaning, MoveKind
from app.booking.domain.moving_headings import NEEDED, Heading, guessed_columns
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.infra.upload_forms import UploadForm
from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_
from app.pool.domain.days import POOL_ZONE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LABELS = {
    Heading.INSTRUMENT: lazy_gettext("Column of the instrument"),
    Heading.DATE: lazy_gettext("Column of the date, where times stand alone"),
    Heading.START: lazy_gettext("Column of the start"),
    Heading.END: lazy_gettext("Column of the end"),
    Heading.MINUTES: lazy_gettext("Column of the length in minutes"),
    Heading.WHO: lazy_gettext("Column of the user or the enterprise"),
    Heading.PURPOSE: lazy_gettext("Column of the purpose"),
}
NOTHING = ""
_SAID = InputRequired(lazy_gettext("Say which column holds it."))
#: Headings stay in the file's own language.
AS_WRITTEN = {"translate": "no"}
#: The list of our instruments, which stands once in the page.
FROM_LIST = {"list": "ours", "autocomplete": "off"}
#: More different names than a page asks about; the others are left out.
MOST_NAMES = 200


class MoveFileForm(UploadForm):
    """The file, and what it holds."""

    kind = RadioField(
        lazy_gettext("What is in it"),
        choices=choices(
            {
                MoveKind.USAGE: lazy_gettext("Past use: for statistics only"),
                MoveKind.BOOKINGS: lazy_gettext("Bookings to come: their time is closed for others"),
            }
        ),
        default=MoveKind.USAGE,
    )
    file = FileField(lazy_gettext("File of the earlier system (CSV, XLSX or ICS)"), [GIVEN])


@dataclass(frozen=True, slots=True)
class Ours:
    """An instrument that a name may mean: how it is shown, and what else it is called."""

    id: int
    shown: str
    called: tuple[str, ...]

    @property
    def choice(self) -> str:
        """Return how it is offered: names may be the same, numbers are not."""
        return f"{self.shown} (#{self.id})"

    @property
    def words(self) -> tuple[str, ...]:
        """Return all by which it may be chosen."""
        return (self.choice, *self.called)


class MeaningForm(Form):
    """How dates are written and on which clock. `meaning_form` adds a field a column and a name."""

    order = RadioField(
        lazy_gettext("03/04/2026 is"),
        choices=choices(
            {
                DateOrder.DAY_FIRST: lazy_gettext("3 April"),
                DateOrder.MONTH_FIRST: lazy_gettext("4 March"),
            }
        ),
        default=DateOrder.DAY_FIRST,
    )
    zone = StringField(lazy_gettext("Time zone"), [GIVEN], default=POOL_ZONE.key)
    ours: tuple[Ours, ...] = ()

    @property
    def columns(self) -> list[Any]:
        """Return the fields that say which column is what."""
        return [field for field in self if field.name.startswith("column_")]

    @property
    def names(self) -> list[Any]:
        """Return the fields that say which of their names is which instrument of ours."""
        return [field for field in self if field.name.startswith("their_")]

    @property
    def is_known(self) -> bool:
        """Tell whether the columns without which a row says nothing are known; a calendar has none."""
        return all(field.data for field in self.columns if field.flags.required)

    def meaning(self) -> Meaning:
        """Return what was chosen. Raises Invalid `unknown_zone`."""
        zone = (self.zone.data or "").strip()
        _check_zone(zone)
        columns = {
            Heading(field.name.removeprefix("column_")): field.data for field in self.columns if field.data
        }
        return Meaning(columns, self._instruments(), DateOrder(self.order.data), zone)

    def _instruments(self) -> dict[str, int]:
        by_word = {word.casefold(): each.id for each in reversed(self.ours) for word in each.words if word}
        said = {field: (field.data or "").strip().casefold() for field in self.names}
        unknown = [field.name for field, word in said.items() if word and word not in by_word]
        if unknown:
            message, fix = N_("This is none of your instruments."), N_("Choose one of the list.")
            raise Invalid.of(
                [Problem("no_such_instrument", message, field=name, fix=fix) for name in unknown]
            )
        return {field.description: by_word[word] for field, word in said.items() if word}


def guessed_instruments(names: Sequence[str], ours: Sequence[Ours]) -> dict[str, int]:
    """Return which of ours a name is, where it is one's own name."""
    by_name = {name.casefold(): each.id for each in reversed(ours) for name in each.called if name}
    return {name: by_name[name.casefold()] for name in names if name.casefold() in by_name}


def meaning_form(headings: Sequence[str], names: Mapping[str, str], ours: Sequence[Ours]) -> MeaningForm:
    """Return the form for a file: its headings, its instruments' names each with how it is shown, ours."""
    columns = guessed_columns(headings)
    offered = choices({NOTHING: lazy_gettext("None")} | {each: each for each in headings if each})
    fields: dict[str, Any] = {
        f"column_{what}": SelectField(
            label,
            [_SAID] if what in NEEDED else [],
            choices=offered,
            default=columns.get(what, NOTHING),
            render_kw=AS_WRITTEN,
        )
        for what, label in LABELS.items()
        if headings
    }
    offers = {each.id: each.choice for each in ours}
    guessed = guessed_instruments(list(names), ours)
    for name, shown in list(names.items())[:MOST_NAMES]:
        chosen = offers[guessed[name]] if name in guessed else NOTHING
        fields[_field_of(name)] = StringField(shown, default=chosen, description=name, render_kw=FROM_LIST)
    made: MeaningForm = type("MeaningForm", (MeaningForm,), {**fields, "ours": tuple(ours)})()
    return made


def _field_of(name: str) -> str:
    return f"their_{sha256(name.encode()).hexdigest()[:16]}"


def _check_zone(zone: str) -> None:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message, fix = N_("There is no such time zone."), N_("Write a name such as Asia/Shanghai.")
        raise Invalid("unknown_zone", message, field="zone", fix=fix) from None
