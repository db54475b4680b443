"""Applications for vouchers, and the control group a voucher was counted for."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import append_only, execute_all, kept

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "grant_application",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False, index=True),
        sa.Column("enterprise_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, index=True),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("modes", sa.Text),
        sa.Column("tier", sa.String(16)),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("submitted_at", UTCDateTime),
        sa.Column("since", UTCDateTime, nullable=False),
        sa.Column("city_region", sa.String(6)),
        sa.Column("endorsed_minor", sa.BigInteger),
        sa.Column("endorsed_by", sa.Integer),
        sa.Column("approved_minor", sa.BigInteger),
        sa.Column("voucher_id", sa.Integer, sa.ForeignKey("voucher.id"), unique=True),
        sa.Column("decision", sa.Text),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
        sa.CheckConstraint(
            "approved_minor IS NULL OR approved_minor BETWEEN 1 AND amount_minor", name="approved_within"
        ),
        sa.CheckConstraint("(state = 'approved') = (voucher_id IS NOT NULL)", name="approved_with_voucher"),
    )
    op.create_index("ix_grant_application_state_since", "grant_application", ["state", "since"])
    op.create_table(
        "grant_document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "application_id", sa.Integer, sa.ForeignKey("grant_application.id"), nullable=False, index=True
        ),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False, unique=True),
    )
    for rule in (*kept("grant_application"), append_only("grant_document")):
        execute_all(op, rule)
    # SQLite takes a reference in ADD COLUMN only as part of the column.
    op.execute(
        "ALTER TABLE voucher ADD COLUMN control_group_id INTEGER "
        "CONSTRAINT fk_voucher_control_group_id REFERENCES control_group (id)"
    )


def downgrade():
    op.execute("ALTER TABLE voucher DROP COLUMN control_group_id")
    op.drop_table("grant_document")
    op.drop_table("grant_application")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION grant_document_refuse()")
        op.execute("DROP FUNCTION grant_application_is_kept()")
