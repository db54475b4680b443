"""A provider's files of other systems: kept, taken over once, undone while nobody acted on them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from app.accounts.access import event_actor
from app.booking.domain.moving import MoveKind
from app.booking.models import MovedBooking, MoveIn, PastUse
from app.booking.moving.tables import is_calendar, plain, read_sheet
from app.booking.moving.taking_over import foresee, take_over
from app.booking.publishing.ownership import own_provider
from app.calendar.closing import reopen_all
from app.calendar.queries import standing_closures
from app.infra.db import db, transaction
from app.infra.documents import MOST_BYTES
from app.kernel.errors import Conflict, Invalid, NotFound
from app.kernel.ids import new_reference
from app.kernel.interval import Interval
from app.kernel.text import N_

if TYPE_CHECKING:
    from app.accounts.domain.actor import Actor
    from app.booking.moving.rows import ReadRows
    from app.infra.documents import Upload
    from app.infra.events import EventActor

KEPT_FOR = timedelta(days=2)
MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class MoveInCard:
    """A file that was sent. `rows` were brought by it once it is taken over."""

    id: int
    ref: str
    kind: MoveKind
    filename: str
    rows: int
    uploaded_at: datetime
    taken_at: datetime | None
    undone_at: datetime | None

    @property
    def can_be_undone(self) -> bool:
        """Tell whether what it brought still stands."""
        return self.taken_at is not None and self.undone_at is None


_CARD: tuple[Any, ...] = (
    MoveIn.id, MoveIn.ref, MoveIn.kind, MoveIn.filename, MoveIn.rows, MoveIn.uploaded_at, MoveIn.taken_at,
    MoveIn.undone_at,
)  # fmt: skip


def keep_file(upload: Upload, kind: MoveKind, *, by: Actor, now: datetime) -> str:
    """Keep a file and return its reference. Opens its own transaction, once the file is seen to be one.

    Raises Forbidden for no provider, Invalid for no such file.
    """
    provider = own_provider(by)
    content, organisation_id = checked(upload.content), provider.organisation_id
    return transaction(lambda: keep_bytes(content, upload.name, kind, organisation_id, now))


def checked(content: bytes) -> bytes:
    """Return a file as it is kept: a workbook as CSV, so that a look at it costs no more than one at a table.

    Raises Invalid for a file that is neither a table nor a calendar, or is too large.
    """
    _check_size(content)
    kept = plain(content)
    _check_size(kept)  # a workbook of a few kilobytes may say one long text thousands of times
    if not is_calendar(kept):
        read_sheet(kept)
    return kept


def _check_size(content: bytes) -> None:
    if len(content) > MOST_BYTES:
        raise Invalid(
            "file_too_large",
            N_("A file may have at most %(most)s MB."),
            field="file",
            fix=N_("Split it into several files."),
            most=MOST_BYTES // 1024 // 1024,
        )


def keep_bytes(content: bytes, name: str, kind: MoveKind, organisation_id: int, now: datetime) -> str:
    """Keep a file's bytes and return its reference."""
    ref = new_reference("M", 8)
    row = {"ref": ref, "organisation_id": organisation_id, "kind": str(kind), "filename": name[:200]}
    db.session.execute(insert(MoveIn).values(**row, content=content, rows=0, uploaded_at=now))
    return ref


def sent_files(by: Actor) -> list[MoveInCard]:
    """Return the newest files of the own provider."""
    theirs = MoveIn.organisation_id == own_provider(by).organisation_id
    query = select(*_CARD).where(theirs).order_by(MoveIn.id.desc()).limit(MOST_SHOWN)
    return [_card(row) for row in db.session.execute(query)]


def kept_content(ref: str, organisation_id: int) -> tuple[MoveInCard, bytes]:
    """Return a file that is not taken over, with its bytes. Raises NotFound."""
    query = select(*_CARD, MoveIn.content).where(MoveIn.ref == ref, MoveIn.organisation_id == organisation_id)
    row = db.session.execute(query).first()
    if row is None or row.content is None:
        raise _no_such_file()
    return _card(row), row.content


