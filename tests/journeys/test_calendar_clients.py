"""Calendar programs nobody here wrote: vdirsyncer subscribes to the personal feed, and khal lists it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.application import bare_environ
from tests.support.booking_pool import at

PROGRAMS = Path(sys.executable).parent
VDIRSYNCER = """
[general]
status_path = "{home}/status/"
[pair pool]
a = "feed"
b = "disk"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{url}"
[storage disk]
type = "filesystem"
path = "{home}/events/"
fileext = ".ics"
"""
KHAL = """
[calendars]
[[pool]]
path = {home}/events/
readonly = True
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
"""


@pytest.fixture
def reader(demo, tmp_path):
    """A person's calendar: `reader("vdirsyncer", "sync")` runs a program with its settings."""
    url = demo.by("researcher").post("/feeds", {"kind": "mine", "detail": "full"}).json["url"]
    (tmp_path / "vdirsyncer").write_text(VDIRSYNCER.format(home=tmp_path, url=url))
    (tmp_path / "khal").write_text(KHAL.format(home=tmp_path))
    (tmp_path / "events").mkdir()
    environ = bare_environ() | {
        "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path), "LC_ALL": "C.UTF-8",
        "PATH": f"{PROGRAMS}{os.pathsep}{os.environ['PATH']}",
    }  # fmt: skip

    def run(program: str, *arguments: str) -> str:
        command = [PROGRAMS / program, "-c", tmp_path / program, *arguments]
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


def events_on_disk(home: Path, text: str) -> list[str]:
    """Return the events that hold `text`. vdirsyncer gives what it reads by HTTP UIDs of its own."""
    return [event for path in (home / "events").glob("*.ics") if text in (event := path.read_text())]


def test_a_booking_reaches_the_phone_and_so_does_its_end(demo, reader, tmp_path):
    ref = demo.booking(demo.instrument(name="Phone-visible microscope"))["ref"]
    assert demo.by("keeper").post(f"/bookings/{ref}/confirm").status == 200
    reader("vdirsyncer", "discover")
    reader("vdirsyncer", "sync")
    [first] = events_on_disk(tmp_path, f"DESCRIPTION:{ref}")
    assert "STATUS:CONFIRMED" in first
    day = at(3, "00:00").strftime("%Y-%m-%d")
    listed = reader("khal", "list", "--format", "{start-time} {end-time} {title} {status}", day, "1d")
    assert "09:00 12:00 Phone-visible microscope" in listed

    assert demo.by("researcher").post(f"/bookings/{ref}/cancel", {"reason": "Ill"}).status == 200
    reader("vdirsyncer", "sync")
    [second] = events_on_disk(tmp_path, f"DESCRIPTION:{ref}")
    assert "STATUS:CANCELLED" in second
    assert sequence(second) > sequence(first)
    listed = reader("khal", "list", "--format", "{title} {status}", day, "1d")
    assert "CANCELLED" in listed.upper()


def sequence(event: str) -> int:
    [line] = [line for line in event.splitlines() if line.startswith("SEQUENCE:")]
    return int(line.removeprefix("SEQUENCE:"))
