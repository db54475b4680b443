from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select, update

from app.accounts import invitations, members, people
from app.accounts.actors import of_session, of_token
from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import Role
from app.accounts.models import Person
from app.accounts.organisations import add_member
from app.accounts.queries.roles import members_of
from app.accounts.tokens import create_token
from app.infra.db import db, transaction
from app.infra.outbox import OutboxMessage
from app.kernel.errors import Gone
from tests.integration.accounts.conftest import NOON, PASSWORD, sign_in
from tests.support.racing import outcomes

NEW = {"name": "Lin Wei", "password": "four other words here", "repeated": "four other words here"}
INVITED = "lin.wei@demo.example"


@pytest.fixture
def colleague(app, world, password_hash):
    """A researcher of the enterprise whose manager the researcher is."""

    def made():
        person = people.create_person(
            email="colleague@demo.example", name="Colleague", now=NOON, locale="en", password=password_hash
        )
        add_member(person_id=person.id, organisation_id=world.enterprise.id, role=Role.RESEARCHER, now=NOON)
        return person

    with app.app_context():
        return transaction(made)


@pytest.fixture
def managers(client, world):
    """The manager's browser."""
    assert sign_in(client, world.researcher, PASSWORD).status_code == 303
    return client


def _of(person):
    return update(Person).where(Person.id == person.id)


def invite(client, email: str, *roles: str):
    return client.post("/members/invite", data={"email": email, "roles": list(roles) or ["researcher"]})


def mailed_links(app) -> list[str]:
    with app.app_context():
        found = db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id))
        return [mail.payload["link"].removeprefix("http://127.0.0.1:8000") for mail in found]


def roles_of(app, world) -> dict[str, tuple[str, ...]]:
    with app.app_context():
        found = members_of(world.enterprise.id, after_id=0, limit=99)
        return {member.email: member.roles for member in found}


def test_somebody_invited_makes_an_account_and_has_joined(app, managers, world):
    assert invite(managers, INVITED).status_code == 303
    assert INVITED in managers.get("/members").text
    (link,) = mailed_links(app)
    stranger = app.test_client()
    assert INVITED in stranger.get(link).text

    assert stranger.post(link, data={**NEW, "locale": "en"}).location == "/"
    assert roles_of(app, world)[INVITED] == (Role.RESEARCHER,)
    assert stranger.get(link).status_code == 410
    page = managers.get("/members").text
    assert "Nobody is invited" in page
    assert "Joined" in page


def test_who_has_an_account_joins_with_it_and_nobody_else_does(app, managers, world):
    invite(managers, world.stranger.email)
    (link,) = mailed_links(app)
    other = app.test_client()
    sign_in(other, world.keeper, PASSWORD)
    assert other.post(f"{link}/accept").status_code == 403
    assert other.post(link, data={**NEW, "locale": "en"}).status_code == 422
    on = f"/sign-in?next={link}"
    assert f'name="next" value="{on}"' in other.get(link).text
    assert other.post("/sign-out", data={"next": on}).location == on

    invited = app.test_client()
    sign_in(invited, world.stranger, PASSWORD)
    assert invited.post(f"{link}/accept").status_code == 303
    assert roles_of(app, world)[world.stranger.email] == (Role.RESEARCHER,)


def test_an_invitation_ends_by_being_revoked_replaced_or_old(app, managers, world):
    invite(managers, INVITED)
    invite(managers, INVITED, "researcher", "enterprise_manager")
    replaced, newer = mailed_links(app)
    visitor = app.test_client()
    assert (visitor.get(replaced).status_code, visitor.get(newer).status_code) == (410, 200)
    with app.app_context():
        offer = invitations.get_offer(newer.rpartition("/")[2], now=NOON)
        with pytest.raises(Gone):
            invitations.get_offer(newer.rpartition("/")[2], now=offer.invitation.expires_at)
        month_later = offer.invitation.expires_at + timedelta(days=30)
        assert invitations.old_invitations(month_later - timedelta(hours=1), 9) == []
        assert offer.invitation.id in invitations.old_invitations(month_later, 9)
    managers.post(f"/members/invitations/{offer.invitation.id}/revoke")
    assert visitor.get(newer).status_code == 410
    assert managers.post(f"/members/invitations/{offer.invitation.id}/revoke").status_code == 422


