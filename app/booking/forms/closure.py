"""A time in which an instrument takes no bookings."""

from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.booking.forms.span import SpanForm
from app.infra.forms import lazy_gettext


class ClosureForm(SpanForm):
    """From when until when, and why; the reason is shown to the keepers only."""

    reason = StringField(lazy_gettext("Why"), [InputRequired(), Length(max=200)])
