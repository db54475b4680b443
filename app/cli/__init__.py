"""Commands that concern the whole pool, beside the packages' own."""

from app.accounts.cli import enterprises, tokens
from app.calendar.cli import calendar
from app.cli.bench import bench
from app.cli.demo import demo
from app.cli.imports import imports
from app.cli.jobs import jobs
from app.cli.moving import bookings, usage
from app.cli.preparing import prepared
from app.cli.searching import search
from app.cli.serve import serve, worker
from app.cli.verify import verify
from app.hubs.cli import hub
from app.voucher.cli import voucher

imports.add_command(usage)
imports.add_command(bookings)

COMMANDS = (
    *map(prepared, (bench, demo, enterprises, hub, imports, jobs, search, tokens, verify, voucher)),
    calendar,
    serve,
    worker,
)

__all__ = ["COMMANDS"]
