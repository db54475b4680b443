"""What the databases of tests are copies of: empty, migrated, the demo pool, or a furnished one."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from flask import Flask

from tests.support.application import application, dispose, load_demo, migrate
from tests.support.databases import Template

T = TypeVar("T")

EMPTY = Template("empty", lambda _url, _instance: None)
MIGRATED = Template("migrated", migrate, EMPTY)
DEMO = Template("demo", load_demo, MIGRATED)


def furnished(name: str, build: Callable[[Flask], T]) -> Template:
    """Return the template of databases in which `build` has been at work; its answer is kept beside it."""

    def fill(database_url: str, instance: Path) -> T:
        app = application(database_url, instance)
        built = build(app)
        dispose(app)
        return built

    return Template(name, fill, MIGRATED)


def furnished_for(asked: str, furnished: Template):
    """Return the fixture `template` of a folder where tests that ask for `asked` find the world furnished."""

    @pytest.fixture
    def template(request: pytest.FixtureRequest) -> Template:
        return furnished if asked in request.fixturenames else MIGRATED

    return template
