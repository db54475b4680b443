"""The versions of a programme's policy: listed, tried, put in force."""

from __future__ import annotations

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.infra import clock
from app.infra.api import PageQuery, reads, writes
from app.infra.api.paging import before_id, page
from app.voucher.api.blueprint import api
from app.voucher.policies import add_version
from app.voucher.previewing import preview_terms
from app.voucher.queries.policies import versions
from app.voucher.queries.programmes import get_programme
from app.voucher.schemas.policies import PreviewAnswer, TermsBody, VersionAnswer, VersionBody, VersionList


@api.get("/programmes/<int:programme_id>/policies")
@requires(Permission.RUN_PROGRAMME)
@reads(query=PageQuery, answer=VersionList)
def list_policies(query: PageQuery, programme_id: int) -> VersionList:
    """Every version of the programme's policy, newest first, with what it changed."""
    programme = get_programme(programme_id, current_actor())
    found = versions(programme, below=before_id(query), limit=query.limit + 1)
    shown, following = page(found, query.limit, lambda version: version.version)
    return VersionList(items=[VersionAnswer.of(version) for version in shown], next=following)


@api.post("/programmes/<int:programme_id>/policies")
@requires(Permission.RUN_PROGRAMME)
@writes(body=VersionBody, answer=VersionAnswer, status=201)
def publish_policy(body: VersionBody, programme_id: int) -> VersionAnswer:
    """Put the next version in force for new grants; vouchers issued before keep theirs."""
    programme = add_version(
        programme_id,
        body.terms(),
        reason=body.reason,
        based_on=body.based_on,
        by=current_actor(),
        now=clock.now(),
    )
    return VersionAnswer.of(versions(programme, limit=1)[0])


@api.post("/programmes/<int:programme_id>/policies/preview")
@requires(Permission.RUN_PROGRAMME)
@writes(body=TermsBody, answer=PreviewAnswer)
def preview_policy(body: TermsBody, programme_id: int) -> PreviewAnswer:
    """Say what terms would have meant for the last 90 days' holds and grants; nothing is kept."""
    programme = get_programme(programme_id, current_actor())
    return PreviewAnswer.of(preview_terms(programme, body.terms(), clock.now()))
