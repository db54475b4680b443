"""Chains the events: each subject's are numbered, and each bound to the one before by a hash (ADR 0010)."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import JSONText, UTCDateTime
from app.infra.db.ddl import Statements, append_only, execute_all
from app.infra.events.chain import GENESIS, link

revision = "0011"
down_revision = "0010"

AT_ONCE = 5000
EVENT = sa.table(
    "event",
    sa.column("id", sa.Integer),
    sa.column("at", UTCDateTime),
    *(sa.column(name, sa.String) for name in ("subject_kind", "subject_ref", "action")),
    *(sa.column(name, sa.String) for name in ("from_state", "to_state", "actor_name", "role", "reason")),
    sa.column("actor_id", sa.Integer),
    sa.column("data", JSONText),
    sa.column("seq", sa.Integer),
    sa.column("hash", sa.String),
)
WRITABLE = Statements(
    sqlite=tuple(f"DROP TRIGGER event_{name}" for name in ("no_update", "no_delete", "no_replace")),
    postgresql=("ALTER TABLE event DISABLE TRIGGER USER",),
)
APPEND_ONLY = Statements(
    sqlite=append_only("event").sqlite, postgresql=("ALTER TABLE event ENABLE TRIGGER USER",)
)
# Holds had no events of their own: the ledger tells what became of them, and who did it in which moment.
HOLDS = sa.text("""
    SELECT h.id, h.reference, v.number AS voucher, p.version AS policy_version,
        t.at, t.actor_id, t.actor_name, t.amount_minor, t.currency,
        CASE WHEN t.credit_bucket_id = b.id THEN 'hold' ELSE t.reason END AS action,
        CASE WHEN t.credit_bucket_id = b.id THEN NULL ELSE 'held' END AS from_state,
        CASE WHEN t.credit_bucket_id = b.id THEN 'held' ELSE h.state END AS to_state
    FROM hold h JOIN voucher v ON v.id = h.voucher_id JOIN policy p ON p.id = h.policy_id
    JOIN bucket b ON b.kind = 'held' AND b.owner_ref = CAST(h.id AS VARCHAR(40))
    JOIN transfer t ON b.id IN (t.credit_bucket_id, t.debit_bucket_id) AND t.reason <> 'remainder'
    ORDER BY t.id""").columns(at=UTCDateTime)


def upgrade():
    op.add_column("event", sa.Column("seq", sa.Integer))
    op.add_column("event", sa.Column("hash", sa.String(64)))
    execute_all(op, WRITABLE)
    _tell_of_holds(op.get_bind())
    _chain(op.get_bind())
    op.drop_index("ix_event_subject", "event")
    with op.batch_alter_table("event") as event:
        event.alter_column("seq", existing_type=sa.Integer, nullable=False)
        event.alter_column("hash", existing_type=sa.String(64), nullable=False)
        event.create_unique_constraint(
            "uq_event_subject_kind_subject_ref_seq", ["subject_kind", "subject_ref", "seq"]
        )
    op.create_index("ix_event_at", "event", ["at", "id"])
    op.create_index("ix_event_actor_name", "event", ["actor_name", "at", "id"])
    execute_all(op, APPEND_ONLY)


def _tell_of_holds(connection):
    rows = [
        {
            "at": row.at,
            "subject_kind": "hold",
            "subject_ref": str(row.id),
            "action": row.action,
            "from_state": row.from_state,
            "to_state": row.to_state,
            "actor_id": row.actor_id,
            "actor_name": row.actor_name,
            "role": "system" if row.actor_id is None else "person",
            "data": {
                "reference": row.reference,
                "voucher": row.voucher,
                "policy_version": row.policy_version,
                "amount_minor": row.amount_minor,
                "currency": row.currency,
            },
        }
        for row in connection.execute(HOLDS)
    ]
    if rows:
        connection.execute(sa.insert(EVENT), rows)


def _chain(connection):
    """Number and hash what stands, subject by subject, in the order in which it was written."""
    key = (EVENT.c.subject_kind, EVENT.c.subject_ref, EVENT.c.id)
    query = sa.select(EVENT).order_by(*key).limit(AT_ONCE)
    number = sa.update(EVENT).where(EVENT.c.id == sa.bindparam("row"))
    number = number.values(seq=sa.bindparam("number"), hash=sa.bindparam("link"))
    subject, seq, before = None, 0, GENESIS
    batch = connection.execute(query).all()
    while batch:
        links = []
        for row in batch:
            if (row.subject_kind, row.subject_ref) != subject:
                subject, seq, before = (row.subject_kind, row.subject_ref), 0, GENESIS
            seq += 1
            before = link(before, row._asdict() | {"seq": seq})
            links.append({"row": row.id, "number": seq, "link": before})
        connection.execute(number, links)
        last = sa.tuple_(*map(sa.literal, (*subject, batch[-1].id)))
        batch = connection.execute(query.where(sa.tuple_(*key) > last)).all()


def downgrade():
    execute_all(op, WRITABLE)
    for name in ("ix_event_at", "ix_event_actor_name"):
        op.drop_index(name, "event")
    with op.batch_alter_table("event") as event:
        event.drop_constraint("uq_event_subject_kind_subject_ref_seq", type_="unique")
        event.drop_column("seq")
        event.drop_column("hash")
    op.create_index("ix_event_subject", "event", ["subject_kind", "subject_ref", "id"])
    execute_all(op, APPEND_ONLY)
