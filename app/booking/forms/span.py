"""A span typed on the wall clock of the instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from wtforms import DateTimeLocalField

from app.booking.domain.rules import span_of
from app.booking.domain.wall import instant_of
from app.infra.forms import GIVEN, Form, lazy_gettext
from app.kernel.errors import Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.kernel.interval import Interval


class SpanForm(Form):
    """From when until when; `zone` says on which clock."""

    starts_at = DateTimeLocalField(lazy_gettext("From"), [GIVEN])
    ends_at = DateTimeLocalField(lazy_gettext("Until"), [GIVEN])

    @property
    def is_filled(self) -> bool:
        """Tell whether anything was typed: an empty form is no mistake yet."""
        return bool(self.starts_at.raw_data or self.ends_at.raw_data)

    def span(self, zone: str) -> Interval:
        """Return the span in UTC. Raises Invalid for a skipped time, or an end before the start."""
        clock = ZoneInfo(zone)
        return span_of(_instant(self.starts_at, clock), _instant(self.ends_at, clock))


def _instant(field: DateTimeLocalField, clock: ZoneInfo) -> datetime:
    if field.data is None:
        raise Invalid("invalid", N_("Give a day and a time."), field=str(field.name))
    return instant_of(field.data, clock, field=str(field.name))
