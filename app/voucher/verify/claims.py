"""Claims and payouts: L5 to L7, M1 to M4, R1 to R3. Each query finds what breaks one."""

from __future__ import annotations

from app.infra.verify import Check
from app.voucher.verify.checking import broken
from app.voucher.verify.decisions import unlike_their_snapshot

# The part of a face value that stands in a bucket of this kind for one owner; nothing where there is none.
CAPTURES = """
    SELECT 'capture ' || c.reference || ' is ' || c.state || ' and ' || COALESCE(b.balance_minor, 0)
        || ' is claimable'
    FROM capture c
    LEFT JOIN bucket b ON b.kind = 'claimable' AND b.owner_ref = CAST(c.hold_id AS VARCHAR(40))
    WHERE COALESCE(b.balance_minor, 0) <> CASE WHEN c.state = 'open' THEN c.captured_minor ELSE 0 END"""
STANDING = """
    SELECT 'claim ' || c.ref || ' is {state} and has ' || COALESCE(SUM(b.balance_minor), 0) || ' {kind}'
    FROM claim c JOIN claim_line l ON l.claim_id = c.id
    LEFT JOIN bucket b ON b.kind = '{kind}' AND b.owner_ref = CAST(l.id AS VARCHAR(40))
    GROUP BY c.id, c.ref, c.state HAVING COALESCE(SUM(b.balance_minor), 0)
        <> CASE WHEN c.state = '{state}' THEN SUM(l.approved_minor) ELSE 0 END"""
PAYABLE = STANDING.format(state="payable", kind="payable")
PAID = """
    SELECT 'claim ' || c.ref || ' is ' || c.state || ' and ' || s.minor || ' of it is paid'
    FROM claim c JOIN (
        SELECT l.claim_id, SUM(l.approved_minor) AS approved, COALESCE(SUM(b.balance_minor), 0) AS minor
        FROM claim_line l
        LEFT JOIN bucket b ON b.kind = 'paid' AND b.owner_ref = CAST(l.id AS VARCHAR(40))
        GROUP BY l.claim_id) AS s ON s.claim_id = c.id
    LEFT JOIN (SELECT claim_id, SUM(received_minor) AS back FROM review_case GROUP BY claim_id) AS k
        ON k.claim_id = c.id
    WHERE s.minor <> CASE WHEN c.state = 'paid' THEN s.approved - COALESCE(k.back, 0) ELSE 0 END"""
OWED = """
    SELECT 'case ' || k.ref || ' is owed ' || k.owed_minor || ', received ' || k.received_minor
    FROM review_case k LEFT JOIN (
        SELECT case_id, SUM(amount_minor) AS minor FROM receipt GROUP BY case_id) AS r ON r.case_id = k.id
    WHERE k.received_minor <> COALESCE(r.minor, 0) OR k.received_minor > k.owed_minor"""
OWED_TWICE = """
    SELECT 'cases about claim ' || c.ref || ' ask back ' || k.owed || ' of ' || l.approved
    FROM claim c
    JOIN (SELECT claim_id, SUM(owed_minor) AS owed FROM review_case GROUP BY claim_id) AS k
        ON k.claim_id = c.id
    JOIN (SELECT claim_id, SUM(approved_minor) AS approved FROM claim_line GROUP BY claim_id) AS l
        ON l.claim_id = c.id
    WHERE c.state = 'paid' AND k.owed > l.approved"""

CAPTURED = """
    SELECT 'capture ' || c.reference || ' took ' || c.captured_minor || ' of a price of ' || c.price_minor
    FROM capture c JOIN hold h ON h.id = c.hold_id
    WHERE c.captured_minor <> h.captured_minor OR c.captured_minor > h.amount_minor
    OR 200 * c.captured_minor > 2 * c.rate_percent * c.price_minor + 100"""
# Several vouchers together pay what the best rate among them would, at most.
TOGETHER = """
    SELECT 'captures ' || reference || ' took ' || SUM(captured_minor) || ' together, said '
        || COALESCE(MAX(together_minor), MAX(captured_minor)) || ', of a price of ' || MAX(price_minor)
    FROM capture GROUP BY reference
    HAVING SUM(captured_minor) <> COALESCE(MAX(together_minor), MAX(captured_minor))
    OR 200 * SUM(captured_minor) > 2 * MAX(rate_percent) * MAX(price_minor) + 100
    OR COUNT(DISTINCT programme_id) + COUNT(DISTINCT mode) + COUNT(DISTINCT payer_region) > 3"""
APPROVED = """
    SELECT 'claim line ' || id || ' approves ' || approved_minor || ' of ' || captured_minor FROM claim_line
    WHERE approved_minor > captured_minor OR approved_minor < 0"""
PAYMENTS = """
    SELECT 'claim ' || c.ref || ' is paid ' || p.amount_minor || ', approved was ' || SUM(l.approved_minor)
    FROM payout_line p JOIN claim c ON c.id = p.claim_id JOIN claim_line l ON l.claim_id = c.id
    WHERE p.state IN ('open', 'paid') GROUP BY p.id, p.amount_minor, c.ref
    HAVING p.amount_minor <> SUM(l.approved_minor)"""

CLAIMED_TWICE = """
    SELECT 'capture ' || capture_id || ' is in ' || COUNT(*) || ' live claims' FROM claim_line
    WHERE live GROUP BY capture_id HAVING COUNT(*) > 1"""
