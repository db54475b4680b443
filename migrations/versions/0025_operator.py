"""The operator's desk: failed items and requests of jobs, the scheduler's beat, locked and removed people."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime

revision = "0025"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "job_failure",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("item", sa.String(200), primary_key=True),
        sa.Column("first_failed_at", UTCDateTime, nullable=False),
        sa.Column("last_failed_at", UTCDateTime, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
    )
    op.create_table(
        "job_request",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("item", sa.String(200), primary_key=True),
        sa.Column("asked_at", UTCDateTime, nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "scheduler_beat",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("holder", sa.String(200), nullable=False),
        sa.Column("leads_since", UTCDateTime, nullable=False),
        sa.Column("beat_at", UTCDateTime, nullable=False),
    )
    # Added by statements of ours: a table that SQLite writes anew would lose its triggers.
    op.add_column("person", sa.Column("locked_at", UTCDateTime))


def downgrade():
    op.execute("ALTER TABLE person DROP COLUMN locked_at")
    for table in ("scheduler_beat", "job_request", "job_failure"):
        op.drop_table(table)
