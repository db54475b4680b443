"""The steps in which a period is told."""

from enum import StrEnum


class Step(StrEnum):
    """A month "2026-03", a quarter "2026-Q1", a year "2026"."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