PAID_TWICE = """
    SELECT 'claim ' || claim_id || ' is in ' || COUNT(*) || ' live payouts' FROM payout_line
    WHERE state IN ('open', 'paid') GROUP BY claim_id HAVING COUNT(*) > 1"""
BANK_REFERENCES = """
    SELECT 'bank reference ' || bank_reference || ' names ' || COUNT(*) || ' payouts or payments' FROM (
        SELECT bank_reference FROM payout UNION ALL SELECT bank_reference FROM payout_line) AS told
    WHERE bank_reference IS NOT NULL GROUP BY bank_reference HAVING COUNT(*) > 1"""

# What was handed in has documents over the full price, unless the policy asks for none. A use that several
# vouchers paid has a line each, and one price.
UNPROVED = """
    SELECT 'claim ' || c.ref || ' proves ' || MAX(e.said) || ' of ' || SUM(k.price_minor)
    FROM claim c JOIN (
        SELECT DISTINCT l.claim_id, k.reference, k.price_minor
        FROM claim_line l JOIN capture k ON k.id = l.capture_id) AS k ON k.claim_id = c.id
    JOIN (SELECT claim_id, kind, SUM(amount_minor) AS said FROM evidence
        WHERE removed_at IS NULL AND amount_minor IS NOT NULL GROUP BY claim_id, kind) AS e
        ON e.claim_id = c.id AND e.kind = 'invoice'
    WHERE c.mode = 'reimburse' AND c.state IN ('complete', 'reviewed', 'noticed', 'payable', 'paid')
    GROUP BY c.id, c.ref HAVING MAX(e.said) < SUM(k.price_minor)"""
PAYEES = """
    SELECT 'claim ' || c.ref || ' in {mode} pays ' || c.payee_id || ', not ' || k.{payee}
    FROM claim c JOIN claim_line l ON l.claim_id = c.id JOIN capture k ON k.id = l.capture_id
    WHERE c.mode = '{mode}' AND (k.mode <> c.mode OR c.payee_id <> k.{payee})"""
ENTERPRISE_PAID = PAYEES.format(mode="reimburse", payee="enterprise_id")
PROVIDER_PAID = PAYEES.format(mode="redeem", payee="provider_organisation_id")
PAYERS = """
    SELECT 'transfer ' || t.id || ' is paid by ' || t.payer_region || ', its capture by ' || c.payer_region
    FROM transfer t JOIN bucket b ON b.id = t.debit_bucket_id AND b.kind = 'payable'
    JOIN claim_line l ON CAST(l.id AS VARCHAR(40)) = b.owner_ref JOIN capture c ON c.id = l.capture_id
    WHERE t.payer_region <> c.payer_region OR t.issuer_region <> c.issuer_region"""
# Each payment that another region owes is one region's claim and the other's debt, so the two add up to zero.
CLEARING = """
    SELECT 'clearing in ' || currency || ' sums to ' || SUM(minor) FROM (
        SELECT currency, payer_region AS region, amount_minor AS minor FROM transfer
        WHERE reason = 'pay_out' AND payer_region <> issuer_region
        UNION ALL SELECT currency, issuer_region, -amount_minor FROM transfer
        WHERE reason = 'pay_out' AND payer_region <> issuer_region) AS position
    GROUP BY currency HAVING SUM(minor) <> 0"""

WITHOUT_USE = """
    SELECT 'hold ' || h.id || ' is captured without a capture' FROM hold h
    LEFT JOIN capture c ON c.hold_id = h.id WHERE h.state = 'captured' AND c.id IS NULL"""
WITHOUT_NOTICE = """
    SELECT 'claim ' || ref || ' is ' || state || ' before its notice was over' FROM claim
    WHERE state IN ('payable', 'paid')
    AND (noticed_until IS NULL OR payable_at IS NULL OR payable_at < noticed_until)"""
WITHOUT_APPROVAL = """
    SELECT 'payout ' || ref || ' is ' || state || ' without approval' FROM payout
    WHERE state NOT IN ('built', 'cancelled') AND approved_by IS NULL"""
OWN_APPROVAL = """
    SELECT 'payout ' || ref || ' was approved by its builder' FROM payout WHERE approved_by = built_by"""

CHECKS = (
    Check("L5", "Claims agree with their buckets", broken(CAPTURES, PAYABLE, PAID)),
    Check("L6", "Clawed ≤ paid ≤ approved ≤ captured", broken(
        CAPTURED, TOGETHER, APPROVED, PAYMENTS, OWED, OWED_TWICE
    )),
    Check("L7", "Claimed once, paid once", broken(CLAIMED_TWICE, PAID_TWICE, BANK_REFERENCES)),
    Check("M1", "通用: the enterprise is paid, on full proof", broken(UNPROVED, ENTERPRISE_PAID)),
    Check("M2", "通兑: the provider that served is paid", broken(PROVIDER_PAID)),
    Check("M4", "The payer follows the payer rule, and clearing sums to zero", broken(PAYERS, CLEARING)),
    Check("R1", "Nothing is paid without use, notice and approval", broken(
        WITHOUT_USE, WITHOUT_NOTICE, WITHOUT_APPROVAL
    )),
    Check("R2", "Nobody approves what they built", broken(OWN_APPROVAL)),
    Check("R3", "Each hold is what its snapshot and policy say", unlike_their_snapshot),
)  # fmt: skip
