"""Uploaded documents."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import UTCDateTime
from app.infra.db.ddl import append_only, execute_all

revision = "0007"
down_revision = "0006"


def upgrade():
    op.create_table(
        "document",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("sha256", sa.String(64), nullable=False, index=True),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("media_type", sa.String(80), nullable=False),
        sa.Column("filename", sa.String(200), nullable=False),
        sa.Column("uploaded_by", sa.Integer),
        sa.Column("uploaded_by_name", sa.String(200), nullable=False),
        sa.Column("uploaded_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("size > 0", name="size"),
    )
    execute_all(op, append_only("document"))


def downgrade():
    op.drop_table("document")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION document_refuse()")
