"""Regions, memberships, recognitions, providers, accreditations, instruments and append-only rate cards."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import JSONText, UTCDateTime
from app.infra.db.ddl import append_only, execute_all, search_table

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXTS = {
    "name": 300, "name_zh": 300, "name_en": 300, "maker": 200, "model": 200, "category": 200,
    "class_code": 20, "institution": 200, "department": 300, "country": 100, "region": 100, "city": 100,
    "location": 300, "status": 100, "link": 1000,
}  # fmt: skip
RULES = (
    "min_minutes", "max_minutes", "step_minutes", "lead_minutes", "horizon_days", "set_up_buffer_minutes",
    "clean_up_buffer_minutes", "no_show_grace_minutes",
)  # fmt: skip


def upgrade():
    _create_region()
    _create_pool_membership()
    _create_provider()
    _create_accreditation()
    _create_recognition()
    _create_instrument()
    _create_rate_card()
    execute_all(op, search_table("instrument"))


def _region_code(name, *, nullable=False):
    return sa.Column(name, sa.String(6), sa.ForeignKey("region.code"), nullable=nullable)


def _indexed(table, *names):
    op.create_index(f"ix_{table}_{'_'.join(names)}", table, names)


def _create_region():
    op.create_table(
        "region",
        sa.Column("code", sa.String(6), primary_key=True),
        _region_code("parent_code", nullable=True),
        sa.Column("level", sa.String(12), nullable=False),
        sa.Column("name_zh", sa.String(60), nullable=False),
        sa.Column("name_en", sa.String(60), nullable=False),
        sa.Column("is_pilot", sa.Boolean, nullable=False),
    )
    _indexed("region", "parent_code")


def _create_pool_membership():
    op.create_table(
        "pool_membership",
        sa.Column("id", sa.Integer, primary_key=True),
        _region_code("region_code"),
        sa.Column("side", sa.String(10), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("asked_on", sa.Date, nullable=False),
        sa.Column("admitted_on", sa.Date),
        sa.Column("ended_on", sa.Date),
        sa.UniqueConstraint("region_code", "side"),
    )


def _create_provider():
    op.create_table(
        "provider",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("organisation_id", sa.Integer, sa.ForeignKey("organisation.id"), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_key", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        _region_code("region_code", nullable=True),
        sa.Column("country", sa.String(100), nullable=False),
        sa.Column("city", sa.String(100), nullable=False),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("openness", sa.Text, nullable=False),
        sa.Column("public_busy", sa.Boolean, nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("organisation_id"),
        sa.UniqueConstraint("code"),
    )
    _indexed("provider", "name_key")
    _indexed("provider", "region_code")


def _create_accreditation():
    op.create_table(
        "accreditation",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(12), nullable=False),
        sa.Column("provider_id", sa.Integer, sa.ForeignKey("provider.id"), nullable=False),
        _region_code("region_code"),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("kinds", JSONText, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date),
        sa.UniqueConstraint("ref"),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
    )
    _indexed("accreditation", "provider_id")
    _indexed("accreditation", "region_code")


def _create_recognition():
    op.create_table(
        "recognition",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("ref", sa.String(12), nullable=False),
        _region_code("demand_region"),
        _region_code("supply_region"),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("kinds", JSONText, nullable=False),
        sa.Column("modes", JSONText, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date),
        sa.Column("withdrawn_on", sa.Date),
        sa.UniqueConstraint("ref"),
        sa.CheckConstraint("until_on IS NULL OR until_on >= from_on", name="dates"),
        sa.CheckConstraint("demand_region <> supply_region", name="two_regions"),
    )
    _indexed("recognition", "demand_region", "supply_region")


def _create_instrument():
    op.create_table(
        "instrument",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("provider_id", sa.Integer, sa.ForeignKey("provider.id"), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("source_id", sa.String(200)),
        sa.Column("content_hash", sa.String(64)),
        sa.Column("hourly_from_minor", sa.BigInteger),
        sa.Column("hourly_changes_on", sa.Date),
        *(sa.Column(name, sa.String(longest), nullable=False) for name, longest in TEXTS.items()),
        sa.Column("price_note", sa.Text, nullable=False),
        sa.Column("description", sa.Text, nullable=False),
        _region_code("region_code", nullable=True),
        sa.Column("lat", sa.Float),
        sa.Column("lon", sa.Float),
        sa.Column("year", sa.Integer),
        sa.Column("confirmation", sa.String(10), nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in RULES),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.Column("updated_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("provider_id", "source_id"),
        sa.CheckConstraint("min_minutes > 0 AND min_minutes <= max_minutes", name="lengths"),
    )
    _indexed("instrument", "state", "id")
    for name in ("region_code", "class_code", "hourly_from_minor", "hourly_changes_on"):
        _indexed("instrument", name)


def _create_rate_card():
    op.create_table(
        "rate_card",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("instrument_id", sa.Integer, sa.ForeignKey("instrument.id"), nullable=False),
        sa.Column("price_group", sa.String(40), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("effective_from", sa.Date, nullable=False),
        sa.Column("terms", JSONText, nullable=False),
        sa.Column("published_at", UTCDateTime, nullable=False),
        sa.Column("published_by", sa.String(200), nullable=False),
        sa.UniqueConstraint("instrument_id", "price_group", "version"),
    )
    execute_all(op, append_only("rate_card"))


def downgrade():
    for table in (
        "search_instrument", "rate_card", "instrument", "recognition", "accreditation", "provider",
        "pool_membership", "region",
    ):  # fmt: skip
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION rate_card_refuse()")
