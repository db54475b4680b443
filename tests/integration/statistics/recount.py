"""Counts each figure again in plain Python, row by row: no sums, groups or joins of the database."""

import math
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from app.infra.db import Base, db
from app.statistics.domain.reports import Question

BEIJING = ZoneInfo("Asia/Shanghai")
Counted = dict[tuple[str, ...], tuple[int | None, ...]]


def rows_of(table: str) -> list[Any]:
    return [
        dict(row) for row in db.session.execute(select(Base.metadata.tables[table]).order_by("id")).mappings()
    ]


def by_id(table: str) -> dict[int, Any]:
    return {row["id"]: row for row in rows_of(table)}


def seconds(start: datetime, end: datetime) -> int:
    return math.floor(end.timestamp()) - math.floor(start.timestamp())


def month(instant: datetime) -> str:
    return instant.astimezone(BEIJING).strftime("%Y-%m")


class Raw:
    """All rows of the pool, and the question they are counted for."""

    def __init__(self, question: Question) -> None:
        self.question = question
        self.organisations, self.providers = by_id("organisation"), by_id("provider")
        self.instruments, self.bookings = by_id("instrument"), by_id("booking")
        self.schedules = {
            row["instrument_id"]: dict(row)
            for row in db.session.execute(select(Base.metadata.tables["schedule"])).mappings()
        }

    @cached_property
    def usage(self) -> dict[tuple[int, int], Any]:
        return {(row["booking_id"], row["number"]): row for row in rows_of("usage_session")}

    @cached_property
    def booked(self) -> dict[int, list[Any]]:
        found = defaultdict(list)
        for booking in self.bookings.values():
            found[booking["instrument_id"]].append(booking)
        return found

    def is_asked(self, instant: datetime | None) -> bool:
        if instant is None:
            return False
        day = instant.astimezone(BEIJING).date()
        return self.question.period.first <= day <= self.question.period.last

    def is_mine(self, code: str) -> bool:
        codes = self.question.within.codes
        return codes is None or codes[0] <= code <= codes[1]

    def place(self, instrument_id: int) -> str:
        own = self.instruments[instrument_id]
        return own["region_code"] or self.providers[own["provider_id"]]["region_code"] or ""

    def home(self, organisation_id: int) -> str:
        return self.organisations[organisation_id]["region_code"]

    def told(self, code: str) -> str:
        own = self.question.within.codes is not None and self.is_mine(code)
        return code if own or not code else f"{code[:2]}0000"

    def concerns(self, row: Any, supply: str) -> bool:
        provider = self.question.within.provider_organisation_id
        if provider is not None:
            return row["provider_organisation_id"] == provider
        return self.is_mine(self.home(row["enterprise_id"])) or self.is_mine(supply)

    def time_used(self, booking: Any) -> int | None:
        used = self.usage.get((booking["id"], booking["usage_number"]))
        return seconds(used["started_at"], used["ended_at"]) if used and used["ended_at"] else None

    def weekly(self, instrument_id: int) -> dict[int, int]:
        """Return the open minutes of each weekday, 1 to 7."""
        found: Counter[int] = Counter()
        for period in self.schedules[instrument_id]["weekly"].split():
            day, span = period.split(":")
            first, last = span.split("-")
            found[int(day)] += int(last) - int(first)
        return found


def uses(raw: Raw) -> Counted:
    """Bookings, seconds, orders, money, voucher money, enterprises by pair of regions."""
    sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    parties = defaultdict(set)
    for _, row, supply, settled, used in _settled(raw):
        key = (raw.home(row["enterprise_id"]), raw.told(supply))
        sums[key].update(_counts(settled, used))
        parties[key].add(row["enterprise_id"])
    return {key: (*_values(each), len(parties[key])) for key, each in sums.items()}


def uses_by_month(raw: Raw) -> Counted:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    parties = defaultdict(set)
    for _, row, _, settled, used in _settled(raw):
        sums[month(settled["settled_at"])].update(_counts(settled, used))
        parties[month(settled["settled_at"])].add(row["enterprise_id"])
    return {(key,): (*_values(each), len(parties[key])) for key, each in sums.items()}


