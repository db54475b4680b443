"""The demo pool as `demo load` leaves it; tests only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskCliRunner

from tests.support.application import application, dispose


@pytest.fixture
def demo_app(demo_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(demo_database_url, tmp_path)
    with app.app_context():
        yield app
    dispose(app)


@pytest.fixture
def demo_cli(demo_app: Flask) -> FlaskCliRunner:
    return demo_app.test_cli_runner()
