"""Outside calendars of the crowd's keeper, and one that is looked at but not connected."""

from dataclasses import dataclass

from flask import Flask

from app.infra.db import transaction
from tests.support.outside_calendars import connected_calendar, drafted_calendar, event


@dataclass(frozen=True)
class Outside:
    """The ways to a connected calendar's page and to a preview."""

    calendar: str
    preview: str


def connect_calendars(app: Flask, instrument_id: int, number: int) -> Outside:
    """Connect so many calendars."""
    with app.app_context():
        return transaction(lambda: _connected(instrument_id, number))


def _connected(instrument_id: int, number: int) -> Outside:
    way = f"/desk/instruments/{instrument_id}/outside-calendars"
    evenings = [event(day, "18:00", "19:00") for day in (25, 26)]
    connected = [connected_calendar(instrument_id, *evenings) for _ in range(number)]
    preview = drafted_calendar(instrument_id, *evenings, name="One more")
    return Outside(f"{way}/{connected[0]}", f"{way}/previews/{preview}")
