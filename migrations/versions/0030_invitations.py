"""How bookings reach people's calendars, what keepers were invited to, and revisions that no path can miss.

What a calendar says of a booking rests on its instrument's name and place and its enterprise's name: where
one of them changes, by whatever way, the database counts a revision of every booking a feed may still show.
"""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import Statements, changed, execute_all, trigger_function

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

SAID = "name location institution city lat lon"
# A day more than the feeds' window reaches back.
SHOWN = {
    "sqlite": "ends_at > datetime({now}, '-91 days')",
    "postgresql": "ends_at > {now} - interval '91 days'",
}
CLOCK = {"sqlite": "strftime('%Y-%m-%d %H:%M:%f000', 'now')", "postgresql": "now()"}


def revising(table, column, said, now):
    def revise(dialect):
        instant = now[dialect]
        which = f"{column} = NEW.id AND {SHOWN[dialect].format(now=instant)}"
        return f"UPDATE booking SET revision = revision + 1, revised_at = {instant} WHERE {which};"

    name = f"{table}_revises_bookings"
    when = f"AFTER UPDATE OF {', '.join(said.split())} ON {table}"
    body = f"IF {changed(said)} THEN {revise('postgresql')} END IF; RETURN NULL;"
    return Statements(
        sqlite=(f"CREATE TRIGGER {name} {when} WHEN {changed(said)} BEGIN {revise('sqlite')} END",),
        postgresql=trigger_function(name, when, body),
    )


def upgrade():
    op.create_table(
        "calendar_choice",
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True, autoincrement=False),
        sa.Column("way", sa.String(8), nullable=False),
        sa.Column("keeper_since", UTCDateTime),
        sa.CheckConstraint("way IN ('mail', 'feed', 'both')", name="way"),
    )
    since = sa.text("keeper_since IS NOT NULL")
    op.create_index(
        "ix_calendar_choice_keeper_since",
        "calendar_choice",
        ["keeper_since"],
        sqlite_where=since,
        postgresql_where=since,
    )
    op.create_table(
        "keeper_invitation",
        sa.Column("booking_id", sa.Integer, sa.ForeignKey("booking.id"), primary_key=True),
        sa.Column("person_id", sa.Integer, sa.ForeignKey("person.id"), primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
    )
    updated = dict.fromkeys(CLOCK, "NEW.updated_at")
    execute_all(op, revising("instrument", "instrument_id", SAID, updated))
    execute_all(op, revising("organisation", "enterprise_id", "name_zh", CLOCK))


def downgrade():
    for table in ("instrument", "organisation"):
        name = f"{table}_revises_bookings"
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP FUNCTION {name}() CASCADE")
    op.drop_table("keeper_invitation")
    op.drop_table("calendar_choice")
