"""What an organisation writes about a project, a technology, a platform or its experts."""

from __future__ import annotations

from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from app.hubs.domain.entries import LONGEST, EntryCard, EntryWords
from app.hubs.domain.hubs import HubCard
from app.hubs.forms.fields import FacetsForm
from app.hubs.moderating import LONGEST_REASON
from app.infra.forms import GIVEN, Form, SeenField, lazy_gettext


class EntryForm(FacetsForm):
    """Names and texts in both languages; the English may stay empty."""

    name_zh = StringField(lazy_gettext("Name in Chinese"), [GIVEN, Length(max=LONGEST["name_zh"])])
    text_zh = TextAreaField(
        lazy_gettext("Text in Chinese"), render_kw={"rows": 9, "maxlength": LONGEST["text_zh"]}
    )
    name_en = StringField(lazy_gettext("Name in English"), [Length(max=LONGEST["name_en"])])
    text_en = TextAreaField(
        lazy_gettext("Text in English"), render_kw={"rows": 9, "maxlength": LONGEST["text_en"]}
    )
    version = SeenField(default=0)

    @classmethod
    def of(cls, entry: EntryCard, hub: HubCard) -> EntryForm:
        """Return the form filled with what is written so far."""
        form = cls(
            formdata=None,
            name_zh=entry.name_zh,
            name_en=entry.name_en,
            text_zh=entry.text_zh,
            text_en=entry.text_en,
            version=entry.version,
        )
        form.offer(hub)
        form.choose(entry.facets)
        return form

    def words(self) -> EntryWords:
        """Return what was typed."""
        return EntryWords(
            name_zh=self.name_zh.data or "",
            name_en=self.name_en.data or "",
            text_zh=self.text_zh.data or "",
            text_en=self.text_en.data or "",
            facets=self.facets,
        )


class DecisionForm(Form):
    """Which version the operator has read."""

    version = SeenField(default=0)


class SendBackForm(DecisionForm):
    """Why an entry is sent back."""

    reason = TextAreaField(
        lazy_gettext("What should be mended"), [GIVEN], render_kw={"maxlength": LONGEST_REASON}
    )


class TakeDownForm(DecisionForm):
    """Why an entry or a need is taken down."""

    reason = TextAreaField(
        lazy_gettext("Why it is taken down"), [GIVEN], render_kw={"maxlength": LONGEST_REASON}
    )
