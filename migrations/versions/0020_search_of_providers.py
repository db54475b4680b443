"""Providers in the search, and Chinese names found by their pinyin: all that is stored is put there anew."""

from alembic import op

from app.infra.db.ddl import execute_all, search_table
from app.pool.reindexing import reindex

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    execute_all(op, search_table("provider"))
    reindex(op.get_bind())


def downgrade():
    op.drop_table("search_provider")
