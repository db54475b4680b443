"""The server as a person runs it in a terminal."""

import pytest


@pytest.fixture
def engine_name() -> str:
    return "sqlite"  # how processes end has nothing to do with the database


def test_ctrl_c_ends_a_server_whose_workers_have_hardly_begun(live_server):
    live_server.interrupt()

    assert "Stopped worker-2" in live_server.log.read_text()
