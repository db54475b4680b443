"""Schedules, lanes, closures, allocations with the promise that none overlap, and calendar feeds."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import Statements, execute_all

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# SQLite compares times as text, so it must hold nothing but the one form in which that is right.
SQLITE_INSTANT = (
    "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9] [0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
    ".[0-9][0-9][0-9][0-9][0-9][0-9]"
)


def _sqlite_refusal(verb, also=""):
    return (
        f"CREATE TRIGGER allocation_no_overlap_{verb.lower()} BEFORE {verb} ON allocation WHEN NEW.exclusive "
        "BEGIN SELECT RAISE(ABORT, 'allocation_no_overlap') WHERE EXISTS ("
        "SELECT 1 FROM allocation AS other WHERE other.exclusive AND other.lane_id = NEW.lane_id "
        f"AND other.ends_at > NEW.starts_at AND other.starts_at < NEW.ends_at{also}); END"
    )


NO_OVERLAP = Statements(
    sqlite=(_sqlite_refusal("INSERT"), _sqlite_refusal("UPDATE", " AND other.id <> OLD.id")),
    postgresql=(
        # A range of one lane makes plain GiST do: no extension needed (domain.md, Time).
        (
            "ALTER TABLE allocation ADD CONSTRAINT allocation_no_overlap EXCLUDE USING gist ("
            "int8range(lane_id, lane_id, '[]') WITH &&, tstzrange(starts_at, ends_at, '[)') WITH &&) "
            "WHERE (exclusive)"
        ),
    ),
)


def upgrade():
    op.create_table(
        "schedule",
        sa.Column(
            "instrument_id", sa.Integer, sa.ForeignKey("instrument.id"), autoincrement=False, nullable=False
        ),
        sa.Column("zone", sa.String(64), nullable=False),
        sa.Column("lane_count", sa.Integer, nullable=False),
        sa.Column("weekly", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("instrument_id"),
        sa.CheckConstraint("lane_count >= 1", name="lane_count"),
    )
    op.create_table(
        "lane",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("instrument_id", sa.Integer, sa.ForeignKey("schedule.instrument_id"), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.UniqueConstraint("instrument_id", "number"),
        sa.UniqueConstraint("id", "instrument_id"),
    )
    op.create_table(
        "closure",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("instrument_id", sa.Integer, sa.ForeignKey("schedule.instrument_id"), nullable=False),
        sa.Column("starts_at", UTCDateTime, nullable=False),
        sa.Column("ends_at", UTCDateTime, nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        *_span_checks(),
    )
    op.create_index("ix_closure_instrument_id_ends_at", "closure", ["instrument_id", "ends_at"])
    _create_allocation()
    _create_feed()


def _create_allocation():
    op.create_table(
        "allocation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("lane_id", sa.Integer, nullable=False),
        sa.Column("instrument_id", sa.Integer, nullable=False),
        sa.Column("reference", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("exclusive", sa.Boolean, nullable=False),
        sa.Column("starts_at", UTCDateTime, nullable=False),
        sa.Column("ends_at", UTCDateTime, nullable=False),
        sa.Column("expires_at", UTCDateTime),
        sa.ForeignKeyConstraint(["lane_id", "instrument_id"], ["lane.id", "lane.instrument_id"]),
        sa.CheckConstraint("kind IN ('booking', 'quote', 'offer', 'outside')", name="kind"),
        sa.CheckConstraint("exclusive = (kind <> 'outside')", name="exclusive"),
        *_span_checks(),
    )
    op.create_index(
        "uq_allocation_reference",
        "allocation",
        ["reference"],
        unique=True,
        postgresql_where=sa.text("exclusive"),
        sqlite_where=sa.text("exclusive"),
    )
    op.create_index("ix_allocation_instrument_id_ends_at", "allocation", ["instrument_id", "ends_at"])
    op.create_index("ix_allocation_lane_id_ends_at", "allocation", ["lane_id", "ends_at"])
    op.create_index("ix_allocation_ends_at", "allocation", ["ends_at"])
    execute_all(op, NO_OVERLAP)


def _create_feed():
    op.create_table(
        "feed",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("detail", sa.String(8), nullable=False),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id")),
        sa.Column("instrument_id", sa.Integer, sa.ForeignKey("instrument.id")),
        sa.Column("locale", sa.String(16), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("last_used_at", UTCDateTime),
        sa.Column("revoked_at", UTCDateTime),
        sa.UniqueConstraint("token_hash"),
        sa.CheckConstraint("kind IN ('mine', 'enterprise', 'instrument', 'provider')", name="kind"),
        sa.CheckConstraint("detail IN ('full', 'busy')", name="detail"),
        sa.CheckConstraint("(kind = 'instrument') = (instrument_id IS NOT NULL)", name="instrument"),
    )
    op.create_index("ix_feed_person_id", "feed", ["person_id"])
    op.create_index("ix_feed_revoked_at", "feed", ["revoked_at"])


def _span_checks():
    checks = [sa.CheckConstraint("ends_at > starts_at", name="span")]
    if op.get_bind().dialect.name == "sqlite":
        checks += [
            sa.CheckConstraint(f"{column} GLOB '{SQLITE_INSTANT}'", name=f"{column}_form")
            for column in ("starts_at", "ends_at")
        ]
    return checks


def downgrade():
    for table in ("feed", "allocation", "closure", "lane", "schedule"):
        op.drop_table(table)
