"""Rules of the run itself, as a pytest plugin: nothing is skipped, and unit tests touch no database.

What takes long comes first: what is left at the end is short, so that the processes end together.
"""

import os

import pytest

from tests.support.application import ROOT, SHARED

# The folders by how long one of their tests takes.
BY_LENGTH = ("structure", "browser", "journeys", "integration", "unit")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    _refuse_databases_in_unit_tests(items)
    items.sort(key=_shortness)
    if SHARED.is_dir():
        return
    lacking = [item for item in items if item.get_closest_marker("shared")]
    if lacking and os.environ.get("CI") == "true":
        message = f"{SHARED.name} must lie beside the checkout in CI: {len(lacking)} tests need it"
        raise pytest.UsageError(message)
    items[:] = [item for item in items if item not in lacking]
    config.hook.pytest_deselected(items=lacking)


def _shortness(item: pytest.Item) -> int:
    folders = (at for at, folder in enumerate(BY_LENGTH) if ROOT / "tests" / folder in item.path.parents)
    return next(folders, 0)


def _refuse_databases_in_unit_tests(items: list[pytest.Item]) -> None:
    for item in items:
        in_unit = (ROOT / "tests" / "unit") in item.path.parents
        if in_unit and "engine_name" in getattr(item, "fixturenames", ()):
            message = f"{item.nodeid} asks for a database: it belongs to tests/integration"
            raise pytest.UsageError(message)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test is a failed run: what cannot run here must be made to run, or go."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and reporter.stats.get("skipped"):
        reporter.write_line("Skipped tests fail the run.", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
