"""The whole job by pages alone, without scripts: from a new instrument to the provider's money."""

from datetime import timedelta

from app.infra import clock
from tests.support.booking_pool import at
from tests.support.demo import DemoPool
from tests.support.reader import Reader
from tests.support.steps import paper

WALL = "%Y-%m-%dT%H:%M"
NOTICE_OVER = timedelta(days=6)


def test_the_main_job_from_publishing_to_the_money_without_scripts(reader, demo, look):
    name = "Microscope {} {}".format(*look)
    provider, officer, researcher, keeper, second = (
        reader(who, scripts=False) for who in ("provider", "officer", "researcher", "keeper", "officer2")
    )
    publish(provider, name)
    recognise(officer)
    find(researcher, name)
    quote(researcher)
    ref = book(researcher)
    confirm(keeper, ref)
    use(keeper, name)
    settle(researcher, name)
    claim = hand_in_a_claim(provider, ref)
    review(officer, claim)
    after_the_notice(demo)
    pay_out(officer, second, claim)
    provider.goes_to("Claims")
    provider.line(claim).sees("Paid", "750.00")


def publish(provider: Reader, name: str) -> None:
    provider.goes_to("Keeper's desk")
    provider.follows("Add an instrument")
    provider.types("Name in Chinese", name)
    provider.types("Name in English", name)
    provider.types("Class code", "0101")
    provider.presses("Save the draft")
    provider.at("When").follows("Day and night")
    provider.presses("Save the hours")
    provider.at("Price").follows("One price")
    provider.types("¥ an hour", "600")
    provider.ticks("The time used")
    provider.presses("Publish these prices")
    provider.presses("Publish it")
    provider.sees("See it as customers do")


def recognise(officer: Reader) -> None:
    officer.goes_to("Pool")
    officer.follows("Recognitions")
    officer.follows("Propose a recognition")
    officer.chooses("Who recognises", "Qingpu")
    officer.chooses("Whose providers", "Jiangsu")
    officer.ticks("Open resources", "Redeem: the provider is paid", "Reimburse: the enterprise is paid back")
    officer.presses("Propose")
    officer.presses("Accept")
    officer.sees("In force")


def find(researcher: Reader, name: str) -> None:
    researcher.goes_to("Instruments")
    researcher.types("I need", name)
    researcher.at("Find time on an instrument").presses("Search")
    researcher.follows(name)


def quote(researcher: Reader) -> None:
    researcher.types("From", at(3, "09:00").strftime(WALL))
    researcher.types("Until", at(3, "12:00").strftime(WALL))
    researcher.presses("Show the price")
    researcher.sees("1,800.00")
    researcher.presses("Check and book")


def book(researcher: Reader) -> str:
    researcher.types("What you will do", "晶粒尺寸 Grain sizes")
    researcher.page.get_by_role("radio", name="通兑", disabled=False).first.check()
    researcher.presses("Ask to book")
    researcher.sees("Waiting for confirmation", "900.00")
    return researcher.page.locator("main .ref").first.inner_text()


def confirm(keeper: Reader, ref: str) -> None:
    keeper.follows("Bookings to answer")
    keeper.line(ref).presses("Confirm")


def use(keeper: Reader, name: str) -> None:
    keeper.goes_to("Bookings")
    keeper.follows(name)
    keeper.types("At", at(3, "09:00").strftime(WALL))
    keeper.presses("Check in")
    keeper.types("At", at(3, "11:30").strftime(WALL))
    keeper.presses("Check out")
    keeper.presses("Sign the use")


def settle(researcher: Reader, name: str) -> None:
    """Accept 2.5 hours at ¥600: ¥1,500, and half of it is the voucher's."""
    researcher.goes_to("Home")
    researcher.follows("Uses to accept, no-shows to object to")
    researcher.follows(name)
    researcher.presses("Accept the use")
    researcher.sees("Settled", "1,500.00", "750.00")


def hand_in_a_claim(provider: Reader, ref: str) -> str:
    """Claim this one use, prove it by an invoice, and return the reference of the claim."""
    provider.goes_to("Claims")
    provider.unfolds("Choose single uses")
    uses = provider.form(ref)
    uses.unticks_all()
    uses.ticks(ref)
    uses.presses("Claim what is ticked")
    add = provider.at("Add a document")
    add.chooses("What it proves", "Invoice")
    add.types("Amount it says, ¥", "1500")
    add.hands_in("File", paper("发票.pdf", ref))
    add.presses("Add")
    provider.presses("Hand the claim in")
    provider.sees("Handed in")
    return provider.page.locator("main h1").inner_text().split()[-1]


def review(officer: Reader, claim: str) -> None:
    officer.goes_to("Home")
    officer.follows("Claims to be decided")
    officer.follows(claim)
    officer.presses("The documents are complete")
    officer.presses("Approve this amount")
    officer.presses("Put on public notice")


def after_the_notice(demo: DemoPool) -> None:
    """Let the scheduler do what it does once the days of public notice are over."""
    later = (clock.now() + NOTICE_OVER).isoformat()
    assert demo.command("jobs", "run", "mature_claims", "--now", later).exit_code == 0


def pay_out(officer: Reader, second: Reader, claim: str) -> None:
    officer.goes_to("Payouts")
    payable = officer.form(claim)
    payable.unticks_all()
    payable.ticks(claim)
    payable.presses("Build a batch of what is ticked")
    officer.sees("You built this batch, so another officer has to approve it.")
    batch = officer.page.locator("main h1").inner_text().split()[-1]
    second.follows("Batches to approve, send or confirm")
    second.follows(batch)
    second.presses("Approve the batch")
    officer.goes_to("Payouts")
    officer.follows(batch)
    officer.types("Bank reference", f"BANK-{batch}")
    officer.presses("Mark as sent")
    officer.presses("The bank carried it out")
    officer.sees("Carried out")
