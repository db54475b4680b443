"""What people are told about, by which way, and what of it they may not turn off."""

from __future__ import annotations

from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about."""

    BOOKINGS = "bookings"
    DEADLINES = "deadlines"
    MONEY = "money"
    DECISIONS = "decisions"
    NEWS = "news"


class Channel(StrEnum):
    """How one is told."""

    MAIL = "mail"
    SITE = "site"


#: A decision about one's rights arrives; what costs money or time is at least on the site.
FIXED = frozenset(
    {
        (NoticeKind.DECISIONS, Channel.MAIL),
        (NoticeKind.DECISIONS, Channel.SITE),
        (NoticeKind.DEADLINES, Channel.SITE),
        (NoticeKind.MONEY, Channel.SITE),
    }
)

_BY_TEMPLATE = {
    "booking_reminder": NoticeKind.DEADLINES,
    "booking_expired": NoticeKind.DEADLINES,
    "order_expired": NoticeKind.DEADLINES,
    "booking_settled": NoticeKind.MONEY,
    "order_settled": NoticeKind.MONEY,
    "claim_paid": NoticeKind.MONEY,
    "claim_paid_back": NoticeKind.MONEY,
}
_BY_BEGINNING = {
    "booking": NoticeKind.BOOKINGS,
    "order": NoticeKind.BOOKINGS,
    "outside": NoticeKind.BOOKINGS,
    "voucher": NoticeKind.DEADLINES,
    "own_share": NoticeKind.MONEY,
    "grant": NoticeKind.DECISIONS,
    "enterprise": NoticeKind.DECISIONS,
    "claim": NoticeKind.DECISIONS,
    "hub": NoticeKind.NEWS,
}


def kind_of(template: str) -> NoticeKind:
    """Return what a notice is about, by the name of its template; what has no other kind is news."""
    if template in _BY_TEMPLATE:
        return _BY_TEMPLATE[template]
    return next(
        (kind for beginning, kind in _BY_BEGINNING.items() if template.startswith(f"{beginning}_")),
        NoticeKind.NEWS,
    )
