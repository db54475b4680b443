"""What the home page features, where own shares are paid to, and needs in the search, the rest of it anew."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import execute_all, kept, search_table
from app.infra.search import tokens

revision = "0032"
down_revision = "0031"
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
    op.create_table(
        "bank_account",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, unique=True
        ),
        sa.Column("holder", sa.String(100), nullable=False),
        sa.Column("bank", sa.String(100), nullable=False),
        sa.Column("number", sa.String(34), nullable=False),
        sa.Column("changed_at", UTCDateTime, nullable=False),
    )
    for rule in (*kept("featured"), search_table("hub_need")):
        execute_all(op, rule)
    _index_needs()
    # Traditional characters are read as simplified ones: the job `reindex` reads what was stored before anew.
    for kind in ("instrument", "provider", "service"):
        op.execute(
            f"INSERT INTO reindex_request (kind, ref) SELECT '{kind}', id FROM {kind} WHERE NOT EXISTS "
            f"(SELECT 1 FROM reindex_request AS asked WHERE asked.kind = '{kind}' AND asked.ref = {kind}.id)"
        )


def _index_needs():
    write = {
        "sqlite": "INSERT INTO search_hub_need (rowid, tokens) VALUES (:id, :tokens)",
        "postgresql": "INSERT INTO search_hub_need (ref, tokens) "
        "VALUES (:id, array_to_tsvector(string_to_array(:tokens, ' ')))",
    }[op.get_bind().dialect.name]
    for need in op.get_bind().execute(sa.text("SELECT id, title, text FROM hub_need")).all():
        found = " ".join(dict.fromkeys(tokens(f"{need.title} {need.text}")))
        op.get_bind().execute(sa.text(write), {"id": need.id, "tokens": found})


def downgrade():
    for table in ("bank_account", "featured", "search_hub_need"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION featured_is_kept()")
