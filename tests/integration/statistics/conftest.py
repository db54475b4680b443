"""The demo pool, which has a year of use in it; tests only read it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.application import application, dispose


@pytest.fixture
def demo_app(demo_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(demo_database_url, tmp_path)
    yield app
    dispose(app)


@pytest.fixture
def in_demo(demo_app: Flask) -> Iterator[None]:
    """Let the test itself ask the demo pool, as a request would."""
    with demo_app.test_request_context():
        yield
