"""Articles of news and help, announcements over every page, and what a person has dismissed."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import execute_all, kept, search_table

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "article",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("uid", sa.String(36), nullable=False, unique=True),
        sa.Column("slug", sa.String(80), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("topic", sa.String(16)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("is_pinned", sa.Boolean, nullable=False),
        sa.Column("publish_at", UTCDateTime),
        sa.Column("title_zh", sa.String(120), nullable=False),
        sa.Column("title_en", sa.String(120), nullable=False),
        sa.Column("summary_zh", sa.Text, nullable=False),
        sa.Column("summary_en", sa.Text, nullable=False),
        sa.Column("body_zh", sa.Text, nullable=False),
        sa.Column("body_en", sa.Text, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("edited_at", UTCDateTime, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('scheduled', 'published') OR publish_at IS NOT NULL", name="read_from_a_time"
        ),
        sa.CheckConstraint("title_zh <> '' OR title_en <> ''", name="has_a_title"),
        sa.CheckConstraint("(kind = 'help') = (topic IS NOT NULL)", name="help_under_a_topic"),
    )
    op.create_index("ix_article_newest", "article", ["is_pinned", "publish_at", "id"])
    op.create_table(
        "banner",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("text_zh", sa.Text, nullable=False),
        sa.Column("text_en", sa.Text, nullable=False),
        sa.Column("tone", sa.String(16), nullable=False),
        sa.Column("link", sa.String(300), nullable=False),
        sa.Column("from_at", UTCDateTime, nullable=False),
        sa.Column("until_at", UTCDateTime, nullable=False, index=True),
        sa.Column("taken_down_at", UTCDateTime),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("from_at < until_at", name="span"),
        sa.CheckConstraint("text_zh <> '' OR text_en <> ''", name="has_a_text"),
    )
    op.create_table(
        "dismissal",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("subject", sa.String(40), nullable=False),
        sa.Column("dismissed_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("person_id", "subject"),
    )
    for rule in (search_table("article"), *kept("article"), *kept("banner")):
        execute_all(op, rule)


def downgrade():
    for table in ("dismissal", "banner", "article", "search_article"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION banner_is_kept()")
        op.execute("DROP FUNCTION article_is_kept()")
