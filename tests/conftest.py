"""Fixtures of every kind of test. A test that asks for a database runs on SQLite and on PostgreSQL."""

import gc
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from hypothesis import settings

from tests.support.application import SHARED, Addition, application, copy_documents, dispose, nothing
from tests.support.databases import Databases, PostgresDatabases, Shelf, SQLiteDatabases, Template
from tests.support.postgres import Server
from tests.support.server import RunningServer, serving
from tests.support.templates import DEMO, EMPTY, MIGRATED

pytest_plugins = ["tests.support.rules"]
# How long one example takes says more about what else the machine does than about the code.
settings.register_profile("house", deadline=None)
settings.load_profile("house")
RUN_DIR = pytest.StashKey[Path]()
MEMORY = Path("/dev/shm")
ROOM = 4 * 1024**3
GARBAGE = (20_000, 10, 10)


def pytest_configure(config: pytest.Config) -> None:
    """Make one folder for the whole run; xdist's workers are told where it is."""
    worker_input = getattr(config, "workerinput", None)
    run_dir = (
        worker_input["run_dir"] if worker_input else tempfile.mkdtemp(prefix="onepool-", dir=_roomy_memory())
    )
    config.stash[RUN_DIR] = Path(run_dir)
    config.stash[RUN_DIR].chmod(0o711)  # PostgreSQL's own user has to pass through


@pytest.hookimpl(wrapper=True)
def pytest_collection(session: pytest.Session):
    """Load all tests without looking for garbage: there is none in what stays, then or later.

    Statements and pages leave much behind that is no garbage yet: from then on it is looked for less often.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(*GARBAGE)
        gc.enable()


def _roomy_memory() -> Path | None:
    """Return the folder that lies in memory, where thousands of databases are copied three times as fast.

    None, the usual place for temporary files, where there is none or too little room: containers have 64 MB.
    """
    if not os.access(MEMORY, os.W_OK) or shutil.disk_usage(MEMORY).free < ROOM:
        return None
    return MEMORY


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    node.workerinput["run_dir"] = str(node.config.stash[RUN_DIR])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        Server(config.stash[RUN_DIR] / "postgres").stop()
        shutil.rmtree(config.stash[RUN_DIR])


@pytest.fixture(scope="session")
def sqlite_databases(pytestconfig: pytest.Config, worker_id: str) -> Databases:
    return SQLiteDatabases(Shelf(pytestconfig.stash[RUN_DIR] / "sqlite"), worker_id)


@pytest.fixture(scope="session")
def postgresql_databases(pytestconfig: pytest.Config, worker_id: str) -> Iterator[Databases]:
    server = Server(pytestconfig.stash[RUN_DIR] / "postgres")
    server.ensure_started()
    databases = PostgresDatabases(Shelf(pytestconfig.stash[RUN_DIR] / "postgresql"), worker_id, server)
    yield databases
    databases.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def databases(request: pytest.FixtureRequest, engine_name: str) -> Databases:
    return request.getfixturevalue(f"{engine_name}_databases")


@pytest.fixture
def empty_database_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A database without a single table."""
    url = databases.copy_of(EMPTY, tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture
def template() -> Template:
    """What the test's database is a copy of; folders whose tests share a world say another."""
    return MIGRATED


@pytest.fixture
def database_url(databases: Databases, template: Template, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database."""
    url = databases.copy_of(template, tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture
def contents(databases: Databases, template: Template, database_url: str) -> Any:
    """What was put into the template of the test's database."""
    return databases.shelf.contents(template)


@pytest.fixture(scope="session")
def demo_files(pytestconfig: pytest.Config) -> Path:
    """The folder beside the demo's template: its documents lie there, on whichever engine it was loaded."""
    folder = pytestconfig.stash[RUN_DIR] / "demo-files"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def crowd_files(pytestconfig: pytest.Config) -> Path:
    """The folder beside the crowd's template, as for the demo's."""
    folder = pytestconfig.stash[RUN_DIR] / "crowd-files"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def demo_database_url(databases: Databases, demo_files: Path, tmp_path: Path) -> Iterator[str]:
    """A database with the demo pool; its documents lie in `tmp_path`."""
    url = databases.copy_of(DEMO, demo_files)
    copy_documents(demo_files, tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture
def addition() -> Addition:
    """What is added to the application; files whose tests need a route of their own say it."""
    return nothing


@pytest.fixture
def app(database_url: str, tmp_path: Path, addition: Addition) -> Iterator[Flask]:
    app = application(database_url, tmp_path, addition)
    yield app
    dispose(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def cli(app: Flask) -> FlaskCliRunner:
    return app.test_cli_runner()


@pytest.fixture
def live_server(database_url: str, tmp_path: Path) -> Iterator[RunningServer]:
    """Two server processes on a fresh database, without the scheduler."""
    with serving(database_url, tmp_path) as server:
        yield server


@pytest.fixture
def demo_server(demo_database_url: str, tmp_path: Path) -> Iterator[RunningServer]:
    """Two server processes on the demo pool, without the scheduler."""
    with serving(demo_database_url, tmp_path) as server:
        yield server


@pytest.fixture
def shared() -> Path:
    """The folder ../shared; its tests carry the mark `shared`."""
    return SHARED