def test_an_invitation_stands_only_with_a_manager_who_may_still_invite(app, managers, world, colleague):
    invite(managers, INVITED, "enterprise_manager")
    (link,) = mailed_links(app)
    visitor = app.test_client()
    both = {f"m{colleague.id}-roles": ["enterprise_manager"]}
    assert managers.post(f"/members/{colleague.id}/roles", data=both).status_code == 303
    with app.app_context():
        transaction(lambda: db.session.execute(_of(world.researcher).values(locked_at=NOON)))
    assert visitor.get(link).status_code == 410
    with app.app_context():
        transaction(lambda: db.session.execute(_of(world.researcher).values(locked_at=None)))
    assert visitor.get(link).status_code == 200

    less = {f"m{world.researcher.id}-roles": ["researcher"]}
    assert managers.post(f"/members/{world.researcher.id}/roles", data=less).location == "/account"
    assert visitor.post(link, data={**NEW, "locale": "en"}).status_code == 410
    theirs = app.test_client()
    sign_in(theirs, colleague, PASSWORD)
    assert '<span class="hint">over</span>' in theirs.get("/members").text


def test_a_wrong_invitation_tells_all_that_is_wrong(managers, world):
    refused = managers.post("/members/invite", data={"email": "no address"})
    assert refused.status_code == 422
    assert 'data-code="email_invalid"' in refused.text
    assert 'data-code="role_missing"' in refused.text
    assert invite(managers, INVITED, "officer").status_code == 422
    assert 'data-code="already_member"' in invite(managers, world.researcher.email).text


def test_the_last_manager_stays(app, managers, world, colleague):
    me = world.researcher
    refused = managers.post(f"/members/{me.id}/remove")
    assert refused.status_code == 422
    assert 'data-code="last_with_role"' in refused.text
    less = managers.post(f"/members/{me.id}/roles", data={f"m{me.id}-roles": ["researcher"]})
    assert 'data-code="last_with_role"' in less.text

    both = {f"m{colleague.id}-roles": ["researcher", "enterprise_manager"]}
    assert managers.post(f"/members/{colleague.id}/roles", data=both).status_code == 303
    with app.app_context():
        transaction(lambda: db.session.execute(_of(colleague).values(locked_at=NOON)))
        assert 'data-code="last_with_role"' in managers.post(f"/members/{me.id}/remove").text
        transaction(lambda: db.session.execute(_of(colleague).values(locked_at=None)))
    assert managers.post(f"/members/{me.id}/remove").location == "/account"
    assert me.email not in roles_of(app, world)
    assert managers.get("/members").status_code == 403


def test_who_is_removed_acts_for_the_organisation_no_more(app, managers, world, colleague):
    organisation = world.enterprise
    with app.app_context():
        token = transaction(
            lambda: create_token(
                person_id=colleague.id,
                scopes=[Scope.READ],
                label="lab",
                now=NOON,
                organisation_id=organisation.id,
            )
        )
    theirs = app.test_client()
    sign_in(theirs, colleague, PASSWORD)
    assert theirs.get("/bookings").status_code == 200

    assert managers.post(f"/members/{colleague.id}/remove").status_code == 303
    assert theirs.get("/bookings").status_code == 403
    assert "Enter your organisation into the pool" in theirs.get("/").text
    with app.app_context():
        other = {"person_id": colleague.id, "organisation_id": world.second_enterprise.id}
        transaction(lambda: add_member(**other, role=Role.RESEARCHER, now=NOON))
    assert "Choose the organisation you act for" in theirs.get("/").text
    with app.app_context():
        assert of_token(token, now=NOON + timedelta(hours=1)) is None
    assert managers.post(f"/members/{colleague.id}/remove").status_code == 404


def test_strangers_members_are_not_there(app, managers, world):
    assert managers.post(f"/members/{world.stranger.id}/remove").status_code == 404
    assert managers.post(f"/members/{world.stranger.id}/roles").status_code == 404
    keeper = app.test_client()
    sign_in(keeper, world.keeper, PASSWORD)
    assert keeper.get("/members").status_code == 403


def acting(person, organisation):
    return of_session(person_id=person.id, organisation_id=organisation.id, epoch=0)


@pytest.mark.race
def test_of_two_managers_who_remove_each_other_at_once_one_stays(app, world, colleague):
    where = world.enterprise
    manager = {"organisation_id": where.id, "role": Role.ENTERPRISE_MANAGER, "now": NOON}
    with app.app_context():
        transaction(lambda: add_member(person_id=colleague.id, **manager))
        pairs = ((world.researcher, colleague), (colleague, world.researcher))
        turns = [
            partial(members.remove_member, person_id=other.id, by=acting(one, where), now=NOON)
            for one, other in pairs
        ]
    assert outcomes(app, turns) == {"won": 1, "last_with_role": 1}


@pytest.mark.race
def test_an_invitation_is_accepted_once(app, managers, world):
    invite(managers, world.stranger.email)
    secret = mailed_links(app)[0].rpartition("/")[2]
    with app.app_context():
        accept = partial(
            invitations.accept, secret=secret, by=acting(world.stranger, world.second_enterprise), now=NOON
        )
    assert outcomes(app, [accept] * 6)["won"] == 1
    assert roles_of(app, world)[world.stranger.email] == (Role.RESEARCHER,)
