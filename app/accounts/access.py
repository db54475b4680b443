"""The door: who is asking, and may they. Every route says by `requires` or `public` whom it lets in."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import structlog
from flask import after_this_request, current_app, g, request
from flask_wtf.csrf import validate_csrf
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response
from wtforms import ValidationError

from app.accounts import actors, sessions, tokens
from app.accounts.domain.actor import Actor, Scope
from app.accounts.domain.permissions import Permission, is_public
from app.accounts.ports import surroundings
from app.infra import clock
from app.infra.db import read_only, transaction
from app.infra.events import EventActor
from app.kernel.errors import Forbidden, NotFound, Unauthenticated
from app.kernel.text import N_

P = ParamSpec("P")
T = TypeVar("T")

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

log = structlog.get_logger()


def requires(permission: Permission) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Let a view be called only by those the permission is granted to.

    Raises Unauthenticated for a visitor, Forbidden for a role or token without it; infra.errors answers those
    as a page, a fragment or a problem+json. Stands above `@reads` and `@writes`, and below the route. The
    structure test reads `view.permission`.
    """

    def decorate(view: Callable[P, T]) -> Callable[P, T]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
            check(permission)
            return view(*args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def public(view: Callable[P, T]) -> Callable[P, T]:
    """Let everybody in, visitors too."""
    return requires(Permission.BROWSE)(view)


def check(permission: Permission) -> None:
    """Raise unless the request may do this."""
    if permission is Permission.LOCAL_ONLY and not surroundings().is_local:
        raise NotFound("not_found", N_("There is nothing at this address."))
    if is_public(permission):
        if request.method not in SAFE_METHODS:
            find_actor()  # an idempotency key belongs to its caller, on public routes too
        return
    actor = current_actor()
    scope = Scope.READ if request.method in SAFE_METHODS else Scope.WRITE
    if not actor.reaches(scope):
        raise Forbidden(
            "forbidden",
            N_("This token does not have the scope “%(scope)s”."),
            fix=N_("Make a token with that scope on your account page."),
            scope=str(scope),
        )
    if not actor.may(permission):
        raise Forbidden(
            "forbidden",
            N_("Your role in this organisation does not allow this."),
            fix=N_("Switch to the organisation you act for, or ask its manager."),
        )


def current_actor() -> Actor:
    """Return who is asking. Raises Unauthenticated for a visitor."""
    actor = find_actor()
    if actor is None:
        raise Unauthenticated("unauthenticated", N_("Please sign in, or send a valid token."))
    return actor


def find_actor() -> Actor | None:
    """Return who is asking, or None for a visitor: one query, the first time in a request.

    Raises Unauthenticated for a token that is not (or no longer) good, even on a public route: a program
    whose token ended should hear so, instead of being answered as a visitor.
    """
    if "actor" not in g:
        read_only()  # the first read of most requests: what follows reads so too, until a transaction
        g.actor = None  # should the look-up fail, its error page is a visitor's and does not ask again
        g.actor = _by_token() if "Authorization" in request.headers else _by_session()
        if g.actor is not None:
            g.caller = f"{g.actor.person_id}/{g.actor.organisation_id}"  # whose idempotency keys count
    actor: Actor | None = g.actor
    return actor


def look_again() -> None:
    """Forget who was asking: somebody just signed in, and the page that follows is theirs."""
    g.pop("actor", None)
    g.pop("csrf_token", None)  # it belonged to the visitor's session, which is gone


def event_actor(actor: Actor) -> EventActor:
    """Return the actor as events name one, in their main role."""
    return EventActor(actor.person_id, actor.name, str(actor.main_role or "person"))


def own_language() -> str | None:
    """Return the language tag the person signed in has chosen; infra.i18n asks."""
    # Programs say what they want by Accept-Language: a token is not looked up for the sake of a language.
    actor = g.get("actor") if "Authorization" in request.headers else find_actor()
    return actor.locale if actor else None


def _by_token() -> Actor:
    scheme, _, token = request.headers["Authorization"].partition(" ")
    is_bearer = scheme.lower() == "bearer"  # its case means nothing (RFC 9110, 11.1)
    use = actors.of_token(token.strip(), now=clock.now()) if is_bearer else None
    if use is None:
        raise Unauthenticated(
            "unauthenticated", N_("This token is not valid: it is unknown, revoked or past its end.")
        )
    if tokens.is_use_worth_noting(use.last_used_at, now=clock.now()):

        @after_this_request  # the request's own transaction is over then
        def note(response: Response) -> Response:
            _note_use(use.token_id)
            return response

    return use.actor


def _note_use(token_id: int) -> None:
    try:
        transaction(lambda: tokens.note_use(token_id=token_id, now=clock.now()))
    except SQLAlchemyError:  # the request has its answer: a missing note must not spoil it
        log.warning("token use not noted", token_id=token_id, exc_info=True)


def _by_session() -> Actor | None:
    signed_in = sessions.present()
    if signed_in is None or not _is_from_our_pages():
        return None
    return actors.of_session(
        person_id=signed_in.person_id, organisation_id=signed_in.organisation_id, epoch=signed_in.epoch
    )


def _is_from_our_pages() -> bool:
    """Tell whether a session may speak here: a write to the API also needs the CSRF header.

    Pages carry a CSRF field in their forms; the API has none, and a cookie comes along from any site.
    """
    if request.method in SAFE_METHODS or not request.path.startswith("/api/"):
        return True
    if not current_app.config.get("WTF_CSRF_ENABLED", True):  # the switch of all CSRF checks
        return True
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except ValidationError:
        return False
    return True
