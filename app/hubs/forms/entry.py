"""What an organisation writes about a project, a technology, a platform or its experts."""

from __future__ import annotations

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import HiddenInput

from app.hubs.domain.entries import LONGEST, EntryCard, EntryWords
from app.hubs.domain.hubs import HubCard
from app.hubs.forms.fields import FacetsForm, typed
from app.hubs.moderating import LONGEST_REASON
from app.infra.forms import Form, lazy_gettext

_GIVEN = InputRequired(lazy_gettext("Please fill this in."))


class EntryForm(FacetsForm):
    """Names and texts in both languages; the English may stay empty."""

    name_zh = StringField(lazy_gettext("Name in Chinese"), [_GIVEN, Length(max=LONGEST["name_zh"])])
    text_zh = TextAreaField(
        lazy_gettext("Text in Chinese"), [Length(max=LONGEST["text_zh"])], render_kw={"rows": 9}
    )
    name_en = StringField(lazy_gettext("Name in English"), [Length(max=LONGEST["name_en"])])
    text_en = TextAreaField(
        lazy_gettext("Text in English"), [Length(max=LONGEST["text_en"])], render_kw={"rows": 9}
    )

    @classmethod
    def of(cls, entry: EntryCard, hub: HubCard) -> EntryForm:
        """Return the form filled with what is written so far."""
        form = cls(
            formdata=None,
            name_zh=entry.name_zh,
            name_en=entry.name_en,
            text_zh=entry.text_zh,
            text_en=entry.text_en,
        )
        form.offer(hub)
        form.choose(entry.facets)
        return form

    def words(self) -> EntryWords:
        """Return what was typed."""
        return EntryWords(
            name_zh=typed(self.name_zh),
            name_en=typed(self.name_en),
            text_zh=typed(self.text_zh),
            text_en=typed(self.text_en),
            facets=self.facets,
        )


class DecisionForm(Form):
    """Which version the operator has read, and why it is sent back."""

    version = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    reason = TextAreaField(lazy_gettext("What should be mended"), [Length(max=LONGEST_REASON)])
