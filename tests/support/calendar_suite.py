"""The calendars of many products in tests/calendars, and what each of them says."""

import json
from pathlib import Path

SUITE = Path(__file__).resolve().parents[1] / "calendars"
USUAL = {"from": "2026-01-01T00:00:00Z", "to": "2028-01-01T00:00:00Z", "zone": "Asia/Shanghai"}


def names() -> list[str]:
    """Return the suite's files, such as `google/single-in-utc.ics`."""
    return sorted(str(path.relative_to(SUITE)) for path in SUITE.glob("*/*.ics"))


def asked_of(name: str) -> dict[str, str]:
    """Return the window and the zone in which a file is read: those of asked.json, else the usual ones."""
    return USUAL | json.loads((SUITE / "asked.json").read_text()).get(name, {})


def expected() -> dict[str, object]:
    """Return the busy spans of each file, or the code of its refusal."""
    by_hand = json.loads((SUITE / "by_hand.json").read_text())
    decided = {name: said.get("busy", said.get("refused")) for name, said in by_hand.items()}
    return json.loads((SUITE / "expected.json").read_text()) | decided
