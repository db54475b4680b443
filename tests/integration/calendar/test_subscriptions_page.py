import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import select, update

from app.accounts.queries import find_person_by_email
from app.calendar.models import Feed
from app.infra.db import db, transaction

PAGE = "/calendar/subscriptions"
OLD = datetime(2026, 1, 1, tzinfo=UTC)


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
    assert made.headers["Cache-Control"] == "no-store"
    assert re.search(r"<svg [^>]*>(?!.*style=)", shown), "the address as a QR code, without a style"
    assert researcher.get(address[1]).status_code == 200
    assert address[1] not in researcher.get(PAGE).get_data(as_text=True)


def test_only_the_kinds_of_the_role_are_offered(researcher):
    page = researcher.get(PAGE).get_data(as_text=True)
    assert 'value="mine"' in page
    assert 'value="enterprise"' not in page
    assert 'name="instrument_id"' not in page


def test_a_subscription_says_which_program_reads_it_and_how_often(app, researcher):
    made = researcher.post(PAGE, data={"kind": "mine", "detail": "full"}).get_data(as_text=True)
    address = re.search(r"/calendar/feeds/[\w-]+\.ics", made)[0]
    agent = "Google-Calendar-Importer <b>"
    for _ in range(3):
        assert researcher.get(address, headers={"User-Agent": agent}).status_code == 200
        with app.app_context():
            feed = db.session.scalar(select(Feed))
            earlier = " ".join(str(int(each) - 9 * 60) for each in feed.uses.split())
            older = update(Feed).values(uses=earlier, last_used_at=OLD)
            transaction(lambda older=older: db.session.execute(older))
    page = researcher.get(PAGE, headers={"Accept-Language": "en"}).get_data(as_text=True)
    assert "Google Calendar" in page
    assert "about every 9 hours, usually every 8 to 24 hours" in page
    assert agent not in page
    researcher.get(address, headers={"User-Agent": "Unheard-of <script>" + "x" * 200})
    page = researcher.get(PAGE).get_data(as_text=True)
    assert "Unheard-of &lt;script&gt;xxx" in page
    assert "x" * 90 not in page


def test_another_address_takes_the_place_of_the_old_one(app, researcher):
    made = researcher.post(PAGE, data={"kind": "mine", "detail": "busy"}).get_data(as_text=True)
    old = re.search(r"/calendar/feeds/[\w-]+\.ics", made)[0]
    with app.app_context():
        number = db.session.query(Feed.id).scalar()
    rotated = researcher.post(f"{PAGE}/{number}/rotate")
    new = re.search(r"/calendar/feeds/[\w-]+\.ics", rotated.get_data(as_text=True))[0]
    assert (researcher.get(old).status_code, researcher.get(new).status_code) == (410, 200)
    assert b"Taken" not in researcher.get(new).data
    assert researcher.post(f"{PAGE}/{number}/rotate").status_code == 404


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
