"""What a year's ledger says, summed up by SQL of its own over the transfers alone. Amounts in fen."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import text

from app.infra.db import db

_BY_TIER = """
    SELECT t.programme_id, c.tier, t.reason, CASE WHEN c.kind = 'budget' THEN 1 ELSE 0 END,
        SUM(t.amount_minor)
    FROM transfer t JOIN bucket c ON c.id = t.credit_bucket_id GROUP BY 1, 2, 3, 4"""
_BY_VOUCHER = """
    SELECT v.number, v.face_minor, t.reason, CASE WHEN c.kind = 'budget' THEN 1 ELSE 0 END,
        SUM(t.amount_minor)
    FROM voucher v JOIN transfer t ON t.voucher_id = v.id JOIN bucket c ON c.id = t.credit_bucket_id
    GROUP BY 1, 2, 3, 4"""
_BUDGETS = "SELECT programme_id, tier, balance_minor FROM bucket WHERE kind = 'budget'"
_INNER = """
    SELECT SUM(balance_minor) FROM bucket WHERE kind IN ('available', 'held', 'claimable', 'payable')"""
_PAID_TO = """
    SELECT k.payee_id, SUM(CASE WHEN t.reason = 'pay_out' THEN t.amount_minor ELSE -t.amount_minor END)
    FROM transfer t JOIN bucket p ON p.kind = 'paid' AND p.id IN (t.debit_bucket_id, t.credit_bucket_id)
    JOIN claim_line l ON CAST(l.id AS VARCHAR(40)) = p.owner_ref JOIN claim k ON k.id = l.claim_id
    GROUP BY k.payee_id"""
_PAID_FOR = """
    SELECT p.balance_minor FROM capture c JOIN claim_line l ON l.capture_id = c.id
    JOIN bucket p ON p.kind = 'paid' AND p.owner_ref = CAST(l.id AS VARCHAR(40))
    WHERE c.price_minor = :price"""
_CLEARING = """
    SELECT region, SUM(minor) FROM (
        SELECT payer_region AS region, CASE WHEN reason = 'pay_out' THEN amount_minor ELSE -amount_minor END
            AS minor FROM transfer WHERE reason IN ('pay_out', 'bank_return', 'clawback')
            AND payer_region <> issuer_region
        UNION ALL
        SELECT issuer_region, CASE WHEN reason = 'pay_out' THEN -amount_minor ELSE amount_minor END
            FROM transfer WHERE reason IN ('pay_out', 'bank_return', 'clawback')
            AND payer_region <> issuer_region) AS position
    GROUP BY region"""
_SETTLED = """
    SELECT s.cause, s.mode, h.amount_minor, s.total_minor, s.captured_minor, s.own_share_minor,
        s.net_cost_minor
    FROM settlement s JOIN hold h ON h.reference = COALESCE(
        (SELECT b.hold_ref FROM booking b WHERE b.id = s.booking_id),
        (SELECT o.hold_ref FROM service_order o WHERE o.id = s.order_id))"""


@dataclass(frozen=True)
class Moved:
    """What was moved for each reason, and what of all went back to a budget."""

    by_reason: dict[str, int]
    to_budget: int

    @property
    def paid(self) -> int:
        """Return what stays paid."""
        moved = self.by_reason
        return moved["pay_out"] - moved["bank_return"] - moved["clawback"]


def _moved(rows: list[tuple[str, int, int]]) -> Moved:
    by_reason: dict[str, int] = defaultdict(int)
    for reason, _, minor in rows:
        by_reason[reason] += int(minor)
    back = sum(int(minor) for reason, home, minor in rows if home and reason != "appropriate")
    return Moved(by_reason, back)


def tiers() -> dict[tuple[int, str], Moved]:
    rows = defaultdict(list)
    for programme, tier, *moved in db.session.execute(text(_BY_TIER)):
        rows[programme, tier].append(tuple(moved))
    return {key: _moved(moved) for key, moved in rows.items()}


def vouchers() -> dict[tuple[str, int], Moved]:
    """Return what was moved of each voucher, by its number and face."""
    rows = defaultdict(list)
    for number, face, *moved in db.session.execute(text(_BY_VOUCHER)):
        rows[number, face].append(tuple(moved))
    return {key: _moved(moved) for key, moved in rows.items()}


def budgets() -> dict[tuple[int, str], int]:
    return {(row[0], row[1]): int(row[2]) for row in db.session.execute(text(_BUDGETS))}


def inner() -> int:
    """Return what is on its way still: neither in a budget nor paid."""
    return int(db.session.scalar(text(_INNER)) or 0)


def paid_to() -> dict[int, int]:
    return {payee: int(minor) for payee, minor in db.session.execute(text(_PAID_TO))}


def paid_for(price: int) -> list[int]:
    """Return what was paid for uses of a price."""
    return [int(minor) for minor in db.session.scalars(text(_PAID_FOR), {"price": price})]


def clearing() -> dict[str, int]:
    return {region: int(minor) for region, minor in db.session.execute(text(_CLEARING))}


def settlements() -> list[tuple[str, str, int, int, int, int, int]]:
    """Return cause, mode, held, total, captured, own share and net cost of what vouchers were held for."""
    return [tuple(row) for row in db.session.execute(text(_SETTLED))]
