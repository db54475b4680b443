"""What people were told, on the site beside the mail, and which kinds of notice they turned off."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import JSONText, UTCDateTime

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

KINDS = ("bookings", "deadlines", "money", "decisions", "news")


def upgrade():
    kind = f"kind IN ({', '.join(repr(each) for each in KINDS)})"
    op.create_table(
        "notification",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("key", sa.String(160), nullable=False, unique=True),
        sa.Column("template", sa.String(64), nullable=False),
        sa.Column("payload", JSONText, nullable=False),
        sa.Column("told_at", UTCDateTime, nullable=False),
        sa.Column("read_at", UTCDateTime),
        sa.CheckConstraint(kind, name="kind"),
    )
    op.create_index("ix_notification_person_id", "notification", ["person_id"])
    op.create_index(
        "ix_notification_unread",
        "notification",
        ["person_id"],
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )
    op.create_table(
        "muted_notice",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("channel", sa.String(8), primary_key=True),
        sa.CheckConstraint(kind, name="kind"),
        sa.CheckConstraint("channel IN ('mail', 'site')", name="channel"),
    )


def downgrade():
    op.drop_table("muted_notice")
    op.drop_table("notification")
