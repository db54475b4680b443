"""The operator reads a mail without its secrets, has it tried again, or gives it up with a reason."""

import pytest

from app.infra import outbox
from app.infra.db import transaction
from tests.support.moments import NOON


def refuse(_message) -> None:
    raise OSError("no such mailbox")


@pytest.fixture
def failed(app, mail) -> int:
    """A mail that the server refused as often as it is tried."""
    mail_id = mail()
    with app.app_context():
        for days in range(outbox.MOST_ATTEMPTS):
            with pytest.raises(OSError, match="mailbox"):
                outbox.deliver(mail_id, NOON.replace(day=3 + days), refuse)
    return mail_id


def test_a_failed_mail_is_read_without_its_secret(desk, failed):
    assert "not tried again by themselves" in desk.page()
    assert f"/operations/outbox/{failed}" in desk.page("/outbox", shelf="failed")
    page = desk.page(f"/outbox/{failed}")
    assert "no such mailbox" in page
    assert "http://pool.example/reset/••••" in page
    assert "sss" not in page


def test_a_mail_that_can_not_be_written_is_looked_into_all_the_same(app, desk, mail):
    mail_id = mail()
    with app.app_context():
        transaction(lambda: setattr(outbox.db.session.get(outbox.OutboxMessage, mail_id), "template", "none"))
    assert "It can not be written" in desk.page(f"/outbox/{mail_id}")


def test_another_try_has_all_its_tries_before_it(app, desk, failed, acts):
    assert desk.post(f"/outbox/{failed}/retry").status_code == 303
    assert acts("mail", failed) == [("retry", None)]
    with app.app_context():
        sent = []
        outbox.deliver(failed, outbox.db.session.get(outbox.OutboxMessage, failed).deliver_after, sent.append)
        assert len(sent) == 1
    page = desk.page(f"/outbox/{failed}")
    assert "The text of a mail is not kept" in page
    assert desk.post(f"/outbox/{failed}/retry").status_code == 409


def test_giving_up_needs_a_reason_and_keeps_no_text(app, desk, mail, acts):
    mail_id = mail()
    assert desk.post(f"/outbox/{mail_id}/give-up", reason=" ").status_code == 422
    assert desk.post(f"/outbox/{mail_id}/give-up", reason="The person left").status_code == 303
    assert acts("mail", mail_id) == [("give_up", "The person left")]
    with app.app_context():
        assert outbox.due_mail(NOON, 10) == []
        assert transaction(lambda: outbox.db.session.get(outbox.OutboxMessage, mail_id).payload) == {}
    assert f"/operations/outbox/{mail_id}" in desk.page("/outbox", shelf="given_up")
    beside = mail("beside")

    def refuse_late(_message) -> None:
        assert desk.post(f"/outbox/{beside}/give-up", reason="Wrong address").status_code == 303
        raise OSError("no such mailbox")

    with app.app_context(), pytest.raises(OSError, match="mailbox"):
        outbox.deliver(beside, NOON, refuse_late)
    assert f"/operations/outbox/{beside}" in desk.page("/outbox", shelf="given_up")
    assert desk.page("/outbox/999999", status=404)


def test_shelves_are_read_page_by_page(desk, mail):
    ids = [mail(f"key-{number}") for number in range(60)]
    page = desk.page("/outbox", shelf="waiting")
    assert f"/outbox/{ids[-1]}" in page
    assert f'/outbox/{ids[0]}"' not in page
    assert 'rel="next"' in page
