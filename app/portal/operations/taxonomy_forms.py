"""What the operator types about terms, words and regions."""

from __future__ import annotations

import re

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length

from app.infra.forms import GIVEN, Form, lazy_gettext
from app.pool.domain.taxonomies import TermNames

_BETWEEN_WORDS = re.compile(r"[\n\r,，、;；]+")


class NamesForm(Form):
    """What something is called in both languages."""

    name_zh = StringField(lazy_gettext("Name in Chinese"), [Length(max=200)])
    name_en = StringField(lazy_gettext("Name in English"), [Length(max=200)])

    def names(self) -> TermNames:
        """Return the names."""
        return TermNames((self.name_zh.data or "").strip(), (self.name_en.data or "").strip())


class TermForm(NamesForm):
    """A new term."""

    code = StringField(lazy_gettext("Code, as it stands with instruments"), [GIVEN, Length(max=200)])


class RegionForm(NamesForm):
    """A new region."""

    code = StringField(lazy_gettext("Code (GB/T 2260)"), [GIVEN, Length(max=6)])


class IntoForm(Form):
    """What a term becomes."""

    into = StringField(lazy_gettext("New code, or that of another term"), [GIVEN, Length(max=200)])


class WordsForm(Form):
    """Words that mean the same."""

    words = TextAreaField(lazy_gettext("Words, one a line"), [GIVEN, Length(max=2000)])

    def typed(self) -> list[str]:
        """Return the words as they were typed."""
        return _BETWEEN_WORDS.split(self.words.data or "")


class MergeForm(Form):
    """Into which group another goes."""

    into_id = IntegerField(lazy_gettext("Number of the other group"), [GIVEN])
