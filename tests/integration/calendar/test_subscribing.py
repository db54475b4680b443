from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

from app.accounts.models import Membership
from app.calendar.feeds import KEPT_AFTER_END
from app.calendar.jobs import JOBS
from app.calendar.models import Feed
from app.infra import clock
from app.infra.db import db, transaction
from tests.integration.calendar.feeds import path_of, subscribe


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def test_a_researcher_subscribes_to_her_bookings_and_sees_the_address_once(client, people, source):
    made = subscribe(client, people.researcher)
    assert made.status_code == 201
    assert made.json["url"].startswith("http://127.0.0.1:8000/calendar/feeds/")
    assert made.json["webcal"] == made.json["url"].replace("http://", "webcal://")
    (listed,) = client.get("/api/v1/feeds", headers=bearer(people.researcher)).json["items"]
    assert listed["id"] == made.json["id"]
    assert listed["last_used_at"] is None
    assert "url" not in listed


def test_only_a_hash_of_the_token_is_kept(app, client, people, source):
    token = path_of(subscribe(client, people.researcher)).split("/")[-1].removesuffix(".ics")
    assert len(token) >= 128 // 6
    with app.app_context():
        assert token not in str(db.session.execute(select(Feed.__table__)).one())


@pytest.mark.parametrize(
    ("who", "kind", "status"),
    [
        ("researcher", "mine", 201),
        ("researcher", "enterprise", 403),
        ("researcher", "provider", 403),
        ("manager", "mine", 201),
        ("manager", "enterprise", 201),
        ("keeper", "mine", 403),
        ("keeper", "enterprise", 403),
        ("keeper", "provider", 201),
    ],
)
def test_each_role_has_its_kinds(client, people, source, who, kind, status):
    assert subscribe(client, getattr(people, who), kind).status_code == status


def test_a_keeper_subscribes_to_an_instrument_of_her_own_only(client, people, source, laboratory):
    own, others = laboratory.microscope, laboratory.incubator
    assert subscribe(client, people.keeper, "instrument", instrument_id=own).status_code == 201
    assert subscribe(client, people.keeper, "instrument", instrument_id=others).status_code == 404
    assert subscribe(client, people.keeper, "instrument", instrument_id=99999).status_code == 404
    assert subscribe(client, people.researcher, "instrument", instrument_id=own).status_code == 403


def test_an_instrument_is_named_for_that_kind_and_no_other(client, people, source, laboratory):
    missing = subscribe(client, people.keeper, "instrument")
    assert (missing.status_code, missing.json["code"]) == (422, "instrument_missing")
    needless = subscribe(client, people.keeper, "provider", instrument_id=laboratory.microscope)
    assert (needless.status_code, needless.json["code"]) == (422, "instrument_unexpected")


@pytest.mark.parametrize("wrong", [{"kind": "all"}, {"detail": "some"}, {"instrument_id": "1"}])
def test_what_is_no_kind_of_feed_is_refused(client, people, source, wrong):
    refused = subscribe(client, people.researcher, **{"kind": "mine", "detail": "full", **wrong})
    assert (refused.status_code, refused.json["code"]) == (422, "invalid")


def test_a_visitor_has_no_feeds(client, source):
    assert client.get("/api/v1/feeds").status_code == 401


def test_the_list_goes_on_by_cursor(client, people, source):
    made = [subscribe(client, people.researcher).json["id"] for _ in range(3)]
    first = client.get("/api/v1/feeds?limit=2", headers=bearer(people.researcher)).json
    rest = client.get(f"/api/v1/feeds?cursor={first['next']}", headers=bearer(people.researcher)).json
    assert [each["id"] for each in first["items"] + rest["items"]] == made
    assert rest["next"] is None


def test_a_withdrawn_address_is_gone_and_an_unknown_one_not_found(client, people, source):
    made = subscribe(client, people.researcher)
    address, number = path_of(made), made.json["id"]
    assert client.delete(f"/api/v1/feeds/{number}", headers=bearer(people.manager)).status_code == 404
    assert client.get(address).status_code == 200
    assert client.delete(f"/api/v1/feeds/{number}", headers=bearer(people.researcher)).status_code == 204
    assert client.get(address).status_code == 410
    assert client.get("/calendar/feeds/unknown.ics").status_code == 404
    assert client.delete(f"/api/v1/feeds/{number}", headers=bearer(people.researcher)).status_code == 404


def test_an_address_is_exchanged_for_another_at_once(client, people, source):
    made = subscribe(client, people.researcher, detail="busy")
    path, headers = f"/api/v1/feeds/{made.json['id']}/rotate", bearer(people.researcher)
    assert client.post(path, json={}, headers=bearer(people.manager)).status_code == 404
    rotated = client.post(path, json={}, headers=headers)
    assert (rotated.status_code, rotated.json["detail"]) == (201, "busy")
    assert client.get(path_of(made)).status_code == 410
    assert client.get(path_of(rotated), headers={"User-Agent": "vdirsyncer/0.20"}).status_code == 200
    (listed,) = client.get("/api/v1/feeds", headers=headers).json["items"]
    assert (listed["id"], listed["client"]) == (rotated.json["id"], "vdirsyncer")


def test_who_leaves_the_organisation_no_longer_reads_its_calendar(app, client, people, source):
    address = path_of(subscribe(client, people.manager, "enterprise"))
    assert client.get(address).status_code == 200
    with app.app_context():
        transaction(lambda: db.session.execute(delete(Membership)))
    assert client.get(address).status_code == 410


def test_the_last_reading_is_noted_at_most_once_a_minute(app, client, people, source):
    made = subscribe(client, people.researcher)

    def last_used():
        items = client.get("/api/v1/feeds", headers=bearer(people.researcher)).json["items"]
        return items[0]["last_used_at"]

    client.get(path_of(made))
    first = last_used()
    assert first is not None
    client.get(path_of(made))
    assert last_used() == first
    with app.app_context():
        back = clock.now() - timedelta(minutes=2)
        transaction(lambda: db.session.execute(update(Feed).values(last_used_at=back)))
    client.get(path_of(made))
    assert last_used() > first


def test_a_feed_withdrawn_long_ago_is_forgotten(app, client, people, source):
    made = [subscribe(client, people.researcher).json["id"] for _ in range(2)]
    client.delete(f"/api/v1/feeds/{made[0]}", headers=bearer(people.researcher))
    [job] = [job for job in JOBS if job.name == "forget_revoked_feeds"]
    with app.app_context():
        assert job.due(clock.now(), 10) == []
        later = clock.now() + KEPT_AFTER_END
        assert job.due(later, 10) == made[:1]
        for number in made:
            job.attempt(number, later)
        assert list(db.session.scalars(select(Feed.id))) == made[1:]
