"""What somebody fills in to register a webhook, or to change it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import URLField
from wtforms.validators import Length

from app.infra.forms import GIVEN, CheckboxesField, Form, choices, lazy_gettext
from app.webhooks.domain.topics import TOPIC_WORDS, TOPICS_OF, Topic

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.webhooks.domain.cards import HookCard

LONGEST_URL = 2000


class HookForm(Form):
    """An address, and what it is told."""

    url = URLField(
        lazy_gettext("Address"),
        [GIVEN, Length(max=LONGEST_URL)],
        render_kw={"placeholder": "https://"},
    )
    topics = CheckboxesField(lazy_gettext("What it is told"), coerce=Topic)

    def offer(self, actor: Actor, hook: HookCard | None = None) -> HookForm:
        """Offer what the actor's organisation has; at first what the webhook is told, or a new one: all."""
        offered = TOPICS_OF[actor.organisation.kind] if actor.organisation else ()
        self.topics.choices = choices({topic: lazy_gettext(TOPIC_WORDS[topic]) for topic in offered})
        if self.topics.raw_data is None:  # nothing was sent yet
            self.url.data = hook.url if hook else None
            self.topics.data = [topic for topic in offered if hook is None or topic in hook.topics]
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
