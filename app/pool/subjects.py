"""What the pool's events are about (infra.events)."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, String, and_, cast, exists, or_

from app.infra.db import Base
from app.infra.events.subjects import Subject, standing
from app.kernel.text import N_
from app.pool import region_names, synonym_groups, terms
from app.pool.models import Accreditation, Instrument, PoolMembership, Recognition, Service


def _memberships() -> Select[Any]:
    return standing(cast(PoolMembership.id, String), PoolMembership.state)


def _instruments() -> Select[Any]:
    """Return the instruments with a history of their own: an import adds many with one event."""
    ref, event = cast(Instrument.id, String), Base.metadata.tables["event"].c
    own = and_(event.subject_kind == "instrument", event.subject_ref == ref, event.to_state.is_not(None))
    return standing(ref, Instrument.state).where(or_(Instrument.source_id.is_(None), exists().where(own)))


SUBJECTS = (
    Subject("pool_membership", N_("Pool membership"), _memberships),
    Subject("recognition", N_("Recognition"), lambda: standing(Recognition.ref, Recognition.state)),
    Subject("accreditation", N_("Accreditation"), lambda: standing(Accreditation.ref, Accreditation.state)),
    Subject("instrument", N_("Instrument"), _instruments),
    Subject("service", N_("Service"), lambda: standing(cast(Service.id, String), Service.state)),
    Subject("import", N_("Import of instruments")),
    Subject(terms.SUBJECT, N_("Class or kind")),
    Subject(synonym_groups.SUBJECT, N_("Words that mean the same")),
    Subject(region_names.SUBJECT, N_("Region")),
)
