"""A visitor looks around without an account: finds by pinyin, compares four, reads on, and signs up."""

from playwright.sync_api import expect

from app.accounts.domain.roles import OrganisationKind
from app.infra import clock
from tests.browser.journeys.newcomers import enter, sign_up
from tests.support.booking_pool import SHANGHAI
from tests.support.reader import Reader
from tests.support.steps import paper


def test_a_visitor_finds_compares_and_reads(reader):
    visitor = reader(None)
    visitor.sees("The pool in numbers", "How a voucher works")
    find_by_pinyin(visitor)
    compare_four(visitor)
    see_the_provider(visitor)
    read_on(visitor)


def test_a_visitor_signs_up_and_the_district_verifies_the_enterprise(reader, demo, width, locale):
    visitor, officer = reader(None), reader("officer")
    name = f"Coatings {width} {locale}"
    sign_up(visitor, demo, f"lin.{width}.{locale}@firm.example".lower())
    enter(visitor, OrganisationKind.ENTERPRISE, name)
    declare_the_registration(visitor)

    officer.follows("Enterprises to verify")
    officer.follows(name)
    officer.presses("Verify the record")
    officer.at("SME registrations").presses("Verify")
    visitor.goes_to("Home")
    visitor.follows("Apply for a voucher")


def find_by_pinyin(visitor: Reader) -> None:
    visitor.types("Search instruments, services and providers", "zpy")
    visitor.presses("Search")
    visitor.at("Instruments").follows("All results")
    visitor.follows("Jiangsu")


def compare_four(visitor: Reader) -> None:
    for box in visitor.page.get_by_label(visitor.says("Compare")).all()[:4]:
        box.check()
    visitor.presses("Compare the ticked")
    visitor.sees("Price an hour", "What you can do here")
    expect(visitor.page.locator("main thead th")).to_have_count(5)


def see_the_provider(visitor: Reader) -> None:
    visitor.line("Provider").follows("Taihu Materials Testing Centre")
    visitor.sees("How open it is", "Where it is recognised")
    visitor.follows("All of its services")
    visitor.goes_to("Providers")


def read_on(visitor: Reader) -> None:
    visitor.goes_to("News")
    visitor.follows("More instruments open at night")
    visitor.goes_to("Help")
    visitor.types("Search the help", "voucher")
    visitor.at("Search the help").presses("Search")
    visitor.follows("Book an instrument")
    visitor.follows("Statistics")
    visitor.at("Who uses whose resources").follows("All numbers and downloads")


def declare_the_registration(visitor: Reader) -> None:
    today = clock.now().astimezone(SHANGHAI).date()
    visitor.follows("Declare this year's SME registration")
    declare = visitor.at("Declare a registration")
    declare.types("Year", str(today.year))
    declare.types("Registration number", "2026310118A8000077")
    declare.types("Registered on", f"{today.year}-01-05")
    declare.hands_in("Document", paper("证书.pdf", "registration"))
    declare.presses("Declare it")
