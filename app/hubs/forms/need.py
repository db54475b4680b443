"""What an enterprise looks for, and what became of it."""

from __future__ import annotations

from datetime import date

from wtforms import BooleanField, DateField, RadioField, StringField, TextAreaField
from wtforms.validators import Length

from app.hubs.domain.letters import LONGEST_MESSAGE
from app.hubs.domain.needs import LONGEST, NeedWords
from app.hubs.domain.states import Outcome
from app.hubs.forms.fields import FacetsForm
from app.hubs.present.words import OUTCOMES
from app.infra.forms import GIVEN, Form, choices, lazy_gettext


class NeedForm(FacetsForm):
    """A need."""

    title = StringField(lazy_gettext("What you look for"), [GIVEN, Length(max=LONGEST["title"])])
    text = TextAreaField(
        lazy_gettext("Description"), [GIVEN], render_kw={"rows": 8, "maxlength": LONGEST["text"]}
    )
    until_on = DateField(lazy_gettext("Last day"), [GIVEN])
    shows_name = BooleanField(lazy_gettext("Show the name of our enterprise"))

    def words(self) -> NeedWords:
        """Return what was typed."""
        return NeedWords(
            title=self.title.data or "",
            text=self.text.data or "",
            until_on=self.until_on.data or date.min,
            shows_name=bool(self.shows_name.data),
            facets=self.facets,
        )


class CloseForm(Form):
    """What became of a need."""

    outcome = RadioField(
        lazy_gettext("What became of it"),
        [GIVEN],
        choices=choices({outcome: lazy_gettext(word) for outcome, word in OUTCOMES.items()}),
    )

    def chosen(self) -> Outcome:
        """Return the outcome."""
        return Outcome(self.outcome.data)


class MessageForm(Form):
    """A message to the other side."""

    text = TextAreaField(
        lazy_gettext("Your message"), [GIVEN], render_kw={"rows": 6, "maxlength": LONGEST_MESSAGE}
    )
