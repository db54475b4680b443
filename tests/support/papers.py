"""What follows settled bookings: claims with documents, payouts, cases, own shares paid and invoiced."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from flask import Flask

from app.infra import clock
from app.infra.db import transaction
from app.pool.domain.days import pool_day
from app.voucher.claiming.deadlines import mature
from tests.support.api_caller import Caller

# Two and a half hours and the set-up of booking_pool's rate card; a voucher pays half.
PRICE_MINOR = 1_600_00
NOTICE = timedelta(days=30)


@dataclass(frozen=True)
class Deciders:
    """Who answers for money: the provider's and the enterprise's manager, and two officers."""

    provider: Caller
    enterprise: Caller
    officer: Caller
    second_officer: Caller


@dataclass(frozen=True)
class Papers:
    """One of each, by id."""

    claim: int
    evidence: int
    payout: int
    case: int
    receivable: int
    payment: int
    invoice: int


def build_papers(app: Flask, who: Deciders, settled: list[list[str]]) -> Papers:
    """Claim the first bookings in one, pay the second, notice half of the third; pay own shares."""
    long_claim = _claimed(who.provider, settled[0])
    payable = [_payable(app, who.officer, _claimed(who.provider, [ref])) for ref in settled[1]]
    half = len(payable) // 2
    for ref in settled[2][:half]:
        _noticed(who.officer, _claimed(who.provider, [ref]))
    batches = [payable[:half], *([claim] for claim in payable[half:])]
    payouts = [done(who.officer, "/payouts", {"claims": claims})["id"] for claims in batches]
    done(who.second_officer, f"/payouts/{payouts[0]}/approve")
    cases = [
        done(who.officer, "/cases", {"claim": claim, "reason": "Told"})["id"] for claim in payable[half:]
    ]
    owed = [item["id"] for item in who.enterprise.get("/receivables", limit=200).json["items"]]
    paid = [_paid(who, receivable) for receivable in owed[:half]]
    return Papers(
        claim=long_claim["id"],
        evidence=long_claim["evidence"][0]["id"],
        payout=payouts[0],
        case=cases[0],
        receivable=owed[0],
        payment=paid[0]["payments"][0]["id"],
        invoice=paid[0]["invoices"][0]["id"],
    )


def done(caller: Caller, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
    """Post as somebody to whom it is not refused, and return the answer."""
    answer = caller.post(path, body)
    assert answer.status_code in (200, 201), answer.json
    return answer.json


def _claimed(manager: Caller, refs: list[str]) -> dict[str, Any]:
    """Claim what was captured for some bookings, with an invoice over their prices, and hand it in."""
    claim = done(manager, "/claims", {"bookings": refs, "mode": "redeem"})
    invoice = {
        "kind": "invoice",
        "amount_minor": str(PRICE_MINOR * len(refs)),
    }
    _sent(manager, f"/claims/{claim['id']}/evidence", invoice, refs[0])
    return done(manager, f"/claims/{claim['id']}/submit")


def _payable(app: Flask, officer: Caller, claim: dict[str, Any]) -> int:
    """Decide a claim, and let its notice pass."""
    _noticed(officer, claim)
    with app.app_context():
        transaction(lambda: mature(claim["id"], clock.now() + NOTICE))
    return claim["id"]


def _noticed(officer: Caller, claim: dict[str, Any]) -> None:
    path = f"/claims/{claim['id']}"
    done(officer, f"{path}/complete")
    done(
        officer,
        f"{path}/review",
        {"approved_amount": {"minor": 800_00, "currency": "CNY"}, "reason": "Fits."},
    )
    done(officer, f"{path}/notice")


def _paid(who: Deciders, receivable: int) -> dict[str, Any]:
    """Record a payment with its receipt, and an invoice."""
    common = {"amount_minor": "100"}
    day = pool_day(clock.now()).isoformat()
    payment = common | {"paid_on": day, "bank_reference": f"BANK-{receivable}"}
    _sent(who.enterprise, f"/receivables/{receivable}/payments", payment, f"receipt {receivable}")
    invoice = common | {"issued_on": day, "number": f"{receivable:08}"}
    return _sent(who.provider, f"/receivables/{receivable}/invoices", invoice, f"invoice {receivable}")


def _sent(caller: Caller, path: str, fields: dict[str, str], name: str) -> dict[str, Any]:
    """Send a form with a document that no other is like."""
    data = fields | {"file": (BytesIO(b"%PDF-1.7\n% " + name.encode() + b"\n%%EOF\n"), "a.pdf")}
    answer = caller.client.post(f"/api/v1{path}", data=data, headers=caller.headers)
    assert answer.status_code == 201, answer.json
    return answer.json
