"""The demo pool, which has a year of use in it; tests only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.application import application, dispose


@pytest.fixture
def demo_app(demo_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(demo_database_url, tmp_path)
    with app.test_request_context():
        yield app
    dispose(app)
