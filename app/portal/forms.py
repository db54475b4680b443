"""The style guide's form: one field of each kind, never sent."""

from wtforms import BooleanField, IntegerField, RadioField, SelectField, StringField, TextAreaField

from app.infra.forms import GIVEN, Form, choices, lazy_gettext


class SampleForm(Form):
    """Shows what forms look like; no route takes it."""

    purpose = StringField(lazy_gettext("What is it for?"), [GIVEN])
    samples = IntegerField(lazy_gettext("Number of samples"), [GIVEN])
    group = SelectField(
        lazy_gettext("Price group"),
        [GIVEN],
        choices=choices({"enterprise": lazy_gettext("Enterprise"), "academic": lazy_gettext("University")}),
    )
    mode = RadioField(
        lazy_gettext("How the voucher pays"),
        [GIVEN],
        choices=choices(
            {
                "reimburse": lazy_gettext("I pay all now and am paid back"),
                "redeem": lazy_gettext("I pay my share, the provider claims the rest"),
            }
        ),
    )
    message = TextAreaField(lazy_gettext("Message to the keeper"))
    reminder = BooleanField(lazy_gettext("Remind me one day before"))
