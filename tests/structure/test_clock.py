"""`now` is an argument: only where work begins is the clock read."""

import ast
from pathlib import Path

from tests.support.application import ROOT

# `access` is the door every route stands behind: it begins each request's work.
MAY_READ_THE_CLOCK = ("routes", "api", "jobs", "cli", "worker", "access")


def begins_work(module: Path) -> bool:
    parts = module.relative_to(ROOT / "app").with_suffix("").parts
    return parts[0] == "infra" or any(part.startswith(MAY_READ_THE_CLOCK) for part in parts)


def imports_the_clock(module: Path) -> bool:
    return any(
        (isinstance(node, ast.ImportFrom) and node.module == "app.infra.clock")
        or (
            isinstance(node, ast.ImportFrom)
            and node.module == "app.infra"
            and "clock" in [alias.name for alias in node.names]
        )
        or (isinstance(node, ast.Import) and "app.infra.clock" in [alias.name for alias in node.names])
        for node in ast.walk(ast.parse(module.read_text()))
    )


def test_only_routes_api_jobs_and_commands_read_the_clock():
    readers = [path for path in (ROOT / "app").rglob("*.py") if imports_the_clock(path)]

    assert [str(path.relative_to(ROOT)) for path in readers if not begins_work(path)] == []
