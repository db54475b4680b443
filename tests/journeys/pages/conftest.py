"""The small pool of world.py on a fresh database, and people signed in to it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.actor import Actor
from app.infra import clock
from app.infra.db import transaction
from tests.journeys.pages.world import PASSWORD, World, build, next_monday
from tests.support.passwords import quick_hash
from tests.support.statements import counted
from tests.support.templates import furnished, furnished_for


def _build(app: Flask) -> World:
    with app.app_context():
        return transaction(lambda: build(quick_hash(PASSWORD), clock.now()))


WORLD = furnished("pages_world", _build)
template = furnished_for("world", WORLD)


@pytest.fixture
def world(contents) -> World:
    return contents


@pytest.fixture
def signed_in(app: Flask) -> Callable[[Actor], FlaskClient]:
    """Return a browser in which the person is signed in: `signed_in(world.keeper)`."""

    def sign_in(actor: Actor) -> FlaskClient:
        browser = app.test_client()
        answer = browser.post("/sign-in", data={"email": actor.email, "password": PASSWORD})
        assert answer.status_code in (302, 303)
        return browser

    return sign_in


@pytest.fixture
def span() -> dict[str, str]:
    """Two hours on a Monday morning, as the forms write them."""
    day = (next_monday(clock.now()) + timedelta(hours=1)).date().isoformat()
    return {"starts_at": f"{day}T10:00", "ends_at": f"{day}T12:00"}


@pytest.fixture
def booked(signed_in, world: World, span) -> Callable[[int, str], str]:
    """Book as the researcher: `booked(instrument_id, payment)` returns the booking's reference."""

    def book(instrument_id: int, payment: str = "") -> str:
        browser = signed_in(world.researcher)
        quote = browser.post(f"/instruments/{instrument_id}/hold", data=span).headers["Location"]
        form = {"purpose": "Look at a wafer", "payment": payment}
        return browser.post(quote, data=form).headers["Location"].rsplit("/", 1)[1]

    return book


@pytest.fixture
def queries(app: Flask):
    """Count the statements of a block: `with queries() as counted: …; len(counted)`."""
    return partial(counted, app)
