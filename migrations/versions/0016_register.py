"""The register of enterprises: verification, control groups, SME registrations, ties, documents."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import append_only, execute_all, kept

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

STATES = "state IN ('declared', 'verified', 'refused')"


def upgrade():
    _create_enterprise()
    _create_registration()
    _create_tie()
    _create_document()
    op.execute(
        "INSERT INTO enterprise (id, state) SELECT id, 'declared' FROM organisation WHERE kind = 'enterprise'"
    )
    for rule in (*kept("provider_tie"), append_only("enterprise_document")):
        execute_all(op, rule)


def _create_enterprise():
    op.create_table(
        "control_group",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("region_code", "name"),
    )
    op.create_table(
        "enterprise",
        sa.Column("id", sa.Integer, sa.ForeignKey("organisation.id"), primary_key=True, autoincrement=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("control_group_id", sa.Integer, sa.ForeignKey("control_group.id"), index=True),
        sa.CheckConstraint(STATES, name="state"),
    )


def _create_registration():
    op.create_table(
        "sme_registration",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("enterprise.id"), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("registered_on", sa.Date, nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id")),
        sa.Column("declared_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("organisation_id", "year"),
        sa.CheckConstraint(STATES, name="state"),
    )
    verified = sa.text("state = 'verified'")
    op.create_index(
        "sme_number_verified_once",
        "sme_registration",
        ["number"],
        unique=True,
        sqlite_where=verified,
        postgresql_where=verified,
    )


def _create_tie():
    op.create_table(
        "provider_tie",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("enterprise_id", sa.Integer, sa.ForeignKey("enterprise.id"), nullable=False),
        sa.Column("provider_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, index=True),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date),
        sa.Column("declared_by", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("declared_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name="days"),
        sa.CheckConstraint("enterprise_id <> provider_id", name="two_parties"),
        sa.CheckConstraint("kind IN ('equity', 'control', 'people', 'family', 'other')", name="kind"),
    )
    standing = sa.text("until_on IS NULL")
    op.create_index(
        "provider_tie_standing_once",
        "provider_tie",
        ["enterprise_id", "provider_id"],
        unique=True,
        sqlite_where=standing,
        postgresql_where=standing,
    )
    op.create_index(None, "provider_tie", ["enterprise_id", "provider_id"])


def _create_document():
    op.create_table(
        "enterprise_document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("enterprise_id", sa.Integer, sa.ForeignKey("enterprise.id"), nullable=False, index=True),
        sa.Column("document_id", sa.Integer, sa.ForeignKey("document.id"), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("year", sa.Integer),
        sa.UniqueConstraint("document_id"),
        sa.CheckConstraint("kind IN ('licence', 'sme_registration', 'shareholding', 'other')", name="kind"),
    )


def downgrade():
    for table in ("enterprise_document", "provider_tie", "sme_registration", "enterprise", "control_group"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION enterprise_document_refuse()")
        op.execute("DROP FUNCTION provider_tie_is_kept()")
