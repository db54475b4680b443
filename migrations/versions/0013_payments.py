"""The bank's own number of each payout payment; own shares owed, paid and invoiced."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import UTCDateTime
from app.infra.db.ddl import (
    Statements,
    append_only,
    changed,
    execute_all,
    guard,
    kept,
    trigger_function,
)

revision = "0013"
down_revision = "0012"

RECEIVABLE = (
    "id reference enterprise_id provider_organisation_id currency price_minor amount_minor due_on owed_at"
)
PAYMENT = "id receivable_id amount_minor paid_on bank_reference document_id recorded_by recorded_at"
RECORDED = """
    SELECT COALESCE(SUM(amount_minor), 0) FROM payment WHERE receivable_id = NEW.id AND state <> 'refused'"""
COUNT_IN = """
    UPDATE receivable SET paid_minor = paid_minor + NEW.amount_minor WHERE id = NEW.receivable_id;"""
COUNT_OUT = """
    UPDATE receivable SET paid_minor = paid_minor - NEW.amount_minor WHERE id = NEW.receivable_id;"""
REFUSED = "NEW.state = 'refused' AND OLD.state <> 'refused'"

RULES = (
    *kept("receivable"),
    *kept("payment"),
    append_only("invoice"),
    guard("receivable_starts_unpaid", "BEFORE INSERT ON receivable", "NEW.paid_minor <> 0"),
    guard("receivable_is_fixed", "BEFORE UPDATE ON receivable", changed(RECEIVABLE)),
    guard("receivable_paid_as_recorded", "BEFORE UPDATE ON receivable", f"NEW.paid_minor <> ({RECORDED})"),
    guard("payment_starts_recorded", "BEFORE INSERT ON payment", "NEW.state <> 'recorded'"),
    guard("payment_is_fixed", "BEFORE UPDATE ON payment", changed(PAYMENT)),
    guard("payment_answered_once", "BEFORE UPDATE ON payment", "OLD.state <> 'recorded'"),
    # What was paid is counted by the database, so that two who race can not pay more than is owed.
    Statements(
        sqlite=(
            f"CREATE TRIGGER payment_counts AFTER INSERT ON payment BEGIN {COUNT_IN} END",
            f"CREATE TRIGGER payment_refused AFTER UPDATE ON payment WHEN {REFUSED} BEGIN {COUNT_OUT} END",
        ),
        postgresql=(
            *trigger_function("payment_counts", "AFTER INSERT ON payment", f"{COUNT_IN} RETURN NULL;"),
            *trigger_function(
                "payment_refused",
                "AFTER UPDATE ON payment",
                f"IF {REFUSED} THEN {COUNT_OUT} END IF; RETURN NULL;",
            ),
        ),
    ),
)


def upgrade():
    number_payments()
    create_receivable()
    create_payment()
    create_invoice()
    for rule in RULES:
        execute_all(op, rule)
    owe_what_was_settled()


def number_payments():
    op.add_column("payout_line", sa.Column("bank_reference", sa.String(64)))
    op.create_index("payout_line_bank_reference", "payout_line", ["bank_reference"], unique=True)
    told = "OLD.bank_reference IS NOT NULL AND NEW.bank_reference IS DISTINCT FROM OLD.bank_reference"
    execute_all(op, guard("payout_line_told_once", "BEFORE UPDATE ON payout_line", told))


def create_receivable():
    op.create_table(
        "receivable",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("reference", sa.String(40), nullable=False, unique=True),
        sa.Column("enterprise_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("provider_organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("price_minor", sa.BigInteger, nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("paid_minor", sa.BigInteger, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("owed_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("paid_minor BETWEEN 0 AND amount_minor", name=op.f("paid_within_amount")),
    )
    for side in ("enterprise_id", "provider_organisation_id"):
        op.create_index(f"ix_receivable_{side}_due_on", "receivable", [side, "due_on"])


def create_payment():
    op.create_table(
        "payment",
        sa.Column("id", sa.Integer, primary_key=True),
        receivable_id(),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("paid_on", sa.Date, nullable=False),
        sa.Column("bank_reference", sa.String(64), nullable=False),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("recorded_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("recorded_at", UTCDateTime, nullable=False),
        sa.Column("answered_by", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("answered_at", UTCDateTime),
        sa.Column("reason", sa.Text),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint("state IN ('recorded', 'acknowledged', 'refused')", name="state"),
        sa.CheckConstraint("state <> 'refused' OR reason IS NOT NULL", name="reason"),
    )
    live = sa.text("state <> 'refused'")
    op.create_index(
        "payment_recorded_once",
        "payment",
        ["receivable_id", "bank_reference"],
        unique=True,
        sqlite_where=live,
        postgresql_where=live,
    )


def create_invoice():
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer, primary_key=True),
        receivable_id(),
        sa.Column("provider_organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("number", sa.String(30), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("issued_on", sa.Date, nullable=False),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("recorded_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("recorded_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.UniqueConstraint("provider_organisation_id", "number", name=op.f("invoice_number_once")),
    )


def receivable_id():
    return sa.Column("receivable_id", sa.Integer, sa.ForeignKey("receivable.id"), nullable=False, index=True)


def owe_what_was_settled():
    """Open a receivable for each settlement there was before there were receivables."""
    due_on = {
        "sqlite": "date(s.settled_at, '+8 hours', '+30 days')",
        "postgresql": "CAST(s.settled_at AT TIME ZONE 'Asia/Shanghai' AS date) + 30",
    }[op.get_bind().dialect.name]
    op.execute(f"""
        INSERT INTO receivable (
            reference, enterprise_id, provider_organisation_id, currency, price_minor, amount_minor,
            paid_minor, due_on, owed_at)
        SELECT b.ref, b.enterprise_id, b.provider_organisation_id, s.currency, s.total_minor,
            s.own_share_minor, 0, {due_on}, s.settled_at
        FROM settlement s JOIN booking b ON b.id = s.booking_id
        WHERE s.own_share_minor > 0 ORDER BY s.id""")


def downgrade():
    for table in ("invoice", "payment", "receivable"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION invoice_refuse()")
        op.execute("DROP TRIGGER payout_line_told_once ON payout_line")
    else:
        op.execute("DROP TRIGGER payout_line_told_once")
    op.drop_index("payout_line_bank_reference", "payout_line")
    op.drop_column("payout_line", "bank_reference")
