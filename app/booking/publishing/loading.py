"""A provider loads a table of its instruments: kept, looked at in a dry run, then loaded as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.accounts.access import event_actor
from app.booking.models import InstrumentFile
from app.booking.publishing.importing import equipping, furnishing
from app.booking.publishing.ownership import own_provider
from app.infra.db import db
from app.infra.documents import MOST_BYTES
from app.infra.workbooks import is_workbook, table_of
from app.kernel.errors import Invalid, NotFound
from app.kernel.ids import new_reference
from app.kernel.text import N_
from app.pool.importing import ToProvider, as_utf8, foresee_import, import_instruments

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.accounts.domain.actor import Actor
    from app.booking.publishing.importing import Template
    from app.infra.documents import Upload
    from app.pool.importing import Foreseen, ImportReport

KEPT_FOR = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file of the own provider: what it is called, and what loading it would do."""

    ref: str
    filename: str
    foreseen: Foreseen


def keep_file(upload: Upload, *, by: Actor, now: datetime) -> str:
    """Keep a table of instruments and return its reference; the provider's earlier one is discarded.

    Raises Forbidden for no provider, Invalid for what is no table, too large, or refused whole.
    """
    provider = own_provider(by)
    _check(upload)
    content = table_of(upload.content) if is_workbook(upload.content) else as_utf8(upload.content)
    foresee_import(BytesIO(content), target=ToProvider(provider.code), now=now, most_rows=0)
    ref, theirs = new_reference("F", 8), InstrumentFile.organisation_id == provider.organisation_id
    db.session.execute(delete(InstrumentFile).where(theirs))
    db.session.execute(
        insert(InstrumentFile).values(
            ref=ref,
            organisation_id=provider.organisation_id,
            filename=upload.name,
            content=content,
            uploaded_at=now,
        )
    )
    return ref


def kept_file(ref: str, *, by: Actor, now: datetime, most_rows: int) -> KeptFile:
    """Return a file of the own provider with what loading it would do. Raises NotFound, Forbidden."""
    provider = own_provider(by)
    row = db.session.execute(
        select(InstrumentFile.filename, InstrumentFile.content).where(
            InstrumentFile.ref == ref, InstrumentFile.organisation_id == provider.organisation_id
        )
    ).first()
    if row is None:
        raise _no_such_file()
    target = ToProvider(provider.code)
    foreseen = foresee_import(BytesIO(row.content), target=target, now=now, most_rows=most_rows)
    return KeptFile(ref, row.filename, foreseen)


def load_and_publish(*, ref: str, template: Template, by: Actor, now: datetime) -> ImportReport:
    """Load a kept file's good rows; the new ones get hours and price and are published, all or none.

    The file is gone then, so that sending twice loads once. Raises NotFound, Forbidden, Invalid `no_hours`.
    """
    if template.hours is None or not template.hours.periods:
        raise Invalid(
            "no_hours",
            N_("There are no opening hours."),
            field="day_1",
            fix=N_("Say when they are open, or load them as drafts."),
        )
    return _load(ref, equipping(template, event_actor(by), now), by, now)


def load_as_drafts(*, ref: str, template: Template, by: Actor, now: datetime) -> ImportReport:
    """Load as `load_and_publish`, and leave the new ones drafts."""
    return _load(ref, furnishing(template, event_actor(by), now), by, now)


def discard_file(*, ref: str, by: Actor) -> None:
    """Forget a file that is not loaded. Raises NotFound, Forbidden."""
    _take(ref, by)


def forgotten_files(now: datetime, limit: int) -> list[int]:
    """Return the ids of files that nobody loaded."""
    old = InstrumentFile.uploaded_at <= now - KEPT_FOR
    return list(db.session.scalars(select(InstrumentFile.id).where(old).limit(limit)))


def forget_file(file_id: int, _now: datetime) -> None:
    """Delete a file; doing so again changes nothing."""
    db.session.execute(delete(InstrumentFile).where(InstrumentFile.id == file_id))


def _load(ref: str, on_added: Callable[[Sequence[int]], None], by: Actor, now: datetime) -> ImportReport:
    content = _take(ref, by)
    return import_instruments(
        BytesIO(content),
        target=ToProvider(own_provider(by).code),
        by=event_actor(by),
        now=now,
        on_added=on_added,
    )


def _take(ref: str, by: Actor) -> bytes:
    """Return a file's bytes and delete it: of two who load it, one does."""
    content: bytes | None = db.session.scalar(
        delete(InstrumentFile)
        .where(
            InstrumentFile.ref == ref,
            InstrumentFile.organisation_id == own_provider(by).organisation_id,
        )
        .returning(InstrumentFile.content)
    )
    if content is None:
        raise _no_such_file()
    return content


def _check(upload: Upload) -> None:
    if not upload.content:
        raise Invalid("file_empty", N_("The file is empty."), field="file")
    if len(upload.content) > MOST_BYTES:
        raise Invalid(
            "file_too_large",
            N_("A file may have at most %(most)s MB."),
            field="file",
            fix=N_("Split it into several files."),
            most=MOST_BYTES // 1024 // 1024,
        )


def _no_such_file() -> NotFound:
    return NotFound("not_found", N_("There is no such file: it was loaded, discarded, or is two days old."))
