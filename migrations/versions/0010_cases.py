"""Spot checks, cases, receipts and sanctions."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import UTCDateTime
from app.infra.db.ddl import append_only, changed, execute_all, guard, kept

revision = "0010"
down_revision = "0009"

CASE = "id ref kind claim_id spot_check_id reason opened_by opened_at"
RULES = (
    append_only("spot_check"),
    append_only("receipt"),
    append_only("sanction"),
    *kept("review_case"),
    guard("review_case_is_fixed", "BEFORE UPDATE ON review_case", changed(CASE)),
    guard(
        "review_case_decided_once",
        "BEFORE UPDATE ON review_case",
        f"OLD.state <> 'open' AND ({changed('state decision decided_by decided_at owed_minor')})",
    ),
)


def upgrade():
    op.create_table(
        "spot_check",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("programme_id", sa.Integer, sa.ForeignKey("programme.id"), nullable=False, index=True),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("percent", sa.Integer, nullable=False),
        sa.Column("population", sa.Integer, nullable=False),
        person("drawn_by"),
        sa.Column("drawn_at", UTCDateTime, nullable=False),
    )
    create_case()
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("review_case.id"), nullable=False, index=True),
        sa.Column("amount_minor", sa.BigInteger, nullable=False),
        sa.Column("bank_reference", sa.String(64), nullable=False, unique=True),
        sa.Column("received_at", UTCDateTime, nullable=False),
        person("noted_by"),
        sa.CheckConstraint("amount_minor > 0", name="amount_positive"),
    )
    op.create_table(
        "sanction",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("case_id", sa.Integer, sa.ForeignKey("review_case.id"), nullable=False, unique=True),
        sa.Column(
            "organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False, index=True
        ),
        sa.Column("region_code", sa.String(6), nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.CheckConstraint("until_on >= from_on", name="dates"),
    )
    for rule in RULES:
        execute_all(op, rule)


def create_case():
    op.create_table(
        "review_case",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False, unique=True),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("claim_id", sa.Integer, sa.ForeignKey("claim.id"), nullable=False, index=True),
        sa.Column("spot_check_id", sa.Integer, sa.ForeignKey("spot_check.id")),
        sa.Column("reason", sa.Text, nullable=False),
        person("opened_by"),
        sa.Column("opened_at", UTCDateTime, nullable=False),
        sa.Column("decision", sa.Text),
        sa.Column("decided_by", sa.Integer, sa.ForeignKey("person.id")),
        sa.Column("decided_at", UTCDateTime),
        sa.Column("owed_minor", sa.BigInteger, nullable=False),
        sa.Column("received_minor", sa.BigInteger, nullable=False),
        sa.CheckConstraint("received_minor BETWEEN 0 AND owed_minor", name=op.f("case_received_within_owed")),
    )
    open_one = sa.text("state = 'open'")
    op.create_index(
        "review_case_one_open",
        "review_case",
        ["claim_id"],
        unique=True,
        sqlite_where=open_one,
        postgresql_where=open_one,
    )


def person(name):
    return sa.Column(name, sa.Integer, sa.ForeignKey("person.id"), nullable=False)


def downgrade():
    for table in ("sanction", "receipt", "review_case", "spot_check"):
        op.drop_table(table)
