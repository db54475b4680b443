"""The operator's desk: failures and requests of jobs, the beat, locked people, terms and synonyms."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import JSONText, UTCDateTime
from app.pool.synonyms import SYNONYMS

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
    _create_taxonomies()
    # Added by statements of ours: a table that SQLite writes anew would lose its triggers.
    op.add_column("person", sa.Column("locked_at", UTCDateTime))


def _create_taxonomies():
    op.create_table(
        "term",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("taxonomy", sa.String(8), nullable=False),
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("taxonomy", "code"),
        sa.CheckConstraint("taxonomy IN ('class', 'kind')", name="taxonomy"),
    )
    words = op.create_table(
        "synonym_group",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("words", JSONText, nullable=False),
    )
    op.bulk_insert(words, [{"words": sorted(row)} for row in SYNONYMS])
    op.create_table(
        "reindex_request",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("ref", sa.Integer, primary_key=True, autoincrement=False),
    )


def downgrade():
    op.execute("ALTER TABLE person DROP COLUMN locked_at")
    for table in ("reindex_request", "synonym_group", "term", "scheduler_beat", "job_request", "job_failure"):
        op.drop_table(table)
