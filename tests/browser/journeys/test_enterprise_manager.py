"""An enterprise's manager asks for a voucher, and sees orders, the statement, claims and mails."""

from tests.support.booking_pool import at
from tests.support.demo import DemoPool
from tests.support.reader import Reader
from tests.support.steps import paper

TOO_LITTLE_SAID = "请写明服务机构 Name the provider"
WHY_LESS = "先安排第一阶段 First stage first"


def test_a_manager_asks_for_a_voucher_and_gets_it(reader, demo, width, locale):
    manager, officer, city = (reader(who) for who in ("manager", "officer", "city"))
    ref = draft(manager, open_programme(demo, f"{width} {locale}"))
    submit(manager)
    send_back(officer, ref)
    mend(manager, ref)
    agree_to_less(officer, ref)
    city.follows("Applications to decide")
    city.follows(ref)
    city.presses("Grant it")

    manager.goes_to("Vouchers")
    manager.follows("Applications")
    manager.follows(ref)
    manager.sees("Approved", WHY_LESS)
    manager.at("What was asked for").follows("YRD-")
    manager.sees("8,000.00", "Every transfer")


def test_a_manager_sees_what_the_enterprise_does_and_chooses_what_to_be_told(reader):
    manager = reader("manager")
    for place in ("Orders", "Bookings", "Claims", "Own shares", "Members"):
        manager.goes_to(place)
    manager.goes_to("Vouchers")
    manager.follows("YRD-")
    manager.sees("Where its value stands", "Every transfer")
    manager.follows("What you are told")
    manager.presses("Save")
    manager.follows("Notifications")


def open_programme(demo: DemoPool, which: str) -> str:
    """Open a programme of the test's own, whose city reviews what is above ¥5,000; return its name."""
    year = at(0, "12:00").year
    policy = {
        "rate_percent": 50,
        "modes": ["reimburse", "redeem"],
        "use_by": f"{year + 1}-12-31",
        "redeem_by": f"{year + 2}-03-31",
        "city_review_above": {"minor": 5_000_00, "currency": "CNY"},
    }
    body = {
        "name": f"Browser grants {which}",
        "year": year,
        "region": "310118",
        "budget": [{"tier": "district", "amount": {"minor": 50_000_00, "currency": "CNY"}}],
        "policy": policy,
        "open": True,
    }
    assert demo.by("officer").post("/programmes", body).status == 201
    return body["name"]


def draft(manager: Reader, programme: str) -> str:
    """Begin an application and mend what is refused; return its reference."""
    manager.goes_to("Vouchers")
    manager.follows("Apply for a voucher")
    manager.follows(programme)
    manager.types("Amount in yuan", "-5")
    manager.types("What the voucher is for", "电极材料 Electrodes")
    manager.presses("Save the draft and look it over")
    manager.types("Amount in yuan", "9000")
    manager.presses("Save the draft and look it over")
    return manager.page.locator("main h1").inner_text().split()[-1]


def submit(manager: Reader) -> None:
    manager.types("What the voucher is for", "")
    manager.presses("Submit it")
    manager.types("What the voucher is for", "电极材料的观察 Electrodes, observed")
    manager.presses("Submit it")


def send_back(officer: Reader, ref: str) -> None:
    officer.follows("Applications to decide")
    officer.follows(ref)
    back = officer.at("Send back")
    back.types("Reason", TOO_LITTLE_SAID)
    back.presses("Send back")


def mend(manager: Reader, ref: str) -> None:
    manager.goes_to("Home")
    manager.follows("Applications to complete and submit")
    manager.follows(ref)
    manager.sees(TOO_LITTLE_SAID)
    manager.types("What the voucher is for", "在太湖材料测试中心观察电极材料 Electrodes at Taihu")
    manager.hands_in("Document", paper("报价.pdf", ref))
    manager.presses("Submit it")
    manager.sees("报价.pdf")


def agree_to_less(officer: Reader, ref: str) -> None:
    officer.goes_to("Applications")
    officer.follows(ref)
    officer.types("Grant in yuan", "8000")
    officer.presses("Grant it")
    officer.sees("Say why: the enterprise is told.")
    grant = officer.form("Grant in yuan")
    grant.types("Reason", WHY_LESS)
    grant.presses("Grant it")
