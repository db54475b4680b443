"""Programmes: drafted, opened, paused, closed, reconciled; funded further."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery, reads, writes
from app.infra.api.paging import before_id, page
from app.voucher.api.blueprint import api
from app.voucher.appropriating import appropriate
from app.voucher.domain.states import ProgrammeAction
from app.voucher.programmes import act_on_programme, create_programme
from app.voucher.queries import programmes as programme_queries
from app.voucher.queries.budgets import standings
from app.voucher.schemas.programmes import (
    AccountsAnswer,
    AppropriationBody,
    DecisionBody,
    ProgrammeAnswer,
    ProgrammeBody,
    ProgrammeList,
    TierAnswer,
)


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
def add_programme(body: ProgrammeBody) -> ProgrammeAnswer:
    """Create a programme of your region with its budget and policy, as a draft or open at once."""
    actor, now = current_actor(), clock.now()
    programme_id = create_programme(body.draft(), by=actor, now=now)
    if body.open:
        act_on_programme(programme_id, ProgrammeAction.OPEN, by=actor, now=now)
    return ProgrammeAnswer.of(programme_queries.get_programme(programme_id, actor))


@api.get("/programmes/<int:programme_id>")
@requires(Permission.SEE_VOUCHERS)
@reads(answer=ProgrammeAnswer)
def show_programme(programme_id: int) -> ProgrammeAnswer:
    """One programme with the policy in force."""
    return ProgrammeAnswer.of(programme_queries.get_programme(programme_id, current_actor()))


@api.get("/programmes/<int:programme_id>/accounts")
@requires(Permission.RUN_PROGRAMME)
@reads(answer=AccountsAnswer)
def show_programme_accounts(programme_id: int) -> AccountsAnswer:
    """Where the programme's money stands, by funding tier."""
    programme = programme_queries.get_programme(programme_id, current_actor())
    return AccountsAnswer(tiers=[TierAnswer.of(standing) for standing in standings(programme.id)])


@api.post("/programmes/<int:programme_id>/open")
@requires(Permission.RUN_PROGRAMME)
@writes(body=DecisionBody, answer=ProgrammeAnswer)
def open_programme(body: DecisionBody, programme_id: int) -> ProgrammeAnswer:
    """Let vouchers be issued from it."""
    return _after(programme_id, ProgrammeAction.OPEN, body)


@api.post("/programmes/<int:programme_id>/pause")
@requires(Permission.RUN_PROGRAMME)
@writes(body=DecisionBody, answer=ProgrammeAnswer)
def pause_programme(body: DecisionBody, programme_id: int) -> ProgrammeAnswer:
    """Issue nothing for now; vouchers issued before stay good."""
    return _after(programme_id, ProgrammeAction.PAUSE, body)


@api.post("/programmes/<int:programme_id>/close")
@requires(Permission.RUN_PROGRAMME)
@writes(body=DecisionBody, answer=ProgrammeAnswer)
def close_programme(body: DecisionBody, programme_id: int) -> ProgrammeAnswer:
    """Issue nothing any more; vouchers issued before stay good."""
    return _after(programme_id, ProgrammeAction.CLOSE, body)


@api.post("/programmes/<int:programme_id>/reconcile")
@requires(Permission.RUN_PROGRAMME)
@writes(body=DecisionBody, answer=ProgrammeAnswer)
def reconcile_programme(body: DecisionBody, programme_id: int) -> ProgrammeAnswer:
    """Close its accounts, once no voucher is live and no money is held, claimable or payable."""
    return _after(programme_id, ProgrammeAction.RECONCILE, body)


@api.post("/programmes/<int:programme_id>/appropriations")
@requires(Permission.RUN_PROGRAMME)
@writes(body=AppropriationBody, answer=ProgrammeAnswer, status=201)
def add_appropriation(body: AppropriationBody, programme_id: int) -> ProgrammeAnswer:
    """Add money to a funding tier, which may be new to the programme."""
    programme = appropriate(
        programme_id, body.line(), reason=body.reason, by=current_actor(), now=clock.now()
    )
    return ProgrammeAnswer.of(programme)


def _after(programme_id: int, action: ProgrammeAction, body: DecisionBody) -> ProgrammeAnswer:
    programme = act_on_programme(
        programme_id, action, reason=body.reason, by=current_actor(), now=clock.now()
    )
    return ProgrammeAnswer.of(programme)
