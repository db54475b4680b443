"""Vouchers, holds and the ledger: L1 to L10. Each query finds what breaks one."""

from __future__ import annotations

from app.infra.verify import Check
from app.voucher.verify.checking import broken

REPLAY = """
    WITH moved AS (
        SELECT bucket_id, SUM(minor) AS minor, MAX(id) AS last_id FROM (
            SELECT credit_bucket_id AS bucket_id, amount_minor AS minor, id FROM transfer
            UNION ALL SELECT debit_bucket_id, -amount_minor, id FROM transfer) AS move
        GROUP BY bucket_id)
    SELECT 'bucket ' || b.id || ' holds ' || b.balance_minor || ', its transfers say ' || COALESCE(m.minor, 0)
    FROM bucket b LEFT JOIN moved m ON m.bucket_id = b.id
    WHERE b.balance_minor <> COALESCE(m.minor, 0) OR b.last_transfer_id IS DISTINCT FROM m.last_id"""
SUM_ZERO = """
    SELECT 'all buckets in ' || currency || ' sum to ' || SUM(balance_minor) FROM bucket
    GROUP BY currency HAVING SUM(balance_minor) <> 0"""
NEGATIVE = """
    SELECT 'bucket ' || id || ' (' || kind || ') holds ' || balance_minor FROM bucket
    WHERE balance_minor < 0 AND kind <> 'treasury'"""
VOUCHERS = """
    WITH part AS (
        SELECT voucher_id, balance_minor AS minor FROM bucket WHERE voucher_id IS NOT NULL
        UNION ALL SELECT t.voucher_id, t.amount_minor FROM transfer t
        JOIN bucket b ON b.id = t.credit_bucket_id AND b.kind = 'budget' WHERE t.voucher_id IS NOT NULL)
    SELECT 'voucher ' || v.number || ', face ' || v.face_minor || ', accounts for ' || SUM(part.minor)
    FROM voucher v JOIN part ON part.voucher_id = v.id
    GROUP BY v.id, v.number, v.face_minor HAVING SUM(part.minor) <> v.face_minor"""
PROGRAMMES = """
    SELECT 'programme ' || p.ref || ', tier ' || b.tier || ': accounts for ' || SUM(b.balance_minor)
    FROM bucket b JOIN programme p ON p.id = b.programme_id GROUP BY p.id, p.ref, b.tier
    HAVING SUM(b.balance_minor) <> (
        SELECT COALESCE(SUM(t.amount_minor), 0) FROM transfer t JOIN bucket f ON f.id = t.credit_bucket_id
        WHERE t.reason = 'appropriate' AND f.programme_id = p.id AND f.tier = b.tier)"""
RESOLVED_HOLDS = """
    SELECT 'hold ' || h.id || ' is ' || h.state || ' and holds ' || b.balance_minor
    FROM hold h JOIN bucket b ON b.kind = 'held' AND b.owner_ref = CAST(h.id AS VARCHAR(40))
    WHERE b.balance_minor <> CASE WHEN h.state = 'held' THEN h.amount_minor ELSE 0 END"""
DEAD_VOUCHERS = """
    SELECT 'voucher ' || v.number || ' is ' || v.state || ' and has ' || b.balance_minor || ' available'
    FROM voucher v JOIN bucket b ON b.voucher_id = v.id AND b.kind = 'available'
    WHERE v.state IN ('lapsed', 'returned', 'revoked', 'exhausted') AND b.balance_minor <> 0"""
CAPTURED = """
    SELECT 'hold ' || h.id || ' captured ' || h.captured_minor || ', moved '
    || COALESCE(SUM(t.amount_minor), 0)
    FROM hold h JOIN bucket b ON b.kind = 'held' AND b.owner_ref = CAST(h.id AS VARCHAR(40))
    LEFT JOIN transfer t ON t.debit_bucket_id = b.id AND t.reason = 'capture'
    GROUP BY h.id, h.captured_minor HAVING h.captured_minor <> COALESCE(SUM(t.amount_minor), 0)"""
HELD_TWICE = """
    SELECT 'reference ' || h.reference || ' has ' || COUNT(*) || ' live holds' FROM hold h
    JOIN voucher v ON v.id = h.voucher_id WHERE h.state = 'held' GROUP BY h.reference
    HAVING COUNT(DISTINCT h.voucher_id) <> COUNT(*) OR COUNT(DISTINCT h.position) <> COUNT(*)
    OR MAX(h.position) <> COUNT(*) OR COUNT(DISTINCT h.mode) + COUNT(DISTINCT v.programme_id) > 2"""
HALF_RESOLVED = """
    SELECT 'reference ' || h.reference || ' is still held for, and captured' FROM hold h
    JOIN hold c ON c.reference = h.reference AND c.state = 'captured' AND c.held_at = h.held_at
    WHERE h.state = 'held' GROUP BY h.reference"""
CAPS = """
    SELECT 'programme ' || c.programme_id || ' counts ' || c.used_minor || ' for ' || c.counted_for
    FROM cap_use c
    WHERE c.used_minor > c.cap_minor OR c.used_minor <> (
        SELECT COALESCE(SUM(v.face_minor), 0) FROM voucher v
        WHERE v.programme_id = c.programme_id AND c.counted_for = CASE WHEN v.control_group_id IS NULL
            THEN 'organisation:' || v.enterprise_id ELSE 'group:' || v.control_group_id END)"""
GRANTED = """
    SELECT 'application ' || a.ref || ' is ' || a.state || ', approved ' || COALESCE(a.approved_minor, 0)
    || ', voucher ' || COALESCE(v.face_minor, 0)
    FROM grant_application a LEFT JOIN voucher v ON v.id = a.voucher_id
    WHERE COALESCE(a.approved_minor, 0) <> COALESCE(v.face_minor, 0)
    OR (v.id IS NOT NULL AND (v.enterprise_id <> a.enterprise_id OR v.programme_id <> a.programme_id))"""


CHECKS = (
    Check("L1", "Replaying the ledger gives the balances, and they sum to zero", broken(REPLAY, SUM_ZERO)),
    Check("L2", "No inner bucket is negative", broken(NEGATIVE)),
    Check("L3", "A voucher's face is what its buckets hold and what went back", broken(VOUCHERS)),
    Check("L4", "A tier's budget is what is left and what its vouchers hold", broken(PROGRAMMES)),
    Check("L5", "State agrees with bucket", broken(RESOLVED_HOLDS, DEAD_VOUCHERS)),
    Check("L6", "What holds captured is what the ledger moved", broken(CAPTURED)),
    Check(
        "L7",
        "A reference has one live hold of a voucher, and all end at once",
        broken(HELD_TWICE, HALF_RESOLVED),
    ),
    Check("L10", "No enterprise or group was granted more than the yearly cap", broken(CAPS)),
    Check("G1", "An approved application has its voucher, of the approved amount", broken(GRANTED)),
)
