"""What a lab brings from its earlier system: the files, past use, and bookings as closures."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "move_in",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("rows", sa.Integer, nullable=False),
        sa.Column("uploaded_at", UTCDateTime, nullable=False),
        sa.Column("taken_at", UTCDateTime),
        sa.Column("undone_at", UTCDateTime),
        sa.CheckConstraint("kind IN ('usage', 'bookings')", name="ck_move_in_kind"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_move_in_organisation_id_organisation"
        ),
        sa.UniqueConstraint("ref", name="uq_move_in_ref"),
    )
    op.create_index("ix_move_in_organisation_id_id", "move_in", ["organisation_id", "id"])
    op.create_index("ix_move_in_uploaded_at", "move_in", ["uploaded_at"])
    minutes = sa.Column("minutes", sa.Integer, nullable=False)
    op.create_table("past_use", *_moved("past_use"), minutes)
    op.create_index("ix_past_use_move_in_id", "past_use", ["move_in_id"])
    closure = sa.Column("closure_id", sa.Integer, nullable=False)
    op.create_table("moved_booking", *_moved("moved_booking"), closure)
    op.create_index("ix_moved_booking_move_in_id", "moved_booking", ["move_in_id"])


def downgrade():
    op.drop_table("moved_booking")
    op.drop_table("past_use")
    op.drop_table("move_in")


def _moved(table):
    return (
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("move_in_id", sa.Integer, nullable=False),
        sa.Column("instrument_id", sa.Integer, nullable=False),
        sa.Column("row_key", sa.String(32), nullable=False),
        sa.Column("starts_at", UTCDateTime, nullable=False),
        sa.Column("ends_at", UTCDateTime, nullable=False),
        sa.Column("who", sa.String(300), nullable=False),
        sa.Column("purpose", sa.String(500), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=f"ck_{table}_span"),
        sa.ForeignKeyConstraint(["move_in_id"], ["move_in.id"], name=f"fk_{table}_move_in_id_move_in"),
        sa.ForeignKeyConstraint(
            ["instrument_id"], ["instrument.id"], name=f"fk_{table}_instrument_id_instrument"
        ),
        sa.UniqueConstraint("instrument_id", "row_key", name=f"uq_{table}_instrument_id_row_key"),
    )
