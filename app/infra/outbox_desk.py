"""The outbox as the operator sees it: what waits and fails, one mail's text, another try, giving up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from jinja2 import TemplateError
from sqlalchemy import ColumnElement, case, func, select, update

from app.infra.db import db
from app.infra.events import record
from app.infra.mail import compose
from app.infra.outbox import UNSENT, OutboxMessage
from app.infra.reasons import given_reason
from app.kernel.errors import Conflict, NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.infra.config import Settings
    from app.infra.events import EventActor

SUBJECT = "mail"
MASK = "••••"
# Secrets of links and tokens are 43 characters (accounts.domain.secrets); nothing else in a mail is so long.
_SECRET = re.compile(r"[A-Za-z0-9_-]{32,}")


class Shelf(StrEnum):
    """Where a mail stands; a failing one waits for its next try, a failed one has had its last."""

    FAILED = "failed"
    FAILING = "failing"
    WAITING = "waiting"
    DELIVERED = "delivered"
    WITHHELD = "withheld"
    GIVEN_UP = "given_up"


_WAITING = OutboxMessage.state == "waiting"
_ON: Mapping[Shelf, ColumnElement[bool]] = {
    Shelf.FAILED: OutboxMessage.state == "failed",
    Shelf.FAILING: _WAITING & (OutboxMessage.attempts > 0),
    Shelf.WAITING: _WAITING & (OutboxMessage.attempts == 0),
    Shelf.DELIVERED: OutboxMessage.state == "delivered",
    Shelf.WITHHELD: OutboxMessage.state == "withheld",
    Shelf.GIVEN_UP: OutboxMessage.state == "given_up",
}


@dataclass(frozen=True, slots=True)
class MailCounts:
    """How many mails stand where, and since when the oldest that is not sent waits."""

    waiting: int
    failing: int
    failed: int
    oldest_at: datetime | None


@dataclass(frozen=True, slots=True)
class MailText:
    """One mail as it is or was sent, with every secret masked."""

    subject: str
    body: str


def mail_counts() -> MailCounts:
    """Count what is not sent yet; one query, over what is not sent."""

    def number(shelf: Shelf) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((_ON[shelf], 1), else_=0)), 0)

    oldest = func.min(case((_WAITING, OutboxMessage.created_at)))
    query = select(number(Shelf.WAITING), number(Shelf.FAILING), number(Shelf.FAILED), oldest)
    return MailCounts(*db.session.execute(query.where(OutboxMessage.state.in_(UNSENT))).one())


def mails_on(shelf: Shelf, *, before_id: int | None, limit: int) -> list[OutboxMessage]:
    """Return the mails of a shelf, newest first, from below an id on."""
    query = select(OutboxMessage).where(_ON[shelf]).order_by(OutboxMessage.id.desc()).limit(limit)
    return list(db.session.scalars(query if before_id is None else query.where(OutboxMessage.id < before_id)))


def get_mail(mail_id: int) -> OutboxMessage:
    """Return a mail. Raises NotFound."""
    mail = db.session.get(OutboxMessage, mail_id)
    if mail is None:
        raise NotFound("not_found", N_("There is no such mail."))
    return mail


def shelf_of(mail: OutboxMessage) -> Shelf:
    """Return where a mail stands."""
    if mail.state != "waiting":
        return Shelf(mail.state)
    return Shelf.FAILING if mail.attempts else Shelf.WAITING


def masked_text(mail: OutboxMessage, settings: Settings) -> MailText | None:
    """Return the mail's text without its secrets.

    None where the content was not kept (it was sent), or where it can not be written: that is why it fails.
    """
    if not mail.payload:
        return None
    try:
        composed = compose(mail, settings)
    except TemplateError:
        return None
    text = composed.get_body(("plain",))
    return MailText(mask(str(composed["Subject"])), mask(text.get_content() if text else ""))


def mask(text: str) -> str:
    """Return a text in which no link or token works any more."""
    return _SECRET.sub(MASK, text)


def retry_mail(mail_id: int, by: EventActor, now: datetime) -> None:
    """Send an unsent mail as soon as the scheduler comes to it, with all its tries before it.

    Raises NotFound, Conflict `illegal_transition` for one that was sent, given up or withheld.
    """
    _change(mail_id, "retry", by, now, state="waiting", attempts=0, deliver_after=now)


def give_up_mail(mail_id: int, reason: str, by: EventActor, now: datetime) -> None:
    """Never send an unsent mail, nor keep its content. Raises as `retry_mail`, Invalid without a reason."""
    _change(mail_id, "give_up", by, now, reason=given_reason(reason), state="given_up", payload={})


def _change(
    mail_id: int, action: str, by: EventActor, now: datetime, *, reason: str | None = None, **values: object
) -> None:
    mail = get_mail(mail_id)
    unsent = (OutboxMessage.id == mail_id, OutboxMessage.state.in_(UNSENT))
    changed = update(OutboxMessage).where(*unsent).values(**values).returning(OutboxMessage.id)
    if db.session.execute(changed.execution_options(synchronize_session=False)).first() is None:
        raise Conflict("illegal_transition", N_("This mail is not waiting any more."))
    record(
        subject_kind=SUBJECT,
        subject_ref=str(mail_id),
        action=action,
        at=now,
        actor=by,
        from_state=mail.state,
        to_state=str(values["state"]),
        reason=reason,
    )
