"""People, organisations, memberships, API tokens, sign-in attempts and password resets."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade():
    _create_person()
    _create_organisation()
    _create_membership()
    _create_api_token()
    _create_sign_in_attempt()
    _create_password_reset()


def _reference(column, table, *, nullable=False):
    return sa.Column(column, sa.Integer, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def _create_person():
    op.create_table(
        "person",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("password_hash", sa.Text),
        sa.Column("session_epoch", sa.Integer, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("last_sign_in_at", UTCDateTime),
        sa.UniqueConstraint("email", name="uq_person_email"),
    )


def _create_organisation():
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("credit_code", sa.String(18)),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("credit_code", name="uq_organisation_credit_code"),
        sa.CheckConstraint(
            "kind IN ('enterprise', 'provider', 'authority', 'operator')", name="ck_organisation_kind"
        ),
        sa.CheckConstraint(
            "credit_code IS NOT NULL OR kind = 'provider'", name="ck_organisation_credit_code"
        ),
    )


def _create_membership():
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("person_id", "person"),
        _reference("organisation_id", "organisation"),
        sa.Column("role", sa.String(24), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint(
            "person_id", "organisation_id", "role", name="uq_membership_person_id_organisation_id_role"
        ),
        sa.CheckConstraint(
            "role IN ('researcher', 'enterprise_manager', 'keeper', 'provider_manager', 'officer', "
            "'operator')",
            name="ck_membership_role",
        ),
    )
    op.create_index("ix_membership_organisation_id", "membership", ["organisation_id"])


def _create_api_token():
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("person_id", "person"),
        _reference("organisation_id", "organisation", nullable=True),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("scopes", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("expires_at", UTCDateTime),
        sa.Column("last_used_at", UTCDateTime),
        sa.Column("revoked_at", UTCDateTime),
        sa.UniqueConstraint("token_hash", name="uq_api_token_token_hash"),
    )
    op.create_index("ix_api_token_person_id", "api_token", ["person_id"])


def _create_sign_in_attempt():
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("subject_hash", sa.String(64), nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("last_tried_at", UTCDateTime, nullable=False),
        sa.Column("locked_until", UTCDateTime),
        sa.UniqueConstraint("kind", "subject_hash", name="uq_sign_in_attempt_kind_subject_hash"),
    )
    op.create_index("ix_sign_in_attempt_last_tried_at", "sign_in_attempt", ["last_tried_at"])


def _create_password_reset():
    op.create_table(
        "password_reset",
        sa.Column("id", sa.Integer, primary_key=True),
        _reference("person_id", "person"),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("expires_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("token_hash", name="uq_password_reset_token_hash"),
    )
    op.create_index("ix_password_reset_person_id", "password_reset", ["person_id"])
    op.create_index("ix_password_reset_expires_at", "password_reset", ["expires_at"])


def downgrade():
    for table in ("password_reset", "sign_in_attempt", "api_token", "membership", "organisation", "person"):
        op.drop_table(table)
