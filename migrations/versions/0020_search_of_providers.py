"""Providers in the search: the next migration asks for all that is stored to be put there anew."""

from alembic import op

from app.infra.db.ddl import execute_all, search_table

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade():
    execute_all(op, search_table("provider"))


def downgrade():
    op.drop_table("search_provider")
