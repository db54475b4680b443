"""A keeper answers a request, closes an instrument for a day, and runs a use from check-in to signature."""

from tests.support.booking_pool import at
from tests.support.reader import Reader

WALL = "%Y-%m-%dT%H:%M"


def test_a_keeper_answers_closes_and_runs_a_use(reader, demo, look):
    name = "Furnace {} {}".format(*look)
    instrument = demo.instrument(name=name, name_en=name, name_zh=name)
    first, second = (demo.booking(instrument, days=days)["ref"] for days in (3, 4))
    keeper = reader("keeper")
    keeper.follows("Bookings to answer")
    keeper.line(first).presses("Confirm")
    declined = keeper.line(second)
    declined.types("Reason", "停电检修 No power")
    declined.presses("Decline")

    keeper.follows(name)
    keeper.follows("Edit")
    close_for_a_day(keeper)
    keeper.goes_to("Bookings")
    keeper.follows(name)
    use(keeper)


def close_for_a_day(keeper: Reader) -> None:
    closing = keeper.at("Closures")
    closing.types("From", at(6, "00:00").strftime(WALL))
    closing.types("Until", at(7, "00:00").strftime(WALL))
    closing.types("Why", "保养 Maintenance")
    closing.presses("Close for this time")


def use(keeper: Reader) -> None:
    keeper.types("At", at(3, "09:00").strftime(WALL))
    keeper.presses("Check in")
    keeper.types("At", at(3, "11:30").strftime(WALL))
    keeper.presses("Check out")
    keeper.presses("Sign the use")
    keeper.sees("Completed")
