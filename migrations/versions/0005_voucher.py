"""Programmes, policies, vouchers, holds, and the ledger whose rules the database keeps by itself."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import (
    Statements,
    append_only,
    changed,
    execute_all,
    guard,
    no_replace,
    trigger_function,
)

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# A balance changes only by the amount of a transfer that is newer than the last one it saw.
APPLIED = """
    SELECT 1 FROM transfer AS t
    WHERE t.id = NEW.last_transfer_id AND t.id > COALESCE(OLD.last_transfer_id, 0)
    AND ((t.debit_bucket_id = OLD.id AND NEW.balance_minor = OLD.balance_minor - t.amount_minor)
      OR (t.credit_bucket_id = OLD.id AND NEW.balance_minor = OLD.balance_minor + t.amount_minor))"""
MOVE = """
    UPDATE bucket SET balance_minor = balance_minor - NEW.amount_minor, last_transfer_id = NEW.id
    WHERE id = NEW.debit_bucket_id;
    UPDATE bucket SET balance_minor = balance_minor + NEW.amount_minor, last_transfer_id = NEW.id
    WHERE id = NEW.credit_bucket_id;"""
OTHER_CURRENCY = """
    SELECT 1 FROM bucket
    WHERE id IN (NEW.debit_bucket_id, NEW.credit_bucket_id) AND currency <> NEW.currency"""
BUCKET_MOVED = changed("balance_minor last_transfer_id")
BUCKET_IDENTITY = "id kind owner_ref tier programme_id voucher_id currency"
HOLD_TERMS = "id reference voucher_id policy_id mode amount_minor currency host_region snapshot held_at"

RULES = (
    append_only("policy"),
    append_only("transfer"),
    no_replace("bucket"),
    no_replace("hold"),
    guard("bucket_is_kept", "BEFORE DELETE ON bucket", "TRUE"),
    guard("hold_is_kept", "BEFORE DELETE ON hold", "TRUE"),
    guard("transfer_one_currency", "BEFORE INSERT ON transfer", f"EXISTS ({OTHER_CURRENCY})"),
    Statements(
        sqlite=(f"CREATE TRIGGER transfer_moves AFTER INSERT ON transfer BEGIN {MOVE} END",),
        postgresql=(
            # The id is drawn again once both rows are locked, so that on each bucket a later transfer has a
            # higher id even when two raced. Locks are taken in one order, so that two can not deadlock.
            *trigger_function(
                "transfer_draws_id",
                "BEFORE INSERT ON transfer",
                "PERFORM 1 FROM bucket WHERE id IN (NEW.debit_bucket_id, NEW.credit_bucket_id) "
                "ORDER BY id FOR NO KEY UPDATE; NEW.id := nextval('transfer_id_seq'); RETURN NEW;",
            ),
            *trigger_function("transfer_moves", "AFTER INSERT ON transfer", f"{MOVE} RETURN NULL;"),
        ),
    ),
    guard(
        "bucket_starts_empty",
        "BEFORE INSERT ON bucket",
        "NEW.balance_minor <> 0 OR NEW.last_transfer_id IS NOT NULL",
    ),
    guard(
        "bucket_moves_by_transfer", "BEFORE UPDATE ON bucket", f"({BUCKET_MOVED}) AND NOT EXISTS ({APPLIED})"
    ),
    guard("bucket_is_fixed", "BEFORE UPDATE ON bucket", changed(BUCKET_IDENTITY)),
    guard("hold_starts_held", "BEFORE INSERT ON hold", "NEW.state <> 'held' OR NEW.captured_minor <> 0"),
    guard("hold_resolved_once", "BEFORE UPDATE ON hold", "OLD.state <> 'held'"),
    guard("hold_is_fixed", "BEFORE UPDATE ON hold", changed(HOLD_TERMS)),
)


def upgrade():
    _create_programme()
    _create_hold()
    _create_ledger()
    for rule in RULES:
        execute_all(op, rule)


def _create_programme():
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("region_code", sa.String(6), sa.ForeignKey("region.code"), nullable=False, index=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
    )
    op.create_table(
        "policy",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("terms", sa.Text, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("programme_id", "version"),
    )
    op.create_table(
        "voucher",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("number", sa.String(40), nullable=False, unique=True),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False, index=True),
        sa.Column("policy_id", sa.Integer, sa.ForeignKey("policy.id"), nullable=False),
        sa.Column("enterprise_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, index=True),
        sa.Column("tier", sa.String(16), nullable=False),
        sa.Column("face_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("modes", sa.Text, nullable=False),
        sa.Column("use_by", sa.Date, nullable=False),
        sa.Column("redeem_by", sa.Date, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("issued_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("face_minor > 0", name="face_positive"),
        sa.CheckConstraint("use_by <= redeem_by", name="deadlines"),
    )
    op.create_index("ix_voucher_state_use_by", "voucher", ["state", "use_by"])
    op.create_table(
        "cap_use",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False),
        sa.Column("counted_for", sa.String(40), nullable=False),
        sa.Column("used_minor", sa.BigInteger, nullable=False),
        sa.Column("cap_minor", sa.BigInteger),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.UniqueConstraint("programme_id", "counted_for"),
        sa.CheckConstraint("cap_minor IS NULL OR used_minor <= cap_minor", name=op.f("cap_not_exceeded")),
        sa.CheckConstraint("used_minor >= 0", name="used_not_negative"),
    )


def _create_hold():
    op.create_table(
        "hold",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("voucher_id", sa.Integer, sa.ForeignKey("voucher.id"), nullable=False, index=True),
        sa.Column("policy_id", sa.Integer, sa.ForeignKey("policy.id"), nullable=False),
        sa.Column("mode", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("captured_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("host_region", sa.String(6), nullable=False),
        sa.Column("snapshot", sa.Text, nullable=False),
        sa.Column("held_at", UTCDateTime, nullable=False),
        sa.Column("expires_at", UTCDateTime, nullable=False),
        sa.Column("resolved_at", UTCDateTime),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("captured_minor BETWEEN 0 AND amount_minor", name="captured_within"),
    )
    live = sa.text("state = 'held'")
    op.create_index(
        "hold_one_live", "hold", ["reference"], unique=True, sqlite_where=live, postgresql_where=live
    )
    op.create_index("ix_hold_reference_id", "hold", ["reference", "id"])
    op.create_index("ix_hold_state_expires_at", "hold", ["state", "expires_at"])


def _create_ledger():
    op.create_table(
        "bucket",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("owner_ref", sa.String(40), nullable=False),
        sa.Column("tier", sa.String(16), nullable=False),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), index=True),
        sa.Column("voucher_id", sa.Integer, sa.ForeignKey("voucher.id"), index=True),
        sa.Column("balance_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("last_transfer_id", sa.Integer),
        sa.UniqueConstraint("kind", "owner_ref", "tier"),
        sa.CheckConstraint(
            "kind IN ('treasury', 'budget') OR balance_minor >= 0", name=op.f("bucket_not_negative")
        ),
        sa.CheckConstraint("kind <> 'budget' OR balance_minor >= 0", name=op.f("budget_not_overdrawn")),
    )
    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("debit_bucket_id", sa.Integer, sa.ForeignKey("bucket.id"), nullable=False, index=True),
        sa.Column("credit_bucket_id", sa.Integer, sa.ForeignKey("bucket.id"), nullable=False, index=True),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("reason", sa.String(24), nullable=False),
        sa.Column("reference", sa.String(40), nullable=False),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False, index=True),
        sa.Column("voucher_id", sa.Integer, sa.ForeignKey("voucher.id")),
        sa.Column("issuer_region", sa.String(6), nullable=False),
        sa.Column("host_region", sa.String(6)),
        sa.Column("payer_region", sa.String(6), nullable=False),
        sa.Column("at", UTCDateTime, nullable=False),
        sa.Column("actor_id", sa.Integer),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name=op.f("transfer_amount_positive")),
        sa.CheckConstraint("debit_bucket_id <> credit_bucket_id", name=op.f("transfer_distinct_buckets")),
    )
    op.create_index("ix_transfer_voucher_id_id", "transfer", ["voucher_id", "id"])


def downgrade():
    for table in ("transfer", "bucket", "hold", "cap_use", "voucher", "policy", "programme"):
        op.drop_table(table)
