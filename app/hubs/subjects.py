"""What the hubs' events are about (infra.events)."""

from app.hubs import moderating, needing, writing
from app.hubs.models import Hub, HubEntry, HubNeed
from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_

SUBJECTS = (
    Subject(moderating.HUB_SUBJECT, N_("Hub"), lambda: standing(Hub.slug, Hub.state)),
    Subject(writing.SUBJECT, N_("Hub entry"), lambda: standing(HubEntry.ref, HubEntry.state)),
    Subject(needing.SUBJECT, N_("Need"), lambda: standing(HubNeed.ref, HubNeed.state)),
)
