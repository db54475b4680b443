"""Somebody is given all their data, and is removed: a number stays, and everything else stays true."""

import io
import json
import zipfile

import pytest
from sqlalchemy import LargeBinary, Text, cast, func, or_, select, text
from sqlalchemy.exc import IntegrityError

from app.accounts.people import change_details, set_password
from app.accounts.queries import find_person_by_email
from app.infra.db import Base, db, transaction
from app.infra.scheduler.failures import keep_failure
from tests.support.booking_pool import slot
from tests.support.moments import NOON
from tests.support.passwords import quick_hash
from tests.support.tampering import without_triggers


@pytest.fixture
def person(app):
    def find(name: str) -> int:
        with app.app_context():
            return find_person_by_email(f"{name}@test.example").id

    return find


@pytest.fixture
def booked(pool) -> str:
    """A booking of the researcher, who has a calendar too."""
    pool.researcher.post("/feeds", {"kind": "mine", "detail": "full"})
    return pool.researcher.post("/bookings", slot(pool.instrument())).json["ref"]


def named(app, name: str) -> list[str]:
    """Return the tables in which a name or the address that goes with it stands anywhere in a text."""
    with app.app_context():
        return [table.name for table in Base.metadata.sorted_tables if _names(table, name)]


def _names(table, name: str) -> bool:
    texts = [cast(each, Text) for each in table.columns if not isinstance(each.type, LargeBinary)]
    said = [func.replace(each, word, "") != each for word in (name, f"{name.lower()}@test") for each in texts]
    return bool(db.session.scalar(select(func.count()).select_from(table).where(or_(*said))))


TABLE = "编号*,名称*\r\nA-1,离心机\r\n".encode()
LOADED = {"zone": "Asia/Shanghai", "price": "flat", "yuan": "300", "day_1": "09:00–12:00"}


def guides_put_away(app) -> int:
    with app.app_context():
        return db.session.scalar(text("SELECT count(*) FROM dismissal"))


def verified(cli) -> list[str]:
    result = cli.invoke(args=["verify"])
    return [line for line in result.output.splitlines() if not line.startswith("ok")]


def remove(desk, who: int):
    return desk.post(f"/people/{who}/removal", reason="Asked by letter")


def test_everything_kept_about_oneself_is_handed_over(client, pool, booked, acts, person):
    answer = client.post("/account/data", headers=pool.researcher.headers)
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    assert {"README.zh-CN.txt", "README.en.txt", "person.json", "bookings.json"} <= set(archive.namelist())
    assert [each["ref"] for each in json.loads(archive.read("bookings.json"))] == [booked]
    assert json.loads(archive.read("person.json"))[0]["email"] == "researcher@test.example"
    assert len(json.loads(archive.read("calendars.json"))) == 1
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"token_hash" not in everything
    assert b"password_hash" not in everything
    for name in archive.namelist():
        assert name.startswith("README") or f"{name} " in archive.read("README.en.txt").decode()
    assert ("export_data", None) in acts("person", person("researcher"))


def test_a_removal_is_refused_with_every_reason(desk, pool, booked, person):
    page = desk.page(f"/people/{person('researcher')}/removal")
    assert "Bookings still to come: 1." in page
    assert "Remove the data for good" not in page
    refused = remove(desk, person("researcher"))
    assert refused.status_code == 422
    assert pool.researcher.get("/bookings").status_code == 200

    last = desk.page(f"/people/{person('manager')}/removal")
    assert "enterprise manager" in last
    assert remove(desk, person("operator")).status_code == 422
    unsaid = desk.post(f"/people/{person('officer')}/removal", reason=" ").text
    assert 'data-code="reason_missing"' in unsaid


def test_a_removed_person_is_a_number_and_the_log_is_whole(
    app, cli, client, desk, pool, booked, person, acts
):
    who = person("researcher")
    pool.researcher.post(f"/bookings/{booked}/cancel", {"reason": "Leaving"})
    assert remove(desk, who).status_code == 303

    assert named(app, "Researcher") == []
    assert pool.researcher.get("/bookings").status_code == 401
    assert pool.manager.get(f"/bookings/{booked}").json["state"] == "cancelled"
    assert f"#{who}" in desk.page("/audit", kind="booking", ref=booked)
    assert "Whole" in desk.page("/audit", kind="booking", ref=booked)
    assert acts("person", who)[-1] == ("forget", "Asked by letter")
    assert remove(desk, who).status_code == 422
    assert desk.post(f"/people/{who}/unlock", reason="Back").status_code == 422
    assert verified(cli) == []


