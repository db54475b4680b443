"""What people were told, as pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.accounts.domain.notices import FIXED, Channel, NoticeKind
from app.infra.notice_text import notice_text
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import datetime

    from app.accounts.queries.notifications import NotificationCard
    from app.infra.notice_text import Part

KIND_WORDS: Mapping[NoticeKind, tuple[str, str]] = {
    NoticeKind.BOOKINGS: (N_("Bookings and orders"), N_("Asked for, confirmed, declined, cancelled")),
    NoticeKind.DEADLINES: (N_("Deadlines"), N_("What ends soon: a voucher, a request, a booking tomorrow")),
    NoticeKind.MONEY: (N_("Money"), N_("Settlements, invoices and payments")),
    NoticeKind.DECISIONS: (N_("Decisions"), N_("What an authority decided about your enterprise")),
    NoticeKind.NEWS: (N_("News"), N_("What is new in the pool")),
}
KIND_ICONS: Mapping[NoticeKind, str] = {
    NoticeKind.BOOKINGS: "calendar-check",
    NoticeKind.DEADLINES: "hourglass-split",
    NoticeKind.MONEY: "cash-coin",
    NoticeKind.DECISIONS: "patch-check",
    NoticeKind.NEWS: "megaphone",
}
CHANNEL_WORDS: Mapping[Channel, str] = {Channel.MAIL: N_("Mail"), Channel.SITE: N_("On the site")}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing somebody was told, in the reader's language; `path` is the page it is about, if any."""

    id: int
    icon: str
    kind: str
    subject: str
    parts: tuple[Part, ...]
    path: str | None
    told_at: datetime
    is_read: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether somebody is told of a kind in one way; a fixed one can not be turned off."""

    name: str
    channel: str
    is_on: bool
    is_fixed: bool


@dataclass(frozen=True, slots=True)
class KindChoices:
    """The choices for one kind."""

    word: str
    text: str
    choices: tuple[Choice, ...]


def told(cards: Iterable[NotificationCard]) -> list[Told]:
    """Return what somebody was told, in words."""
    return [_told(card) for card in cards]


def kind_choices(off: Collection[tuple[NoticeKind, Channel]]) -> list[KindChoices]:
    """Return all choices; `off` are those somebody turned off."""
    return [
        KindChoices(
            *KIND_WORDS[kind],
            tuple(
                Choice(
                    f"{kind}-{channel}",
                    CHANNEL_WORDS[channel],
                    (kind, channel) not in off or (kind, channel) in FIXED,
                    (kind, channel) in FIXED,
                )
                for channel in Channel
            ),
        )
        for kind in NoticeKind
    ]


def _told(card: NotificationCard) -> Told:
    text = notice_text(card.template, card.values, "")
    word = KIND_WORDS[card.kind][0]
    return Told(
        card.id, KIND_ICONS[card.kind], word, text.subject, text.parts, text.url, card.told_at, card.is_read
    )
