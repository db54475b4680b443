"""Cursors that somebody made up are refused, each list for itself."""

import json
from base64 import urlsafe_b64encode

import pytest

LISTS = [
    ("researcher", "/bookings"), ("researcher", "/vouchers"), ("researcher", "/feeds"),
    ("researcher", "/programmes"), ("researcher", "/instruments"), ("researcher", "/providers"),
    ("researcher", "/regions"), ("researcher", "/recognitions"), ("researcher", "/accreditations"),
    ("officer", "/enterprises"), ("provider", "/ties"),
]  # fmt: skip
VALUES = [
    ["x"],
    [2**40],
    [-1],
    [],
    {},
    7,
    [[1]],
    ["2026-03-02T09:00:00", 1],
    ["2026-03-02T09:00:00Z", "x"],
    [1, 2, 3],
    ["\0"],
    ["\ud800"],
    ["0001-01-01T00:00:00+14:00", 1],
    ["9999-12-31T23:59:59-14:00", 1],
]


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_made_up_cursor_is_refused(demo, who, path):
    for values in VALUES:
        cursor = urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")
        answer = demo.by(who).get(path, cursor=cursor)
        if path == "/regions" and values == ["x"]:
            continue  # a region's key is a text
        assert (answer.status, answer.codes) == (422, {"invalid_cursor"}), (values, answer.body)


@pytest.mark.parametrize(("who", "path"), LISTS)
def test_a_list_says_where_it_goes_on(demo, who, path):
    page = demo.by(who).get(path, limit=1)
    assert page.status == 200
    assert set(page.json) == {"items", "next"}
    assert len(page.json["items"]) <= 1
    if page.json["next"] is not None:
        following = demo.by(who).get(path, limit=1, cursor=page.json["next"]).json["items"]
        assert following
        assert following != page.json["items"]
