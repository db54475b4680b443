"""Webhooks, and what is delivered to them."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import execute_all, kept

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade():
    _create_webhook()
    _create_delivery()
    for rule in kept("webhook"):
        execute_all(op, rule)


def _create_webhook():
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("maker_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("topics", sa.String(64), nullable=False),
        sa.Column("secret", sa.String(80)),
        sa.Column("old_secret", sa.String(80)),
        sa.Column("rotated_at", UTCDateTime),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("since_at", UTCDateTime, nullable=False),
        sa.Column("looked_at", UTCDateTime, nullable=False),
        sa.Column("failing_since", UTCDateTime),
        sa.Column("misses", sa.Integer, nullable=False),
        sa.Column("rests_until", UTCDateTime),
        sa.Column("why_paused", sa.String(16)),
        sa.UniqueConstraint("ref"),
        sa.CheckConstraint("state IN ('active', 'paused', 'removed')", name="state"),
        sa.CheckConstraint("(state = 'paused') = (why_paused IS NOT NULL)", name="paused_for_a_reason"),
        sa.CheckConstraint("(state = 'removed') = (secret IS NULL)", name="removed_without_secret"),
    )
    op.create_index("ix_webhook_organisation_id", "webhook", ["organisation_id", "state"])


def _create_delivery():
    op.create_table(
        "webhook_delivery",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("webhook_id", sa.Integer, sa.ForeignKey("webhook.id"), nullable=False),
        sa.Column("event_id", sa.Integer, sa.ForeignKey("event.id")),
        sa.Column("message_id", sa.String(40), nullable=False),
        sa.Column("type", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("happened_at", UTCDateTime, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("tries_since", UTCDateTime, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", UTCDateTime),
        sa.Column("last_tried_at", UTCDateTime),
        sa.Column("status", sa.Integer),
        sa.Column("took_ms", sa.Integer),
        sa.Column("problem", sa.String(40)),
        sa.UniqueConstraint("message_id"),
        sa.UniqueConstraint("webhook_id", "event_id"),
        sa.CheckConstraint("state IN ('waiting', 'delivered', 'given_up')", name="state"),
        sa.CheckConstraint("(state = 'waiting') = (next_at IS NOT NULL)", name="waiting_for_a_moment"),
    )
    op.create_index("ix_webhook_delivery_next_at", "webhook_delivery", ["next_at"])
    op.create_index("ix_webhook_delivery_created_at", "webhook_delivery", ["created_at"])


def downgrade():
    op.drop_table("webhook_delivery")
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER webhook_is_kept")
        op.execute("DROP TRIGGER webhook_no_replace")
    else:
        op.execute("DROP FUNCTION webhook_is_kept() CASCADE")
    op.drop_table("webhook")
