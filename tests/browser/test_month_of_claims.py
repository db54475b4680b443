"""A provider claims a whole month of 通兑 with one button, is paid, and is paid nothing twice."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from app.infra import clock
from tests.support.booking_pool import SHANGHAI
from tests.support.demo import DemoPool, everything
from tests.support.settled import settled
from tests.support.steps import fill, form, go, paper, send, shows

NOTICE_OVER = timedelta(days=6)


def claim_of(demo: DemoPool, ref: str) -> dict:
    """Return the provider's claim over a booking."""
    found = everything(lambda query: demo.by("provider").get("/claims", **query).json)
    return next(each for each in found if ref in {line["booking"] for line in each["lines"]})


def pay(demo: DemoPool, claim: dict) -> None:
    """Let the officers decide and pay all that is claimed."""
    officer, path = demo.by("officer"), f"/claims/{claim['id']}"
    whole = {"minor": sum(line["captured"]["minor"] for line in claim["lines"]), "currency": "CNY"}
    decision = {"approved_amount": whole, "reason": "Fits"}
    for step, body in (("complete", {}), ("review", decision), ("notice", {})):
        answer = officer.post(f"{path}/{step}", body)
        assert answer.status == 200, answer.body
    later = (clock.now() + NOTICE_OVER).isoformat()
    assert demo.command("jobs", "run", "mature_claims", "--now", later).exit_code == 0
    payout = f"/payouts/{officer.post('/payouts', {'claims': [claim['id']]}).json['id']}"
    assert demo.by("officer2").post(f"{payout}/approve").status == 200
    for step in ("send", "confirm"):
        assert officer.post(f"{payout}/{step}", {"bank_reference": f"BANK{payout}"}).status == 200
    assert officer.post("/payouts", {"claims": [claim["id"]]}).status in (409, 422)


@pytest.mark.parametrize(("width", "locale"), [(390, "en"), (1280, "zh-CN")])
def test_a_provider_claims_a_month_and_is_paid_once(demo, signed_in):
    url, instrument = demo.server.url, demo.instrument(confirmation="automatic")
    refs = [settled(demo, mode="redeem", days=days, instrument=instrument) for days in (3, 4)]
    month = f"{clock.now().astimezone(SHANGHAI):%Y-%m}"
    provider = signed_in("provider")
    go(provider, f"{url}/claims")
    send(provider, provider.locator(f"form:has([name=month][value='{month}']):has([value=redeem])"))
    claim = claim_of(demo, refs[0])
    go(provider, f"{url}/claims/{claim['id']}")
    shows(provider, *refs)

    with provider.expect_download() as download:
        provider.locator("a[href$='/pack.pdf']").click()
    assert download.value.path().read_bytes().startswith(b"%PDF-")
    said = provider.locator(".checklist-head .hint").first.inner_text()
    invoice = form(provider, "/evidence")
    fill(invoice, {"amount": max(re.findall(r"[0-9,]+\.[0-9]{2}", said), key=len).replace(",", "")})
    invoice.locator("[name=file]").set_input_files([paper("发票.pdf", f"invoice {claim['id']}")])
    send(provider, invoice)
    send(provider, form(provider, "/submit"))
    expect(provider.locator("[data-state=submitted]").first).to_be_visible()

    pay(demo, claim)
    provider.goto(f"{url}/claims/{claim['id']}")
    expect(provider.locator("[data-state=paid]").first).to_be_visible()
    provider.goto(f"{url}/claims")
    for ref in refs:
        expect(provider.locator(f"input[name=bookings][value='{ref}']")).to_have_count(0)
    again = demo.by("provider").post("/claims", {"bookings": refs, "mode": "redeem"})
    assert again.status in (409, 422), "what is claimed once is not claimed again"