def take_file_over(card: MoveInCard, read: ReadRows, by: EventActor, now: datetime) -> int:
    """Write what the file brings, once: of two who ask, one does. Return how many rows. Raises NotFound."""
    report = foresee(read, card.kind)
    taken = db.session.execute(
        update(MoveIn)
        .where(MoveIn.id == card.id, MoveIn.taken_at.is_(None))
        .values(taken_at=now, content=None, rows=len(report.new))
        .returning(MoveIn.id)
    ).first()
    if taken is None:
        raise _no_such_file()
    take_over(report, card.id, card.kind, by, now)
    return len(report.new)


def undo(ref: str, *, by: Actor, now: datetime) -> None:
    """Take back all that a file brought. Blocks that are over stay on record.

    Raises NotFound, Conflict `move_in_undone`, or `move_in_acted_on` where somebody opened one of its blocks.
    """
    theirs = MoveIn.organisation_id == own_provider(by).organisation_id
    row = db.session.execute(select(*_CARD).where(MoveIn.ref == ref, theirs)).first()
    if row is None or row.taken_at is None:
        raise _no_such_file()
    card = _card(row)
    undone = update(MoveIn).where(MoveIn.id == card.id, MoveIn.undone_at.is_(None)).values(undone_at=now)
    if db.session.execute(undone.returning(MoveIn.id)).first() is None:
        raise Conflict("move_in_undone", N_("This import is undone already."))
    if card.kind is MoveKind.BOOKINGS:
        _open_again(card.id, event_actor(by), now)
    for table in (PastUse, MovedBooking):
        db.session.execute(delete(table).where(table.move_in_id == card.id))


def discard_file(ref: str, *, by: Actor) -> None:
    """Forget a file that is not taken over. Raises NotFound, Forbidden."""
    theirs = MoveIn.organisation_id == own_provider(by).organisation_id
    gone = delete(MoveIn).where(MoveIn.ref == ref, theirs, MoveIn.taken_at.is_(None)).returning(MoveIn.id)
    if db.session.execute(gone).first() is None:
        raise _no_such_file()


def forgotten_files(now: datetime, limit: int) -> list[int]:
    """Return the ids of files that nobody took over."""
    old = (MoveIn.uploaded_at <= now - KEPT_FOR) & MoveIn.taken_at.is_(None)
    return list(db.session.scalars(select(MoveIn.id).where(old).limit(limit)))


def forget_file(file_id: int, _now: datetime) -> None:
    """Delete a file that nobody took over; doing so again changes nothing."""
    db.session.execute(delete(MoveIn).where(MoveIn.id == file_id, MoveIn.taken_at.is_(None)))


def _open_again(move_in_id: int, by: EventActor, now: datetime) -> None:
    columns = (
        MovedBooking.instrument_id, MovedBooking.closure_id, MovedBooking.starts_at, MovedBooking.ends_at,
    )  # fmt: skip
    rows = db.session.execute(select(*columns).where(MovedBooking.move_in_id == move_in_id)).all()
    ahead = [row for row in rows if row.ends_at > now]
    made = {(row.closure_id, Interval(row.starts_at, row.ends_at)) for row in ahead}
    if standing_closures([row.closure_id for row in ahead]) != made:
        raise Conflict(
            "move_in_acted_on",
            N_("Somebody opened some of its times already, so it can't be undone as a whole."),
            fix=N_("Open the others one by one, on the page of each instrument."),
        )
    for instrument_id in sorted({row.instrument_id for row in ahead}):
        theirs = [row.closure_id for row in ahead if row.instrument_id == instrument_id]
        reopen_all(instrument_id=instrument_id, closure_ids=theirs, now=now, by=by)


def _card(row: Any) -> MoveInCard:
    facts = {column.key: getattr(row, column.key) for column in _CARD}
    return MoveInCard(**facts | {"kind": MoveKind(row.kind)})


def _no_such_file() -> NotFound:
    message = N_("There is no such file: it was taken over, discarded, or is two days old.")
    return NotFound("not_found", message)
