"""Outside calendars of the crowd's keeper, and one that is looked at but not connected."""

from dataclasses import dataclass

from tests.support.outside_calendars import connected_calendar, drafted_calendar, event


@dataclass(frozen=True)
class Outside:
    """The ways to a connected calendar's page and to a preview."""

    calendar: str
    preview: str


def connect_calendars(instrument_id: int, number: int) -> Outside:
    """Connect so many calendars, in the caller's transaction."""
    way = f"/desk/instruments/{instrument_id}/outside-calendars"
    evenings = [event(day, "18:00", "19:00") for day in (25, 26)]
    connected = [connected_calendar(instrument_id, *evenings) for _ in range(number)]
    preview = drafted_calendar(instrument_id, *evenings, name="One more")
    return Outside(f"{way}/{connected[0]}", f"{way}/previews/{preview}")
