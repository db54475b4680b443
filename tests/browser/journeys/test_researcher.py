"""A researcher finds a free instrument that fits, books it in a minute, and sees it in the calendar."""

from tests.support.booking_pool import at

WALL = "%Y-%m-%dT%H:%M"


def test_a_researcher_finds_books_and_subscribes(reader, demo, look):
    name = "Diffractometer {} {}".format(*look)
    demo.instrument(name=name, name_en=name, name_zh=name, confirmation="automatic")
    researcher = reader("researcher")
    researcher.types("I need", name)
    researcher.presses("Find free time")
    researcher.follows(name)
    researcher.types("From", at(3, "10:00").strftime(WALL))
    researcher.types("Until", at(3, "12:00").strftime(WALL))
    researcher.presses("Show the price")
    researcher.presses("Check and book")
    researcher.types("What you will do", "晶粒尺寸 Grain sizes")
    researcher.ticks("Without a voucher")
    researcher.presses("Book")
    researcher.sees("Confirmed", "1,200.00")
    researcher.goes_to("Bookings")
    researcher.turns_to(name)
    researcher.follows("Your account and organisations")
    researcher.follows("Calendar subscriptions")
    researcher.presses("Make a calendar address")
    researcher.sees("Your calendar address")
