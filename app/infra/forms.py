"""Forms that keep what was typed when the domain refuses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, cast

import flask_babel
import wtforms
from flask import request
from flask_wtf import FlaskForm
from flask_wtf.i18n import translations
from werkzeug.datastructures import CombinedMultiDict, MultiDict
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from app.infra.db import transaction
from app.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.kernel.errors import Problem

T = TypeVar("T")
W = TypeVar("W", bound=str)


class Form(FlaskForm):
    """A form with a place for the domain's refusal; the error summary lists both kinds."""

    problems: tuple[Problem, ...] = ()

    class Meta(FlaskForm.Meta):
        """What flask-wtf reads, less what no page of ours sends."""

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Return what was sent: a file to a field that takes one, never to a text; of JSON nothing."""
            if request.is_json:
                return formdata if isinstance(formdata, MultiDict) else None
            sent = super().wrap_formdata(form, formdata)  # type: ignore[no-untyped-call]
            if not isinstance(sent, CombinedMultiDict):
                return sent
            taking = {field.name for field in form if isinstance(field, wtforms.FileField)}
            files = [each for each in request.files.items(multi=True) if each[0] in taking]
            return CombinedMultiDict((MultiDict(files), request.form))

    # flask-wtf has no types; these two are what our own code calls.
    def __init__(self, *formdata: Any, **options: Any) -> None:
        super().__init__(*formdata, **options)  # type: ignore[no-untyped-call]

    def is_refused_for(self, code: str) -> bool:
        """Tell whether the domain refused it for this reason, perhaps among others."""
        return any(problem.code == code for problem in self.problems)

    def validate_on_submit(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        return bool(super().validate_on_submit(extra_validators))  # type: ignore[no-untyped-call]


class Row(wtforms.Form):
    """A row of fields inside a form: without a token of its own, its errors in the reader's language."""

    class Meta:
        """What WTForms adds to its own defaults."""

        def get_translations(self, _form: wtforms.Form) -> object:
            return translations


class SeenField(wtforms.IntegerField):
    """Which version of a thing the writer began with; 0, which nothing has, where that can not be read."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a number of few digits."""
        typed = str(valuelist[0]) if valuelist else ""
        self.data = int(typed) if re.fullmatch("[0-9]{1,9}", typed) else 0

    def _value(self) -> str:
        return str(self.data)


class CheckboxesField(wtforms.SelectMultipleField):
    """Some of several words, each with its box; whether none is too few the domain says."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def lazy_gettext(text: str) -> str:
    """Return a text that is translated when it is shown, typed as the `str` that WTForms asks for."""
    return cast("str", flask_babel.lazy_gettext(text))


#: Whoever leaves empty what is needed reads the same on every page.
GIVEN = InputRequired(lazy_gettext("Please fill this in."))


def choices(words: Mapping[W, str]) -> list[Any]:
    """Return the options of a select or radio field: each value as it is sent, and the word shown for it."""
    return [SelectChoice(str(value), word) for value, word in words.items()]


def submitted(form: Form, work: Callable[[], T]) -> T | None:
    """Return what `work` made in one transaction, or None: not submitted, not valid, or refused.

    A refusal's problems stay on the form, so the page shows them beside what was typed.
    """
    return attempted(form, lambda: transaction(work))


def attempted(form: Form, work: Callable[[], T]) -> T | None:
    """Return as `submitted` what `work` made that opens its own transactions: it asks the outside."""
    if not form.validate_on_submit():
        return None
    try:
        return work()
    except DomainError as refusal:
        form.problems = refusal.problems
        return None
