"""An announcement over every page, as the operator types it."""

from __future__ import annotations

from wtforms import DateTimeLocalField, SelectField, StringField, TextAreaField

from app.content.domain.articles import Wording
from app.content.domain.banners import BannerTerms, BannerTone
from app.content.forms.words import TONE_WORDS, moment_of
from app.infra.forms import GIVEN, Form, choices, lazy_gettext


class BannerForm(Form):
    """What it says, how loud, and from when until when."""

    text_zh = TextAreaField(lazy_gettext("Text in Chinese"))
    text_en = TextAreaField(lazy_gettext("Text in English"))
    tone = SelectField(lazy_gettext("How loud"), choices=choices(TONE_WORDS))
    link = StringField(lazy_gettext("Link"))
    from_at = DateTimeLocalField(lazy_gettext("From"), [GIVEN])
    until_at = DateTimeLocalField(lazy_gettext("Until"), [GIVEN])

    def terms(self) -> BannerTerms:
        """Return the announcement. Raises Invalid for a skipped time."""
        return BannerTerms(
            Wording(self.text_zh.data or "", self.text_en.data or ""),
            BannerTone(self.tone.data),
            (self.link.data or "").strip(),
            moment_of(self.from_at),
            moment_of(self.until_at),
        )
