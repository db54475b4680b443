"""Services: ordered work of the four kinds."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import UTCDateTime
from app.infra.db.ddl import execute_all, search_table

revision = "0014"
down_revision = "0013"


def upgrade():
    op.create_table(
        "service",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("provider_id", sa.Integer, sa.ForeignKey("provider.id"), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        sa.Column("deliverables", sa.Text, nullable=False),
        sa.Column("unit", sa.String(12), nullable=False),
        sa.Column("price_minor", sa.BigInteger),
        sa.Column("currency", sa.String(3), nullable=False),
        sa.Column("lead_days", sa.Integer, nullable=False),
        sa.Column("is_required_test", sa.Boolean, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("updated_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("state IN ('draft', 'published', 'retired')", name="state"),
        sa.CheckConstraint("kind IN ('research', 'transfer', 'testing', 'resource')", name="kind"),
        sa.CheckConstraint("price_minor IS NULL OR price_minor > 0", name="price"),
        sa.CheckConstraint("lead_days >= 0", name="lead"),
        sa.CheckConstraint("kind = 'testing' OR NOT is_required_test", name="required_test"),
    )
    op.create_index("ix_service_state_id", "service", ["state", "id"])
    op.create_index("ix_service_provider_id", "service", ["provider_id"])
    execute_all(op, search_table("service"))


def downgrade():
    op.drop_table("search_service")
    op.drop_table("service")
