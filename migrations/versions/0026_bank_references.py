"""A bank reference names one payment, a document proves one; sanctions may be lifted, and cases let go."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import UTCDateTime
from app.infra.db.ddl import Statements, append_only, changed, execute_all, guard, trigger_function

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TOLD = "NEW.bank_reference IS NOT NULL"
KEEP = "INSERT INTO bank_reference (reference) VALUES (NEW.bank_reference);"
MONEY = "kind IN ('invoice', 'bank_receipt') AND live"
DECIDED = "state decision decided_by decided_at"
# What is not to come back any more, because the claim was struck or its payment never arrived.
LET_GO = "NEW.owed_minor = OLD.received_minor AND NEW.owed_minor < OLD.owed_minor"


def decided_once(owed):
    return guard(
        "review_case_decided_once",
        "BEFORE UPDATE ON review_case",
        f"OLD.state <> 'open' AND ({changed(DECIDED)} OR {owed})",
    )


def upgrade():
    keep_references()
    op.execute(
        f"UPDATE evidence SET live = FALSE WHERE {MONEY} AND EXISTS (SELECT 1 FROM evidence AS e "
        "WHERE e.sha256 = evidence.sha256 AND e.id < evidence.id "
        "AND e.kind IN ('invoice', 'bank_receipt') AND e.live)"
    )
    used_once(["sha256"])
    op.create_table(
        "sanction_lift",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sanction_id", sa.Integer, sa.ForeignKey("sanction.id"), nullable=False, unique=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("lifted_by", sa.Integer, sa.ForeignKey("person.id"), nullable=False),
        sa.Column("lifted_at", UTCDateTime, nullable=False),
    )
    execute_all(op, append_only("sanction_lift"))
    drop("review_case_decided_once", "review_case")
    execute_all(op, decided_once(f"({changed('owed_minor')}) AND NOT ({LET_GO})"))


def keep_references():
    op.create_table("bank_reference", sa.Column("reference", sa.String(64), primary_key=True))
    op.execute(
        "INSERT INTO bank_reference (reference) "
        "SELECT bank_reference FROM payout WHERE bank_reference IS NOT NULL "
        "UNION SELECT bank_reference FROM payout_line WHERE bank_reference IS NOT NULL"
    )
    for table in ("payout", "payout_line"):
        execute_all(op, kept_at(f"{table}_reference_told", f"AFTER INSERT ON {table}", TOLD))
        news = f"{TOLD} AND ({changed('bank_reference')})"
        execute_all(op, kept_at(f"{table}_reference_changed", f"AFTER UPDATE ON {table}", news))


def kept_at(name, when, condition):
    return Statements(
        sqlite=(f"CREATE TRIGGER {name} {when} WHEN {condition} BEGIN {KEEP} END",),
        postgresql=trigger_function(name, when, f"IF {condition} THEN {KEEP} END IF; RETURN NULL;"),
    )


def used_once(columns):
    op.drop_index("evidence_used_once", "evidence")
    live = sa.text(MONEY)
    op.create_index(
        "evidence_used_once", "evidence", columns, unique=True, sqlite_where=live, postgresql_where=live
    )


def drop(trigger, table):
    op.execute(
        f"DROP TRIGGER {trigger}" + (f" ON {table}" if op.get_bind().dialect.name == "postgresql" else "")
    )


def downgrade():
    drop("review_case_decided_once", "review_case")
    execute_all(op, decided_once(changed("owed_minor")))
    op.drop_table("sanction_lift")
    used_once(["kind", "sha256"])
    triggers = [
        (f"{table}_reference_{what}", table)
        for table in ("payout", "payout_line")
        for what in ("told", "changed")
    ]
    for name, table in triggers:
        drop(name, table)
    op.drop_table("bank_reference")
    if op.get_bind().dialect.name == "postgresql":
        for name in ("sanction_lift_refuse", *(name for name, _ in triggers)):
            op.execute(f"DROP FUNCTION {name}()")
