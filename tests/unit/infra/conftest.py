"""Somebody who reads."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel


@pytest.fixture
def reading() -> Iterator[Flask]:
    """Be in a request of an application, where a language can be chosen by `force_locale`."""
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context():
        yield app
