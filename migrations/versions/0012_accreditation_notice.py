"""When the public notice of an accreditation is over."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import UTCDateTime

revision = "0012"
down_revision = "0011"


def upgrade():
    op.add_column("accreditation", sa.Column("noticed_until", UTCDateTime))


def downgrade():
    op.drop_column("accreditation", "noticed_until")
