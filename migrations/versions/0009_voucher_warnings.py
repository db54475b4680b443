"""The warnings given before a voucher's last days."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

COLUMNS = ("use_warned_days", "claim_warned_days")


def upgrade():
    for name in COLUMNS:
        op.add_column("voucher", sa.Column(name, sa.Integer))


def downgrade():
    for name in COLUMNS:
        op.drop_column("voucher", name)