def uses_by_field(raw: Raw) -> Counted:
    sums: dict[str, Counter[str]] = defaultdict(Counter)
    parties = defaultdict(set)
    for kind, row, _, settled, used in _settled(raw):
        if kind == "booking":
            instrument = raw.instruments[row["instrument_id"]]
            field = instrument["category"] or instrument["class_code"]
            sums[field].update(_counts(settled, used))
            parties[field].add(row["enterprise_id"])
    picked = (0, 1, 3, 4)
    return {(key,): (*(_values(each)[at] for at in picked), len(parties[key])) for key, each in sums.items()}


def _settled(raw: Raw):
    orders = by_id("service_order")
    for settled in rows_of("settlement"):
        if settled["cause"] not in ("use", "delivery") or not raw.is_asked(settled["settled_at"]):
            continue
        if settled["booking_id"] is not None:
            kind, row = "booking", raw.bookings[settled["booking_id"]]
            supply, used = raw.place(row["instrument_id"]), raw.time_used(row)
        else:
            kind, row = "order", orders[settled["order_id"]]
            supply, used = raw.home(row["provider_organisation_id"]), None
        if raw.concerns(row, supply):
            yield kind, row, supply, settled, used


def _counts(settled: Any, used: int | None) -> dict[str, int]:
    is_booking = settled["booking_id"] is not None
    return {
        "bookings": int(is_booking),
        "orders": int(not is_booking),
        "seconds": used or 0,
        "total": settled["total_minor"],
        "captured": settled["captured_minor"],
    }


def _values(sums: Counter[str]) -> tuple[int, ...]:
    return sums["bookings"], sums["seconds"], sums["orders"], sums["total"], sums["captured"]


def utilisation(raw: Raw) -> Counted:
    """Seconds used and open, by region; a provider is also told how many of them it took over."""
    opened, used, number, brought = Counter(), Counter(), Counter(), Counter()
    is_own = raw.question.within.provider_organisation_id is not None
    past = rows_of("past_use") if is_own else []
    for instrument in raw.instruments.values():
        if not _is_counted(raw, instrument) or instrument["state"] != "published":
            continue
        key, weekly = raw.told(raw.place(instrument["id"])), raw.weekly(instrument["id"])
        number[key] += 1
        day = raw.question.period.first
        while day <= raw.question.period.last:
            opened[key] += 60 * weekly[day.isoweekday()] * raw.schedules[instrument["id"]]["lane_count"]
            day += timedelta(days=1)
        for booking in raw.booked[instrument["id"]]:
            if raw.is_asked(booking["starts_at"]):
                used[key] += raw.time_used(booking) or 0
        for each in past:
            if each["instrument_id"] == instrument["id"] and raw.is_asked(each["starts_at"]):
                brought[key] += seconds(each["starts_at"], each["ends_at"])
    used += brought
    return {
        (key,): (used[key], opened[key], percent(used[key], opened[key]), number[key])
        + ((brought[key],) if is_own else ())
        for key in number
    }


def openness(raw: Raw) -> Counted:
    found: dict[str, list[Any]] = defaultdict(list)
    for instrument in raw.instruments.values():
        if _is_counted(raw, instrument) and instrument["state"] != "retired":
            found[str(instrument["provider_id"])].append(instrument)
    return {(provider,): _openness(raw, own) for provider, own in found.items()}


def _openness(raw: Raw, own: list[Any]) -> tuple[int | None, ...]:
    bookable = [
        each
        for each in own
        if each["state"] == "published" and each["hourly_from_minor"] is not None and raw.weekly(each["id"])
    ]
    week = sum(60 * sum(raw.weekly(each["id"]).values()) for each in bookable)
    average = week // len(bookable) if bookable else None
    return len(own), len(bookable), percent(len(bookable), len(own)), average


def _is_counted(raw: Raw, instrument: Any) -> bool:
    provider = raw.question.within.provider_organisation_id
    if provider is not None:
        return raw.providers[instrument["provider_id"]]["organisation_id"] == provider
    return raw.is_mine(raw.place(instrument["id"]))


def percent(part: int, whole: int) -> int | None:
    return math.floor(part * 10_000 / whole + 0.5) if whole else None


def months_of(question: Question) -> list[str]:
    first, last = question.period.first, question.period.last
    days = (first + timedelta(days=each) for each in range((last - first).days + 1))
    return list(dict.fromkeys(f"{day:%Y-%m}" for day in days))


def at_end_of(key: str) -> datetime:
    year, number = map(int, key.split("-"))
    following = date(year + number // 12, number % 12 + 1, 1)
    return datetime(following.year, following.month, 1, tzinfo=BEIJING).astimezone(UTC)
