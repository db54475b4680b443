"""Raw SQL around the service layer: the database itself lets nothing be claimed, approved or paid twice."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.infra import clock
from app.infra.db import transaction
from app.kernel.words import VoucherMode
from app.voucher.claiming.deadlines import mature
from tests.integration.voucher.claims import EIGHT, FOUR, Desk, money, use
from tests.integration.voucher.test_ledger_rules import refused_by
from tests.integration.voucher.world import build_world
from tests.support.templates import furnished, furnished_for


def _build(app: Flask) -> None:
    """Build and approve a batch of one claim of ¥4,000; a second claim is only noticed."""
    with app.app_context():
        people = build_world()
    client = app.test_client()
    officer, second = Desk(client, people.officer), Desk(client, people.second_officer)
    manager = Desk(client, people.manager)
    for number in (1, 2):
        with app.app_context():
            use(people, f"B-{number}", VoucherMode.REIMBURSE, price=EIGHT)
        claim = manager.submitted(f"B-{number}", mode="reimburse", price=EIGHT)
        for step, body in (("complete", {}), ("review", {"approved_amount": money(FOUR)}), ("notice", {})):
            assert officer.post(f"/claims/{claim}/{step}", body).status_code == 200
    with app.app_context():
        transaction(lambda: mature(1, clock.now() + timedelta(days=6)))
    payout = officer.post("/payouts", {"claims": [1]}).json["id"]
    second.post(f"/payouts/{payout}/approve")


template = furnished_for("batch", furnished("approved_batch", _build))


@pytest.fixture
def batch(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("capture_is_fixed|capture_resolved_once", "UPDATE capture SET captured_minor = 1"),
        ("capture_is_kept", "DELETE FROM capture"),
        ("claim_is_fixed", "UPDATE claim SET payee_id = 1"),
        ("claim_is_kept", "DELETE FROM claim"),
        ("claim_line_is_fixed", "UPDATE claim_line SET captured_minor = 1"),
        ("approved_within_captured", "UPDATE claim_line SET approved_minor = captured_minor + 1"),
        ("claim_noticed_before_payable", "UPDATE claim SET state = 'paid' WHERE id = 2"),
        ("evidence_is_fixed", "UPDATE evidence SET amount_minor = 1"),
        ("evidence_is_kept", "DELETE FROM evidence"),
        ("document_is_append_only", "UPDATE document SET sha256 = 'x'"),
        ("payout_is_fixed", "UPDATE payout SET built_by = built_by + 1"),
        ("payout_approved_by_another", "UPDATE payout SET approved_by = built_by"),
        ("payout_approved_before_sent", "UPDATE payout SET approved_by = NULL"),
        ("bank_reference", "UPDATE payout SET state = 'sent'"),
        ("payout_line_is_fixed", "UPDATE payout_line SET amount_minor = 1"),
        ("payout_line_is_kept", "DELETE FROM payout_line"),
    ],
)
def test_what_was_claimed_and_decided_is_not_edited(batch, rule, statement):
    refused_by(rule, statement)


def line(claim: int, amount: int, payee: str = "(SELECT payee_id FROM claim WHERE id = 1)") -> str:
    return (
        "INSERT INTO payout_line (payout_id, claim_id, payee_id, amount_minor, state) "
        f"VALUES (1, {claim}, {payee}, {amount}, 'open')"
    )


def test_nothing_is_paid_that_is_not_payable_or_not_as_it_was_approved(batch):
    refused_by("payout_line_fits_claim", line(2, 400_000))
    refused_by("payout_line_fits_claim", line(1, 400_001))
    refused_by("payout_line_fits_claim", line(1, 400_000, payee="1"))


def test_a_claim_is_paid_once_and_a_capture_claimed_once(batch):
    refused_by("payout_line_one_live|payout_line.claim_id", line(1, 400_000))
    refused_by(
        "claim_line_one_live|claim_line.capture_id",
        "INSERT INTO claim_line (claim_id, capture_id, live, captured_minor) VALUES (2, 1, TRUE, 400000)",
    )


def test_an_invoice_proves_one_claim_and_a_bank_reference_names_one_batch(batch):
    refused_by(
        "evidence_used_once|evidence.sha256",
        "INSERT INTO evidence (claim_id, kind, amount_minor, document_id, sha256, live, added_at, added_by) "
        "SELECT 2, kind, amount_minor, document_id, sha256, TRUE, added_at, added_by "
        "FROM evidence WHERE id = 1",
    )
    refused_by(
        "uq_payout_bank_reference|payout.bank_reference",
        "INSERT INTO payout "
        "(ref, payer_region, state, currency, built_by, built_at, approved_by, bank_reference) "
        "SELECT 'T-' || n, payer_region, 'sent', currency, built_by, built_at, approved_by, 'BK-1' "
        "FROM payout, (SELECT 1 AS n UNION SELECT 2) AS twice",
    )
