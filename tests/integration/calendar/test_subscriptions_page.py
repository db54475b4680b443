import re

import pytest

from app.accounts.queries import find_person_by_email
from app.calendar.models import Feed
from app.infra.db import db

PAGE = "/calendar/subscriptions"


@pytest.fixture
def researcher(app, client, people, source):
    """The browser of the researcher, signed in."""
    with app.app_context():
        person_id = find_person_by_email("researcher@example.org").id
    with client.session_transaction() as session:
        session["person_id"], session["organisation_id"], session["epoch"] = (
            person_id,
            people.enterprise_id,
            0,
        )
    return client


def test_a_visitor_is_asked_to_sign_in(client, source):
    assert client.get(PAGE).status_code == 302


def test_an_address_is_made_and_shown_once_with_every_way_to_use_it(researcher):
    made = researcher.post(PAGE, data={"kind": "mine", "detail": "full"})
    shown = made.get_data(as_text=True)
    address = re.search(r"http://127\.0\.0\.1:8000(/calendar/feeds/[\w-]+\.ics)", shown)
    assert address is not None
    for link in ("webcal://", "https://calendar.google.com/", "https://outlook.live.com/"):
        assert link in shown
    assert researcher.get(address[1]).status_code == 200
    assert address[1] not in researcher.get(PAGE).get_data(as_text=True)


def test_only_the_kinds_of_the_role_are_offered(researcher):
    page = researcher.get(PAGE).get_data(as_text=True)
    assert 'value="mine"' in page
    assert 'value="enterprise"' not in page
    assert 'name="instrument_id"' not in page


def test_a_kind_of_another_role_is_refused_and_what_was_typed_stays(researcher):
    page = researcher.post(PAGE, data={"kind": "provider", "detail": "busy"})
    assert page.status_code == 422
    assert "error-summary" in page.get_data(as_text=True)


def test_an_address_is_withdrawn(app, researcher):
    made = researcher.post(PAGE, data={"kind": "mine", "detail": "full"}).get_data(as_text=True)
    address = re.search(r"/calendar/feeds/[\w-]+\.ics", made)[0]
    with app.app_context():
        number = db.session.query(Feed.id).scalar()
    assert researcher.post(f"{PAGE}/{number}/revoke").status_code == 302
    assert researcher.get(address).status_code == 410
