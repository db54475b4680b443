"""How the whole pool fares: the one source of the operator's first page, of /readyz and of /metrics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.calendar.queries.feeds import count_living
from app.infra.db.revisions import newest_revision
from app.infra.documents.measuring import DocumentsUse, documents_use
from app.infra.outbox_desk import MailCounts, mail_counts
from app.infra.scheduler.beat import SILENT_AFTER, last_beat
from app.infra.scheduler.queries import job_states

if TYPE_CHECKING:
    from datetime import datetime

    from app.infra.scheduler.models import SchedulerBeat

#: Mail goes out twice a minute; one that waits longer than this tells that something is wrong.
MAIL_LATE_AFTER = timedelta(minutes=15)
LEAST_FREE_BYTES = 2 * 1024**3


@dataclass(frozen=True, slots=True)
class Vitals:
    """What is true at a moment."""

    at: datetime
    revision: str
    newest: str | None
    beat: SchedulerBeat | None
    failing_jobs: int
    late_jobs: int
    mails: MailCounts
    feeds: int
    documents: DocumentsUse

    @property
    def is_migrated(self) -> bool:
        """Tell whether the database is as this code needs it."""
        return self.revision == self.newest

    @property
    def is_scheduled(self) -> bool:
        """Tell whether a scheduler was heard of lately."""
        return self.beat is not None and self.at - self.beat.beat_at < SILENT_AFTER

    @property
    def mail_age(self) -> timedelta | None:
        """Return how long the oldest mail has waited, or None where none waits."""
        return self.at - self.mails.oldest_at if self.mails.oldest_at else None

    @property
    def is_mail_late(self) -> bool:
        """Tell whether mail waits too long."""
        return self.mail_age is not None and self.mail_age > MAIL_LATE_AFTER

    @property
    def is_room_short(self) -> bool:
        """Tell whether the disk under the documents is nearly full."""
        return self.documents.bytes_free < LEAST_FREE_BYTES


def vitals(revision: str, now: datetime) -> Vitals:
    """Look at everything, in five queries; `revision` is what `found_revision` answered."""
    jobs = job_states(now)
    return Vitals(
        at=now,
        revision=revision,
        newest=newest_revision(),
        beat=last_beat(),
        failing_jobs=sum(job.is_failing for job in jobs),
        late_jobs=sum(job.is_late for job in jobs),
        mails=mail_counts(),
        feeds=count_living(),
        documents=documents_use(),
    )
