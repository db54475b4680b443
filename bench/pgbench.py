"""The same transaction in pgbench: what PostgreSQL alone does of it, without HTTP and Python."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bench.client import CLIENTS
from bench.transcript import Transcript
from tests.support.postgres import USER, Server, binaries

_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%%")
_RATE = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


@dataclass(frozen=True)
class Databases:
    """The databases of a server, by name."""

    server: Server

    def url(self, name: str) -> str:
        """Return the address of one."""
        return self.server.url(name)

    def create(self, name: str) -> None:
        """Make an empty one."""
        with self.server.connect() as connection:
            connection.execute(f"CREATE DATABASE {name}")

    def copy(self, source: str, name: str) -> None:
        """Copy one that nobody is connected to; what that leaves to be written is written at once."""
        with self.server.connect() as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {source}")
            connection.execute("CHECKPOINT")


def transactions_a_second(
    server: Server, database: str, transcript: Transcript, instruments: int, seconds: int, script: Path
) -> float:
    """Run the transcript, each time for another slot, from CLIENTS clients."""
    script.write_text(as_script(transcript, instruments), encoding="utf-8")
    with server.connect_to(database) as connection:
        connection.execute("CREATE SEQUENCE IF NOT EXISTS bench_slot MINVALUE 0")
    command = [
        str(binaries() / "pgbench"), "--no-vacuum", "--protocol=prepared", f"--file={script}",
        f"--client={CLIENTS}", "--jobs=1", f"--time={seconds}",
        f"--host={server.socket}", f"--username={USER}", database,
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rate = _RATE.search(done.stdout)
    if done.returncode or rate is None:
        raise RuntimeError(f"pgbench failed:\n{done.stdout}\n{done.stderr}")
    return float(rate[1])


def as_script(transcript: Transcript, instruments: int) -> str:
    """Return the pgbench script: instrument, moments and references follow from a number used once."""
    lines = [
        "SELECT nextval('bench_slot') AS n \\gset",
        f"\\set instrument 1 + :n % {instruments}",
        f"\\set shift 1 + :n / {instruments}",
    ]
    for statement, parameters in transcript.statements:
        sets = parameters if isinstance(parameters, list) else [parameters or {}]
        lines += [f"{_filled(statement, each, transcript)};" for each in sets]
    return "\n".join(lines) + "\n"


def _filled(statement: str, parameters: dict[str, Any], transcript: Transcript) -> str:
    def value(match: re.Match[str]) -> str:
        return _literal(parameters[match[1]], transcript) if match[1] else "%"

    return " ".join(_PLACEHOLDER.sub(value, statement).split())


def _literal(value: Any, transcript: Transcript) -> str:
    match value:
        case None:
            return "NULL"
        case bool():
            return str(value).upper()
        case int():
            return ":instrument" if value == transcript.instrument_id else str(value)
        case datetime():
            moment = f"TIMESTAMPTZ '{value.isoformat()}'"
            return f"({moment} + :shift::int * INTERVAL '1 hour')" if transcript.moves(value) else moment
        case date():
            return f"DATE '{value.isoformat()}'"
        case str():
            return _text(value, transcript.reference)
    raise TypeError(f"no literal for {value!r}")


def _text(value: str, reference: str) -> str:
    parts = [f"'{_escaped(part)}'" for part in value.split(reference)]
    # No reference of the application's has a 0, so these never meet one that is loaded.
    own = " || ('B-0' || :n::text) || "
    return parts[0] if len(parts) == 1 else f"({own.join(parts)})"


def _escaped(part: str) -> str:
    # A colon before a word would be a variable of pgbench's.
    return re.sub(r":(?=[A-Za-z_])", ": ", part.replace("'", "''"))
