"""People come in by themselves: links to sign up, invitations, and files of instruments to be imported."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

PENDING = sa.text("state = 'pending'")


def upgrade():
    op.create_table(
        "sign_up",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("expires_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("token_hash", name="uq_sign_up_token_hash"),
    )
    op.create_index("ix_sign_up_email", "sign_up", ["email"])
    op.create_index("ix_sign_up_expires_at", "sign_up", ["expires_at"])
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("roles", sa.String(60), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("invited_by", sa.Integer, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("expires_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("state IN ('pending', 'accepted', 'revoked')", name="ck_invitation_state"),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_invitation_organisation_id_organisation"
        ),
        sa.ForeignKeyConstraint(["invited_by"], ["person.id"], name="fk_invitation_invited_by_person"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
    )
    op.create_index(
        "invitation_pending_once",
        "invitation",
        ["organisation_id", "email"],
        unique=True,
        sqlite_where=PENDING,
        postgresql_where=PENDING,
    )
    op.create_table(
        "instrument_file",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("uploaded_at", UTCDateTime, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="fk_instrument_file_organisation_id_organisation"
        ),
        sa.UniqueConstraint("ref", name="uq_instrument_file_ref"),
    )
    op.create_index("ix_instrument_file_uploaded_at", "instrument_file", ["uploaded_at"])
    op.create_index("ix_instrument_file_organisation_id", "instrument_file", ["organisation_id"])


def downgrade():
    op.drop_table("instrument_file")
    op.drop_table("invitation")
    op.drop_table("sign_up")
