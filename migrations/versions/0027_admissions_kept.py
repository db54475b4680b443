"""The days of an admission are kept: they end, or end earlier, and no two of a membership overlap."""

from alembic import op

from app.infra.db.ddl import changed, execute_all, guard, kept

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PUT_OFF = "NEW.until_on IS NULL OR NEW.until_on > OLD.until_on"
# One that was given up before its first day has no day.
TAKEN = """EXISTS (
    SELECT 1 FROM pool_admission AS a WHERE a.membership_id = NEW.membership_id
    AND (a.until_on IS NULL OR (a.until_on > a.from_on AND a.until_on > NEW.from_on)))"""
RULES = (
    *kept("pool_admission"),
    guard(
        "pool_admission_only_ends",
        "BEFORE UPDATE ON pool_admission",
        f"({changed('id membership_id from_on')} OR {PUT_OFF})",
    ),
    guard("pool_admission_overlaps", "BEFORE INSERT ON pool_admission", TAKEN),
)
NAMES = ("is_kept", "no_replace", "only_ends", "overlaps")


def upgrade():
    for rule in RULES:
        execute_all(op, rule)


def downgrade():
    for name in (f"pool_admission_{name}" for name in NAMES):
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        elif not name.endswith("no_replace"):
            op.execute(f"DROP FUNCTION {name}() CASCADE")
