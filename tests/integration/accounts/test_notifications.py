"""What people are told, by mail and on the site, as they chose; mails read back as mail programs do."""

import re
from email import message_from_bytes
from email.policy import default

import pytest

from app.accounts import queries
from app.accounts.telling import tell
from app.infra import clock
from app.infra.db import transaction
from tests.integration.accounts.conftest import sign_in
from tests.support.racing import race

HOSTILE = '<img src=x onerror="alert(1)">\r\nBcc: all@evil.example\n\nhttps://evil.example/pay'
VALUES = {
    "ref": "B-7KQ2M", "instrument": "透射电子显微镜", "starts": "2026-03-02 09:00",
    "ends": "2026-03-02 11:00", "zone": "Asia/Shanghai", "reason": HOSTILE,
    "programme": "P", "amount": "1", "id": 1, "number": "N",
    "asked": "1", "granted": "1",
}  # fmt: skip


@pytest.fixture
def told(app, world):
    """Tell the keeper something: `told("booking_cancelled")`."""

    def do(template: str, key: str = "") -> None:
        with app.app_context():
            person = queries.find_person_by_email(world.keeper.email)
            transaction(
                lambda: tell(
                    person, template=template, values=VALUES, now=clock.now(), key=f"{template}{key}"
                )
            )

    return do


@pytest.fixture
def mails(cli, tmp_path):
    """Deliver what waits and read every mail back, in order."""

    def read():
        assert cli.invoke(args=["jobs", "run", "deliver_mail"]).exit_code == 0
        files = sorted((tmp_path / "mail").glob("*.eml"))
        return [message_from_bytes(file.read_bytes(), policy=default) for file in files]

    return read


def test_a_mail_says_the_same_as_text_and_as_html_and_nobody_s_words_become_markup(told, mails):
    told("booking_cancelled")
    (mail,) = mails()

    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
    assert "\n" not in mail["Subject"]
    assert mail["Bcc"] is None
    for words in (
        "透射电子显微镜",
        "Mon 2 Mar 2026, 09:00–11:00 China Standard Time",
        "https://evil.example/pay",
    ):
        assert words in text
        assert words in html
    assert "<img" not in html
    # The one address in it that can be clicked is ours, and so is the way to stop such mails.
    links = re.findall(r'href="([^"]+)"', html)
    assert {link.split("/")[2] for link in links} == {"127.0.0.1:8000"}
    assert links[0] == "http://127.0.0.1:8000/bookings/B-7KQ2M"
    assert mail["List-Unsubscribe"].strip("<>") in links
    assert mail["List-Unsubscribe"].strip("<>") in text


def test_a_mail_program_stops_one_kind_of_mail_and_the_site_still_tells(app, client, told, mails, world):
    told("booking_cancelled", "first")
    stop = mails()[0]["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    click = {"List-Unsubscribe": "One-Click"}
    twice = race([lambda: app.test_client().post(stop, data=click).status_code] * 2)
    assert [*twice, client.post(stop, data=click).status_code] == [200, 200, 200]
    assert client.post(f"{stop}x").status_code == 404

    told("booking_cancelled", "second")
    told("own_share_paid", "another kind")
    assert len(mails()) == 2
    sign_in(client, world.keeper)
    assert client.get("/notifications").text.count("B-7KQ2M") >= 2


def test_the_bell_counts_until_everything_is_read(client, told, world):
    told("booking_cancelled")
    told("grant_rejected")
    sign_in(client, world.keeper)
    assert re.search(r'class="bell-count">.*?2</span>', client.get("/account").text, re.DOTALL)

    page = client.get("/notifications").text
    first = re.search(r"/notifications/\d+/open", page)[0]
    assert client.post(first).status_code == 303
    assert client.post("/notifications/read").status_code == 303
    assert "bell-count" not in client.get("/account").text


def test_what_a_right_hangs_on_can_not_be_turned_off(client, told, mails, world):
    sign_in(client, world.keeper)
    client.post("/notifications/settings", data={"money-mail": "on"})
    told("booking_cancelled")
    told("grant_rejected")

    assert len(mails()) == 1
    page = client.get("/notifications").text
    assert page.count('class="unread"') == 1
    settings = client.get("/notifications/settings").text
    assert re.search(r'name="money-mail" checked', settings)
    assert re.search(r'name="decisions-mail" checked disabled', settings)
    assert not re.search(r'name="bookings-mail" checked', settings)


def test_one_chooses_how_bookings_reach_the_calendar_and_comes_back_to_where_one_was(client, world):
    sign_in(client, world.keeper)
    settings = client.get("/notifications/settings").text
    assert re.search(r'<input checked [^>]*name="way"[^>]*value="both"', settings)
    assert re.search(r'<input checked [^>]*name="as_keeper"[^>]*value="none"', settings)
    choice = {"way": "feed", "as_keeper": "all", "place": "/calendar/subscriptions"}
    answer = client.post("/notifications/calendar", data=choice)
    assert (answer.status_code, answer.location) == (303, "/calendar/subscriptions")
    settings = client.get("/notifications/settings").text
    assert re.search(r'<input checked [^>]*name="way"[^>]*value="feed"', settings)
    assert re.search(r'<input checked [^>]*name="as_keeper"[^>]*value="all"', settings)
    assert client.post("/notifications/calendar", data={"way": "pigeon"}).status_code == 422
    hostile = client.post("/notifications/calendar", data=choice | {"place": "//evil.example"})
    assert hostile.location == "/"


def test_somebody_else_s_notification_is_not_there(client, told, world):
    told("booking_cancelled")
    sign_in(client, world.stranger)
    assert client.post("/notifications/1/open").status_code == 404
