"""A client that a program makes from the OpenAPI document, used as its reader would."""

import importlib
import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.support.application import bare_environ

PACKAGE = "onepool_client"
# What its author offers for looks: formatting what nobody reads here only takes time.
AS_IT_IS = {"post_hooks": []}


@dataclass(frozen=True)
class Made:
    """What the generator made, and what it said."""

    folder: Path
    said: str

    @property
    def models(self) -> Any:
        """The classes of bodies and answers."""
        return importlib.import_module(f"{PACKAGE}.models")

    def caller(self, url: str, token: str | None = None) -> "Caller":
        client = importlib.import_module(f"{PACKAGE}.client")
        strict = {"base_url": url, "raise_on_unexpected_status": True}
        return Caller(client.AuthenticatedClient(token=token, **strict) if token else client.Client(**strict))


@dataclass(frozen=True)
class Caller:
    """Somebody with a client: `by("booking.list_bookings", limit=2)`."""

    client: Any

    def __call__(self, operation: str, *path: object, **given: object) -> Any:
        """Call one operation and return what was parsed of its answer."""
        return self._module(operation).sync(*path, client=self.client, **given)

    def detailed(self, operation: str, *path: object, **given: object) -> Any:
        """Call one operation and return the whole answer."""
        return self._module(operation).sync_detailed(*path, client=self.client, **given)

    def _module(self, operation: str) -> Any:
        return importlib.import_module(f"{PACKAGE}.api.{operation}")


def make_client(document: dict[str, Any], folder: Path) -> Made:
    """Let the generator read a document and write its package into a folder that Python then finds."""
    source, settings = folder / "openapi.json", folder / "settings.json"
    source.write_text(json.dumps(document), encoding="utf-8")
    settings.write_text(json.dumps(AS_IT_IS), encoding="utf-8")
    done = subprocess.run(
        [Path(sys.executable).parent / "openapi-python-client", "generate", "--fail-on-warning",
         "--meta", "none", "--path", source, "--config", settings, "--output-path", folder / PACKAGE],
        cwd=folder, env=bare_environ() | {"LC_ALL": "C.UTF-8"}, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert done.returncode == 0, said[-6000:]
    sys.path.insert(0, str(folder))
    return Made(folder / PACKAGE, said)
