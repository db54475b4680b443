"""`flask demo load`: the demo pool."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, cast

import click
from flask import current_app
from flask.cli import AppGroup

from app.accounts.passwords import new_password_hash
from app.demo.loading import load_demo
from app.demo.people import KEEPER, is_loaded, sign_in_names
from app.infra import clock
from app.infra.db import transaction

if TYPE_CHECKING:
    from app.infra.config import Settings

demo = AppGroup("demo", help="The demo pool.")

# Known to everybody who reads this, and therefore used on one's own machine only.
LOCAL_PASSWORD = "one-pool-demo-2026"  # noqa: S105 -- see above


@demo.command("load")
def load() -> None:
    """Load the demo pool once, and print the sign-in names.

    All of them have one password: on one's own machine always the same, in production made for this pool and
    printed this once.
    """
    settings = cast("Settings", current_app.config["SETTINGS"])
    if is_loaded():
        click.echo("The demo pool is loaded already. Sign in as:")
        _print_names()
        click.echo(
            f"Password: {LOCAL_PASSWORD}" if settings.is_local else "Password: printed when it was loaded"
        )
        return
    password = LOCAL_PASSWORD if settings.is_local else secrets.token_urlsafe(12)
    hashed = new_password_hash(password, email=KEEPER.email)
    click.echo("Loading the demo pool …", err=True)
    transaction(lambda: load_demo(password=hashed, now=clock.now()))
    click.echo("The demo pool is loaded. Sign in as:")
    _print_names()
    click.echo(f"Password: {password}")


def _print_names() -> None:
    for name in sign_in_names():
        click.echo(f"  {name.email:24} {name.description}")
