"""What the signed session cookie says about who is signed in: three numbers, nothing personal."""

from flask import session

from app.accounts.domain.session import SignedIn

_PERSON, _ORGANISATION, _EPOCH = "person_id", "organisation_id", "epoch"
_CSRF = "csrf_token"  # where flask-wtf keeps its secret


def begin(signed_in: SignedIn) -> None:
    """Start a new session. Everything the visitor's session held goes, its CSRF secret included."""
    session.clear()
    session[_PERSON] = signed_in.person_id
    session[_ORGANISATION] = signed_in.organisation_id
    session[_EPOCH] = signed_in.epoch


def choose_organisation(organisation_id: int) -> None:
    """Act for another organisation from the next request on.

    A form that was opened for the one before, in another tab, is not taken for this one: it is asked about.
    """
    session[_ORGANISATION] = organisation_id
    session.pop(_CSRF, None)


def renew_epoch(epoch: int) -> None:
    """Keep this session, and no other, after the password changed."""
    session[_EPOCH] = epoch


def end() -> None:
    """Forget everything."""
    session.clear()


def present() -> SignedIn | None:
    """Return what the cookie says, or None for a visitor. Whether it still holds, the database knows."""
    if _PERSON not in session:
        return None
    return SignedIn(session[_PERSON], session.get(_ORGANISATION), session[_EPOCH])
