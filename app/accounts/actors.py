"""Making the Actor of a request: one query, for a session as for a token."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, and_, bindparam, func, or_, select

from app.accounts.domain.actor import Actor, OrganisationCard, Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.domain.secrets import hash_of
from app.accounts.models import ApiToken, Membership, Notification, Organisation, Person
from app.infra.db import db

# One row for each role; without a membership one row of the person alone. These two are asked at nearly every
# request, so they are built once.
_PEOPLE = select(
    Person.id.label("person_id"),
    Person.name,
    Person.email,
    Person.locale,
    Membership.role,
    Organisation.id.label("organisation_id"),
    Organisation.kind,
    Organisation.name_zh,
    Organisation.name_en,
    Organisation.credit_code,
    Organisation.region_code,
).select_from(Person)
# Counted along with who it is, so that the bell of every page costs no statement of its own.
_UNREAD = (
    select(func.count())
    .select_from(Notification)
    .where(Notification.person_id == Person.id, Notification.read_at.is_(None))
    .correlate(Person)
    .scalar_subquery()
)
_OF_SESSION = (
    _PEOPLE.add_columns(_UNREAD.label("unread"))
    .outerjoin(
        Membership,
        and_(Membership.person_id == Person.id, Membership.organisation_id == bindparam("organisation_id")),
    )
    .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
    .where(
        Person.id == bindparam("person_id"),
        Person.session_epoch == bindparam("epoch"),
        Person.locked_at.is_(None),
    )
)
_OF_TOKEN = (
    _PEOPLE.add_columns(ApiToken.id.label("token_id"), ApiToken.scopes, ApiToken.last_used_at)
    .join(ApiToken, ApiToken.person_id == Person.id)
    .outerjoin(
        Membership,
        and_(Membership.person_id == Person.id, Membership.organisation_id == ApiToken.organisation_id),
    )
    .outerjoin(Organisation, Organisation.id == Membership.organisation_id)
    .where(
        ApiToken.token_hash == bindparam("token_hash"),
        ApiToken.revoked_at.is_(None),
        Person.locked_at.is_(None),
        or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > bindparam("now")),
    )
)


@dataclass(frozen=True, slots=True)
class TokenUse:
    """A token that was shown, and whom it makes act. `last_used_at` is None for the first time."""

    token_id: int
    last_used_at: datetime | None
    actor: Actor


def of_session(*, person_id: int, organisation_id: int | None, epoch: int) -> Actor | None:
    """Return who the session is, or None when the password has changed since, or the account is locked."""
    values = {"person_id": person_id, "organisation_id": organisation_id, "epoch": epoch}
    rows = db.session.execute(_OF_SESSION, values).all()
    return _actor(rows, scopes=None, unread=rows[0].unread) if rows else None


def of_token(token: str, *, now: datetime) -> TokenUse | None:
    """Return whom a token makes act; None when it is unknown, revoked, past its end, or its owner locked."""
    rows = db.session.execute(_OF_TOKEN, {"token_hash": hash_of(token), "now": now}).all()
    if not rows:
        return None
    scopes = frozenset(Scope(word) for word in rows[0].scopes.split())
    return TokenUse(rows[0].token_id, rows[0].last_used_at, _actor(rows, scopes=scopes))


def _actor(
    rows: Sequence[Row[*tuple[Any, ...]]], *, scopes: frozenset[Scope] | None, unread: int = 0
) -> Actor:
    first = rows[0]
    organisation = first.organisation_id and OrganisationCard(
        id=first.organisation_id,
        kind=OrganisationKind(first.kind),
        name_zh=first.name_zh,
        name_en=first.name_en,
        credit_code=first.credit_code,
        region_code=first.region_code,
    )
    return Actor(
        person_id=first.person_id,
        name=first.name,
        email=first.email,
        locale=first.locale,
        organisation=organisation,
        roles=frozenset(Role(row.role) for row in rows if row.role),
        scopes=scopes,
        unread=unread,
    )
