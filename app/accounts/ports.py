"""What accounts is told by the factory about its surroundings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Flask, current_app

_EXTENSION = "onepool.accounts"


@dataclass(frozen=True, slots=True)
class SignInName:
    """A name of the demo pool for the local sign-in page: its e-mail address, and who it is (msgid)."""

    email: str
    description: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where this runs. `sign_in_names` is asked only where `is_local`.

    Links in mails start with `base_url`, never with the Host a request claims: its sender chooses that.
    """

    base_url: str
    is_local: bool
    sign_in_names: Callable[[], Sequence[SignInName]]


def wire(app: Flask, surroundings: Surroundings) -> None:
    """Tell accounts where it runs; the factory does."""
    app.extensions[_EXTENSION] = surroundings


def surroundings() -> Surroundings:
    """Return where the current application runs."""
    told: Surroundings = current_app.extensions[_EXTENSION]
    return told
