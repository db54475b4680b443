"""What a person fills in to subscribe."""

from __future__ import annotations

from wtforms import RadioField, SelectField, SubmitField
from wtforms.validators import Optional

from app.accounts.domain.actor import Actor
from app.calendar.domain.feed import FeedDetail, FeedKind
from app.calendar.ports import feed_source
from app.calendar.queries.feeds import MAKERS
from app.infra.forms import GIVEN, Form, choices, lazy_gettext

KINDS = {
    FeedKind.MINE: lazy_gettext("My bookings"),
    FeedKind.ENTERPRISE: lazy_gettext("All bookings of my enterprise"),
    FeedKind.PROVIDER: lazy_gettext("All instruments of ours"),
    FeedKind.INSTRUMENT: lazy_gettext("One instrument of ours"),
}
DETAILS = {
    FeedDetail.FULL: lazy_gettext("Everything: instrument, place, purpose"),
    FeedDetail.BUSY: lazy_gettext("Only that the time is taken"),
}


#: One who keeps more finds the others by the link on each one's own page.
MOST_INSTRUMENTS = 500


def _number(value: object) -> int | None:
    """Return an instrument's number as it was sent, None where none was chosen."""
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class SubscriptionForm(Form):
    """Which calendar, and how much of it."""

    kind = SelectField(lazy_gettext("Which bookings"), coerce=FeedKind, validators=[GIVEN])
    instrument_id = SelectField(
        lazy_gettext("Which instrument"), coerce=_number, validators=[Optional()], validate_choice=False
    )
    detail = RadioField(
        lazy_gettext("How much it tells"),
        coerce=FeedDetail,
        choices=choices(DETAILS),
        default=FeedDetail.FULL,
        validators=[GIVEN],
    )
    submit = SubmitField(lazy_gettext("Make a calendar address"))

    @classmethod
    def about(cls, instrument_id: int | None) -> SubscriptionForm:
        """Return the form as it begins: for one instrument, or for none in particular."""
        return cls(kind=FeedKind.INSTRUMENT, instrument_id=instrument_id) if instrument_id else cls()

    def offer(self, actor: Actor) -> SubscriptionForm:
        """Offer the kinds that the actor's roles may have; only who keeps instruments is asked for one."""
        offered = {each: label for each, label in KINDS.items() if actor.roles & MAKERS[each]}
        self.kind.choices = choices(offered)
        if FeedKind.INSTRUMENT not in offered:
            del self.instrument_id
        else:
            kept = dict(feed_source().instruments(actor.organisation_id or 0, MOST_INSTRUMENTS))
            self.instrument_id.choices = [("", lazy_gettext("– none in particular –")), *kept.items()]
        return self


class PostForm(Form):
    """The one button that withdraws an address, or gives another."""
