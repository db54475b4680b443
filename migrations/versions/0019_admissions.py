"""The days on which a membership admits its region, each span kept: a later decision changes no past day."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "pool_admission",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column(
            "membership_id", sa.Integer, sa.ForeignKey("pool_membership.id"), nullable=False, index=True
        ),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
    )
    op.execute(
        """INSERT INTO pool_admission (membership_id, from_on, until_on)
        SELECT id, admitted_on, CASE WHEN ended_on < admitted_on THEN admitted_on ELSE ended_on END
        FROM pool_membership WHERE admitted_on IS NOT NULL"""
    )


def downgrade():
    op.drop_table("pool_admission")
