"""Programmes: drafted, opened, paused, closed."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import NoBody, PageQuery, reads, writes
from app.voucher.api.blueprint import api
from app.voucher.domain.states import ProgrammeAction
from app.voucher.paging import before_id, page
from app.voucher.programmes import act_on_programme, create_programme
from app.voucher.queries import programmes as programme_queries
from app.voucher.schemas.programmes import ProgrammeAnswer, ProgrammeBody, ProgrammeList


@api.get("/programmes")
@requires(Permission.SEE_VOUCHERS)
@reads(query=PageQuery, answer=ProgrammeList)
def list_programmes(query: PageQuery) -> ProgrammeList:
    """Your region's programmes; drafts are seen by its officers only."""
    found = programme_queries.programmes(current_actor(), before_id=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda programme: programme.id)
    return ProgrammeList(items=[ProgrammeAnswer.of(programme) for programme in shown], next=following)


@api.post("/programmes")
@requires(Permission.RUN_PROGRAMME)
@writes(body=ProgrammeBody, answer=ProgrammeAnswer, status=201)
def post_programme(body: ProgrammeBody) -> ProgrammeAnswer:
    """Create a programme of your region with its budget and policy, as a draft or open at once."""
    actor, now = current_actor(), clock.now()
    programme_id = create_programme(body.draft(), by=actor, now=now)
    if body.open:
        act_on_programme(programme_id, ProgrammeAction.OPEN, by=actor, now=now)
    return ProgrammeAnswer.of(programme_queries.get_programme(programme_id, actor))


@api.post("/programmes/<int:programme_id>/open")
@requires(Permission.RUN_PROGRAMME)
@writes(body=NoBody, answer=ProgrammeAnswer)
def open_programme(_body: NoBody, programme_id: int) -> ProgrammeAnswer:
    """Let vouchers be issued from it."""
    return _after(programme_id, ProgrammeAction.OPEN)


@api.post("/programmes/<int:programme_id>/pause")
@requires(Permission.RUN_PROGRAMME)
@writes(body=NoBody, answer=ProgrammeAnswer)
def pause_programme(_body: NoBody, programme_id: int) -> ProgrammeAnswer:
    """Issue nothing for now; vouchers issued before stay good."""
    return _after(programme_id, ProgrammeAction.PAUSE)


@api.post("/programmes/<int:programme_id>/close")
@requires(Permission.RUN_PROGRAMME)
@writes(body=NoBody, answer=ProgrammeAnswer)
def close_programme(_body: NoBody, programme_id: int) -> ProgrammeAnswer:
    """Issue nothing any more; vouchers issued before stay good."""
    return _after(programme_id, ProgrammeAction.CLOSE)


def _after(programme_id: int, action: ProgrammeAction) -> ProgrammeAnswer:
    return ProgrammeAnswer.of(act_on_programme(programme_id, action, by=current_actor(), now=clock.now()))
