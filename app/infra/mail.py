"""Mail: one text per notice, also as HTML in one layout, sent by SMTP or written to `instance/mail/`."""

from __future__ import annotations

import smtplib
import ssl
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template
from flask_babel import force_locale, gettext

from app.infra.calendar_invitations import AskedInvitation, Reader, invitation_for
from app.infra.i18n import LOCALES
from app.infra.notice_text import notice_text

if TYPE_CHECKING:
    from app.infra.calendar_invitations import Invitation
    from app.infra.config import Settings
    from app.infra.outbox import OutboxMessage

TIMEOUT_SECONDS = 15


class _WholeSubjects(EmailPolicy):
    """Folds a subject so that it is read as written: others drop a space where a fold meets a quote."""

    def fold(self, name: str, value: str) -> str:
        """Return a header's lines."""
        if name == "Subject" and not value.isascii():
            return f"{name}: {Header(value, 'utf-8', header_name=name).encode()}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header's lines as bytes."""
        return self.fold(name, value).encode("utf-8" if self.utf8 else "ascii", "surrogateescape")


_POLICY = _WholeSubjects()


def compose(message: OutboxMessage, settings: Settings) -> EmailMessage:
    """Return the mail in the reader's language: plain text, the same as HTML, what calendars take over."""
    stop = message.payload.get("stop")
    stop_url = f"{settings.base_url}/notifications/stop/{stop}" if stop else None
    with current_app.test_request_context(base_url=settings.base_url), force_locale(LOCALES[message.locale]):
        notice = notice_text(message.template, message.payload, settings.base_url)
        html = render_template(
            "mail/_frame.html",
            notice=notice,
            stop_url=stop_url,
            base_url=settings.base_url,
            locale=message.locale,
        )
        foot = f"\n{gettext('No more mails of this kind')}: {stop_url}\n" if stop_url else ""
        invitation = _invitation(message, settings.mail_from)
    mail = EmailMessage(_POLICY)
    mail["Subject"] = notice.subject
    mail["From"] = settings.mail_from
    mail["To"] = message.recipient
    mail["Date"] = formatdate(message.created_at.timestamp())
    mail["Message-ID"] = make_msgid(idstring=str(message.id), domain=urlsplit(settings.base_url).hostname)
    mail["Auto-Submitted"] = "auto-generated"
    if stop_url:
        # Mail programs show a button for it, which posts (RFC 8058).
        mail["List-Unsubscribe"] = f"<{stop_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    mail.set_content(notice.plain + foot)
    mail.add_alternative(html, subtype="html")
    if invitation is not None:
        # The last part is the one that a program prefers (RFC 2046); base64 keeps its lines as they are.
        mail.add_alternative(
            invitation.body,
            "text",
            "calendar",
            params={"method": invitation.method, "charset": "utf-8"},
        )
    return mail


def _invitation(message: OutboxMessage, sender: str) -> Invitation | None:
    """Return what the mail brings into the calendar: as things stand now, not as when it was queued.

    So what is sent late tells no calendar of what has passed since.
    """
    asked = message.payload.get("invitation")
    if asked is None:
        return None
    reader = Reader(message.recipient, message.locale, sender)
    return invitation_for(AskedInvitation.from_data(asked), reader)


def send(message: OutboxMessage, settings: Settings) -> None:
    """Send one queued mail. Raises what the mail server answers when it refuses."""
    mail = compose(message, settings)
    if settings.smtp_url is None:
        folder = settings.instance / "mail"
        folder.mkdir(exist_ok=True)
        (folder / f"{message.id:06d}-{message.template}.eml").write_bytes(mail.as_bytes())
        return
    address = urlsplit(settings.smtp_url)
    kind = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
    with kind(address.hostname or "localhost", address.port or 0, timeout=TIMEOUT_SECONDS) as server:
        if address.scheme == "smtp+starttls":
            server.starttls(context=ssl.create_default_context())
        if address.username:
            server.login(unquote(address.username), unquote(address.password or ""))
        server.send_message(mail)
