"""A provider's manager loads a table of instruments, adds a service, sees their use, and is paid."""

from playwright.sync_api import expect

from tests.support.reader import Reader
from tests.support.settled import settled
from tests.support.steps import paper

ROWS = (
    "编号*,名称*,厂商,购置年份",
    "J-{0}-1,扫描电子显微镜 {0},蔡司,2019",
    "J-{0}-2,X射线衍射仪 {0},布鲁克,去年",
)


def test_a_manager_opens_instruments_and_services(reader, width, locale):
    manager, which = reader("provider"), f"{width}-{locale[:2]}"
    load_a_table(manager, which)
    add_a_service(manager, which)
    see_the_use(manager)


def load_a_table(manager: Reader, which: str) -> None:
    """Load one good row of two, with hours and a price for all that are new."""
    table = {
        "name": "仪器.csv",
        "mimeType": "text/csv",
        "buffer": "\r\n".join(ROWS).format(which).encode("gbk"),
    }
    manager.goes_to("Keeper's desk")
    manager.follows("Load a table")
    manager.hands_in("Table of instruments (XLSX or CSV)", table)
    manager.presses("See what would happen")
    manager.sees("What is refused", "This must be a year such as 2019.")
    for day in ("Monday", "Tuesday"):
        manager.types(day, "09:00–12:00, 13:30–18:00")
    manager.types("¥ an hour", "300")
    manager.presses("Load and publish")
    manager.sees(f"扫描电子显微镜 {which}", "Published")


def add_a_service(manager: Reader, which: str) -> None:
    manager.follows("Orders and services")
    manager.follows("Add a service")
    manager.chooses("Kind", "Inspection and testing")
    manager.types("Name in Chinese", f"拉伸试验 {which}")
    manager.types("Name in English", f"Tensile test {which}")
    manager.types("What the customer receives", "A report with curves.")
    manager.types("Price of one, ¥", "600")
    manager.chooses("Counted by", "Sample")
    manager.presses("Save")
    manager.presses("Publish it")
    manager.goes_to("Services")
    manager.types("I need", which)
    manager.at("Find a service").presses("Search")
    manager.follows({"en": f"Tensile test {which}", "zh-CN": f"拉伸试验 {which}"}[manager.language])


def see_the_use(manager: Reader) -> None:
    manager.follows("Statistics")
    manager.at("Utilisation").follows("All numbers and downloads")


def test_a_manager_is_paid(reader, demo):
    """The own share comes first, from the enterprise; the voucher's share is claimed (see the main job)."""
    ref = settled(demo, mode="redeem")
    enterprise, manager = reader("manager"), reader("provider")
    enterprise.follows("Own shares to pay")
    enterprise.follows("Due on")  # the latest first: a long list has more pages
    enterprise.follows(ref)
    enterprise.types("Bank reference", f"ICBC-{ref}")
    enterprise.hands_in("Bank receipt", paper("回单.pdf", ref))
    enterprise.presses("Record the payment")
    manager.follows("Payments to acknowledge")
    manager.follows(ref)
    manager.presses("It came")
    expect(manager.page.locator("[data-state=acknowledged]")).to_be_visible()
