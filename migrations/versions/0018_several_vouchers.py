"""Several vouchers for one reference: each hold has a position, each capture knows what all of them paid."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.ddl import changed, execute_all, guard

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

HOLD = "id reference voucher_id policy_id mode amount_minor currency host_region snapshot held_at"
CAPTURE = (
    "id hold_id reference voucher_id programme_id policy_id mode enterprise_id provider_organisation_id "
    "issuer_region host_region payer_region currency price_minor rate_percent captured_minor redeem_by "
    "captured_at"
)
# One claim asks for all of them, so they are of one enterprise, one programme and one mode.
BEFORE_IT = """
    SELECT 1 FROM hold AS h JOIN voucher AS v ON v.id = h.voucher_id
    JOIN voucher AS n ON n.id = NEW.voucher_id
    WHERE h.reference = NEW.reference AND h.state = 'held' AND h.position = NEW.position - 1
    AND h.mode = NEW.mode AND h.currency = NEW.currency AND h.host_region = NEW.host_region
    AND v.programme_id = n.programme_id AND v.enterprise_id = n.enterprise_id"""
PAID_BEFORE = "(SELECT COALESCE(SUM(captured_minor), 0) FROM capture WHERE reference = NEW.reference)"
OF_ANOTHER_USE = """
    SELECT 1 FROM capture AS c WHERE c.reference = NEW.reference AND (NEW.together_minor IS NULL
    OR c.mode <> NEW.mode OR c.programme_id <> NEW.programme_id OR c.price_minor <> NEW.price_minor
    OR c.payer_region <> NEW.payer_region OR c.together_minor IS DISTINCT FROM NEW.together_minor)"""


def hold_is_fixed(columns):
    return guard("hold_is_fixed", "BEFORE UPDATE ON hold", changed(columns))


def capture_is_fixed(columns):
    return guard("capture_is_fixed", "BEFORE UPDATE ON capture", changed(columns))


FOLLOWS = guard("hold_follows", "BEFORE INSERT ON hold", f"NEW.position > 1 AND NOT EXISTS ({BEFORE_IT})")
WITHIN = guard(
    "capture_within_together",
    "BEFORE INSERT ON capture",
    f"EXISTS ({OF_ANOTHER_USE}) "
    f"OR (NEW.together_minor IS NOT NULL AND {PAID_BEFORE} + NEW.captured_minor > NEW.together_minor)",
)


def upgrade():
    # Columns are added by statements of ours: a table that SQLite writes anew would lose its triggers.
    op.execute(
        "ALTER TABLE hold ADD COLUMN position INTEGER DEFAULT 1 NOT NULL "
        "CONSTRAINT ck_hold_position_counts CHECK (position > 0)"
    )
    op.execute(
        "ALTER TABLE capture ADD COLUMN together_minor BIGINT "
        "CONSTRAINT ck_capture_together_within CHECK (together_minor BETWEEN captured_minor AND price_minor)"
    )
    for table in ("quote", "booking", "service_order"):
        op.add_column(table, sa.Column("voucher_parts", sa.Text))
    op.add_column("service_order", sa.Column("wished_others", sa.Text))
    one_live("hold_one_live", "position")
    one_live("hold_voucher_once", "voucher_id")
    replace("hold_is_fixed", "hold", hold_is_fixed(f"{HOLD} position"))
    replace("capture_is_fixed", "capture", capture_is_fixed(f"{CAPTURE} together_minor"))
    execute_all(op, FOLLOWS)
    execute_all(op, WITHIN)


def downgrade():
    drop("hold_follows", "hold")
    drop("capture_within_together", "capture")
    replace("hold_is_fixed", "hold", hold_is_fixed(HOLD))
    replace("capture_is_fixed", "capture", capture_is_fixed(CAPTURE))
    op.drop_index("hold_voucher_once", "hold")
    one_live("hold_one_live")
    op.execute("ALTER TABLE hold DROP COLUMN position")
    op.execute("ALTER TABLE capture DROP COLUMN together_minor")
    op.execute("ALTER TABLE service_order DROP COLUMN wished_others")
    for table in ("quote", "booking", "service_order"):
        op.execute(f"ALTER TABLE {table} DROP COLUMN voucher_parts")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION hold_follows()")
        op.execute("DROP FUNCTION capture_within_together()")


def one_live(name, *columns):
    live = sa.text("state = 'held'")
    if name == "hold_one_live":
        op.drop_index(name, "hold")
    op.create_index(
        name, "hold", ["reference", *columns], unique=True, sqlite_where=live, postgresql_where=live
    )


def drop(trigger, table):
    op.execute(
        f"DROP TRIGGER {trigger}" + (f" ON {table}" if op.get_bind().dialect.name == "postgresql" else "")
    )


def replace(trigger, table, rule):
    drop(trigger, table)
    execute_all(op, rule)
