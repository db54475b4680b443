"""Service orders with their files; a settlement is that of a booking or of an order."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import JSONText, UTCDateTime
from app.infra.db.ddl import append_only, execute_all

revision = "0015"
down_revision = "0014"

STATES = (
    "requested", "quoted", "contracted", "in_work", "delivered", "disputed", "redelivered", "accepted",
    "settled", "declined", "withdrawn", "expired", "cancelled",
)  # fmt: skip
NEVER_QUOTED = ("requested", "declined", "withdrawn", "expired")


def upgrade():
    create_service_order()
    create_order_file()
    widen_settlement()


def create_service_order():
    op.create_table(
        "service_order",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("state", sa.String(24), nullable=False),
        sa.Column("service_id", sa.Integer, sa.ForeignKey("service.id"), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("enterprise_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("provider_organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("wishes", sa.Text, nullable=False),
        sa.Column("wished_voucher", sa.String(32)),
        sa.Column("wished_mode", sa.String(16)),
        sa.Column("lead_days", sa.Integer),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("due_on", sa.Date),
        sa.Column("lines", JSONText),
        sa.Column("currency", sa.String(3)),
        *(
            sa.Column(name, sa.BigInteger)
            for name in ("total_minor", "voucher_share_minor", "own_share_minor", "net_cost_minor")
        ),
        sa.Column("voucher_number", sa.String(32)),
        sa.Column("mode", sa.String(16)),
        sa.Column("recognition_ref", sa.String(64)),
        sa.Column("policy_version", sa.Integer),
        sa.Column("final_minor", sa.BigInteger),
        sa.Column("hold_ref", sa.String(24)),
        sa.Column("requested_at", UTCDateTime, nullable=False),
        sa.Column("deadline_at", UTCDateTime),
        sa.CheckConstraint(f"state IN {STATES}", name="state"),
        sa.CheckConstraint("quantity > 0", name="quantity"),
        sa.CheckConstraint("(total_minor IS NULL) = (due_on IS NULL)", name="quotation"),
        sa.CheckConstraint(f"total_minor IS NOT NULL OR state IN {NEVER_QUOTED}", name="quoted"),
        sa.CheckConstraint("final_minor BETWEEN 0 AND total_minor", name="final"),
        sa.CheckConstraint("net_cost_minor = total_minor - voucher_share_minor", name="shares"),
    )
    for columns in (
        ["state", "deadline_at"],
        ["enterprise_id", "id"],
        ["provider_organisation_id", "id"],
        ["service_id"],
    ):
        op.create_index(f"ix_service_order_{'_'.join(columns)}", "service_order", columns)


def create_order_file():
    op.create_table(
        "order_file",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("order_id", sa.Integer, sa.ForeignKey("service_order.id"), nullable=False),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("party", sa.String(12), nullable=False),
        sa.CheckConstraint("kind IN ('brief', 'contract', 'deliverable')", name="kind"),
        sa.CheckConstraint("party IN ('customer', 'provider')", name="party"),
    )
    op.create_index("ix_order_file_order_id", "order_file", ["order_id"])
    execute_all(op, append_only("order_file"))


def widen_settlement():
    """Let a settlement be an order's. SQLite writes the table anew, and so loses its triggers."""
    with op.batch_alter_table("settlement") as settlement:
        settlement.alter_column("booking_id", existing_type=sa.Integer, nullable=True)
        settlement.add_column(sa.Column("order_id", sa.Integer))
        settlement.create_foreign_key("fk_settlement_order_id", "service_order", ["order_id"], ["id"])
        settlement.create_unique_constraint("uq_settlement_order_id", ["order_id"])
        settlement.create_check_constraint("of_one", "(booking_id IS NULL) <> (order_id IS NULL)")
    if op.get_bind().dialect.name == "sqlite":
        execute_all(op, append_only("settlement"))
