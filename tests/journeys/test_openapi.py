"""schemathesis reads the OpenAPI document and tries what comes to its mind: nothing answers 5xx.

`ONEPOOL_API_PHASES=coverage,fuzzing` lets it try every boundary of every schema as well.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.application import bare_environ
from tests.support.callers import fetch

EXAMPLES = 8
PHASES = os.environ.get("ONEPOOL_API_PHASES", "fuzzing")


def test_the_document_is_openapi_3_1_and_names_every_call(demo):
    document = fetch(f"{demo.server.url}/api/openapi.json").json
    assert document["openapi"].startswith("3.1")
    for path in (
        "/stats",
        "/instruments",
        "/free-slots",
        "/quotes",
        "/bookings",
        "/services",
        "/service-orders",
        "/service-orders/{ref}/documents",
        "/vouchers",
        "/feeds",
        "/programmes",
        "/enterprises",
        "/ties",
    ):
        assert f"/api/v1{path}" in document["paths"], path
    assert fetch(f"{demo.server.url}/api/docs").status == 200


@pytest.mark.parametrize("who", ["researcher", "keeper"])
def test_no_request_made_from_the_document_breaks_the_server(fresh_demo, tmp_path, who):
    headers = ["--header", f"Authorization: Bearer {fresh_demo.by(who).token}"]
    command = [
        Path(sys.executable).parent / "schemathesis",
        "run",
        f"{fresh_demo.server.url}/api/openapi.json",
    ]
    options = ["--checks", "not_a_server_error", "--max-examples", str(EXAMPLES), "--seed", "20260302",
               "--phases", PHASES, "--suppress-health-check", "all"]  # fmt: skip
    done = subprocess.run(
        [*command, *options, *headers], cwd=tmp_path, env=bare_environ() | {"LC_ALL": "C.UTF-8"},
        capture_output=True, text=True, timeout=540, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-6000:]
    verified = fresh_demo.command("verify")
    assert verified.exit_code == 0, verified.output
