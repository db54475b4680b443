"""`flask calendar …`: what an outside calendar says, before anybody connects it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import IO, TYPE_CHECKING, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import force_locale

from app.calendar.domain.feed import own_hosts
from app.calendar.reading.busy import MOST_BYTES
from app.calendar.reading.child import read_in_child
from app.calendar.reading.refusing import Unreadable
from app.infra.filters import filled
from app.kernel.interval import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping

calendar = AppGroup("calendar", help="Outside calendars.")

#: What lies further off is left out: all of its days would be reckoned with.
EARLIEST, LATEST = datetime(1900, 1, 1, tzinfo=UTC), datetime(2200, 1, 1, tzinfo=UTC)


class Moment(click.ParamType[datetime]):
    """An instant such as 2026-01-01T00:00:00Z."""

    name = "instant"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Return the instant in UTC, from the year 1900 to 2200."""
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not an instant such as 2026-01-01T00:00:00Z", param, ctx)
        if moment.tzinfo is None:
            self.fail(f"{value!r} needs an offset, such as 2026-01-01T00:00:00Z", param, ctx)
        # Compared as it stands: at the ends of time it can not be told in UTC.
        return min(max(moment, EARLIEST), LATEST).astimezone(UTC)


class Zone(click.ParamType[ZoneInfo]):
    """A name of the IANA time zone database."""

    name = "zone"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        """Return the zone."""
        try:
            return ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.fail(f"{value!r} is not a zone such as Asia/Shanghai", param, ctx)


@calendar.command("busy")
@click.argument("file", type=click.File("rb"))
@click.option("--from", "start", type=Moment(), required=True, help="Begin, e.g. 2026-01-01T00:00:00Z.")
@click.option("--to", "end", type=Moment(), required=True, help="End, exclusive.")
@click.option("--zone", type=Zone(), required=True, help="The instrument's zone, e.g. Asia/Shanghai.")
def busy(file: IO[bytes], start: datetime, end: datetime, zone: ZoneInfo) -> None:
    """Print the time that the events of an .ics FILE take, as JSON: merged, in UTC, clipped.

    What was read in a way its owner should know of goes to the error output. A refused file ends with code 2.
    """
    if end <= start:
        raise click.BadParameter("must be later than --from", param_hint="--to")
    try:
        own = own_hosts(current_app.config["SETTINGS"].base_url)
        reading = read_in_child(file.read(MOST_BYTES + 1), Interval(start, end), zone, own)
    except Unreadable as refusal:
        problem = refusal.problems[0]
        raise click.UsageError(_english(problem.message, problem.values)) from None
    for note in reading.notes:
        click.echo(_english(note.message, note.values), err=True)
    click.echo(json.dumps([[_written(span.start), _written(span.end)] for span in reading.busy]))


def _english(message: str, values: Mapping[str, Any]) -> str:
    """Return a message as commands speak: English throughout."""
    with force_locale("en"):
        return filled(message, values)


def _written(instant: datetime) -> str:
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")
