"""Calendar programs nobody here wrote read every kind of feed, before and after each change of a booking."""

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from app.infra import clock
from tests.support.application import bare_environ
from tests.support.booking_pool import at
from tests.support.calendar_programs import read_alike
from tests.support.callers import fetch
from tests.support.feed_checker import faults, faults_between, http_faults

PROGRAMS = Path(sys.executable).parent
NAME, RENAMED = "Phone-visible microscope", "手机上看得见的显微镜，二号"
KINDS = {"mine": "researcher", "enterprise": "manager", "instrument": "keeper", "provider": "provider"}
DETAILS = ("full", "busy")
VDIRSYNCER = """
[general]
status_path = "{home}/status/"
"""
PAIR = """
[pair {kind}]
a = "{kind}_feed"
b = "{kind}_disk"
collections = null
conflict_resolution = "a wins"
[storage {kind}_feed]
type = "http"
url = "{url}"
[storage {kind}_disk]
type = "filesystem"
path = "{home}/{kind}/"
fileext = ".ics"
"""
KHAL = """
[locale]
local_timezone = Asia/Shanghai
default_timezone = Asia/Shanghai
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {home}/khal.db
[calendars]
"""
CALENDAR = """
[[{kind}]]
path = {home}/{kind}/
readonly = True
"""


class Feeds:
    """A feed of every kind in every detail, read again after each change."""

    def __init__(self, demo, instrument: int) -> None:
        self.urls = {
            (kind, detail): self._subscribe(demo.by(who), kind, detail, instrument)
            for kind, who in KINDS.items()
            for detail in DETAILS
        }
        self._read = {each: [self._fetch(each)] for each in self.urls}

    @staticmethod
    def _subscribe(caller, kind: str, detail: str, instrument: int) -> str:
        only = {"instrument_id": instrument} if kind == "instrument" else {}
        made = caller.post("/feeds", {"kind": kind, "detail": detail} | only)
        assert made.status == 201, made.body
        return made.json["url"]

    def _fetch(self, which: tuple[str, str]) -> bytes:
        answer = fetch(self.urls[which])
        assert http_faults(answer.headers) == []
        assert faults(answer.body, clock.now()) == []
        return answer.body

    def read(self) -> None:
        """Read each again, and check how it changed."""
        for which, bodies in self._read.items():
            bodies.append(self._fetch(which))
            assert faults_between(*bodies[-2:]) == []

    def of_the_booking(self) -> dict[tuple[str, str], list]:
        """Return what all programs made of the one event that came and changed, step by step."""
        everything = read_alike([body for bodies in self._read.values() for body in bodies])
        steps = len(next(iter(self._read.values())))
        found = {}
        for number, which in enumerate(self._read):
            before, *after = everything[number * steps : (number + 1) * steps]
            known = {event.uid for event in before.events}
            found[which] = [[each for each in step.events if each.uid not in known] for step in after]
        return found


@pytest.fixture
def program(tmp_path):
    """`program("vdirsyncer", "sync")` runs one with its settings."""
    environ = bare_environ() | {
        "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "LC_ALL": "C.UTF-8",
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip

    def run(name: str, *arguments: str) -> str:
        command = [PROGRAMS / name, "-c", tmp_path / name, *arguments]
        done = subprocess.run(
            command,
            env=environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        assert not {"warning", "error", "critical"} & set(said.lower().replace(":", " ").split()), said
        return done.stdout

    return run


def settle(home: Path, feeds: Feeds) -> None:
    """Write the programs' settings: a calendar a kind, told in full."""
    full = {kind: url for (kind, detail), url in feeds.urls.items() if detail == "full"}
    pairs = (PAIR.format(home=home, kind=kind, url=url) for kind, url in full.items())
    (home / "vdirsyncer").write_text(VDIRSYNCER.format(home=home) + "".join(pairs))
    calendars = (CALENDAR.format(home=home, kind=kind) for kind in full)
    (home / "khal").write_text(KHAL.format(home=home) + "".join(calendars))
    for kind in full:
        (home / kind).mkdir()


# What the engines do differently has tests of its own: the programs see the same bytes.
@pytest.mark.parametrize("demo", ["sqlite"], indirect=True)
def test_each_kind_is_read_alike_by_every_program_before_and_after_each_change(demo, program, tmp_path):
    instrument = demo.instrument(name=NAME, location="Room 1")
    feeds = Feeds(demo, instrument)
    settle(tmp_path, feeds)
    day = at(3, "00:00").strftime("%Y-%m-%d")

    def listed() -> list[str]:
        program("vdirsyncer", "sync")
        form = "{start-time} {end-time} {title} {status}"
        return [
            line
            for line in program("khal", "list", "--format", form, day, "1d").splitlines()
            if NAME in line or RENAMED in line
        ]

    ref = demo.booking(instrument)["ref"]
    feeds.read()
    keeper = demo.by("keeper")
    assert keeper.post(f"/bookings/{ref}/confirm").status == 200
    feeds.read()
    program("vdirsyncer", "discover")
    shown = listed()
    assert len(shown) == len(KINDS)
    assert all(line.startswith(f"09:00 12:00 {NAME}") for line in shown)
    assert keeper.call("PATCH", f"/instruments/{instrument}", {"location": "Room 2"}).status == 200
    feeds.read()
    assert keeper.call("PATCH", f"/instruments/{instrument}", {"name": RENAMED}).status == 200
    feeds.read()
    assert len([line for line in listed() if line.startswith(f"09:00 12:00 {RENAMED}")]) == len(KINDS)
    assert demo.by("researcher").post(f"/bookings/{ref}/cancel", {"reason": "Ill"}).status == 200
    feeds.read()
    assert len([line for line in listed() if "CANCELLED" in line.upper()]) == len(KINDS)

    for (kind, detail), steps in feeds.of_the_booking().items():
        events = [event for step in steps for event in step]
        assert len(events) == len(steps), (kind, detail)
        assert len({event.uid for event in events}) == 1
        assert [event.status for event in events] == ["TENTATIVE", *["CONFIRMED"] * 3, "CANCELLED"]
        assert all(later.sequence > earlier.sequence for earlier, later in pairwise(events))
        named = [NAME] * 3 + [RENAMED] * 2 if detail == "full" else [events[0].summary] * 5
        assert all(event.summary.startswith(name) for event, name in zip(events, named, strict=True))
        assert (detail == "busy") == (NAME not in events[0].summary)
