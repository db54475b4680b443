"""Work out what the calendars in this folder say: tests/calendars/expect.py [--write].

Each file is read by two libraries that know nothing of each other, recurring-ical-events and ical.js. Where
they agree, that is what the reader has to find: expected.json. Where they do not, or both are wrong,
by_hand.json says what is right and why; a file that neither decides is named, and nothing is written.

Needs the development packages of both languages; NODE_PATH may say where ical.js is.
"""

import json
import subprocess
import sys
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import recurring_ical_events
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

FOLDER = Path(__file__).resolve().parent
sys.path.insert(0, str(FOLDER.parents[1]))

from tests.support.calendar_suite import asked_of, names  # noqa: E402 -- a script finds it by the line before

FREE = {"TRANSP": "TRANSPARENT", "STATUS": "CANCELLED", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}

Spans = list[list[str]]


def decoded(data: bytes) -> str:
    """Return the text of a file by its byte order mark, else as UTF-8."""
    return data.decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "replace")


def by_recurring_ical_events(data: bytes, asked: dict[str, str]) -> Spans | str:
    low, high = datetime.fromisoformat(asked["from"]), datetime.fromisoformat(asked["to"])
    own = ZoneInfo(asked["zone"])
    try:
        spans = list(_occurrences(data, low, high, own))
    except Exception as error:  # noqa: BLE001 -- whatever a library raises means that it can't read the file
        return f"{type(error).__name__}: {error}"[:160]
    return _merged((max(start, low), min(end, high)) for start, end in spans)


def _occurrences(
    data: bytes, low: datetime, high: datetime, own: ZoneInfo
) -> Iterator[tuple[datetime, datetime]]:
    icalendar.use_zoneinfo()  # else a zone that an earlier file defines would be found for a later one's name
    for calendar in icalendar.Calendar.from_ical(decoded(data), multiple=True):
        query = recurring_ical_events.of(calendar, skip_bad_series=True)
        for event in query.between(low - timedelta(days=2), high + timedelta(days=2)):
            if any(str(event.get(name, "")).strip().upper() == value for name, value in FREE.items()):
                continue
            yield _utc(event["DTSTART"].dt, own), _utc(event["DTEND"].dt, own)


def _utc(stamp: date, own: ZoneInfo) -> datetime:
    moment = stamp if isinstance(stamp, datetime) else datetime(stamp.year, stamp.month, stamp.day)  # noqa: DTZ001
    return (moment if moment.tzinfo else moment.replace(tzinfo=own)).astimezone(UTC)


def _merged(spans: Any) -> Spans:
    joined: list[list[datetime]] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    return [[f"{at:%Y-%m-%dT%H:%M:%SZ}" for at in span] for span in joined]


def by_ical_js(asked: list[tuple[bytes, dict[str, str]]]) -> list[Spans | str]:
    named = {name: name for name in available_timezones()} | dict(WINDOWS_TO_OLSON)
    questions = [
        {"text": decoded(data), "zones": {n: z for n, z in named.items() if n.encode() in data}} | question
        for data, question in asked
    ]
    answer = subprocess.run(
        ["node", FOLDER / "icaljs.cjs"], input=json.dumps(questions).encode(), capture_output=True, check=True
    )
    return json.loads(answer.stdout)


def main() -> None:
    warnings.simplefilter("ignore")
    by_hand = json.loads((FOLDER / "by_hand.json").read_text())
    questions = [((FOLDER / name).read_bytes(), asked_of(name)) for name in names()]
    expected, undecided = {}, []
    for name, (data, asked), js in zip(names(), questions, by_ical_js(questions), strict=True):
        python = by_recurring_ical_events(data, asked)
        if name in by_hand:
            right = by_hand[name].get("busy", "refused")
            print(f"by hand {name}: {_who(python, js, right)}. {by_hand[name]['because']}")
        elif python == js and not isinstance(python, str):
            expected[name] = python
        else:
            undecided.append(
                f"{name}\n  recurring-ical-events {_said(python, js)}\n  ical.js {_said(js, python)}"
            )
    print(f"{len(expected)} agreed, {len(by_hand)} by hand, {len(undecided)} undecided", *undecided, sep="\n")
    if undecided:
        sys.exit(1)
    if "--write" in sys.argv:
        lines = (f"{json.dumps(name)}: {json.dumps(spans)}" for name, spans in expected.items())
        (FOLDER / "expected.json").write_text("{\n" + ",\n".join(lines) + "\n}\n")


def _who(python: Spans | str, js: Spans | str, right: Spans | str) -> str:
    agree = [n for n, said in (("recurring-ical-events", python), ("ical.js", js)) if said == right]
    return f"as {' and '.join(agree)}" if agree else "neither"


def _said(spans: Spans | str, other: Spans | str) -> str:
    if isinstance(spans, str) or isinstance(other, str):
        return str(spans)[:300]
    alone = [span for span in spans if span not in other]
    return f"{len(spans)} spans, alone {alone[:6]}"


if __name__ == "__main__":
    main()
