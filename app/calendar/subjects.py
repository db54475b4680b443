"""What the calendar's events are about (infra.events)."""

from app.calendar.queries.closures import SUBJECT
from app.infra.events.subjects import Subject
from app.kernel.text import N_

SUBJECTS = (Subject(SUBJECT, N_("Instrument time")),)
