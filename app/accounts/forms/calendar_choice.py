"""How somebody's bookings reach their calendar, as they choose it."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SubmitField

from app.accounts.calendar_choices import calendar_choice
from app.accounts.domain.actor import Actor
from app.accounts.domain.calendar_choice import CalendarChoice, CalendarWay, KeeperInvitations
from app.accounts.domain.roles import Role
from app.infra.forms import GIVEN, Form, choices, lazy_gettext

WAYS = {
    CalendarWay.BOTH: lazy_gettext("By invitations in the mails, and by a subscription where I have one"),
    CalendarWay.MAIL: lazy_gettext("By invitations in the mails only"),
    CalendarWay.FEED: lazy_gettext("By a subscription only: mails come without invitations"),
}
AS_KEEPER = {
    KeeperInvitations.NONE: lazy_gettext("No"),
    KeeperInvitations.ALL: lazy_gettext("Yes, to each booking and each change"),
}
_KEEPERS = frozenset({Role.KEEPER, Role.PROVIDER_MANAGER})


class CalendarChoiceForm(Form):
    """By mail, by subscription or both; who keeps instruments is also asked about what others book."""

    way = RadioField(
        lazy_gettext("How do my bookings reach my calendar?"),
        coerce=CalendarWay,
        choices=choices(WAYS),
        validators=[GIVEN],
    )
    as_keeper = RadioField(
        lazy_gettext("Shall I be invited to what is booked on the instruments I keep?"),
        coerce=KeeperInvitations,
        choices=choices(AS_KEEPER),
        validators=[GIVEN],
    )
    place = HiddenField()
    submit = SubmitField(lazy_gettext("Save this choice"))

    @classmethod
    def of(cls, actor: Actor, place: str) -> CalendarChoiceForm:
        """Return the form as it stands; saving it leads back to the path `place`."""
        chosen = calendar_choice(actor.person_id)
        return cls(way=chosen.way, as_keeper=chosen.as_keeper, place=place).offer(actor)

    def offer(self, actor: Actor) -> CalendarChoiceForm:
        """Ask about instruments only who keeps some."""
        if not actor.roles & _KEEPERS:
            del self.as_keeper
        return self

    def choice(self, actor: Actor) -> CalendarChoice:
        """Return what was chosen; what was not asked stays."""
        as_keeper = self.data.get("as_keeper") or calendar_choice(actor.person_id).as_keeper
        return CalendarChoice(self.way.data, as_keeper)
