"""The texts of events are written once a revision and kept; a feed is a join of them."""

from dataclasses import replace
from datetime import timedelta

import pytest
from icalendar import Calendar

from app.calendar.documents import MOST_BYTES, Asked, feed_document
from app.calendar.domain.feed import Audience, EventStatus, FeedDetail, FeedKind, FeedOwner, FeedState
from app.calendar.kept_texts import TOMBSTONE_KEPT, texts_to_forget
from app.calendar.present import address_of, feed_wording
from tests.integration.calendar.feeds import booking
from tests.support.spans import span, utc
from tests.support.statements import counted

NOW = utc("2026-03-01 09:30")
OWNER = FeedOwner(FeedKind.MINE, FeedDetail.FULL, person_id=1, organisation_id=1)
WHEN = span("2026-03-02 01:00", "03:00")


@pytest.fixture
def read(context, source):
    """Read a feed as of a moment: `read(owner, now)`."""

    def document(owner=OWNER, now=NOW):
        asked = Asked(owner, address_of("/calendar/feeds/x.ics"), feed_wording("en"), now)
        return feed_document(asked, FeedState("Mine", 0, 0), "Mine")

    return document


def test_a_text_is_written_once_a_revision_and_once_an_audience(source, read):
    source.bookings += [booking(WHEN, uid="a@x"), booking(WHEN, uid="b@x")]
    first = read()
    assert read() == first
    assert source.written == [(0, Audience.CUSTOMER), (1, Audience.CUSTOMER)]
    busy = read(replace(OWNER, detail=FeedDetail.BUSY))
    assert b"Microscope" not in busy.body
    assert source.written[2:] == [(0, Audience.OTHERS), (1, Audience.OTHERS)]
    source.bookings[1] = replace(source.bookings[1], sequence=3, summary="Moved")
    second = read()
    assert source.written[4:] == [(1, Audience.CUSTOMER)]
    assert b"Moved" in second.body
    assert second.tag != first.tag


def test_a_feed_whose_texts_are_kept_costs_one_statement(app, source, read):
    source.bookings += [booking(WHEN, uid=f"{number}@x") for number in range(30)]
    read()
    with counted(app) as statements:
        read()
    assert len(statements) == 1, "\n".join(statements)


def test_the_tag_is_another_on_another_day(source, read):
    source.bookings.append(booking(WHEN))
    today, tonight, tomorrow = (read(now=NOW + timedelta(hours=hours)).tag for hours in (0, 14, 15))
    assert today == tonight != tomorrow


def test_a_feed_too_large_leaves_out_what_is_furthest_away_and_old_tombstones(source, read):
    days = [timedelta(days=number) for number in range(-80, 300)]
    source.bookings += [
        booking(
            type(WHEN)(NOW + day, NOW + day + timedelta(hours=2)),
            uid=f"{number}@x",
            description="x" * 4000,
            revised_at=NOW,
        )
        for number, day in enumerate(days)
    ]
    ended = {"status": EventStatus.CANCELLED, "revised_at": NOW - TOMBSTONE_KEPT - timedelta(days=1)}
    source.bookings.append(booking(WHEN, uid="old@x", **ended))
    for _ in range(2):  # the texts are made, and then they are kept
        body = read().body
        uids = {str(each["UID"]) for each in Calendar.from_ical(body).walk("VEVENT")}
        assert MOST_BYTES * 0.99 < len(body) <= MOST_BYTES
        assert "old@x" not in uids
        assert f"{days.index(timedelta(0))}@x" in uids
        assert f"{len(days) - 1}@x" not in uids
    assert texts_to_forget(NOW, 10) == []
    assert texts_to_forget(NOW + timedelta(days=500), 1000) != []
