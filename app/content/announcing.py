"""Announcements over every page: put up for a while, and taken down before its end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import CursorResult, insert, update

from app.content import queries
from app.content.models import Banner as BannerRow
from app.content.queries.banners import SUBJECT, forget_kept
from app.infra.db import db, execute_checked
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from datetime import datetime

    from app.content.domain.banners import Banner, BannerTerms
    from app.infra.events import EventActor


def put_up(*, terms: BannerTerms, by: EventActor, now: datetime) -> Banner:
    """Let an announcement stand over every page. Raises Invalid with every broken rule."""
    terms = replace(terms, texts=terms.texts.cleaned())
    problems = terms.problems(now)
    if problems:
        raise Invalid.of(problems)
    banner_id: int = execute_checked(
        insert(BannerRow)
        .values(
            text_zh=terms.texts.name_zh,
            text_en=terms.texts.name_en,
            tone=str(terms.tone),
            link=terms.link,
            from_at=terms.from_at,
            until_at=terms.until_at,
            created_at=now,
        )
        .returning(BannerRow.id)
    ).scalar_one()
    _note(banner_id, "put_up", by, now)
    return queries.get_banner(banner_id)


def take_down(*, banner_id: int, by: EventActor, now: datetime) -> None:
    """End an announcement now. Raises NotFound, Conflict `illegal_transition` for one that is over."""
    queries.get_banner(banner_id)
    ended = db.session.execute(
        update(BannerRow)
        .where(BannerRow.id == banner_id, BannerRow.until_at > now, BannerRow.taken_down_at.is_(None))
        .values(taken_down_at=now)
    )
    if not isinstance(ended, CursorResult) or ended.rowcount != 1:
        raise Conflict("illegal_transition", N_("This announcement is over already."))
    _note(banner_id, "take_down", by, now)


def _note(banner_id: int, action: str, by: EventActor, now: datetime) -> None:
    forget_kept()
    record(subject_kind=SUBJECT, subject_ref=str(banner_id), action=action, at=now, actor=by)
