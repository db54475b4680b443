"""What the OpenAPI document promises of an answer, held against the answer."""

import json
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs

from tests.support.application import application, dispose

NOTHING_THERE = (404, 405)
ANY_FILE = "application/octet-stream"


@dataclass(frozen=True)
class Answered:
    """An answer, whoever brought it."""

    status: int
    content_type: str
    body: bytes


@cache
def document() -> dict[str, Any]:
    """Return the document as an application without any data writes it; made once."""
    with TemporaryDirectory() as folder:
        app = application(f"sqlite:///{folder}/empty.sqlite3", Path(folder))
        written = app.test_client().get("/api/openapi.json").json
        dispose(app)
    return written


@cache
def documented() -> "Documented":
    """Return what every server promises of its answers."""
    return Documented(document())


class Documented:
    """The document, and whether an answer is as it says."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self._validators: dict[str, Any] = {}

    def faults(self, method: str, address: str, answered: Answered) -> list[str]:
        """Return what is not as the document says; nothing is said of addresses outside the API."""
        path = urlsplit(address).path
        operation = self._operation(method.lower(), path)
        if operation is None:
            is_ours = path.startswith("/api/v1/") and answered.status not in NOTHING_THERE
            return [f"{method} {path} is not in the document"] if is_ours else []
        responses = operation["responses"]
        if str(answered.status) not in responses:
            return [f"{method} {path} answered {answered.status}, documented are {', '.join(responses)}"]
        content = self._resolved(responses[str(answered.status)]).get("content", {})
        kind = answered.content_type.partition(";")[0]
        if not content:
            return [f"{method} {path} answered a body"] if answered.body else []
        if kind not in content:
            return (
                [] if ANY_FILE in content else [f"{method} {path} answered {kind}, not {', '.join(content)}"]
            )
        if not kind.endswith("json"):
            return []
        misfits = self.misfits(content[kind]["schema"], json.loads(answered.body))
        return [f"{method} {path} {answered.status}: {each}" for each in misfits]

    def misfits(self, schema: dict[str, Any], value: Any) -> list[str]:
        """Return what of a value is not as one of the document's schemas says."""
        errors = self._validator(schema).iter_errors(value)
        return [f"{error.message} at {list(error.instance_path)}" for error in errors]

    @cached_property
    def _patterns(self) -> list[tuple[re.Pattern[str], dict[str, Any]]]:
        """The paths as patterns; those with a word where others have a parameter come first."""
        paths = self.document["paths"]
        return [
            (re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path)), paths[path])
            for path in sorted(paths, key=lambda path: (path.count("{"), path))
        ]

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        fitting = (methods for pattern, methods in self._patterns if pattern.fullmatch(path))
        return next((methods[method] for methods in fitting if method in methods), None)

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in part:
            return part
        _, collection, name = part["$ref"].rsplit("/", 2)
        return self.document["components"][collection][name]

    def _validator(self, schema: dict[str, Any]) -> Any:
        key = json.dumps(schema)
        if key not in self._validators:
            whole = schema | {"components": {"schemas": self.document["components"]["schemas"]}}
            self._validators[key] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
        return self._validators[key]
