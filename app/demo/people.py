"""The people of the demo pool, as design/api.md names them, and some who only answer in their places."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from flask_babel import gettext

from app.accounts.domain.actor import Actor, OrganisationCard
from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.accounts.passwords import PasswordHash
from app.accounts.people import create_person
from app.accounts.ports import SignInName
from app.accounts.queries import find_person_by_email
from app.demo.organisations import OPERATOR
from app.demo.places import AUTHORITIES, ENTERPRISES, PROVIDERS, Place
from app.kernel.text import N_


class Guest(NamedTuple):
    """Somebody who can sign in to the demo pool. `place` is where they work."""

    email: str
    name: str
    role: Role
    place: Place
    description: str


RESEARCHER = Guest(
    "researcher@demo.example",
    "研究员（演示）",
    Role.RESEARCHER,
    ENTERPRISES[0],
    N_("Researcher of an enterprise in Qingpu, with vouchers"),
)
MANAGER = Guest(
    "manager@demo.example",
    "企业经理（演示）",
    Role.ENTERPRISE_MANAGER,
    ENTERPRISES[0],
    N_("Manager of the same enterprise"),
)
KEEPER = Guest(
    "keeper@demo.example",
    "仪器管理员（演示）",
    Role.KEEPER,
    PROVIDERS[0],
    N_("Instrument keeper of a provider in Jiangsu"),
)
STRANGER = Guest(
    "stranger@demo.example",
    "其他企业研究员（演示）",
    Role.RESEARCHER,
    ENTERPRISES[1],
    N_("Researcher of another enterprise, in Jiashan"),
)
PROVIDER_MANAGER = Guest(
    "provider@demo.example",
    "机构经理（演示）",
    Role.PROVIDER_MANAGER,
    PROVIDERS[0],
    N_("Manager of the same provider"),
)
OFFICER = Guest(
    "officer@demo.example",
    "科技主管（演示）",
    Role.OFFICER,
    AUTHORITIES[0],
    N_("Officer of Qingpu's science authority"),
)
SECOND_OFFICER = Guest(
    "officer2@demo.example",
    "科技主管二（演示）",
    Role.OFFICER,
    AUTHORITIES[0],
    N_("Second officer of the same authority"),
)
CITY_OFFICER = Guest(
    "city@demo.example",
    "市级科技主管（演示）",
    Role.OFFICER,
    AUTHORITIES[3],
    N_("Officer of Shanghai's science authority, who reviews Qingpu's large grants"),
)
NEWCOMERS_OFFICER = Guest(
    "xiangcheng@demo.example",
    "相城区科技主管（演示）",
    Role.OFFICER,
    AUTHORITIES[4],
    N_("Officer of Xiangcheng's science authority, who may ask to join the pool"),
)
OPERATOR_GUEST = Guest(
    "operator@demo.example", "平台运营（演示）", Role.OPERATOR, OPERATOR, N_("Operator of the pool")
)
GUESTS = (
    RESEARCHER,
    MANAGER,
    KEEPER,
    PROVIDER_MANAGER,
    OFFICER,
    SECOND_OFFICER,
    OPERATOR_GUEST,
    STRANGER,
    CITY_OFFICER,
    NEWCOMERS_OFFICER,
)
# How an address begins and a name ends.
_TITLES: Mapping[Role, tuple[str, str]] = {
    Role.KEEPER: ("keeper", "管理员"),
    Role.RESEARCHER: ("researcher", "研究员"),
    Role.ENTERPRISE_MANAGER: ("manager", "经理"),
    Role.PROVIDER_MANAGER: ("manager", "经理"),
    Role.OFFICER: ("officer", "经办人"),
}


def sign_in_names() -> Sequence[SignInName]:
    """Return the names to sign in with, in the reader's language; none where the demo is not loaded."""
    if not is_loaded():
        return ()
    return [SignInName(guest.email, gettext(guest.description)) for guest in GUESTS]


def is_loaded() -> bool:
    """Tell whether the demo pool is in the database: its people come with all of it, or not at all."""
    return find_person_by_email(RESEARCHER.email) is not None


def invite_guests(
    organisations: Mapping[str, OrganisationCard], password: PasswordHash, now: datetime
) -> dict[str, Actor]:
    """Create those who can sign in; return them by e-mail address."""
    return {guest.email: _member(guest, organisations, password, now) for guest in GUESTS}


def stand_in(role: Role, place: Place, organisations: Mapping[str, OrganisationCard], now: datetime) -> Actor:
    """Create somebody who only answers in a place, and whom nobody signs in for."""
    word, title = _TITLES[role]
    guest = Guest(f"{word}.{place.slug}@demo.example", f"{place.name_zh}{title}", role, place, "")
    return _member(guest, organisations, None, now)


def _member(
    guest: Guest,
    organisations: Mapping[str, OrganisationCard],
    password: PasswordHash | None,
    now: datetime,
) -> Actor:
    organisation = organisations[guest.place.slug]
    person = create_person(email=guest.email, name=guest.name, password=password, now=now)
    add_member(person_id=person.id, organisation_id=organisation.id, role=guest.role, now=now)
    return Actor(person.id, person.name, person.email, person.locale, organisation, frozenset({guest.role}))
