"""Inviting people into one's organisation: a mail with a link, the roles offered, two weeks to answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from app.accounts import attempts
from app.accounts.access import event_actor
from app.accounts.domain.addresses import normalised_email
from app.accounts.domain.invitations import InvitationAction, InvitationCard, InvitationState, after
from app.accounts.domain.lockout import TryKind
from app.accounts.domain.roles import MANAGER_IN
from app.accounts.domain.secrets import hash_of, new_link_secret
from app.accounts.members import own_organisation
from app.accounts.membership import give_roles, locked, note, role_problems
from app.accounts.models import Invitation
from app.accounts.people import email_problems
from app.accounts.queries import find_person_by_email, get_organisation, people_of
from app.accounts.queries.invitations import find_invitation, get_invitation_of, pending_invitation
from app.accounts.signups import NewPerson, enter
from app.infra.db import db, execute_checked, swap
from app.infra.events import EventActor
from app.infra.outbox import OutboxMessage, enqueue_mail, keep_nothing
from app.kernel.errors import Conflict, Forbidden, Gone, Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from app.accounts.domain.actor import Actor, OrganisationCard, PersonCard
    from app.accounts.domain.roles import Role

VALID_FOR = timedelta(days=14)
#: Addresses of people who never came are not ours to keep; till then the history can name them.
KEPT_AFTER_END = timedelta(days=30)
MAIL_KEY = "invitation:"  # then the hash of its secret


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation as the invited person sees it."""

    invitation: InvitationCard
    organisation: OrganisationCard
    inviter: PersonCard
    invited: PersonCard | None


def invite(
    *, email: str, roles: Collection[Role], by: Actor, now: datetime, link: Callable[[str], str]
) -> None:
    """Mail an invitation; an earlier one to the same address ends.

    Raises Forbidden without an organisation, Invalid with every wrong field, Conflict `already_member`,
    TooManyRequests.
    """
    organisation, email = own_organisation(by), normalised_email(email)
    problems = [*email_problems(email), *role_problems(organisation, roles)]
    if problems:
        raise Invalid.of(problems)
    attempts.count(attempts.person_subject(TryKind.INVITE_PERSON, by.person_id), now=now)
    members, person = locked(organisation.id), find_person_by_email(email)
    if person is not None and person.id in members:
        raise Conflict(
            "already_member",
            N_("This person belongs to the organisation already."),
            field="email",
            fix=N_("Change their roles in the list below."),
        )
    earlier = pending_invitation(organisation.id, email)
    if earlier is not None:
        _move(earlier, InvitationAction.REVOKE)
    secret, offered = new_link_secret(), sorted(roles)
    invitation_id = execute_checked(
        insert(Invitation)
        .values(
            organisation_id=organisation.id,
            email=email,
            roles=" ".join(offered),
            state=str(InvitationState.PENDING),
            token_hash=hash_of(secret),
            invited_by=by.person_id,
            created_at=now,
            expires_at=now + VALID_FOR,
        )
        .returning(Invitation.id)
    ).scalar_one()
    note(organisation.id, "invite", event_actor(by), now, {"invitation": invitation_id}, offered)
    enqueue_mail(
        to=email,
        locale=person.locale if person else by.locale,
        template="invitation",
        values={
            "inviter": by.name,
            "name_zh": organisation.name_zh,
            "name_en": organisation.name_en,
            "link": link(secret),
            "days": VALID_FOR // timedelta(days=1),
        },
        now=now,
        key=f"{MAIL_KEY}{hash_of(secret)}",
    )


def revoke_invitation(*, invitation_id: int, by: Actor, now: datetime) -> None:
    """End an invitation of the own organisation. Raises NotFound, Conflict `illegal_transition`."""
    organisation = own_organisation(by)
    card = get_invitation_of(organisation.id, invitation_id)
    _move(card, InvitationAction.REVOKE)
    note(organisation.id, "revoke_invitation", event_actor(by), now, {"invitation": card.id}, card.roles)


def get_offer(secret: str, *, now: datetime) -> Offer:
    """Return what a mailed link offers.

    Raises Gone when it was answered or revoked, is over, or when who sent it may not invite any more.
    """
    card = find_invitation(secret)
    if card is None or not card.is_open(now):
        raise _over()
    organisation = get_organisation(card.organisation_id)
    inviter = inviters(organisation).get(card.invited_by)
    if inviter is None:
        raise _over()
    return Offer(card, organisation, inviter, find_person_by_email(card.email))


def inviters(organisation: OrganisationCard) -> dict[int, PersonCard]:
    """Return who may invite into an organisation now, by id: an invitation stands only with its sender."""
    return {person.id: person for person in people_of(organisation.id, [MANAGER_IN[organisation.kind]])}


def accept(*, secret: str, by: Actor, now: datetime) -> int:
    """Join the organisation that invited the actor's e-mail address; return its id.

    Raises Gone, Forbidden `other_address` for somebody else's invitation.
    """
    offer = get_offer(secret, now=now)
    if offer.invitation.email != by.email:
        raise Forbidden(
            "other_address",
            N_("This invitation was sent to another e-mail address than the one you signed in with."),
            fix=N_("Sign in with that address, or ask for an invitation to this one."),
        )
    _join(offer.invitation, EventActor(by.person_id, by.name, "person"), by.person_id, now)
    return offer.invitation.organisation_id


def accept_as_new(*, secret: str, new: NewPerson, now: datetime) -> PersonCard:
    """Make an account for the invited address, which the mailed link proves, and join the organisation.

    Raises Gone, Invalid with every wrong field, Conflict `email_taken` where there is an account.
    """
    invitation = get_offer(secret, now=now).invitation
    person = enter(invitation.email, new, now)
    _join(invitation, EventActor(person.id, person.name, "person"), person.id, now)
    return person


def old_invitations(now: datetime, limit: int) -> list[int]:
    """Return the ids of invitations, answered or not, that ended long enough ago to be forgotten."""
    old = Invitation.expires_at <= now - KEPT_AFTER_END
    return list(db.session.scalars(select(Invitation.id).where(old).order_by(Invitation.id).limit(limit)))


def forget_invitation(invitation_id: int) -> None:
    """Delete an invitation, and what its mail said if that was never sent; again changes nothing."""
    ended = delete(Invitation).where(Invitation.id == invitation_id).returning(Invitation.token_hash)
    secret_hash = db.session.scalar(ended)
    if secret_hash is not None:
        keep_nothing(OutboxMessage.key == f"{MAIL_KEY}{secret_hash}")


def _join(card: InvitationCard, joiner: EventActor, person_id: int, now: datetime) -> None:
    _move(card, InvitationAction.ACCEPT)
    give_roles(card.organisation_id, person_id, card.roles, now)
    note(card.organisation_id, "join", joiner, now, {"person": person_id}, card.roles)


def _over() -> Gone:
    return Gone(
        "invitation_over",
        N_(
            "This invitation does not stand any more: it was answered or revoked, is over two weeks old, "
            "or who sent it no longer manages the organisation."
        ),
        fix=N_("Ask the organisation's manager for a new one."),
    )


def _move(card: InvitationCard, action: InvitationAction) -> None:
    swap(Invitation, card.id, from_state=card.state, to_state=after(card.state, action))
