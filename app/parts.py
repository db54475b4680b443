"""What the packages bring: pages, API, commands, jobs, checks, and the ports between them."""

import importlib
import importlib.util
import sys
import traceback

import click
from flask import Blueprint
from app.accounts.access import own_language
MODULES = ["accounts.routes","accounts.api","accounts.cli","pool.api","pool.routes","pool.cli","calendar.api","calendar.routes","voucher.api","voucher.routes","voucher.cli","booking.api","booking.routes","booking.cli","portal.routes","portal.api","portal.health","portal.api_docs","portal.operations","cli", "accounts.jobs","pool.jobs","calendar.jobs","voucher.jobs","booking.jobs"]
found = []
for name in MODULES:
    try:
        if importlib.util.find_spec("app."+name):
            found.append((name, importlib.import_module("app."+name)))
    except Exception:
        print("PARTS: cannot import", name, file=sys.stderr); traceback.print_exc(limit=-2)
def pick(kind, suffixes):
    out=[]
    for n,m in found:
        for v in vars(m).values():
            if isinstance(v, kind) and v not in out and any(s in n for s in suffixes): out.append(v)
    return out
PAGES = pick(Blueprint, ["routes","health","api_docs","operations"])
APIS = [b for b in pick(Blueprint, ["api"]) if b not in PAGES]
COMMANDS = [c for c in pick(click.Command, ["cli"])]
top = {c.name for g in COMMANDS if isinstance(g, click.Group) for c in g.commands.values()}
COMMANDS = [c for c in COMMANDS if isinstance(c, click.Group) or c.name not in top]

def wire(app, settings):
    try:
        from app.accounts.ports import Surroundings, wire as wire_accounts
        try:
            from app.demo.people import sign_in_names
        except ImportError:
            sign_in_names = lambda: []
        wire_accounts(app, Surroundings(settings.base_url, settings.is_local, sign_in_names))
    except Exception: traceback.print_exc(limit=-2)
    try:
        from app.booking.feed_source import BookingFeedSource
        from app.calendar.ports import wire_feed_source
        wire_feed_source(app, BookingFeedSource(settings.base_url))
    except Exception: pass
    try:
        from app.portal import context
        context.init(app)
    except ImportError: pass

from app.infra.jobs import JOBS as INFRA_JOBS
def _all(attr, modules):
    out=[]
    for m in modules:
        try:
            if importlib.util.find_spec("app."+m): out += list(getattr(importlib.import_module("app."+m), attr, ()))
        except Exception: traceback.print_exc(limit=-2)
    return tuple(out)
JOBS = _all("JOBS", ["booking.jobs","voucher.jobs","calendar.jobs","pool.jobs","accounts.jobs"]) + INFRA_JOBS
CHECKS = _all("CHECKS", ["calendar.verify","voucher.verify","booking.verify","pool.verify","accounts.verify"])
