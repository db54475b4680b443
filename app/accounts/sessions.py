"""What the signed session cookie says about who is signed in: three numbers, nothing personal."""

from dataclasses import dataclass

from flask import session

_PERSON, _ORGANISATION, _EPOCH = "person_id", "organisation_id", "epoch"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session: the person, the organisation chosen, and the epoch of the password that opened it."""

    person_id: int
    organisation_id: int | None
    epoch: int


def begin(signed_in: SignedIn) -> None:
    """Start a new session. Everything the visitor's session held goes, its CSRF secret included."""
    session.clear()
    session[_PERSON] = signed_in.person_id
    session[_ORGANISATION] = signed_in.organisation_id
    session[_EPOCH] = signed_in.epoch


def choose_organisation(organisation_id: int) -> None:
    """Act for another organisation from the next request on."""
    session[_ORGANISATION] = organisation_id


def end() -> None:
    """Forget everything."""
    session.clear()


def present() -> SignedIn | None:
    """Return what the cookie says, or None for a visitor. Whether it still holds, the database knows."""
    if _PERSON not in session:
        return None
    return SignedIn(session[_PERSON], session.get(_ORGANISATION), session[_EPOCH])
