"""What the ground's own events are about (infra.events): what the operator does by hand."""

from app.infra import outbox_desk
from app.infra.events.subjects import Subject
from app.infra.scheduler import asking
from app.kernel.text import N_

SUBJECTS = (Subject(asking.SUBJECT, N_("Job")), Subject(outbox_desk.SUBJECT, N_("Mail")))
