"""What an enterprise declares about itself: its record, registrations and documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.accounts import enterprise_documents, enterprises, queries, registrations
from app.accounts.access import current_actor, requires
from app.accounts.api.answering import enterprise_answer, registration_answer
from app.accounts.api.blueprint import api
from app.accounts.api.enterprises import PATH
from app.accounts.domain.permissions import Permission
from app.accounts.queries import EnterpriseDocumentCard
from app.accounts.schemas import (
    EnterpriseAnswer,
    EnterpriseDocumentAnswer,
    EnterpriseDocumentForm,
    EnterpriseDocumentList,
    RegistrationAnswer,
    RegistrationForm,
)
from app.infra import clock
from app.infra.api import ReasonBody, reads, receives, sends, writes
from app.infra.documents.sending import send_document

if TYPE_CHECKING:
    from flask import Response

    from app.infra.documents import Upload


@api.post(f"{PATH}/declare")
@requires(Permission.KEEP_RECORD)
@writes(body=ReasonBody, answer=EnterpriseAnswer)
def declare_enterprise(body: ReasonBody, enterprise_id: int) -> EnterpriseAnswer:
    """Ask for another look at your record after a refusal."""
    actor = current_actor()
    queries.get_enterprise(enterprise_id, actor)
    return enterprise_answer(
        enterprises.declare_enterprise(note=body.reason, by=actor, now=clock.now()), actor
    )


@api.post(f"{PATH}/registrations")
@requires(Permission.KEEP_RECORD)
@receives(form=RegistrationForm, answer=RegistrationAnswer, status=201)
def declare_registration(form: RegistrationForm, upload: Upload, enterprise_id: int) -> RegistrationAnswer:
    """Declare your registration for a year with its certificate, or correct a refused one."""
    actor = current_actor()
    enterprise = queries.get_enterprise(enterprise_id, actor)
    card = registrations.declare_registration(terms=form.terms(), upload=upload, by=actor, now=clock.now())
    return registration_answer(card, enterprise, actor)


@api.get(f"{PATH}/documents")
@requires(Permission.SEE_RECORD)
@reads(answer=EnterpriseDocumentList)
def list_enterprise_documents(enterprise_id: int) -> EnterpriseDocumentList:
    """What the enterprise handed in about itself, newest first."""
    enterprise = queries.get_enterprise(enterprise_id, current_actor())
    found = queries.enterprise_documents(enterprise.id)
    return EnterpriseDocumentList(items=[EnterpriseDocumentAnswer.about(card) for card in found])


@api.post(f"{PATH}/documents")
@requires(Permission.KEEP_RECORD)
@receives(form=EnterpriseDocumentForm, answer=EnterpriseDocumentAnswer, status=201)
def add_enterprise_document(
    form: EnterpriseDocumentForm, upload: Upload, enterprise_id: int
) -> EnterpriseDocumentAnswer:
    """Hand in a document about your enterprise (multipart `kind`, `file`)."""
    actor = current_actor()
    queries.get_enterprise(enterprise_id, actor)
    document = enterprise_documents.add_document(upload=upload, kind=form.kind, by=actor, now=clock.now())
    return EnterpriseDocumentAnswer.about(EnterpriseDocumentCard(form.kind, None, document))


@api.get(f"{PATH}/documents/<ref>")
@requires(Permission.SEE_RECORD)
@sends()
def show_enterprise_document(enterprise_id: int, ref: str) -> Response:
    """A document as it was handed in, for the enterprise and the officers of its area."""
    return send_document(queries.get_enterprise_document(enterprise_id, ref, current_actor()))
