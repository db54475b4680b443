"""What was used is paid, claimed, reviewed, put on notice and paid out, and the bank confirms it."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from app.infra import clock
from tests.support.demo import DemoPool
from tests.support.settled import settled
from tests.support.steps import fill, follow, form, go, last_number, look, paper, refuses, send, shows

NOTICE_OVER = timedelta(days=6)
WHY_LESS = "耗材不在支持范围 No consumables"
WORDS = {
    "zh-CN": {"wrong_type": "PDF", "own": "须由另一位工作人员批准"},
    "en": {"wrong_type": "PDF", "own": "another officer has to approve it"},
}


def state_of(page: Page, kind: str = "booking-head") -> str | None:
    return page.locator(f".{kind} [data-state]").first.get_attribute("data-state")


def pay_own_share(page: Page, url: str, ref: str) -> None:
    """Record the payment of all that is owed for a booking, first with a mistake."""
    go(page, f"{url}/receivables")
    follow(page, page.get_by_role("link", name=ref))
    pay = form(page, "/payments")
    assert pay.locator("[name=amount_minor]").input_value() == "1800.00"
    fill(pay, {"amount_minor": "9999", "bank_reference": f"ICBC-{ref}"})
    pay.locator("[name=file]").set_input_files([paper("回单.pdf", f"receipt {ref}")])
    send(page, pay)
    expect(page.locator(".error-summary a[href='#amount_minor']")).to_be_visible()
    look(page)
    pay = form(page, "/payments")
    fill(pay, {"amount_minor": "1800"})
    pay.locator("[name=file]").set_input_files([paper("回单.pdf", f"receipt {ref}")])
    send(page, pay)
    expect(page.locator("[data-state=recorded]")).to_be_visible()


def add_evidence(page: Page, kind: str, amount: str, file: dict[str, object]) -> None:
    add = form(page, "/evidence")
    add.locator("[name=kind]").select_option(kind)
    fill(add, {"amount": amount})
    add.locator("[name=file]").set_input_files([file])
    send(page, add)


def claim(page: Page, url: str, ref: str, locale: str) -> int:
    """Draft a claim over one booking, prove it and hand it in; return its number."""
    go(page, f"{url}/claims")
    if page.locator(".single-uses:not([open])").count():
        page.locator(".single-uses summary").click()
    for box in page.locator("input[name=bookings]").all():
        box.set_checked((box.get_attribute("value") or "") == ref)
    send(page, page.locator("form.claimable", has=page.locator(f"[value='{ref}']")))
    number = last_number(page)
    send(page, form(page, "/submit"))
    assert page.locator(".error-summary li").count() == 2, "invoice and receipt are missing"
    look(page)
    script = {"name": "发票.html", "mimeType": "text/html", "buffer": b"<script>"}
    add_evidence(page, "invoice", "1800", script)
    refuses(page, WORDS[locale]["wrong_type"])
    add_evidence(page, "invoice", "1800", paper("发票.pdf", f"invoice {ref}"))
    add_evidence(page, "bank_receipt", "1800", paper("回单.pdf", f"receipt {ref}"))
    send(page, form(page, "/submit"))
    assert state_of(page) == "submitted"
    return number


def review(page: Page, url: str, number: int) -> None:
    """Find the documents complete, approve ¥800 of ¥900, put it on public notice."""
    page.goto(f"{url}/claims/{number}")
    send(page, form(page, "/complete"))
    decide = form(page, "/review")
    fill(decide, {"approved_amount": "800"})
    send(page, decide)
    assert page.locator(".error-summary").count() == 1, "less needs a reason"
    look(page)
    decide = form(page, "/review")
    fill(decide, {"approved_amount": "800", "reason": WHY_LESS})
    send(page, decide)
    send(page, form(page, "/notice"))
    assert state_of(page) == "noticed"


def pay_out(demo: DemoPool, officer: Page, second: Page, number: int, locale: str) -> None:
    """Build a batch of one claim; another approves it; the bank says it is paid."""
    url = demo.server.url
    go(officer, f"{url}/payouts")
    for box in officer.locator("input[name=claims]").all():
        box.set_checked(box.get_attribute("value") == str(number))
    send(officer, form(officer, "/payouts"))
    payout, ref = last_number(officer), officer.locator("h1").inner_text().split()[-1]
    shows(officer, WORDS[locale]["own"])
    assert form(officer, "/approve").count() == 0

    second.goto(f"{url}/payouts/{payout}")
    send(second, form(second, "/approve"))
    go(officer, f"{url}/payouts/{payout}")
    with officer.expect_download() as download:
        officer.locator("a[href$='/export.csv']").click()
    listed = download.value.path().read_text(encoding="utf-8-sig")
    assert "800.00" in listed
    row = next(line for line in listed.splitlines() if ref in line)
    mark = form(officer, "/send")
    fill(mark, {"bank_reference": f"BATCH-{ref}"})
    send(officer, mark)

    follow(officer, officer.locator("a[href$='/bank-answer']"))
    look(officer)
    answer = f"claim,status,reference,reason\n{row.split(',')[0]},paid,TX-{ref},\n"
    ask = officer.locator("main form").first
    ask.locator("[name=file]").set_input_files(
        [{"name": "answer.csv", "mimeType": "text/csv", "buffer": answer.encode()}]
    )
    send(officer, ask)
    assert state_of(officer) == "confirmed"


@pytest.mark.parametrize(("width", "locale"), [(390, "zh-CN"), (1280, "en")])
def test_what_was_used_is_paid_claimed_reviewed_and_paid_out(demo, signed_in, locale):
    url, ref = demo.server.url, settled(demo, mode="reimburse")
    manager, provider, officer, second = (
        signed_in(name) for name in ("manager", "provider", "officer", "officer2")
    )
    pay_own_share(manager, url, ref)
    go(provider, manager.url)
    send(provider, form(provider, "/acknowledge"))
    expect(provider.locator("[data-state=acknowledged]")).to_be_visible()

    number = claim(manager, url, ref, locale)
    review(officer, url, number)
    go(manager, f"{url}/claims/{number}")
    shows(manager, WHY_LESS, "800.00")

    later = (clock.now() + NOTICE_OVER).isoformat()
    assert demo.command("jobs", "run", "mature_claims", "--now", later).exit_code == 0
    pay_out(demo, officer, second, number, locale)
    manager.goto(f"{url}/claims/{number}")
    assert state_of(manager) == "paid"
