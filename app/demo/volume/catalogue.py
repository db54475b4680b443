"""Many instruments, by the use cases of the import: what is measured is what an import would make."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.booking.publishing.importing import Template, equipping
from app.demo.hours import ALWAYS, ZONE
from app.demo.kinds import KINDS
from app.demo.places import PROVIDERS
from app.demo.regions import LOADER
from app.infra.db import Base, db
from app.kernel.wall import MINUTES_A_DAY
from app.pool.domain.instruments import Confirmation
from app.pool.domain.rates import ENTERPRISE_GROUP, Band, ChargeBasis, NoticeStep, RateTerms
from app.pool.importing import ByInstitution, import_instruments
from app.pool.regions import load_regions

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

INSTRUMENTS_AN_INSTITUTION = 25
_COLUMNS = (
    "source_id", "name", "name_zh", "name_en", "maker", "model", "category", "class_code", "institution",
    "country", "region", "city", "lat", "lon", "year", "description",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Bookable:
    """An instrument as a booking's row refers to it."""

    instrument_id: int
    provider_id: int
    provider_organisation_id: int
    region_code: str
    lane_id: int
    rate_card_id: int


def prices(from_on: date) -> RateTerms:
    """Return the one rate card all of them have: a day, an evening and a week-end band."""
    working_days = frozenset(range(1, 6))
    return RateTerms(
        group=ENTERPRISE_GROUP,
        effective_from=from_on,
        bands=(
            Band(working_days, 0, 18 * 60, 300_00),
            Band(working_days, 18 * 60, MINUTES_A_DAY, 240_00),
            Band(frozenset({6, 7}), 0, MINUTES_A_DAY, 360_00),
        ),
        set_up_minor=50_00,
        charge_basis=ChargeBasis.USAGE,
        cancellation=(NoticeStep(24, 0), NoticeStep(0, 50)),
        no_show_percent=100,
    )


def load_instruments(count: int, terms: RateTerms, now: datetime) -> list[Bookable]:
    """Import `count` instruments, always open, that confirm by themselves; return them by id."""
    load_regions()
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows(_rows(count))
    import_instruments(
        io.BytesIO(text.getvalue().encode()),
        target=ByInstitution(),
        by=LOADER,
        now=now,
        on_added=equipping(Template(ZONE, ALWAYS, terms), LOADER, now),
    )
    instrument = Base.metadata.tables["instrument"]
    db.session.execute(update(instrument).values(confirmation=str(Confirmation.AUTOMATIC)))
    return bookables()


def _rows(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        institution = number // INSTRUMENTS_AN_INSTITUTION
        place = PROVIDERS[institution % len(PROVIDERS)]
        yield (
            f"V{number:06d}", f"{kind.name_zh} {kind.model}", kind.name_zh, kind.name_en, kind.maker,
            kind.model, kind.category, kind.class_code, f"{place.name_en} {institution + 1}", "China",
            place.region_code, place.city, place.lat, place.lon, 2015 + number % 11, kind.description,
        )  # fmt: skip


def bookables() -> list[Bookable]:
    """Return the instruments that `load_instruments` made, by id."""
    # By table name: a model is its own package's, and no use case needs all of this at once.
    instrument, provider, lane, card = (
        Base.metadata.tables[name] for name in ("instrument", "provider", "lane", "rate_card")
    )
    query = (
        select(
            instrument.c.id,
            provider.c.id,
            provider.c.organisation_id,
            instrument.c.region_code,
            lane.c.id,
            card.c.id,
        )
        .join(provider, provider.c.id == instrument.c.provider_id)
        .join(lane, lane.c.instrument_id == instrument.c.id)
        .join(card, card.c.instrument_id == instrument.c.id)
        .order_by(instrument.c.id)
    )
    return [Bookable(*row) for row in db.session.execute(query)]
