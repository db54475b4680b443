"""Moments typed on the pool's clock, and the words for kinds, topics and tones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.booking.domain.wall import instant_of
from app.content.domain.articles import ArticleKind, Topic
from app.content.domain.banners import BannerTone
from app.infra.forms import lazy_gettext
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.pool.domain.days import POOL_ZONE

if TYPE_CHECKING:
    from datetime import datetime

    from wtforms import DateTimeLocalField

KIND_WORDS = {
    ArticleKind.NEWS: lazy_gettext("News item"),
    ArticleKind.ANNOUNCEMENT: lazy_gettext("Announcement"),
    ArticleKind.HELP: lazy_gettext("Help"),
}
TOPIC_WORDS = {
    Topic.START: lazy_gettext("First things"),
    Topic.BOOKING: lazy_gettext("Booking and ordering"),
    Topic.VOUCHER: lazy_gettext("Vouchers and money"),
    Topic.PROVIDER: lazy_gettext("For providers"),
    Topic.OFFICER: lazy_gettext("For science authorities"),
    Topic.OPERATOR: lazy_gettext("For the operator"),
}
TONE_WORDS = {
    BannerTone.INFO: lazy_gettext("Good to know"),
    BannerTone.WAIT: lazy_gettext("Mind this"),
    BannerTone.BAD: lazy_gettext("Something does not work"),
}


def moment_of(field: DateTimeLocalField) -> datetime:
    """Return the moment typed, in UTC. Raises Invalid where there is none."""
    moment = found_moment(field)
    if moment is None:
        raise Invalid("invalid", N_("Give a day and a time."), field=str(field.name))
    return moment


def found_moment(field: DateTimeLocalField) -> datetime | None:
    """Return the moment typed, in UTC, or None."""
    return None if field.data is None else instant_of(field.data, POOL_ZONE, field=str(field.name))
