"""A time in which an instrument takes no bookings."""

from wtforms import StringField
from wtforms.validators import Length

from app.booking.forms.span import SpanForm
from app.infra.forms import GIVEN, lazy_gettext


class ClosureForm(SpanForm):
    """From when until when, and why; the reason is shown to the keepers only."""

    reason = StringField(lazy_gettext("Why"), [GIVEN, Length(max=200)])
