"""Fixtures of every kind of test. A test that asks for a database runs on SQLite and on PostgreSQL."""

import shutil
import tempfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner

from tests.support.application import SHARED, application, copy_documents, dispose, load_demo, migrate
from tests.support.databases import Databases, PostgresDatabases, SQLiteDatabases
from tests.support.postgres import Server
from tests.support.server import RunningServer, serving

pytest_plugins = ["tests.support.rules"]
RUN_DIR = pytest.StashKey[Path]()


def pytest_configure(config: pytest.Config) -> None:
    """Make one folder for the whole run; xdist's workers are told where it is."""
    worker_input = getattr(config, "workerinput", None)
    run_dir = worker_input["run_dir"] if worker_input else tempfile.mkdtemp(prefix="onepool-")
    config.stash[RUN_DIR] = Path(run_dir)
    config.stash[RUN_DIR].chmod(0o711)  # PostgreSQL's own user has to pass through


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node) -> None:
    node.workerinput["run_dir"] = str(node.config.stash[RUN_DIR])


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        Server(config.stash[RUN_DIR] / "postgres").stop()
        shutil.rmtree(config.stash[RUN_DIR])


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return SQLiteDatabases(tmp_path_factory.mktemp("sqlite"))


@pytest.fixture(scope="session")
def postgresql_databases(pytestconfig: pytest.Config, worker_id: str) -> Databases:
    server = Server(pytestconfig.stash[RUN_DIR] / "postgres")
    server.ensure_started()
    return PostgresDatabases(server, worker_id)


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def databases(request: pytest.FixtureRequest, engine_name: str) -> Databases:
    return request.getfixturevalue(f"{engine_name}_databases")


@pytest.fixture
def empty_database_url(databases: Databases) -> Iterator[str]:
    """A database without a single table."""
    url = databases.copy_of("empty", lambda _url: None)
    yield url
    databases.drop(url)


@pytest.fixture
def database_url(databases: Databases, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated database."""
    url = databases.copy_of("migrated", partial(migrate, instance=tmp_path))
    yield url
    databases.drop(url)


@pytest.fixture(scope="session")
def demo_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder beside the demo's template: its documents lie there, on whichever engine it was loaded."""
    return tmp_path_factory.mktemp("demo-files")


@pytest.fixture
def demo_database_url(databases: Databases, demo_files: Path, tmp_path: Path) -> Iterator[str]:
    """A database with the demo pool; its documents lie in `tmp_path`."""
    url = databases.copy_of("demo", partial(load_demo, instance=demo_files))
    copy_documents(demo_files, tmp_path)
    yield url
    databases.drop(url)


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    app = application(database_url, tmp_path)
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
