"""The bank's own number of each payment of a payout batch."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.ddl import execute_all, guard

revision = "0011"
down_revision = "0010"


def upgrade():
    op.add_column("payout_line", sa.Column("bank_reference", sa.String(64)))
    op.create_index("payout_line_bank_reference", "payout_line", ["bank_reference"], unique=True)
    told = "OLD.bank_reference IS NOT NULL AND NEW.bank_reference IS DISTINCT FROM OLD.bank_reference"
    execute_all(op, guard("payout_line_told_once", "BEFORE UPDATE ON payout_line", told))


def downgrade():
    op.drop_index("payout_line_bank_reference", "payout_line")
    op.drop_column("payout_line", "bank_reference")
