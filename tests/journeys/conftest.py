"""One running demo pool per engine for all journeys that do not disturb one another, and fresh ones."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.application import copy_documents
from tests.support.databases import Databases
from tests.support.demo import DemoPool, demo_pool
from tests.support.templates import DEMO


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def demo(
    request: pytest.FixtureRequest, demo_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DemoPool]:
    """A demo pool that many tests share: each publishes an instrument of its own and moves no clock."""
    databases: Databases = request.getfixturevalue(f"{request.param}_databases")
    instance = tmp_path_factory.mktemp("demo")
    url = databases.copy_of(DEMO, demo_files)
    copy_documents(demo_files, instance)
    with demo_pool(url, instance) as pool:
        yield pool
    databases.drop(url)


@pytest.fixture
def fresh_demo(demo_database_url: str, tmp_path: Path) -> Iterator[DemoPool]:
    """A demo pool of the test's own, for tests that let time pass or wear a voucher out."""
    with demo_pool(demo_database_url, tmp_path) as pool:
        yield pool
