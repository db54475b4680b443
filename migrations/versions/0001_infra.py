"""Events, idempotency keys, outbox, jobs."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import JSONText, UTCDateTime
from app.infra.db.ddl import append_only, execute_all

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", UTCDateTime, nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_ref", sa.String(64), nullable=False),
        sa.Column("action", sa.String(48), nullable=False),
        sa.Column("from_state", sa.String(32)),
        sa.Column("to_state", sa.String(32)),
        sa.Column("actor_id", sa.Integer),
        sa.Column("actor_name", sa.String(200), nullable=False),
        sa.Column("role", sa.String(64), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("data", JSONText),
        sa.PrimaryKeyConstraint("id", name="pk_event"),
    )
    op.create_index("ix_event_subject", "event", ["subject_kind", "subject_ref", "id"])
    execute_all(op, append_only("event"))
    op.create_table(
        "idempotency_key",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("caller", sa.String(64), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("content_type", sa.String(80)),
        sa.Column("answer", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_idempotency_key"),
    )
    op.create_index("uq_idempotency_key", "idempotency_key", ["caller", "key"], unique=True)
    op.create_index("ix_idempotency_key_created_at", "idempotency_key", ["created_at"])
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.String(160), nullable=False),
        sa.Column("recipient", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("payload", JSONText, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("deliver_after", UTCDateTime, nullable=False),
        sa.Column("delivered_at", UTCDateTime),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("last_error", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_outbox_message"),
        sa.UniqueConstraint("key", name="uq_outbox_message_key"),
    )
    op.create_index("ix_outbox_due", "outbox_message", ["state", "deliver_after"])
    op.create_table(
        "job",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("last_run_at", UTCDateTime, nullable=False),
        sa.Column("next_run_at", UTCDateTime, nullable=False),
        sa.Column("last_done", sa.Integer, nullable=False),
        sa.Column("last_failed", sa.Integer, nullable=False),
        sa.Column("total_done", sa.Integer, nullable=False),
        sa.Column("total_failed", sa.Integer, nullable=False),
        sa.Column("last_failed_at", UTCDateTime),
        sa.Column("last_error", sa.Text),
        sa.PrimaryKeyConstraint("name", name="pk_job"),
    )


def downgrade() -> None:
    for table in ("job", "outbox_message", "idempotency_key", "event"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION event_refuse()")
