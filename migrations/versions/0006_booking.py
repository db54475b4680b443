"""Quotes, bookings, usage records, settlements."""

import sqlalchemy as sa
from alembic import op

from app.infra.db.columns import JSONText, UTCDateTime
from app.infra.db.ddl import append_only, execute_all

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    create_quote()
    create_booking()
    create_usage_session()
    create_settlement()


def create_quote() -> None:
    op.create_table(
        "quote",
        *agreed_columns(),
        sa.Column("lane", sa.Integer),
        sa.Column("holds", sa.Boolean, nullable=False),
        sa.Column("quoted_at", UTCDateTime, nullable=False),
        sa.Column("valid_until", UTCDateTime, nullable=False),
        *agreed_constraints("quote"),
        sa.CheckConstraint("state IN ('open', 'used', 'expired')", name="ck_quote_state"),
    )
    op.create_index("ix_quote_state_valid_until", "quote", ["state", "valid_until"])


def create_booking() -> None:
    op.create_table(
        "booking",
        *agreed_columns(),
        sa.Column("provider_organisation_id", sa.Integer, nullable=False),
        sa.Column("quote_ref", sa.String(16)),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("hold_ref", sa.String(24)),
        sa.Column("set_up_buffer_minutes", sa.Integer, nullable=False),
        sa.Column("clean_up_buffer_minutes", sa.Integer, nullable=False),
        sa.Column("no_show_grace_minutes", sa.Integer, nullable=False),
        sa.Column("requested_at", UTCDateTime, nullable=False),
        sa.Column("deadline_at", UTCDateTime),
        sa.Column("remind_at", UTCDateTime),
        sa.Column("usage_number", sa.Integer),
        sa.Column("appeal_state", sa.String(16), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("revised_at", UTCDateTime, nullable=False),
        *agreed_constraints("booking"),
        sa.ForeignKeyConstraint(
            ["provider_organisation_id"], ["organisation.id"], name="fk_booking_provider_organisation_id"
        ),
        sa.UniqueConstraint("quote_ref", name="uq_booking_quote_ref"),
        sa.CheckConstraint(
            "state IN ('requested', 'confirmed', 'in_use', 'completed', 'settled', 'declined', 'expired', "
            "'cancelled', 'cancelled_late', 'provider_cancelled', 'no_show')",
            name="ck_booking_state",
        ),
    )
    for columns in (
        ["state", "deadline_at"],
        ["state", "remind_at"],
        ["enterprise_id", "starts_at"],
        ["provider_organisation_id", "starts_at"],
        ["instrument_id", "starts_at"],
        ["person_id", "starts_at"],
    ):
        op.create_index(f"ix_booking_{'_'.join(columns)}", "booking", columns)


def create_usage_session() -> None:
    op.create_table(
        "usage_session",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("booking_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("started_at", UTCDateTime, nullable=False),
        sa.Column("ended_at", UTCDateTime),
        sa.Column("operator_id", sa.Integer),
        sa.Column("samples", sa.Integer),
        sa.Column("signed_at", UTCDateTime),
        sa.Column("accepted_at", UTCDateTime),
        sa.PrimaryKeyConstraint("id", name="pk_usage_session"),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_usage_session_booking_id"),
        sa.ForeignKeyConstraint(["operator_id"], ["person.id"], name="fk_usage_session_operator_id"),
        sa.UniqueConstraint("booking_id", "number", name="uq_usage_session_booking_id_number"),
        sa.CheckConstraint("ended_at IS NULL OR ended_at > started_at", name="ck_usage_session_span"),
    )


def create_settlement() -> None:
    op.create_table(
        "settlement",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("booking_id", sa.Integer, nullable=False),
        sa.Column("cause", sa.String(24), nullable=False),
        sa.Column("mode", sa.String(16)),
        sa.Column("lines", JSONText, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        *(
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in (
                "quoted_minor",
                "total_minor",
                "captured_minor",
                "released_minor",
                "own_share_minor",
                "net_cost_minor",
            )
        ),
        sa.Column("settled_at", UTCDateTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_settlement"),
        sa.ForeignKeyConstraint(["booking_id"], ["booking.id"], name="fk_settlement_booking_id"),
        sa.UniqueConstraint("booking_id", name="uq_settlement_booking_id"),
        sa.CheckConstraint(
            "captured_minor >= 0 AND captured_minor <= total_minor "
            "AND net_cost_minor = total_minor - captured_minor",
            name="ck_settlement_shares",
        ),
    )
    execute_all(op, append_only("settlement"))


def agreed_columns() -> list[sa.Column]:
    """Whose, what, when, and the price: what a quote and a booking both keep."""
    return [
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(16), nullable=False),
        sa.Column("state", sa.String(24), nullable=False),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("instrument_id", "person_id", "enterprise_id", "rate_card_id")
        ),
        sa.Column("starts_at", UTCDateTime, nullable=False),
        sa.Column("ends_at", UTCDateTime, nullable=False),
        sa.Column("lines", JSONText, nullable=False),
        sa.Column("currency", sa.String(3), nullable=False),
        *(
            sa.Column(name, sa.BigInteger, nullable=False)
            for name in ("total_minor", "voucher_share_minor", "own_share_minor", "net_cost_minor")
        ),
        sa.Column("voucher_number", sa.String(32)),
        sa.Column("mode", sa.String(16)),
        sa.Column("recognition_ref", sa.String(64)),
        sa.Column("policy_version", sa.Integer),
    ]


def agreed_constraints(table: str) -> list[sa.Constraint]:
    """The promises about those columns."""
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.UniqueConstraint("ref", name=f"uq_{table}_ref"),
        sa.ForeignKeyConstraint(["instrument_id"], ["instrument.id"], name=f"fk_{table}_instrument_id"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=f"fk_{table}_person_id"),
        sa.ForeignKeyConstraint(["enterprise_id"], ["organisation.id"], name=f"fk_{table}_enterprise_id"),
        sa.ForeignKeyConstraint(["rate_card_id"], ["rate_card.id"], name=f"fk_{table}_rate_card_id"),
        sa.CheckConstraint("ends_at > starts_at", name=f"ck_{table}_span"),
    ]
