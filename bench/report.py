"""The figures as a table for the terminal and as docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.client import CLIENTS, Tally
from bench.figures import Cost, Figures
from bench.stage import Size

_HEADER = (
    "", "a second", "of /healthz", "of bare", "median ms", "95 % ms", "server ms", "database ms", "not 2xx",
)  # fmt: skip
_INTRODUCTION = """\
# Performance

Measured {day} by `{command}` on {machine}.
Clients, two server workers and the database share these processors.

Loaded: {instruments:,} instruments, {bookings:,} bookings. {clients} keep-alive clients, {seconds:g} seconds
a figure, all figures in one run. PostgreSQL runs with `fsync`; SQLite in WAL with `synchronous=NORMAL`.

Bars: 200 bookings and 700 availability answers a second on PostgreSQL with two workers.
"""


def table(figures: Figures) -> str:
    """Return one engine's figures as a Markdown table that reads well in a terminal too."""
    rows = [_HEADER, *_rows(figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADER))]
    lines = [f"| {' | '.join(_aligned(row, widths))} |" for row in rows]
    rule = [f"{'-' * (width - 1)}{'-' if column == 0 else ':'}" for column, width in enumerate(widths)]
    return "\n".join([lines[0], f"| {' | '.join(rule)} |", *lines[1:]])


def document(all_figures: Sequence[Figures], size: Size, command: str) -> str:
    """Return docs/performance.md."""
    parts = [
        _INTRODUCTION.format(
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            command=command,
            machine=_machine(),
            instruments=size.instruments,
            bookings=size.bookings,
            clients=CLIENTS,
            seconds=size.seconds,
        )
    ]
    for figures in all_figures:
        parts += [f"## {figures.engine}\n", f"{table(figures)}\n"]
    parts.append(_EXPLANATION)
    return "\n".join(parts)


_EXPLANATION = """\
## What the rows are

- **/healthz** does nothing: what the server and the client cost by themselves.
- **availability** is `GET /api/v1/instruments/{id}/availability` over a week of a random instrument.
- **bookings** is `POST /api/v1/bookings`, each for a slot of its own, confirmed by the instrument itself.
- The last row is the same booking asked of the database alone: its statements, recorded from a real request
  and replayed with other instruments, times and references. Their number, with BEGIN and COMMIT, is in
  brackets.

"Server ms" and "database ms" are the processor time one answer takes there; SQLite runs inside the server.
"Of /healthz" and "of bare" are the rate divided by that row's. Nothing here fails a build: times depend on
the machine, and are compared within one run only.
"""


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    yield _row("/healthz", figures.nothing, figures)
    yield _row("availability, a week", figures.availability, figures)
    share = f"{figures.bookings.tally.a_second / figures.bare:.2f}"
    yield _row("bookings", figures.bookings, figures, of_bare=share)
    bare = (f"{figures.bare_name} ({figures.statements})", f"{figures.bare:,.0f}", "", "1.00")
    yield (*bare, *[""] * (len(_HEADER) - len(bare)))


def _row(name: str, cost: Cost, figures: Figures, *, of_bare: str = "") -> tuple[str, ...]:
    tally = cost.tally
    return (
        name,
        f"{tally.a_second:,.0f}",
        f"{tally.a_second / figures.nothing.tally.a_second:.2f}",
        of_bare,
        f"{tally.p50_ms:.1f}",
        f"{tally.p95_ms:.1f}",
        f"{cost.server_ms:.2f}",
        f"{cost.database_ms:.2f}",
        _failures(tally),
    )


def _failures(tally: Tally) -> str:
    bad = {status: times for status, times in tally.statuses.items() if not 200 <= status < 300}
    return ", ".join(f"{times}×{status}" for status, times in sorted(bad.items())) or "0"


def _aligned(row: tuple[str, ...], widths: Sequence[int]) -> list[str]:
    first, *others = zip(row, widths, strict=True)
    return [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="ascii", errors="replace").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    python = platform.python_version()
    return f"{os.cpu_count()} processors ({model}) with {memory:.0f} GiB of memory, under Python {python}"