def test_a_keepers_names_leave_rate_cards_and_documents_too(app, cli, client, desk, pool, booked, person):
    added = {"email": "stranger@test.example", "role": "provider_manager"}
    provider = pool.keeper.organisation.id
    desk.post(f"/organisations/{provider}/roles", **added)
    keepers = pool.keeper.headers
    sent = client.post("/desk/load", data={"file": (io.BytesIO(TABLE), "table.csv")}, headers=keepers)
    assert client.post(f"{sent.location}/publish", data=LOADED, headers=keepers).status_code == 303
    with app.app_context():
        transaction(lambda: change_details(person_id=person("keeper"), name="Kept Otherwise", locale="en"))
    assert {"event", "rate_card"} <= set(named(app, "Keeper"))
    assert remove(desk, person("keeper")).status_code == 303
    assert named(app, "Keeper") == named(app, "Kept Otherwise") == []
    assert verified(cli) == []


def test_who_removes_themselves_confirms_and_is_signed_out(app, cli, client, pool, person, acts):
    who, password = person("colleague"), "correct horse battery"
    with app.app_context():
        hashed = quick_hash(password)
        transaction(lambda: set_password(person_id=who, password=hashed, now=NOON, reason="reset"))
    client.post("/sign-in", data={"email": "colleague@test.example", "password": password})
    assert client.post("/guide/dismiss").status_code == 303
    assert guides_put_away(app) == 1
    assert client.post("/account/removal", data={"password": "correct horse"}).status_code == 422
    assert client.post("/account/removal", data={"password": password}).status_code == 303
    assert client.get("/account").status_code == 302
    assert acts("person", who) == [("set_password", "reset"), ("forget", None)]
    assert named(app, "Colleague") == []
    assert guides_put_away(app) == 0
    assert verified(cli) == []


def test_neither_their_invitations_nor_a_mail_servers_answers_name_them(app, client, desk, pool, person):
    who, enterprise = person("manager"), pool.manager.organisation.id
    other = {"email": "researcher@test.example", "role": "enterprise_manager"}
    assert desk.post(f"/organisations/{enterprise}/roles", **other).status_code == 303
    for inviting, to in ((pool.manager, "new@test.example"), (pool.researcher, "manager.two@test.example")):
        invited = {"email": to, "roles": "researcher"}
        assert client.post("/members/invite", data=invited, headers=inviting.headers).status_code == 303
    with app.app_context():
        transaction(lambda: keep_failure("deliver_mail", "7", "manager@test.example: no mailbox", NOON))
    assert {"job_failure", "outbox_message"} <= set(named(app, "Manager"))
    assert remove(desk, who).status_code == 303
    assert named(app, "Manager") == []
    page = desk.page("/outbox", shelf="waiting")
    assert "manager.two@test.example" in page
    assert "new@test.example" not in page


def test_the_database_takes_a_pseudonym_and_nothing_else(app, pool, booked):
    with app.app_context():
        for change in (
            "actor_name = 'Nobody'",
            "actor_name = '#999', pseudonym_hash = 'x'",
            "actor_name = '#' || actor_id",
            "reason = 'None', actor_name = '#' || actor_id, pseudonym_hash = 'x'",
        ):
            with pytest.raises(IntegrityError, match="event_is_append_only"), db.engine.begin() as connection:
                connection.execute(
                    text(f"UPDATE event SET {change} WHERE subject_ref = :ref"), {"ref": booked}
                )
        with pytest.raises(IntegrityError, match="transfer_is_append_only"), db.engine.begin() as connection:
            connection.execute(text("UPDATE transfer SET amount_minor = 1"))


def test_a_second_hash_that_no_removal_made_is_found_out(app, cli, pool, booked):
    with app.app_context(), without_triggers() as connection:
        connection.execute(
            text("UPDATE event SET pseudonym_hash = hash WHERE subject_ref = :ref AND seq = 1"),
            {"ref": booked},
        )
    assert any("pseudonyms are not those" in line for line in verified(cli))
