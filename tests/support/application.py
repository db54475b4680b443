"""The application under test, and the two states in which a test may find its database."""

import os
import shutil
from pathlib import Path

import flask_migrate
from flask import Flask

from app.infra.config import Settings
from app.infra.db import db

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"


def environment(database_url: str, instance: Path, base_url: str = "http://127.0.0.1:8000") -> dict[str, str]:
    return {
        "DATABASE_URL": database_url,
        "SECRET_KEY": "test",
        "ONEPOOL_ENV": "local",
        "BASE_URL": base_url,
        "ONEPOOL_INSTANCE": str(instance),
    }


def application(database_url: str, instance: Path) -> Flask:
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


def migrate(database_url: str, instance: Path) -> None:
    app = application(database_url, instance)
    with app.app_context():
        flask_migrate.upgrade(directory=str(ROOT / "migrations"))
    dispose(app)


def load_demo(database_url: str, instance: Path) -> None:
    migrate(database_url, instance)
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
