"""API tokens: made, listed, revoked, and their last use noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, or_, select, update

from app.accounts.domain.actor import Scope
from app.accounts.domain.secrets import hash_of, new_token
from app.accounts.models import ApiToken
from app.accounts.queries import get_own_organisation, home_organisation
from app.infra.db import db
from app.kernel.errors import Invalid, NotFound
from app.kernel.text import N_

#: The last use is for people to recognise a token by; to the minute is enough, and spares a write a request.
NOTED_EVERY = timedelta(minutes=1)
#: Tokens that ended are kept this long, so that "why did it stop" can be answered.
KEPT_AFTER_END = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A token as its owner sees it; the token itself is never shown again."""

    id: int
    label: str
    scopes: frozenset[Scope]
    organisation_id: int | None
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None

    @property
    def may_write(self) -> bool:
        """Tell whether it may do more than read."""
        return Scope.WRITE in self.scopes


def create_token(
    *,
    person_id: int,
    scopes: Iterable[Scope],
    label: str,
    now: datetime,
    organisation_id: int | None = None,
    expires_at: datetime | None = None,
) -> str:
    """Return a new token; only its hash is kept, so this is the one time it is seen.

    It acts in `organisation_id`, by default the organisation the person joined first. Raises Invalid without
    a scope, NotFound for an organisation the person does not belong to.
    """
    words = " ".join(scope for scope in Scope if scope in frozenset(scopes))
    if not words:
        raise Invalid("scope_missing", N_("A token needs at least one scope."), field="scopes")
    if organisation_id is None:
        home = home_organisation(person_id)
    else:
        home = get_own_organisation(person_id=person_id, organisation_id=organisation_id)
    token = new_token()
    db.session.execute(
        insert(ApiToken).values(
            person_id=person_id,
            organisation_id=home.id if home else None,
            label=label,
            scopes=words,
            token_hash=hash_of(token),
            created_at=now,
            expires_at=expires_at,
        )
    )
    return token


def tokens_of(person_id: int, *, now: datetime) -> list[TokenRow]:
    """Return a person's living tokens, newest first."""
    rows = db.session.scalars(
        select(ApiToken)
        .where(
            ApiToken.person_id == person_id,
            ApiToken.revoked_at.is_(None),
            or_(ApiToken.expires_at.is_(None), ApiToken.expires_at > now),
        )
        .order_by(ApiToken.id.desc())
    )
    return [
        TokenRow(
            id=token.id,
            label=token.label,
            scopes=frozenset(Scope(word) for word in token.scopes.split()),
            organisation_id=token.organisation_id,
            created_at=token.created_at,
            expires_at=token.expires_at,
            last_used_at=token.last_used_at,
        )
        for token in rows
    ]


def revoke_token(*, token_id: int, person_id: int, now: datetime) -> None:
    """End a token at once. Raises NotFound for one that is not the person's, or ended already."""
    revoked = db.session.execute(
        update(ApiToken)
        .where(ApiToken.id == token_id, ApiToken.person_id == person_id, ApiToken.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(ApiToken.id)
    ).first()
    if revoked is None:
        raise NotFound("not_found", N_("There is no such token."))


def is_use_worth_noting(last_used_at: datetime | None, *, now: datetime) -> bool:
    """Tell whether the last use on record is old enough to be written anew."""
    return last_used_at is None or last_used_at <= now - NOTED_EVERY


def note_use(*, token_id: int, now: datetime) -> None:
    """Write when a token was last used, unless another request just did."""
    db.session.execute(
        update(ApiToken)
        .where(
            ApiToken.id == token_id,
            or_(ApiToken.last_used_at.is_(None), ApiToken.last_used_at <= now - NOTED_EVERY),
        )
        .values(last_used_at=now)
    )


def ended_tokens(now: datetime, limit: int) -> list[int]:
    """Return the ids of tokens that ended long enough ago to be forgotten."""
    then = now - KEPT_AFTER_END
    ended = or_(ApiToken.revoked_at <= then, ApiToken.expires_at <= then)
    return list(db.session.scalars(select(ApiToken.id).where(ended).order_by(ApiToken.id).limit(limit)))


def forget_token(token_id: int) -> None:
    """Delete a token; doing so again changes nothing."""
    db.session.execute(delete(ApiToken).where(ApiToken.id == token_id))
