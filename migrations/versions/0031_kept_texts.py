"""Texts that feeds are joined from, what a subscription showed last and to whom, revisions on the index."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

OWNERS = ("person_id", "enterprise_id", "instrument_id", "provider_organisation_id")
SEEN = {
    "client": sa.String(100),
    "uses": sa.Text,
    "state_tag": sa.String(64),
    "state_at": UTCDateTime,
}


def upgrade():
    op.create_table(
        "event_text",
        sa.Column("subject_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("audience", sa.String(12), primary_key=True),
        sa.Column("wording", sa.String(32), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("text", sa.LargeBinary, nullable=False),
        sa.Column("kept_until", UTCDateTime, nullable=False),
    )
    op.create_index("ix_event_text_kept_until", "event_text", ["kept_until"])
    for name, kind in SEEN.items():
        op.add_column("feed", sa.Column(name, kind))
    # Whether anything in a feed changed is read off the index alone.
    for owner in OWNERS:
        name = f"ix_booking_{owner}_starts_at"
        op.drop_index(name, "booking")
        op.create_index(name, "booking", [owner, "starts_at", "ends_at", "revision"])


def downgrade():
    for owner in OWNERS:
        name = f"ix_booking_{owner}_starts_at"
        op.drop_index(name, "booking")
        op.create_index(name, "booking", [owner, "starts_at"])
    with op.batch_alter_table("feed") as batch:
        for name in SEEN:
            batch.drop_column(name)
    op.drop_table("event_text")
