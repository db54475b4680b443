"""Applications for vouchers: drafted and submitted by the enterprise, decided by its region's officers."""

from __future__ import annotations

from flask import Response

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.accounts.schemas import DocumentAnswer
from app.infra import clock
from app.infra.api import NoBody, ReasonBody, reads, receives, sends, writes
from app.infra.documents import Upload
from app.infra.documents.sending import send_document
from app.voucher import applications, reviewing
from app.voucher.api.blueprint import api
from app.voucher.queries import applications as queries
from app.voucher.schemas.applications import (
    ApplicationAnswer,
    ApplicationBody,
    ApplicationChangeBody,
    ApplicationList,
    ApplicationQuery,
    ApprovalBody,
    DocumentForm,
    DocumentList,
)

PATH = "/grant-applications/<int:application_id>"


@api.get("/grant-applications")
@requires(Permission.SEE_APPLICATIONS)
@reads(query=ApplicationQuery, answer=ApplicationList)
def list_applications(query: ApplicationQuery) -> ApplicationList:
    """Your enterprise's applications; an officer's own region's, once submitted."""
    actor, states = current_actor(), [query.state] if query.state else []
    place = queries.APPLICATION_SORTS.place(None, query.cursor)
    found = queries.applications(actor, place=place, limit=query.limit + 1, states=states)
    shown, following = queries.APPLICATION_SORTS.page(found, query.limit, place)
    return ApplicationList(items=[ApplicationAnswer.of(card, actor) for card in shown], next=following)


@api.post("/grant-applications")
@requires(Permission.APPLY_FOR_VOUCHERS)
@writes(body=ApplicationBody, answer=ApplicationAnswer, status=201)
def draft_application(body: ApplicationBody) -> ApplicationAnswer:
    """Draft an application to a programme of your region."""
    actor = current_actor()
    drafted = applications.draft_application(
        programme_id=body.programme_id, terms=body.terms(), by=actor, now=clock.now()
    )
    return ApplicationAnswer.of(drafted, actor)


@api.get(PATH)
@requires(Permission.SEE_APPLICATIONS)
@reads(answer=ApplicationAnswer)
def show_application(application_id: int) -> ApplicationAnswer:
    """One application, and what you may do with it."""
    actor = current_actor()
    return ApplicationAnswer.of(queries.get_application(application_id, actor), actor)


@api.patch(PATH)
@requires(Permission.APPLY_FOR_VOUCHERS)
@writes(body=ApplicationChangeBody, answer=ApplicationAnswer)
def change_application(body: ApplicationChangeBody, application_id: int) -> ApplicationAnswer:
    """Change a draft, or one that was sent back."""
    actor = current_actor()
    terms = body.over(queries.get_application(application_id, actor))
    changed = applications.rewrite_application(application_id=application_id, terms=terms, by=actor)
    return ApplicationAnswer.of(changed, actor)


@api.post(f"{PATH}/submit")
@requires(Permission.APPLY_FOR_VOUCHERS)
@writes(body=NoBody, answer=ApplicationAnswer)
def submit_application(_body: NoBody, application_id: int) -> ApplicationAnswer:
    """Hand it in: your region reviews it from now on."""
    actor = current_actor()
    return ApplicationAnswer.of(
        applications.submit(application_id=application_id, by=actor, now=clock.now()), actor
    )


@api.post(f"{PATH}/withdraw")
@requires(Permission.APPLY_FOR_VOUCHERS)
@writes(body=ReasonBody, answer=ApplicationAnswer)
def withdraw_application(body: ReasonBody, application_id: int) -> ApplicationAnswer:
    """Take it back before it is decided."""
    actor = current_actor()
    withdrawn = applications.withdraw(
        application_id=application_id, reason=body.reason, by=actor, now=clock.now()
    )
    return ApplicationAnswer.of(withdrawn, actor)


@api.post(f"{PATH}/approve")
@requires(Permission.REVIEW_APPLICATIONS)
@writes(body=ApprovalBody, answer=ApplicationAnswer)
def approve_application(body: ApprovalBody, application_id: int) -> ApplicationAnswer:
    """Grant it wholly or partly; its voucher is issued at once, unless the city has to review it first."""
    actor = current_actor()
    approved = reviewing.approve(
        application_id=application_id, approval=body.approval(), by=actor, now=clock.now()
    )
    return ApplicationAnswer.of(approved, actor)


@api.post(f"{PATH}/reject")
@requires(Permission.REVIEW_APPLICATIONS)
@writes(body=ReasonBody, answer=ApplicationAnswer)
def reject_application(body: ReasonBody, application_id: int) -> ApplicationAnswer:
    """Grant nothing, for a reason."""
    actor = current_actor()
    rejected = reviewing.reject(application_id=application_id, reason=body.reason, by=actor, now=clock.now())
    return ApplicationAnswer.of(rejected, actor)


@api.post(f"{PATH}/send-back")
@requires(Permission.REVIEW_APPLICATIONS)
@writes(body=ReasonBody, answer=ApplicationAnswer)
def send_application_back(body: ReasonBody, application_id: int) -> ApplicationAnswer:
    """Ask the enterprise to correct something, for a reason."""
    actor = current_actor()
    returned = reviewing.send_back(
        application_id=application_id, reason=body.reason, by=actor, now=clock.now()
    )
    return ApplicationAnswer.of(returned, actor)


@api.get(f"{PATH}/documents")
@requires(Permission.SEE_APPLICATIONS)
@reads(answer=DocumentList)
def list_application_documents(application_id: int) -> DocumentList:
    """What was handed in with it."""
    queries.get_application(application_id, current_actor())
    return DocumentList(items=[DocumentAnswer.of(card) for card in queries.documents_of(application_id)])


@api.post(f"{PATH}/documents")
@requires(Permission.APPLY_FOR_VOUCHERS)
@receives(form=DocumentForm, answer=DocumentAnswer, status=201)
def add_application_document(_form: DocumentForm, upload: Upload, application_id: int) -> DocumentAnswer:
    """Hand in a document with a draft (multipart `file`)."""
    handed_in = applications.add_application_document(
        application_id=application_id, upload=upload, by=current_actor(), now=clock.now()
    )
    return DocumentAnswer.of(handed_in)


@api.get(f"{PATH}/documents/<ref>")
@requires(Permission.SEE_APPLICATIONS)
@sends()
def show_application_document(application_id: int, ref: str) -> Response:
    """A document as it was handed in."""
    application = queries.get_application(application_id, current_actor())
    return send_document(queries.get_application_document(application.ref, ref, current_actor()))
