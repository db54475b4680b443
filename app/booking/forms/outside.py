"""A calendar that blocks an instrument: its address or its file, and what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wtforms import BooleanField, FileField, SelectField, StringField
from wtforms.validators import Length

from app.accounts.domain.roles import Role
from app.calendar.outside.drafting import NewCalendar
from app.infra.forms import GIVEN, Form, choices, lazy_gettext
from app.infra.outbound import PlainHttp
from app.infra.upload_forms import UploadForm

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.calendar.domain.outside_cards import OutsideCard
    from app.calendar.queries import Schedule

ALL_LANES = "0"


class SourceForm(UploadForm):
    """Where a calendar comes from: one of the two."""

    url = StringField(lazy_gettext("Its address"), [Length(max=2000)])
    file = FileField(lazy_gettext("Or its file (.ics)"))
    plain_http = BooleanField(lazy_gettext("Its address may begin with http://"))

    def offer(self, actor: Actor) -> SourceForm:
        """Ask only the provider's manager about addresses without encryption."""
        if Role.PROVIDER_MANAGER not in actor.roles:
            del self.plain_http
        return self

    @property
    def allowed(self) -> PlainHttp:
        """Return whether an address without encryption may be asked."""
        return PlainHttp.ALLOWED if self.data.get("plain_http") else PlainHttp.REFUSED

    def replacing(self, card: OutsideCard) -> NewCalendar:
        """Return what the calendar becomes: under its name, on its lanes."""
        upload = self.upload if self.has_file else None
        url = (self.url.data or "").strip() or None
        source = card.source
        return NewCalendar(
            source.instrument_id, source.name, url, upload, self.allowed, source.lane, replaces=card.id
        )


class OutsideForm(SourceForm):
    """A calendar to connect."""

    name = StringField(lazy_gettext("What you call it"), [GIVEN, Length(max=100)])
    lane = SelectField(lazy_gettext("What it blocks"), default=ALL_LANES)

    def on(self, schedule: Schedule) -> OutsideForm:
        """Offer the lanes of the instrument; where there is but one, nothing is asked."""
        one = lazy_gettext("Lane %(number)s")
        words = {ALL_LANES: lazy_gettext("All lanes")} | {
            str(number): one % {"number": number} for number in schedule.lanes
        }
        self.lane.choices = choices(words)
        if schedule.lane_count == 1:
            del self.lane
        return self

    def new(self, instrument_id: int) -> NewCalendar:
        """Return the calendar to look at."""
        upload = self.upload if self.has_file else None
        url = (self.url.data or "").strip() or None
        lane = int(self.data.get("lane") or ALL_LANES) or None
        return NewCalendar(instrument_id, self.name.data or "", url, upload, self.allowed, lane)


class NameForm(Form):
    """Another name."""

    name = StringField(lazy_gettext("What you call it"), [GIVEN, Length(max=100)])
