"""What the operator puts first on the home page; what is searched is put into the search anew."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import execute_all, kept

revision = "0033"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "featured",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("ref", sa.String(40), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False, index=True),
        sa.Column("taken_off_at", UTCDateTime),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("from_on <= until_on", name="span"),
    )
    for rule in kept("featured"):
        execute_all(op, rule)
    # Traditional characters are read as simplified ones: the job `reindex` reads what was stored before anew.
    for kind in ("instrument", "provider", "service"):
        op.execute(
            f"INSERT INTO reindex_request (kind, ref) SELECT '{kind}', id FROM {kind} WHERE NOT EXISTS "
            f"(SELECT 1 FROM reindex_request AS asked WHERE asked.kind = '{kind}' AND asked.ref = {kind}.id)"
        )


def downgrade():
    op.drop_table("featured")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION featured_is_kept()")
