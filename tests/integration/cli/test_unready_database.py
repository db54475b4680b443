"""Commands where the database is not there, or not migrated: a plain word, no stack trace."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.support.application import application, dispose

COMMANDS = (
    ["demo", "load"],
    ["bench", "load", "--instruments", "1", "--bookings", "0"],
    ["import", "instruments", "wsgi.py", "--by-institution"],
    ["jobs", "list"],
    ["jobs", "run-all"],
    ["verify"],
    ["token", "create", "--email", "researcher@demo.example"],
    ["voucher", "programmes"],
)


@pytest.fixture
def bare_app(empty_database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(empty_database_url, tmp_path)
    yield app
    dispose(app)


def test_every_command_says_that_the_database_is_not_migrated(bare_app: Flask):
    for command in COMMANDS:
        result = bare_app.test_cli_runner().invoke(args=command)
        assert result.exit_code == 1, command
        assert "flask --app wsgi db upgrade" in result.stderr, command


def test_a_server_that_is_not_there_is_named(tmp_path: Path):
    app = application("postgresql+psycopg://nobody@127.0.0.1:1/nothing", tmp_path)

    result = app.test_cli_runner().invoke(args=["jobs", "list"])

    assert result.exit_code == 1
    assert "can not be reached" in result.stderr
