"""Announcements over every page: which stand now, and all of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from flask import current_app
from sqlalchemy import select

from app.content.domain.articles import Wording
from app.content.domain.banners import Banner, BannerPhase, BannerTerms, BannerTone
from app.content.models import Banner as BannerRow
from app.infra.db import db
from app.kernel.errors import NotFound
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

SUBJECT = "banner"
MOST = 3
MOST_KEPT = 50
#: How long one process may show what another has changed, unless BANNERS_FRESH says otherwise.
FRESH = timedelta(seconds=15)
_EXTENSION = "onepool.content.banners"


@dataclass(frozen=True, slots=True)
class _Kept:
    read_at: datetime
    banners: tuple[Banner, ...]


def standing_banners(*, hidden: Collection[int], now: datetime) -> list[Banner]:
    """Return what stands now and the browser has not `hidden`, newest first.

    Every page asks, so each process looks into the database only now and then (FRESH).
    """
    standing = [each for each in _kept(now) if each.phase(now) is BannerPhase.STANDING]
    return [each for each in standing if each.id not in hidden][:MOST]


def forget_kept() -> None:
    """Look into the database again the next time."""
    current_app.extensions.pop(_EXTENSION, None)


def _kept(now: datetime) -> Sequence[Banner]:
    kept: _Kept | None = current_app.extensions.get(_EXTENSION)
    if kept is None or not timedelta(0) <= now - kept.read_at < current_app.config.get(
        "BANNERS_FRESH", FRESH
    ):
        query = (
            select(BannerRow)
            .where(BannerRow.until_at > now, BannerRow.taken_down_at.is_(None))
            .order_by(BannerRow.from_at.desc(), BannerRow.id.desc())
            .limit(MOST_KEPT)
        )
        kept = _Kept(now, tuple(_banner(row) for row in db.session.scalars(query)))
        current_app.extensions[_EXTENSION] = kept
    return kept.banners


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
