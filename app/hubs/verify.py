"""What must hold of hubs, asked of the database."""

from __future__ import annotations

from sqlalchemy import func, select

from app.hubs.domain.states import EntryState
from app.hubs.models import HubEntry, HubText
from app.hubs.queries.entries import DRAFT, PUBLIC
from app.infra.db import db
from app.infra.verify import Check

#: In each state, how many texts are being written; only published ones must be public, withdrawn ones not.
_WRITTEN = {
    EntryState.DRAFT: 1,
    EntryState.SUBMITTED: 1,
    EntryState.SENT_BACK: 1,
    EntryState.PUBLISHED: 0,
    EntryState.WITHDRAWN: 0,
}


def texts_beside_the_state() -> list[str]:
    """Return a line for each entry whose texts are not those of its state."""
    drafts = func.count().filter(HubText.role == DRAFT)
    public = func.count().filter(HubText.role == PUBLIC)
    query = (
        select(HubEntry.ref, HubEntry.state, drafts.label("drafts"), public.label("public"))
        .join(HubText, HubText.entry_id == HubEntry.id)
        .group_by(HubEntry.id, HubEntry.ref, HubEntry.state)
        .order_by(HubEntry.id)
    )
    return [
        f"entry {row.ref} is {row.state} with {row.drafts} texts being written and {row.public} public"
        for row in db.session.execute(query)
        if not _fits(EntryState(row.state), row.drafts, row.public)
    ]


def _fits(state: EntryState, drafts: int, public: int) -> bool:
    must = {EntryState.PUBLISHED: 1, EntryState.WITHDRAWN: 0}.get(state, public)
    return drafts == _WRITTEN[state] and public == must


CHECKS = (Check("H1", "each hub entry has the texts of its state", texts_beside_the_state),)
