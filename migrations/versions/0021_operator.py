"""The operator's desk: failures and requests of jobs, the beat, locked people, terms and synonyms."""

import sqlalchemy as sa
from alembic import op

from app.infra.db import JSONText, UTCDateTime
from app.infra.db.ddl import append_only_but, execute_all, unchanged

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

# A name becomes the number of whose it is, once, and nothing else changes with it (ADR 0014).
PSEUDONYMS = {
    "event": "NEW.actor_name = '#' || OLD.actor_id AND NEW.pseudonym_hash IS NOT NULL "
    "AND OLD.pseudonym_hash IS NULL AND "
    + unchanged(
        "id at subject_kind subject_ref seq action from_state to_state actor_id role reason data hash"
    ),
    "transfer": "NEW.actor_name = '#' || OLD.actor_id AND "
    + unchanged(
        "id debit_bucket_id credit_bucket_id amount_minor currency reason reference programme_id voucher_id "
        "issuer_region host_region payer_region at actor_id"
    ),
    "document": "NEW.uploaded_by_name = '#' || OLD.uploaded_by AND "
    + unchanged("id ref sha256 size media_type filename uploaded_by uploaded_at"),
    "rate_card": "substr(NEW.published_by, 1, 1) = '#' AND "
    + unchanged("id instrument_id price_group version effective_from terms published_at"),
}

# Words for the commonest instruments in both languages; from here on they are data.
SYNONYMS = (
    ("mass spectrometer", "mass spectrometry", "质谱", "质谱仪"),
    ("lc-ms", "液质联用"),
    ("gc-ms", "气质联用"),
    ("sequencer", "sequencing", "测序", "测序仪"),
    ("electron microscope", "electron microscopy", "电镜", "电子显微镜"),
    ("sem", "scanning electron microscope", "扫描电镜", "扫描电子显微镜", "电子显微镜"),
    ("tem", "transmission electron microscope", "透射电镜", "透射电子显微镜", "电子显微镜"),
    ("microscope", "microscopy", "显微镜"),
    ("confocal", "共焦", "共聚焦"),
    ("nmr", "nuclear magnetic resonance", "核磁", "核磁共振"),
    ("mri", "magnetic resonance imaging", "磁共振成像"),
    ("chromatograph", "chromatography", "色谱", "色谱仪"),
    ("hplc", "liquid chromatograph", "liquid chromatography", "液相色谱"),
    ("gas chromatograph", "gas chromatography", "气相色谱"),
    ("xrd", "diffractometer", "x-ray diffraction", "衍射", "衍射仪"),
    ("xps", "photoelectron", "光电子能谱"),
    ("spectrometer", "spectroscopy", "光谱", "谱仪"),
    ("spectrophotometer", "分光光度计"),
    ("raman", "拉曼"),
    ("ftir", "infrared", "红外"),
    ("flow cytometer", "cytometry", "流式", "流式细胞仪"),
    ("atomic force microscope", "afm", "原子力显微镜"),
    ("laser", "激光"),
    ("telescope", "望远镜"),
    ("radar", "雷达"),
    ("computing cluster", "cluster", "集群"),
    ("pcr", "聚合酶链反应"),
    ("tensile", "universal testing machine", "万能试验机", "拉伸"),
)


def upgrade():
    op.create_table(
        "job_failure",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("item", sa.String(200), primary_key=True),
        sa.Column("first_failed_at", UTCDateTime, nullable=False),
        sa.Column("last_failed_at", UTCDateTime, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.Column("error", sa.Text, nullable=False),
    )
    op.create_table(
        "job_request",
        sa.Column("job", sa.String(64), primary_key=True),
        sa.Column("item", sa.String(200), primary_key=True),
        sa.Column("asked_at", UTCDateTime, nullable=False),
        sa.Column("asked_by", sa.String(200), nullable=False),
    )
    op.create_table(
        "scheduler_beat",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("holder", sa.String(200), nullable=False),
        sa.Column("leads_since", UTCDateTime, nullable=False),
        sa.Column("beat_at", UTCDateTime, nullable=False),
    )
    _create_taxonomies()
    # Added by statements of ours: a table that SQLite writes anew would lose its triggers.
    op.add_column("person", sa.Column("locked_at", UTCDateTime))
    op.add_column("person", sa.Column("removed_at", UTCDateTime))
    op.add_column("event", sa.Column("pseudonym_hash", sa.String(64)))
    for table, allowed in PSEUDONYMS.items():
        execute_all(op, append_only_but(table, allowed))


def _create_taxonomies():
    op.create_table(
        "term",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("taxonomy", sa.String(8), nullable=False),
        sa.Column("code", sa.String(200), nullable=False),
        sa.Column("name_zh", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=False),
        sa.Column("created_at", UTCDateTime, nullable=False),
        sa.UniqueConstraint("taxonomy", "code"),
        sa.CheckConstraint("taxonomy IN ('class', 'kind')", name="taxonomy"),
    )
    words = op.create_table(
        "synonym_group",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("words", JSONText, nullable=False),
        sqlite_autoincrement=True,
    )
    op.bulk_insert(words, [{"words": sorted(row)} for row in SYNONYMS])
    op.create_table(
        "reindex_request",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("ref", sa.Integer, primary_key=True, autoincrement=False),
    )
    # What was stored before is to be found by pinyin too: the job `reindex` puts it into the search.
    for kind in ("instrument", "service", "provider"):
        op.execute(f"INSERT INTO reindex_request (kind, ref) SELECT '{kind}', id FROM {kind}")


def downgrade():
    for table in PSEUDONYMS:
        execute_all(op, append_only_but(table, "FALSE"))
    op.execute("ALTER TABLE event DROP COLUMN pseudonym_hash")
    op.execute("ALTER TABLE person DROP COLUMN removed_at")
    op.execute("ALTER TABLE person DROP COLUMN locked_at")
    for table in ("reindex_request", "synonym_group", "term", "scheduler_beat", "job_request", "job_failure"):
        op.drop_table(table)
