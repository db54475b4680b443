"""The process that reads one calendar: it may take 10 s of processor time and 512 MB, and knows no secret."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.calendar.reading.busy import Reading, read_busy
from app.calendar.reading.refusing import Note, Unreadable
from app.kernel.interval import Interval
from app.kernel.text import N_

SECONDS = 10
BYTES = 512 * 2**20
# A child that is stopped by its limit of processor time may wait long for a processor before.
PATIENCE = 60
ROOT = Path(__file__).resolve().parents[3]


def read_in_child(
    data: bytes, window: Interval, own_zone: ZoneInfo, own_host: str = "", *, seconds: int = SECONDS
) -> Reading:
    """Return what `read_busy` returns, worked out in a process of its own that can do no harm.

    Raises Unreadable: as `read_busy`, and `too_complex` where the limits of time or memory are reached.
    """
    asked = [window.start.isoformat(), window.end.isoformat(), own_zone.key, own_host, str(seconds)]
    command = [sys.executable, "-m", __name__, *asked]
    try:
        answer = subprocess.run(  # noqa: S603 -- our own module; the data goes in by a pipe
            command,
            input=data,
            capture_output=True,
            cwd=ROOT,
            env={"LC_ALL": "C.UTF-8"},
            timeout=PATIENCE,
            check=True,
        )
        said = json.loads(answer.stdout)
    except (subprocess.SubprocessError, ValueError):
        raise Unreadable(
            "too_complex",
            N_("Reading the calendar took more than %(seconds)s seconds or %(megabytes)s MB."),
            seconds=seconds,
            megabytes=BYTES // 2**20,
        ) from None
    if "refused" in said:
        raise Unreadable(said["refused"]["code"], said["refused"]["message"], **said["refused"]["values"])
    return Reading(
        tuple(
            Interval(datetime.fromisoformat(start), datetime.fromisoformat(end))
            for start, end in said["busy"]
        ),
        said["events"],
        said["own_events"],
        tuple(Note(*note) for note in said["notes"]),
    )


def main() -> None:
    """Read the calendar on the standard input, and write what it says as JSON."""
    start, end, zone, own_host, seconds = sys.argv[1:6]
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds)))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    window = Interval(datetime.fromisoformat(start), datetime.fromisoformat(end))
    try:
        answer = _said(read_busy(sys.stdin.buffer.read(), window, ZoneInfo(zone), own_host))
    except Unreadable as refusal:
        problem = refusal.problems[0]
        answer = {
            "refused": {"code": problem.code, "message": problem.message, "values": dict(problem.values)}
        }
    json.dump(answer, sys.stdout)


def _said(reading: Reading) -> dict[str, Any]:
    return {
        "busy": [[span.start.isoformat(), span.end.isoformat()] for span in reading.busy],
        "events": reading.events,
        "own_events": reading.own_events,
        "notes": [astuple(note) for note in reading.notes],
    }


if __name__ == "__main__":
    main()
