"""The figures as a table for the terminal and as docs/performance.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bench.client import CLIENTS, Tally, is_good
from bench.due import JobFigure
from bench.feeds import FeedCost
from bench.figures import Cost, Figures
from bench.replay import Replay
from bench.stage import Size

_HEADER = (
    "", "a second", "of /healthz", "of bare", "median ms", "95 % ms", "server ms", "database ms", "not 2xx",
)  # fmt: skip
_JOBS_HEADER = (
    "", "records", "a second", "of raw", "of its writes", "MiB early", "MiB late", "failed",
)  # fmt: skip
_FEEDS_HEADER = (
    "", "events", "with room", "KB", "first ms", "kept ms", "packed ms", "anew ms", "times as fast",
)  # fmt: skip
_MIB = 2**20
_INTRODUCTION = """\
# Performance

Measured {day} by `{command}` on {machine}.
Clients, two server workers and the database share these processors.

Loaded: {instruments:,} instruments, {bookings:,} bookings. {clients} keep-alive clients, {seconds:g} seconds
a rate, all figures in one run. PostgreSQL runs with `fsync`; SQLite in WAL with `synchronous=NORMAL`.
Due for each job: {due:,} on PostgreSQL, {due_on_sqlite:,} on SQLite.

Bars: on PostgreSQL 200 bookings and 700 availability answers a second with two workers, and each job at a
third of raw SQL's rate at least, in memory that stays flat; a feed of 500 events in 5 ms and five times as
fast as written anew, and 304 at 70 % of the rate of /healthz.
"""


def table(figures: Figures) -> str:
    """Return one engine's rates over HTTP as a Markdown table that reads well in a terminal too."""
    return _table([_HEADER, *_rows(figures)])


def jobs_table(figures: Figures) -> str:
    """Return what one engine's jobs came to, as such a table."""
    rows = (row for job in figures.jobs for row in job_rows(job, figures.raw_name))
    return _table([_JOBS_HEADER, *rows])


def feeds_table(figures: Figures) -> str:
    """Return what feeds cost on one engine, as such a table."""
    return _table([_FEEDS_HEADER, *(_feed_row(each) for each in figures.feeds)])


def _feed_row(cost: FeedCost) -> tuple[str, ...]:
    times = (cost.first, cost.kept, cost.packed, cost.anew)
    counts = (f"{cost.events:,}", f"{cost.shown:,}", f"{cost.size / 1000:,.0f}")
    return (
        f"feed, {cost.name}",
        *counts,
        *(f"{each:,.1f}" for each in times),
        f"{cost.anew / cost.kept:.0f}",
    )


def _table(rows: Sequence[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
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
            due=size.due,
            due_on_sqlite=size.due_on_sqlite,
        )
    ]
    for figures in all_figures:
        tables = (table(figures), jobs_table(figures), feeds_table(figures))
        parts += [f"## {figures.engine}\n", *(f"{each}\n" for each in tables)]
    parts.append(_EXPLANATION)
    return "\n".join(parts)


_EXPLANATION = """\
## What the rows are

- **/healthz** does nothing: what the server and the client cost by themselves.
- **availability** is `GET /api/v1/instruments/{id}/availability` over a week of a random instrument.
- **bookings** is `POST /api/v1/bookings`, each for a slot of its own, confirmed by the instrument itself.
- **feed, not modified** asks with its ETag for a calendar feed of 500 events that has not changed: 304. It is
  asked of a server on a database of its own, as is the **/healthz** just before it, by which it is divided.
- The last row is the same booking asked of the database alone: its statements, recorded from a real request
  and replayed with other instruments, times and references. Their number, with BEGIN and COMMIT, is in
  brackets.

"Server ms" and "database ms" are the processor time one answer takes there; SQLite runs inside the server.
"Of /healthz" and "of bare" are the rate divided by that row's.

The second table is of the scheduler's own jobs, each in a process of its own over all that is due, one
transaction a record:

- **settlement of bookings**: of finished bookings whose signed use counts as accepted now. The final price is
  reckoned, the voucher's hold captured, what is left of it given back, the settlement and the own share
  written, the mail queued.
- **lapse of vouchers** whose last day of use is over: the free value goes back to the budget.
- **raw** asks the same of an equal copy of the database over one connection, from Python without SQLAlchemy:
  the statements of a tenth of those records (1,000 at least), recorded while the job did them, with its
  transactions. Their number a record, with BEGIN and COMMIT, is in brackets.
- **its writes alone** leaves out whatever only reads.

"Of raw" and "of its writes" are the job's rate divided by those. "MiB early" is the most memory the process
held towards the end of the first tenth of its run, "MiB late" in the last tenth.

The third table is of calendar feeds, in milliseconds of processor time, of the whole request where it is
one: **first** when no text is kept yet, **kept** from then on, **packed** the same with gzip; **anew** is
what icalendar takes to write the same events once they are read, and the last column **anew** by **kept**.
A feed holds 1 MB at most: "with room" are the events that are shown.

Nothing here fails a build: times depend on
the machine, and are compared within one run only.
"""


def _rows(figures: Figures) -> Iterator[tuple[str, ...]]:
    yield _row("/healthz", figures.nothing, figures.nothing)
    yield _row("availability, a week", figures.availability, figures.nothing)
    share = f"{figures.bookings.tally.a_second / figures.bare:.2f}"
    yield _row("bookings", figures.bookings, figures.nothing, of_bare=share)
    yield _row("/healthz, beside feeds", figures.beside, figures.beside)
    yield _row("feed, not modified", figures.unchanged, figures.beside)
    bare = (f"{figures.bare_name} ({figures.statements})", f"{figures.bare:,.0f}", "", "1.00")
    yield (*bare, *[""] * (len(_HEADER) - len(bare)))


def job_rows(job: JobFigure, raw_name: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of one job: what it came to, and what raw SQL did."""
    done = job.run
    yield (
        job.name,
        f"{done.done:,}",
        f"{done.a_second:,.0f}",
        f"{done.a_second / job.raw.a_second:.2f}",
        f"{done.a_second / job.writes.a_second:.2f}",
        f"{done.early_bytes / _MIB:.0f}",
        f"{done.late_bytes / _MIB:.0f}",
        f"{done.failed:,}",
    )
    yield _replay_row(raw_name, job.raw, "1.00", "")
    yield _replay_row("its writes alone", job.writes, "", "1.00")


def _replay_row(name: str, replay: Replay, of_raw: str, of_writes: str) -> tuple[str, ...]:
    named = f"{name} ({replay.statements_an_item:.1f})"
    return (named, f"{replay.items:,}", f"{replay.a_second:,.0f}", of_raw, of_writes, "", "", "")


def _row(name: str, cost: Cost, nothing: Cost, *, of_bare: str = "") -> tuple[str, ...]:
    tally = cost.tally
    return (
        name,
        f"{tally.a_second:,.0f}",
        f"{tally.a_second / nothing.tally.a_second:.2f}",
        of_bare,
        f"{tally.p50_ms:.1f}",
        f"{tally.p95_ms:.1f}",
        f"{cost.server_ms:.2f}",
        f"{cost.database_ms:.2f}",
        _failures(tally),
    )


def _failures(tally: Tally) -> str:
    bad = {status: times for status, times in tally.statuses.items() if not is_good(status)}
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
