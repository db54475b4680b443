"""Outside calendars, the history of their reading, their drafts; each outside allocation belongs to one."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import JSONText, UTCDateTime

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

# Both engines add a column with its rules in one statement; SQLite could not add the rules later.
OF_A_CALENDAR = """
    ALTER TABLE allocation ADD COLUMN outside_calendar_id INTEGER
    CONSTRAINT fk_allocation_outside_calendar_id REFERENCES outside_calendar (id)
    CONSTRAINT ck_allocation_outside_calendar CHECK (
        (kind = 'outside') = (outside_calendar_id IS NOT NULL)
        AND (kind <> 'outside' OR reference = 'outside:' || outside_calendar_id))"""


def upgrade():
    _create_calendar()
    _create_reading()
    _create_draft()
    # Nothing ever wrote such a row, and one that belongs to no calendar would block its time for ever.
    op.execute("DELETE FROM allocation WHERE kind = 'outside'")
    op.execute(OF_A_CALENDAR)
    op.create_index(
        "ix_allocation_outside_calendar_id",
        "allocation",
        ["outside_calendar_id"],
        postgresql_where=sa.text("outside_calendar_id IS NOT NULL"),
        sqlite_where=sa.text("outside_calendar_id IS NOT NULL"),
    )


def _source():
    """Return the columns that say where a calendar comes from, and what was read of it last."""
    return (
        sa.Column("lane_number", sa.Integer),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("filename", sa.String(200)),
        sa.Column("plain_http", sa.Boolean, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("etag", sa.String(500)),
        sa.Column("last_modified", sa.String(100)),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("own_events", sa.Integer, nullable=False),
        sa.Column("notes", JSONText, nullable=False),
    )


def _create_calendar():
    op.create_table(
        "outside_calendar",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("instrument_id", sa.Integer, sa.ForeignKey("schedule.instrument_id"), nullable=False),
        *_source(),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("trouble", sa.String(40)),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("next_poll_at", UTCDateTime),
        sa.Column("leased_until", UTCDateTime),
        sa.Column("alarm_at", UTCDateTime),
        sa.Column("last_good_at", UTCDateTime, nullable=False),
        sa.Column("window_start", UTCDateTime, nullable=False),
        sa.Column("spans", sa.Integer, nullable=False),
        sa.Column("spans_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.ForeignKeyConstraint(["instrument_id", "lane_number"], ["lane.instrument_id", "lane.number"]),
        sa.CheckConstraint("state IN ('fresh', 'stale', 'paused')", name="state"),
        sa.CheckConstraint("(url IS NULL) <> (filename IS NULL)", name="source"),
        sa.CheckConstraint("(state = 'paused') = (next_poll_at IS NULL)", name="paused"),
        sa.CheckConstraint("state <> 'fresh' OR trouble IS NULL", name="trouble"),
    )
    op.create_index("ix_outside_calendar_instrument_id", "outside_calendar", ["instrument_id"])
    op.create_index("ix_outside_calendar_next_poll_at", "outside_calendar", ["next_poll_at"])
    op.create_index("ix_outside_calendar_alarm_at", "outside_calendar", ["alarm_at"])


def _create_reading():
    op.create_table(
        "outside_reading",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("calendar_id", sa.Integer, sa.ForeignKey("outside_calendar.id"), nullable=False),
        sa.Column("read_at", UTCDateTime, nullable=False),
        sa.Column("outcome", sa.String(40), nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("events", sa.Integer, nullable=False),
        sa.Column("spans", sa.Integer, nullable=False),
        sa.Column("added", sa.Integer, nullable=False),
        sa.Column("removed", sa.Integer, nullable=False),
        sa.Column("milliseconds", sa.Integer, nullable=False),
    )
    op.create_index("ix_outside_reading_calendar_id", "outside_reading", ["calendar_id", "id"])
    op.create_index("ix_outside_reading_read_at", "outside_reading", ["read_at"])


def _create_draft():
    op.create_table(
        "outside_draft",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("instrument_id", sa.Integer, sa.ForeignKey("schedule.instrument_id"), nullable=False),
        sa.Column("calendar_id", sa.Integer),
        *_source(),
        sa.Column("window_start", UTCDateTime, nullable=False),
        sa.Column("busy", JSONText, nullable=False),
        sa.Column("made_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("(url IS NULL) <> (filename IS NULL)", name="source"),
    )
    op.create_index("ix_outside_draft_made_at", "outside_draft", ["made_at"])


def downgrade():
    op.drop_index("ix_allocation_outside_calendar_id", "allocation")
    op.execute("DELETE FROM allocation WHERE kind = 'outside'")
    op.execute("ALTER TABLE allocation DROP COLUMN outside_calendar_id")
    for table in ("outside_draft", "outside_reading", "outside_calendar"):
        op.drop_table(table)
