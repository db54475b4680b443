"""Numbers people read from a voucher: `YRD-2026-310118-7KQ2M`."""

from app.kernel.ids import new_reference

LONGEST_NUMBER = 40


def new_voucher_number(year: int, region_code: str) -> str:
    """Return a number naming the delta, the programme's year and the issuing region."""
    return new_reference(f"YRD-{year}-{region_code}")
