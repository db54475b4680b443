"""What accounts' events are about (infra.events)."""

from sqlalchemy import String, cast

from app.accounts import enterprises, organisations, overseeing, registrations, ties
from app.accounts.models import SmeRegistration
from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_

_REGISTRATION = cast(SmeRegistration.organisation_id, String) + ":" + cast(SmeRegistration.year, String)

SUBJECTS = (
    Subject(overseeing.SUBJECT, N_("Person")),
    Subject(organisations.SUBJECT, N_("Organisation")),
    Subject(enterprises.SUBJECT, N_("Enterprise")),
    Subject(
        registrations.SUBJECT, N_("SME registration"), lambda: standing(_REGISTRATION, SmeRegistration.state)
    ),
    Subject(ties.SUBJECT, N_("Tie")),
)
