"""Captures, claims with their evidence, payouts; and what the database refuses of them."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import UTCDateTime
from app.infra.db.ddl import changed, execute_all, guard, kept

revision = "0008"
down_revision = "0007"

TABLES = ("capture", "claim", "claim_line", "evidence", "payout", "payout_line")
CAPTURE = (
    "id hold_id reference voucher_id programme_id policy_id mode enterprise_id provider_organisation_id "
    "issuer_region host_region payer_region currency price_minor rate_percent captured_minor redeem_by "
    "captured_at"
)
CLAIM = "id ref programme_id mode payee_id payer_region currency created_by created_at"
LINE = "id claim_id capture_id captured_minor"
EVIDENCE = "id claim_id kind amount_minor document_id sha256 added_at added_by"
PAYOUT = "id ref payer_region currency built_by built_at"
PAYOUT_LINE = "id payout_id claim_id payee_id amount_minor"
# R1: nothing is paid but what was approved, to whom it was approved, after its public notice.
FITS = """
    SELECT 1 FROM claim AS c JOIN payout AS p ON p.id = NEW.payout_id
    WHERE c.id = NEW.claim_id AND c.state = 'payable' AND c.payee_id = NEW.payee_id
    AND c.payer_region = p.payer_region AND NEW.amount_minor = (
        SELECT SUM(approved_minor) FROM claim_line WHERE claim_id = c.id AND live)"""

RULES = (
    *(rule for table in TABLES for rule in kept(table)),
    guard("capture_is_fixed", "BEFORE UPDATE ON capture", changed(CAPTURE)),
    guard("capture_resolved_once", "BEFORE UPDATE ON capture", "OLD.state <> 'open'"),
    guard("claim_is_fixed", "BEFORE UPDATE ON claim", changed(CLAIM)),
    guard("claim_line_is_fixed", "BEFORE UPDATE ON claim_line", changed(LINE)),
    guard("claim_line_ends_once", "BEFORE UPDATE ON claim_line", "NOT OLD.live AND NEW.live"),
    guard("evidence_is_fixed", "BEFORE UPDATE ON evidence", changed(EVIDENCE)),
    guard("payout_is_fixed", "BEFORE UPDATE ON payout", changed(PAYOUT)),
    guard("payout_line_is_fixed", "BEFORE UPDATE ON payout_line", changed(PAYOUT_LINE)),
    guard("payout_line_fits_claim", "BEFORE INSERT ON payout_line", f"NOT EXISTS ({FITS})"),
)


def upgrade():
    create_capture()
    create_claim()
    create_payout()
    keep_captures()
    for rule in RULES:
        execute_all(op, rule)


def organisation(name):
    return sa.Column(name, sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, index=True)


def create_capture():
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hold_id", sa.Integer, sa.ForeignKey("hold.id"), nullable=False, unique=True),
        sa.Column("reference", sa.String(40), nullable=False, index=True),
        sa.Column("voucher_id", sa.Integer, sa.ForeignKey("voucher.id"), nullable=False, index=True),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False, index=True),
        sa.Column("policy_id", sa.Integer, sa.ForeignKey("policy.id"), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        organisation("enterprise_id"),
        organisation("provider_organisation_id"),
        sa.Column("issuer_region", sa.String(6), nullable=False),
        sa.Column("host_region", sa.String(6), nullable=False),
        sa.Column("payer_region", sa.String(6), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("price_minor", sa.BigInteger, nullable=False),
        sa.Column("rate_percent", sa.Integer, nullable=False),
        sa.Column("captured_minor", sa.BigInteger, nullable=False),
        sa.Column("redeem_by", sa.Date, nullable=False),
        sa.Column("captured_at", UTCDateTime, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.CheckConstraint("captured_minor > 0 AND captured_minor <= price_minor", name="captured_within"),
        sa.CheckConstraint("state IN ('open', 'resolved')", name="state"),
    )
    op.create_index("ix_capture_state_redeem_by", "capture", ["state", "redeem_by"])


def create_claim():
    op.create_table(
        "claim",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False, index=True),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        organisation("payee_id"),
        sa.Column("payer_region", sa.String(6), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("redeem_by", sa.Date, nullable=False),
        sa.Column("created_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("submitted_at", UTCDateTime),
        sa.Column("reviewed_at", UTCDateTime),
        sa.Column("reviewed_by", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("noticed_until", UTCDateTime),
        sa.Column("payable_at", UTCDateTime),
        sa.Column("reason", sa.Text),
        sa.Column("borne_by", sa.String(16)),
        sa.CheckConstraint(
            "state NOT IN ('payable', 'paid') OR COALESCE(payable_at >= noticed_until, FALSE)",
            name=op.f("claim_noticed_before_payable"),
        ),
    )
    op.create_index("ix_claim_state_noticed_until", "claim", ["state", "noticed_until"])
    op.create_index("ix_claim_state_redeem_by", "claim", ["state", "redeem_by"])
    op.create_index("ix_claim_payer_region_state", "claim", ["payer_region", "state"])
    op.create_table(
        "claim_line",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=False, index=True),
        sa.Column("capture_id", sa.Integer, sa.ForeignKey("capture.id"), nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("captured_minor", sa.BigInteger, nullable=False),
        sa.Column("approved_minor", sa.BigInteger),
        sa.UniqueConstraint("claim_id", "capture_id"),
        sa.CheckConstraint(
            "approved_minor IS NULL OR approved_minor BETWEEN 0 AND captured_minor",
            name=op.f("approved_within_captured"),
        ),
    )
    unique_where("claim_line_one_live", "claim_line", ["capture_id"], "live")
    op.create_table(
        "evidence",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("amount_minor", sa.BigInteger),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("live", sa.Boolean, nullable=False),
        sa.Column("added_at", UTCDateTime, nullable=False),
        sa.Column("added_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("removed_at", UTCDateTime),
        sa.CheckConstraint("amount_minor IS NULL OR amount_minor > 0", name="amount_positive"),
    )
    once = "kind IN ('invoice', 'bank_receipt') AND live"
    unique_where("evidence_used_once", "evidence", ["kind", "sha256"], once)


def create_payout():
    op.create_table(
        "payout",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("payer_region", sa.String(6), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("built_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("built_at", UTCDateTime, nullable=False),
        sa.Column("approved_by", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("approved_at", UTCDateTime),
        sa.Column("sent_at", UTCDateTime),
        sa.Column("confirmed_at", UTCDateTime),
        sa.Column("bank_reference", sa.String(64), unique=True),
        sa.CheckConstraint(
            "approved_by IS NULL OR approved_by <> built_by", name=op.f("payout_approved_by_another")
        ),
        sa.CheckConstraint(
            "state IN ('built', 'cancelled') OR approved_by IS NOT NULL",
            name=op.f("payout_approved_before_sent"),
        ),
        sa.CheckConstraint(
            "state IN ('built', 'approved', 'cancelled') OR bank_reference IS NOT NULL", name="bank_reference"
        ),
    )
    op.create_index("ix_payout_payer_region_state", "payout", ["payer_region", "state"])
    op.create_table(
        "payout_line",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("payout_id", sa.Integer, sa.ForeignKey("payout.id"), nullable=False, index=True),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=False),
        sa.Column("payee_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("reason", sa.Text),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
    )
    unique_where("payout_line_one_live", "payout_line", ["claim_id"], "state IN ('open', 'paid')")


def unique_where(name, table, columns, condition):
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)


def keep_captures():
    """Write a capture for each hold that was captured before there were captures."""
    rate = {
        "sqlite": "json_extract(p.terms, '$.rate_percent')",
        "postgresql": "CAST(CAST(p.terms AS json) ->> 'rate_percent' AS integer)",
    }[op.get_bind().dialect.name]
    op.execute(f"""
        INSERT INTO capture (
            hold_id, reference, voucher_id, programme_id, policy_id, mode, enterprise_id,
            provider_organisation_id, issuer_region, host_region, payer_region, currency, price_minor,
            rate_percent, captured_minor, redeem_by, captured_at, state)
        SELECT h.id, h.reference, v.id, v.programme_id, h.policy_id, h.mode, v.enterprise_id,
            b.provider_organisation_id, t.issuer_region, t.host_region, t.payer_region, h.currency,
            s.total_minor, {rate}, h.captured_minor, v.redeem_by, h.resolved_at, 'open'
        FROM hold h
        JOIN voucher v ON v.id = h.voucher_id JOIN policy p ON p.id = h.policy_id
        JOIN booking b ON b.ref = h.reference JOIN settlement s ON s.booking_id = b.id
        JOIN bucket k ON k.kind = 'held' AND k.owner_ref = CAST(h.id AS VARCHAR(40))
        JOIN transfer t ON t.debit_bucket_id = k.id AND t.reason = 'capture'
        WHERE h.state = 'captured'""")


def downgrade():
    for table in ("payout_line", "payout", "evidence", "claim_line", "claim", "capture"):
        op.drop_table(table)
