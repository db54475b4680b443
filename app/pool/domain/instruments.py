"""What is said about an instrument, and the rules by which it is booked; both checked as wholes."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import TYPE_CHECKING

from app.kernel.errors import Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

EARLIEST_YEAR, LATEST_YEAR = 1900, 2100

# The longest text of each field, in characters; the widths of the instrument table.
LONGEST: Mapping[str, int] = {
    "name": 300,
    "name_zh": 300,
    "name_en": 300,
    "maker": 200,
    "model": 200,
    "category": 200,
    "class_code": 20,
    "institution": 200,
    "department": 300,
    "country": 100,
    "region": 100,
    "city": 100,
    "location": 300,
    "status": 100,
    "price_note": 1000,
    "description": 20000,
    "link": 1000,
}


@dataclass(frozen=True, slots=True)
class InstrumentDetails:
    """What is said about an instrument. Texts are plain, "" where nothing is known.

    `region` is the text given, `region_code` the division it stands in (None outside the four areas);
    latitude and longitude are in degrees.
    """

    name: str
    name_zh: str = ""
    name_en: str = ""
    maker: str = ""
    model: str = ""
    category: str = ""
    class_code: str = ""
    institution: str = ""
    department: str = ""
    country: str = ""
    region: str = ""
    city: str = ""
    location: str = ""
    region_code: str | None = None
    lat: float | None = None
    lon: float | None = None
    year: int | None = None
    status: str = ""
    price_note: str = ""
    description: str = ""
    link: str = ""

    def problems(self) -> list[Problem]:
        """Return every broken rule: an empty name, texts too long, a place or a year that cannot be."""
        found = [] if self.name.strip() else [Problem("invalid", N_("This must not be empty."), field="name")]
        found += [
            Problem(
                "invalid",
                N_("This must not be longer than %(longest)s characters."),
                name,
                values={"longest": most},
            )
            for name, most in LONGEST.items()
            if len(getattr(self, name)) > most
        ]
        found += _outside("lat", self.lat, -90, 90)
        found += _outside("lon", self.lon, -180, 180)
        found += _outside("year", self.year, EARLIEST_YEAR, LATEST_YEAR)
        if (self.lat is None) != (self.lon is None):
            missing = "lat" if self.lat is None else "lon"
            found.append(Problem("invalid", N_("Latitude and longitude come together."), field=missing))
        if self.link and not self.link.startswith(("https://", "http://")):
            found.append(Problem("invalid", N_("This must start with https:// or http://."), field="link"))
        return found


class Confirmation(StrEnum):
    """Who answers a request: nobody has to, or the keeper."""

    AUTOMATIC = "automatic"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class InstrumentRules:
    """How an instrument is booked; all lengths in minutes but the horizon.

    A booking lasts `min_minutes` to `max_minutes` in steps of `step_minutes`, is made at least `lead_minutes`
    and at most `horizon_days` ahead, and blocks the buffers on either side.
    """

    confirmation: Confirmation = Confirmation.MANUAL
    min_minutes: int = 30
    max_minutes: int = 7 * 1440
    step_minutes: int = 15
    lead_minutes: int = 0
    horizon_days: int = 365
    set_up_buffer_minutes: int = 0
    clean_up_buffer_minutes: int = 0
    no_show_grace_minutes: int = 30

    def problems(self) -> list[Problem]:
        """Return every broken rule, each with its field."""
        found: list[Problem] = []
        for name, (low, high) in RULE_RANGES.items():
            found += _outside(name, getattr(self, name), low, high)
        if self.min_minutes > self.max_minutes:
            found.append(
                Problem(
                    "invalid", N_("This must not be shorter than the shortest booking."), field="max_minutes"
                )
            )
        return found


RULE_RANGES: Mapping[str, tuple[int, int]] = {
    "min_minutes": (1, 31 * 1440),
    "max_minutes": (1, 31 * 1440),
    "step_minutes": (1, 1440),
    "lead_minutes": (0, 366 * 1440),
    "horizon_days": (1, 3 * 366),
    "set_up_buffer_minutes": (0, 1440),
    "clean_up_buffer_minutes": (0, 1440),
    "no_show_grace_minutes": (0, 1440),
}

DETAIL_NAMES: tuple[str, ...] = tuple(each.name for each in fields(InstrumentDetails))
RULE_NAMES: tuple[str, ...] = tuple(each.name for each in fields(InstrumentRules))


def _outside(name: str, value: float | None, low: int, high: int) -> list[Problem]:
    if value is None or low <= value <= high:
        return []
    message = N_("This must lie between %(low)s and %(high)s.")
    return [Problem("invalid", message, field=name, values={"low": low, "high": high})]
