"""What accounts is told by the factory: its surroundings, and what each package keeps about a person."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

from app.accounts.domain.actor import PersonCard
from app.infra.personal_files import DataFile
from app.kernel.errors import Problem

_EXTENSION = "onepool.accounts"
_PERSONAL = "onepool.personal_data"


@dataclass(frozen=True, slots=True)
class SignInName:
    """A name of the demo pool for the local sign-in page: its e-mail address, and who it is (msgid)."""

    email: str
    description: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where this runs. `sign_in_names` is asked only where `is_local`; `mail_folder`: where mails are files.

    Links in mails start with `base_url`, never with the Host a request claims: its sender chooses that.
    """

    base_url: str
    is_local: bool
    sign_in_names: Callable[[], Sequence[SignInName]]
    mail_folder: str | None = None


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What one package keeps about a person.

    `files` hands it over; `obstacles` tells what the person still has to do before a removal; `forget` takes
    away what is theirs alone, and puts the pseudonym in the place of their name elsewhere.
    """

    files: Callable[[PersonCard], Iterator[DataFile]]
    obstacles: Callable[[PersonCard, datetime], Iterator[Problem]]
    forget: Callable[[PersonCard, str], None]


def no_obstacles(_person: PersonCard, _now: datetime) -> Iterator[Problem]:
    """Stand in for `obstacles` where nothing of a package has to be done before a removal."""
    return iter(())


def wire(app: Flask, surroundings: Surroundings) -> None:
    """Tell accounts where it runs; the factory does."""
    app.extensions[_EXTENSION] = surroundings


def wire_personal_data(app: Flask, parts: Sequence[PersonalData]) -> None:
    """Tell accounts what the packages keep about a person; the factory does."""
    app.extensions[_PERSONAL] = tuple(parts)


def surroundings() -> Surroundings:
    """Return where the current application runs."""
    told: Surroundings = current_app.extensions[_EXTENSION]
    return told


def personal_data() -> tuple[PersonalData, ...]:
    """Return what the packages keep about a person, in the order in which it is forgotten."""
    told: tuple[PersonalData, ...] = current_app.extensions[_PERSONAL]
    return told
