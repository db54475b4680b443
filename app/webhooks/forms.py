"""What somebody fills in to register a webhook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import URLField
from wtforms.validators import InputRequired, Length

from app.infra.forms import CheckboxesField, Form, choices, lazy_gettext
from app.webhooks.domain.topics import TOPIC_WORDS, TOPICS_OF, Topic

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor

LONGEST_URL = 2000


class HookForm(Form):
    """An address, and what it is told."""

    url = URLField(
        lazy_gettext("Address"),
        [InputRequired(lazy_gettext("Please fill this in.")), Length(max=LONGEST_URL)],
        render_kw={"placeholder": "https://"},
    )
    topics = CheckboxesField(lazy_gettext("What it is told"), coerce=Topic)

    def offer(self, actor: Actor) -> HookForm:
        """Offer what the actor's organisation has; at first all of it."""
        offered = TOPICS_OF[actor.organisation.kind] if actor.organisation else ()
        self.topics.choices = choices({topic: lazy_gettext(TOPIC_WORDS[topic]) for topic in offered})
        if self.topics.raw_data is None:  # nothing was sent yet
            self.topics.data = list(offered)
        return self

    @property
    def address(self) -> str:
        """Return the address as it was typed, without space around it."""
        return (self.url.data or "").strip()

    @property
    def chosen(self) -> frozenset[Topic]:
        """Return the topics."""
        return frozenset(Topic(each) for each in self.topics.data or ())


class ActForm(Form):
    """A button."""
