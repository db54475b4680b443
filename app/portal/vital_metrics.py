"""The vitals as Prometheus reads them, beside the counters of the web workers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, generate_latest

if TYPE_CHECKING:
    from app.portal.vitals import Vitals


def vital_metrics(seen: Vitals | None) -> bytes:
    """Return the gauges as text; None says only that the database does not answer."""
    registry = CollectorRegistry()
    values = {"onepool_ready": ("Whether the database answers", 0.0)} if seen is None else _values(seen)
    for name, (meaning, value) in values.items():
        Gauge(name, meaning, registry=registry).set(value)
    return generate_latest(registry)


def _values(seen: Vitals) -> dict[str, tuple[str, float]]:
    values: dict[str, tuple[str, float]] = {
        "onepool_ready": ("Whether the database answers", 1),
        "onepool_migrated": ("Whether the database is as the code needs it", seen.is_migrated),
        "onepool_jobs_failing": ("Jobs that failed at something in their last run", seen.failing_jobs),
        "onepool_jobs_late": ("Jobs whose next run is overdue", seen.late_jobs),
        "onepool_mails_waiting": ("Mails that wait for their first try", seen.mails.waiting),
        "onepool_mails_failing": ("Mails that wait for another try", seen.mails.failing),
        "onepool_mails_failed": ("Mails that were tried for the last time", seen.mails.failed),
        "onepool_feeds": ("Calendar subscriptions", seen.feeds),
        "onepool_document_bytes": ("Bytes of the documents", seen.documents.bytes_used),
        "onepool_disk_free_bytes": ("Bytes free under the documents", seen.documents.bytes_free),
    }
    if seen.beat is not None:
        age = (seen.at - seen.beat.beat_at).total_seconds()
        values["onepool_scheduler_beat_age_seconds"] = ("Seconds since the scheduler's last beat", age)
    if seen.mail_age is not None:
        oldest = seen.mail_age.total_seconds()
        values["onepool_mail_oldest_age_seconds"] = ("Seconds the oldest mail has waited", oldest)
    return values
