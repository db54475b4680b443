"""Enterprises as the register has them: read by themselves and their area, decided by their region."""

from __future__ import annotations

from app.accounts import enterprises, queries, registrations
from app.accounts.access import current_actor, requires
from app.accounts.api.answering import enterprise_answer, enterprise_answers, registration_answer
from app.accounts.api.blueprint import api
from app.accounts.domain.permissions import Permission
from app.accounts.domain.verification import VerificationAction
from app.accounts.schemas import (
    EnterpriseAnswer,
    EnterpriseList,
    EnterpriseQuery,
    GroupBody,
    RegistrationAnswer,
)
from app.infra import clock
from app.infra.api import ReasonBody, reads, writes
from app.infra.api.paging import before_id, page

PATH = "/enterprises/<int:enterprise_id>"


@api.get("/enterprises")
@requires(Permission.SEE_RECORD)
@reads(query=EnterpriseQuery, answer=EnterpriseList)
def list_enterprises(query: EnterpriseQuery) -> EnterpriseList:
    """Your own enterprise; for an officer those of the area, narrowed by state, registration or group."""
    actor = current_actor()
    found = queries.enterprises_seen_by(
        actor, query.wanted(), before_id=before_id(query), limit=query.limit + 1
    )
    shown, following = page(found, query.limit, lambda card: card.id)
    return EnterpriseList(items=enterprise_answers(shown, actor), next=following)


@api.get(PATH)
@requires(Permission.SEE_RECORD)
@reads(answer=EnterpriseAnswer)
def show_enterprise(enterprise_id: int) -> EnterpriseAnswer:
    """One enterprise, its registrations, and what you may do with them."""
    actor = current_actor()
    return enterprise_answer(queries.get_enterprise(enterprise_id, actor), actor)


@api.post(f"{PATH}/verify")
@requires(Permission.VERIFY_ENTERPRISES)
@writes(body=ReasonBody, answer=EnterpriseAnswer)
def verify_enterprise(body: ReasonBody, enterprise_id: int) -> EnterpriseAnswer:
    """Find the record of an enterprise of your region right."""
    return _decided(enterprise_id, VerificationAction.VERIFY, body)


@api.post(f"{PATH}/refuse")
@requires(Permission.VERIFY_ENTERPRISES)
@writes(body=ReasonBody, answer=EnterpriseAnswer)
def refuse_enterprise(body: ReasonBody, enterprise_id: int) -> EnterpriseAnswer:
    """Find it wrong, for a reason; the enterprise may declare it again."""
    return _decided(enterprise_id, VerificationAction.REFUSE, body)


@api.post(f"{PATH}/control-group")
@requires(Permission.VERIFY_ENTERPRISES)
@writes(body=GroupBody, answer=EnterpriseAnswer)
def set_control_group(body: GroupBody, enterprise_id: int) -> EnterpriseAnswer:
    """Put an enterprise of your region into the control group of that name; "" takes it out."""
    actor = current_actor()
    card = enterprises.set_control_group(
        enterprise_id=enterprise_id, name=body.name, by=actor, now=clock.now()
    )
    return enterprise_answer(card, actor)


@api.post(f"{PATH}/registrations/<int:year>/verify")
@requires(Permission.VERIFY_ENTERPRISES)
@writes(body=ReasonBody, answer=RegistrationAnswer)
def verify_registration(body: ReasonBody, enterprise_id: int, year: int) -> RegistrationAnswer:
    """Find a registration right: vouchers may pay for services of that year."""
    return _decided_registration(enterprise_id, year, VerificationAction.VERIFY, body)


@api.post(f"{PATH}/registrations/<int:year>/refuse")
@requires(Permission.VERIFY_ENTERPRISES)
@writes(body=ReasonBody, answer=RegistrationAnswer)
def refuse_registration(body: ReasonBody, enterprise_id: int, year: int) -> RegistrationAnswer:
    """Find a registration wrong, for a reason."""
    return _decided_registration(enterprise_id, year, VerificationAction.REFUSE, body)


def _decided(enterprise_id: int, action: VerificationAction, body: ReasonBody) -> EnterpriseAnswer:
    actor = current_actor()
    card = enterprises.decide_enterprise(
        enterprise_id=enterprise_id, action=action, reason=body.reason, by=actor, now=clock.now()
    )
    return enterprise_answer(card, actor)


def _decided_registration(
    enterprise_id: int, year: int, action: VerificationAction, body: ReasonBody
) -> RegistrationAnswer:
    actor = current_actor()
    card = registrations.decide_registration(
        enterprise_id=enterprise_id, year=year, action=action, reason=body.reason, by=actor, now=clock.now()
    )
    return registration_answer(card, queries.get_enterprise(enterprise_id, actor), actor)
