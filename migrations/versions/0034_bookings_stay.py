"""A booking keeps its time and whose it is; calendars of instruments retired before are read no more."""

from alembic import op

from app.infra.db.ddl import changed, execute_all, guard, kept

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

# What puts a booking into a feed, or takes it out of one (calendar.domain.feed.FeedState).
KEPT = "instrument_id person_id enterprise_id provider_organisation_id starts_at ends_at"
NAMES = ("booking_keeps_its_time", "booking_is_kept", "booking_no_replace")
PAUSED = "state = 'paused', next_poll_at = NULL, leased_until = NULL, alarm_at = NULL"


def upgrade():
    when = f"BEFORE UPDATE OF {', '.join(KEPT.split())} ON booking"
    for rule in (guard("booking_keeps_its_time", when, f"({changed(KEPT)})"), *kept("booking")):
        execute_all(op, rule)
    read = "state <> 'paused' AND instrument_id IN (SELECT id FROM instrument WHERE state = 'retired')"
    op.execute(f"UPDATE outside_calendar SET {PAUSED} WHERE {read}")


def downgrade():
    for name in NAMES:
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        elif not name.endswith("no_replace"):
            op.execute(f"DROP FUNCTION {name}() CASCADE")
