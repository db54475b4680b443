"""What newcomers bring into the crowd's pool: a link to sign up, invitations, a table of instruments."""

from io import BytesIO

from app.accounts.actors import of_session
from app.accounts.domain.roles import Role
from app.accounts.invitations import invite
from app.accounts.queries import find_person_by_email
from app.accounts.resets import request_reset
from app.accounts.signups import MailedLinks, request_sign_up
from app.infra import clock
from tests.support.api_caller import Caller


def sign_up_link() -> str:
    """Ask for an account as somebody new, and return the way to it."""
    links: list[str] = []

    def link(secret: str) -> str:
        links.append(f"/sign-up/{secret}")
        return links[-1]

    request_sign_up(
        email="newcomer@test.example",
        locale="en",
        address="127.0.0.1",
        now=clock.now(),
        links=MailedLinks(link, "/sign-in", "/forgotten"),
    )
    return links[0]


def invitation_link(manager: Caller, number: int) -> str:
    """Invite so many people as the manager, and return the way of the last one."""
    person = find_person_by_email("manager@test.example")
    by = of_session(person_id=person.id, organisation_id=manager.organisation.id, epoch=0)
    links: list[str] = []

    def link(secret: str) -> str:
        links.append(f"/invitations/{secret}")
        return links[-1]

    for each in range(number):
        email = f"colleague{each}@test.example"
        invite(email=email, roles=[Role.RESEARCHER], by=by, now=clock.now(), link=link)
    return links[-1]


def table_of(keeper: Caller) -> str:
    """Send a table of instruments as the keeper, and return the way to its dry run."""
    table = "".join(f"N-{number},Balance {number},then\n" for number in range(30))
    sent = keeper.client.post(
        "/desk/load",
        data={"file": (BytesIO(f"source_id,name,year\n{table}".encode()), "table.csv")},
        headers=keeper.headers,
    )
    assert sent.status_code == 303
    return str(sent.location)


def moved_file_of(keeper: Caller) -> str:
    """Send past use of another system as the keeper, and return the way to what it means."""
    rows = "".join(f"Balance {number},2026-01-05 09:00,2026-01-05 10:00\n" for number in range(30))
    sent = keeper.client.post(
        "/desk/move-in",
        data={"kind": "usage", "file": (BytesIO(f"Instrument,Start,End\n{rows}".encode()), "use.csv")},
        headers=keeper.headers,
    )
    assert sent.status_code == 303
    return str(sent.location)


def reset_link() -> str:
    """Ask for a new password as somebody who forgot theirs, and return the way to it."""
    links: list[str] = []

    def link(secret: str) -> str:
        links.append(f"/reset/{secret}")
        return links[-1]

    request_reset(email="stranger@test.example", address="127.0.0.1", now=clock.now(), link=link)
    return links[0]
