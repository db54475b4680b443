"""Invariants of service orders (domain.md, R1, L6, L11) against the database, as those of bookings."""

from __future__ import annotations

from app.booking.domain.orders.states import BEFORE, DEAD, LIVE, OrderState
from app.booking.verify import breaking, listed
from app.infra.verify import Check

_SETTLED = frozenset({OrderState.SETTLED})

# A hold may have timed out while a dispute went on: then it is `expired`, and nothing takes its place.
LIVE_WITHOUT_HOLD = f"""
    SELECT o.ref || ' is ' || o.state || ' and has ' || COUNT(h.id) || ' holds of '
        || COALESCE(SUM(h.amount_minor), 0) || ', not ' || o.voucher_share_minor FROM service_order o
    LEFT JOIN hold h ON h.reference = o.ref AND h.state IN ('held', 'expired')
    WHERE o.state IN ({listed(LIVE)}) AND o.hold_ref IS NOT NULL
    GROUP BY o.ref, o.state, o.voucher_share_minor, o.voucher_parts
    HAVING COALESCE(SUM(h.amount_minor), 0) <> o.voucher_share_minor
    OR (o.voucher_parts IS NULL AND COUNT(h.id) <> 1)"""  # noqa: S608 -- our own states
HELD_IN_VAIN = f"""
    SELECT o.ref || ' is ' || o.state || ' and still holds voucher money' FROM service_order o
    JOIN hold h ON h.reference = o.ref AND h.state = 'held'
    WHERE o.state IN ({listed(BEFORE | DEAD | _SETTLED)}) OR o.hold_ref IS NULL"""  # noqa: S608 -- our own states
CAPTURED_UNDELIVERED = """
    SELECT 'hold ' || h.reference || ' is captured, and its order is ' || o.state FROM hold h
    JOIN service_order o ON o.ref = h.reference WHERE h.state = 'captured' AND (
        o.state <> 'settled' OR NOT EXISTS (
            SELECT 1 FROM order_file f WHERE f.order_id = o.id AND f.kind = 'deliverable'))"""
CAPTURE_DIFFERS = """
    SELECT o.ref || ' settled ' || s.captured_minor || ' of its voucher, its hold '
        || COALESCE(h.captured, 0)
    FROM settlement s JOIN service_order o ON o.id = s.order_id LEFT JOIN (
        SELECT reference, SUM(captured_minor) AS captured FROM hold GROUP BY reference) h
        ON h.reference = o.ref
    WHERE s.captured_minor <> COALESCE(h.captured, 0) OR s.captured_minor > o.voucher_share_minor
        OR s.total_minor <> COALESCE(o.final_minor, o.total_minor)"""
UNSETTLED = """
    SELECT o.ref || ' is ' || o.state || ' with ' || COUNT(s.id) || ' settlements'
    FROM service_order o LEFT JOIN settlement s ON s.order_id = o.id GROUP BY o.ref, o.state
    HAVING COUNT(s.id) <> CASE WHEN o.state = 'settled' THEN 1 ELSE 0 END"""
UNOWED = """
    SELECT 'settlement of ' || o.ref || ' leaves ' || s.own_share_minor || ' to pay, '
        || COALESCE(r.amount_minor, 0) || ' are owed'
    FROM settlement s JOIN service_order o ON o.id = s.order_id LEFT JOIN receivable r ON r.reference = o.ref
    WHERE COALESCE(r.amount_minor, 0) <> s.own_share_minor OR r.price_minor <> s.total_minor
    OR r.enterprise_id <> o.enterprise_id OR r.provider_organisation_id <> o.provider_organisation_id"""
FORGOTTEN = f"""
    SELECT ref || ' is ' || state || ' and nothing will ever end it' FROM service_order
    WHERE state IN ({listed(BEFORE | LIVE)}) AND deadline_at IS NULL
    UNION ALL SELECT ref || ' is ' || state || ' and has a deadline' FROM service_order
    WHERE state IN ({listed(DEAD | _SETTLED)}) AND deadline_at IS NOT NULL"""  # noqa: S608 -- our own states

CHECKS: tuple[Check, ...] = (
    Check(
        "S1",
        "a live order paid by vouchers has what was agreed held, once each; any other nothing",
        breaking(LIVE_WITHOUT_HOLD, HELD_IN_VAIN),
    ),
    Check("S2", "no voucher money is captured before the work is accepted", breaking(CAPTURED_UNDELIVERED)),
    Check(
        "S3",
        "an order's settlement captured what its hold says, of the price that was asked",
        breaking(CAPTURE_DIFFERS, UNSETTLED),
    ),
    Check("S4", "each own share of an order is owed once", breaking(UNOWED)),
    Check("S5", "what waits has a deadline, and what ended has none", breaking(FORGOTTEN)),
)
