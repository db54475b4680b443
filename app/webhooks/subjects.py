"""What the webhooks' events are about (infra.events)."""

from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_
from app.webhooks.domain.states import SUBJECT
from app.webhooks.models import Webhook

SUBJECTS = (Subject(SUBJECT, N_("Webhook"), lambda: standing(Webhook.ref, Webhook.state)),)
