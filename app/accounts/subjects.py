"""What accounts' events are about (infra.events)."""

from app.infra.events.subjects import Subject
from app.kernel.text import N_

SUBJECTS = (Subject("person", N_("Person")),)
