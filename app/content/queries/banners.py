"""Announcements over every page: which stand now, and all of them. One query each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, cast, exists, literal, select

from app.content.domain.articles import Wording
from app.content.domain.banners import Banner, BannerTerms, BannerTone
from app.content.models import Banner as BannerRow
from app.content.models import Dismissal
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

SUBJECT = "banner"
MOST = 3


def standing_banners(*, person_id: int | None, hidden: Collection[int], now: datetime) -> list[Banner]:
    """Return what stands now and neither person nor browser (`hidden`) has dismissed, newest first."""
    query = (
        select(BannerRow)
        .where(BannerRow.from_at <= now, BannerRow.until_at > now, BannerRow.taken_down_at.is_(None))
        .order_by(BannerRow.from_at.desc(), BannerRow.id.desc())
        .limit(MOST)
    )
    if hidden:
        query = query.where(BannerRow.id.not_in(hidden))
    if person_id is not None:
        subject = literal(f"{SUBJECT}:") + cast(BannerRow.id, String)
        query = query.where(~exists().where(Dismissal.person_id == person_id, Dismissal.subject == subject))
    return [_banner(row) for row in db.session.scalars(query)]


def banners_page(*, before_id: int | None, limit: int) -> list[Banner]:
    """Return all announcements, the newest first; one more than `limit` if there is."""
    query = select(BannerRow).order_by(BannerRow.id.desc()).limit(limit + 1)
    if before_id is not None:
        query = query.where(BannerRow.id < before_id)
    return [_banner(row) for row in db.session.scalars(query)]


def get_banner(banner_id: int) -> Banner:
    """Return an announcement. Raises NotFound."""
    row = db.session.get(BannerRow, banner_id, populate_existing=True)
    if row is None:
        raise NotFound("not_found", N_("There is no such announcement."))
    return _banner(row)


def _banner(row: BannerRow) -> Banner:
    texts = Wording(row.text_zh, row.text_en)
    terms = BannerTerms(texts, BannerTone(row.tone), row.link, row.from_at, row.until_at)
    return Banner(row.id, terms, row.taken_down_at)
