"""The application under test. Making one takes longer than most tests: one disposed of is used again."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import flask_migrate
from flask import Flask
from sqlalchemy import Dialect, Engine, event, make_url

from app.infra.config import Settings
from app.infra.db import db

Addition = Callable[[Flask], None]

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Used:
    """An application whose database is gone, and what it had when it was made."""

    app: Flask
    added: Addition
    engine: Engine
    config: dict[str, Any]
    extensions: dict[str, Any]


_made: dict[Flask, Used] = {}
_idle: dict[tuple[str, Addition], list[Used]] = {}  # by the name of the engine and what was added


def nothing(_app: Flask) -> None:
    """Add nothing to what an application is."""


def environment(database_url: str, instance: Path, base_url: str = "http://127.0.0.1:8000") -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "test",
        "ONEPOOL_ENV": "local",
        "BASE_URL": base_url,
        "ONEPOOL_INSTANCE": str(instance),
    }


def application(database_url: str, instance: Path, add: Addition = nothing) -> Flask:
    """Return an application on this database: one that was disposed of, as good as new, or a new one.

    Its 300 routes and the statements that it compiled are the same for all tests. What `add` adds to an
    application (a route, say) it has for good: it is used again by those who add the same.
    """
    idle = _idle.setdefault((make_url(database_url).get_backend_name(), add), [])
    if idle:
        return _point(idle.pop(), Settings.from_environ(environment(database_url, instance)))
    app = anew(database_url, instance)
    add(app)
    with app.app_context():
        engine = db.engine
    event.listen(engine, "do_connect", _follow_the_url_of(engine))
    _made[app] = Used(app, add, engine, dict(app.config), dict(app.extensions))
    return app


def anew(database_url: str, instance: Path) -> Flask:
    """Make an application. Forms need no CSRF token here; the browser tests run with the protection on."""
    from app.factory import create_app  # noqa: PLC0415 -- unit tests need not load the whole application

    app = create_app(Settings.from_environ(environment(database_url, instance)))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    return app


def dispose(app: Flask) -> None:
    """Close the application's connections, so that its database can be copied or dropped."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if used := _made.get(app):
        _idle[used.engine.url.get_backend_name(), used.added].append(used)


def _point(used: Used, settings: Settings) -> Flask:
    app = used.app
    for current, first in ((app.config, used.config), (app.extensions, used.extensions)):
        current.clear()
        current.update(first)
    app.config.update(SETTINGS=settings, SQLALCHEMY_DATABASE_URI=settings.database_url)
    app.instance_path = str(settings.instance)
    used.engine.url = make_url(settings.database_url)
    return app


def _follow_the_url_of(engine: Engine):
    def connect(dialect: Dialect, _record: object, positional: list[Any], named: dict[str, Any]) -> None:
        current = dialect.create_connect_args(engine.url)
        positional[:] = current[0]
        named.update(current[1])

    return connect


def migrate(database_url: str, instance: Path) -> None:
    app = application(database_url, instance)
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
    dispose(app)


def load_demo(database_url: str, instance: Path) -> None:
    app = application(database_url, instance)
    result = app.test_cli_runner().invoke(args=["demo", "load"], catch_exceptions=False)
    dispose(app)
    if result.exit_code:
        message = f"demo load ended with {result.exit_code}:\n{result.output}"
        raise RuntimeError(message)


def copy_documents(source: Path, target: Path) -> None:
    """Copy what was uploaded from one instance to another."""
    shutil.copytree(source / "documents", target / "documents", dirs_exist_ok=True)


def bare_environ() -> dict[str, str]:
    """Return what a subprocess needs of our environment, without the settings of a developer's shell."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}
