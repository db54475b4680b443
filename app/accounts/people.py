"""People: created, renamed, given a password."""

from datetime import datetime

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import insert, update

from app.accounts.domain.actor import PersonCard
from app.accounts.domain.addresses import normalised_email
from app.accounts.domain.languages import LANGUAGES
from app.accounts.domain.names import one_line
from app.accounts.models import Person
from app.accounts.passwords import PasswordHash
from app.infra.db import constraint_error, db, execute_checked
from app.infra.events import EventActor, record
from app.kernel.errors import Conflict, Invalid, Problem
from app.kernel.text import N_

LONGEST_NAME = 100

constraint_error(
    "uq_person_email",
    lambda: Conflict(
        "email_taken", N_("There is already an account with this e-mail address."), field="email"
    ),
    sqlite_columns="person.email",
)


def create_person(
    *, email: str, name: str, now: datetime, locale: str = "zh-CN", password: PasswordHash | None = None
) -> PersonCard:
    """Return a new person. `locale` is `zh-CN` or `en`.

    Without a password (see `new_password_hash`) they can not sign in until they reset it. Raises Invalid
    with every wrong field, Conflict `email_taken`.
    """
    email, name = normalised_email(email), one_line(name)
    problems = [*email_problems(email), *_name_problems(name), *_locale_problems(locale)]
    if problems:
        raise Invalid.of(problems)
    values = {"email": email, "name": name, "locale": locale, "password_hash": password, "session_epoch": 0}
    person_id = execute_checked(
        insert(Person).values(**values, created_at=now).returning(Person.id)
    ).scalar_one()
    return PersonCard(person_id, email, name, locale)


def change_details(*, person_id: int, name: str, locale: str) -> PersonCard:
    """Change a person's name and language, and return the person. Raises Invalid with every wrong field."""
    name = one_line(name)
    problems = [*_name_problems(name), *_locale_problems(locale)]
    if problems:
        raise Invalid.of(problems)
    changed = update(Person).where(Person.id == person_id).values(name=name, locale=locale)
    email = db.session.execute(changed.returning(Person.email)).scalar_one()
    return PersonCard(person_id, email, name, locale)


def choose_language(*, person_id: int, locale: str) -> None:
    """Keep the language a person reads. Raises Invalid for one there is no catalogue of."""
    problems = _locale_problems(locale)
    if problems:
        raise Invalid.of(problems)
    db.session.execute(update(Person).where(Person.id == person_id).values(locale=locale))


def set_password(*, person_id: int, password: PasswordHash, now: datetime, reason: str) -> int:
    """Set a password and return the new session epoch: every session of an older epoch is over.

    `reason` says in the event how it came about, e.g. `reset`.
    """
    person = db.session.execute(
        update(Person)
        .where(Person.id == person_id)
        .values(password_hash=password, session_epoch=Person.session_epoch + 1)
        .returning(Person.session_epoch, Person.name)
    ).one()
    record(
        subject_kind="person",
        subject_ref=str(person_id),
        action="set_password",
        at=now,
        actor=EventActor(person_id, person.name, "person"),
        reason=reason,
    )
    return int(person.session_epoch)


def email_problems(email: str) -> list[Problem]:
    """Return why this is no e-mail address; none when it is one."""
    try:
        # Only the form is looked at: a pool inside an intranet has names of its own.
        validate_email(email, check_deliverability=False, globally_deliverable=False)
    except EmailNotValidError:
        return [Problem("email_invalid", N_("This is not an e-mail address."), "email")]
    return []


def _name_problems(name: str) -> list[Problem]:
    if 0 < len(name) <= LONGEST_NAME:
        return []
    message = N_("A name needs 1 to %(longest)s characters.")
    return [Problem("name_length", message, "name", values={"longest": LONGEST_NAME})]


def _locale_problems(locale: str) -> list[Problem]:
    if locale in LANGUAGES:
        return []
    message = N_("OnePool does not speak this language; choose one of %(known)s.")
    return [Problem("locale_unknown", message, "locale", values={"known": ", ".join(LANGUAGES)})]
