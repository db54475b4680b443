"""Hubs: their facets, entries with their texts, needs, and messages about both."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import JSONText, UTCDateTime
from app.infra.db.ddl import append_only, execute_all, kept, search_table

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = (
    "hub_message", "hub_need_facet", "hub_need", "hub_text_facet", "hub_text", "hub_entry", "hub_facet",
    "hub",
)  # fmt: skip
ORGANISATION = "organisation.id"
KEPT = ("hub", "hub_entry", "hub_need")


def upgrade():
    _create_hub()
    _create_entry()
    _create_text()
    _create_need()
    _create_message()
    for table in KEPT:
        for rule in kept(table):
            execute_all(op, rule)
    execute_all(op, append_only("hub_message"))
    execute_all(op, search_table("hub_entry"))


def _create_hub():
    op.create_table(
        "hub",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("name_zh", sa.String(80), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("description_zh", sa.Text, nullable=False),
        sa.Column("description_en", sa.Text, nullable=False),
        sa.Column("areas_zh", sa.String(80), nullable=False),
        sa.Column("areas_en", sa.String(80), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("slug"),
        sa.CheckConstraint("state IN ('draft', 'open', 'closed')", name="state"),
    )
    op.create_table(
        "hub_facet",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("hub_id", sa.Integer, sa.ForeignKey("hub.id"), nullable=False),
        sa.Column("slug", sa.String(40), nullable=False),
        sa.Column("dimension", sa.String(12), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name_zh", sa.String(80), nullable=False),
        sa.Column("name_en", sa.String(80), nullable=False),
        sa.Column("classes", JSONText, nullable=False),
        sa.UniqueConstraint("hub_id", "slug"),
        sa.UniqueConstraint("id", "hub_id"),
        sa.CheckConstraint("dimension IN ('area', 'technology', 'instrument')", name="dimension"),
        sa.CheckConstraint("dimension = 'instrument' OR classes = '[]'", name="classes"),
    )


def _create_entry():
    op.create_table(
        "hub_entry",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("hub_id", sa.Integer, sa.ForeignKey("hub.id"), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column(
            "organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, index=True
        ),
        sa.Column("author_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("since", UTCDateTime, nullable=False),
        sa.Column("published_at", UTCDateTime),
        sa.UniqueConstraint("ref"),
        sa.UniqueConstraint("id", "hub_id"),
        sa.CheckConstraint("kind IN ('project', 'technology', 'platform', 'experts')", name="kind"),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'sent_back', 'published', 'withdrawn')", name="state"
        ),
        sa.CheckConstraint("state <> 'published' OR published_at IS NOT NULL", name="published_at"),
    )
    op.create_index("ix_hub_entry_state_since", "hub_entry", ["state", "since"])
    op.create_index("ix_hub_entry_hub_id_kind", "hub_entry", ["hub_id", "kind", "id"])


def _create_text():
    op.create_table(
        "hub_text",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("entry_id", sa.Integer, nullable=False),
        sa.Column("hub_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(8), nullable=False),
        sa.Column("name_zh", sa.String(120), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("text_zh", sa.Text, nullable=False),
        sa.Column("text_en", sa.Text, nullable=False),
        sa.Column("written_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("id", "hub_id"),
        sa.ForeignKeyConstraint(["entry_id", "hub_id"], ["hub_entry.id", "hub_entry.hub_id"]),
        sa.CheckConstraint("role IN ('draft', 'public', 'past')", name="role"),
    )
    op.create_index("ix_hub_text_entry_id", "hub_text", ["entry_id", "id"])
    for role in ("draft", "public"):
        where = sa.text(f"role = '{role}'")
        op.create_index(
            f"hub_text_one_{role}", "hub_text", ["entry_id"],
            unique=True, sqlite_where=where, postgresql_where=where,
        )  # fmt: skip
    _create_facets_of("text")


def _create_need():
    op.create_table(
        "hub_need",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("hub_id", sa.Integer, sa.ForeignKey("hub.id"), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column(
            "organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, index=True
        ),
        sa.Column("author_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.Column("shows_name", sa.Boolean, nullable=False),
        sa.Column("outcome", sa.String(16)),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("ref"),
        sa.UniqueConstraint("id", "hub_id"),
        sa.CheckConstraint("state IN ('open', 'closed')", name="state"),
        sa.CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_with_outcome"),
        sa.CheckConstraint(
            "outcome IS NULL OR outcome IN ('found_here', 'found_elsewhere', 'not_found')", name="outcome"
        ),
    )
    op.create_index("ix_hub_need_hub_id_state", "hub_need", ["hub_id", "state", "until_on"])
    _create_facets_of("need")


def _create_facets_of(thing):
    table, key = f"hub_{thing}_facet", f"{thing}_id"
    op.create_table(
        table,
        sa.Column(key, sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("facet_id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("hub_id", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint([key, "hub_id"], [f"hub_{thing}.id", f"hub_{thing}.hub_id"]),
        sa.ForeignKeyConstraint(["facet_id", "hub_id"], ["hub_facet.id", "hub_facet.hub_id"]),
    )
    op.create_index(f"ix_{table}_facet_id", table, ["facet_id", key])


def _create_message():
    op.create_table(
        "hub_message",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("need_id", sa.Integer, sa.ForeignKey("hub_need.id")),
        sa.Column("entry_id", sa.Integer, sa.ForeignKey("hub_entry.id")),
        sa.Column("with_id", sa.Integer, sa.ForeignKey(ORGANISATION), nullable=False),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey(ORGANISATION), nullable=False),
        sa.Column("author_id", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("sent_at", UTCDateTime, nullable=False),
        sa.CheckConstraint("(need_id IS NULL) <> (entry_id IS NULL)", name="about_one"),
    )
    op.create_index("ix_hub_message_need_id", "hub_message", ["need_id", "with_id", "id"])
    op.create_index("ix_hub_message_entry_id", "hub_message", ["entry_id", "with_id", "id"])
    op.create_index("ix_hub_message_with_id", "hub_message", ["with_id", "id"])


def downgrade():
    op.drop_table("search_hub_entry")
    for table in TABLES:
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION hub_message_refuse()")
        for table in KEPT:
            op.execute(f"DROP FUNCTION {table}_is_kept()")
