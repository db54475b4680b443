"""One call: its name, what it takes, and everything that it may answer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from app.infra.api.document.refusals import refusals

if TYPE_CHECKING:
    from collections.abc import Callable

Described = dict[str, Any]

_CHOICE = re.compile(r"<any\(([^)]*)\):([^<>]+)>")
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_TEXT = {"schema": {"type": "string"}}
_IDEMPOTENCY_KEY = {"$ref": "#/components/parameters/IdempotencyKey"}
# What is answered where it went well.
_WENT_WELL = {"200": "Here it is.", "201": "Made.", "204": "Done; there is nothing more to say."}


def finish_operation(
    operation: Described, method: str, rule: str, view: Callable[..., Any], *, is_public: bool
) -> None:
    """Say what APIFlask does not know of this call."""
    operation["operationId"] = view.__name__
    operation["security"] = [] if is_public else [{"token": []}]
    _finish_parameters(operation, rule)
    operation["responses"] = _answers(operation, view) | refusals(operation, method, is_public=is_public)
    if method == "post":
        operation["parameters"].append(_IDEMPOTENCY_KEY)
    if not operation["parameters"]:
        del operation["parameters"]


def _finish_parameters(operation: Described, rule: str) -> None:
    choices = {name: re.split(r",\s*", among) for among, name in _CHOICE.findall(rule)}
    for given in operation.setdefault("parameters", []):
        given["schema"] = without_null(given["schema"])
        if given["name"] in choices:
            given["schema"]["enum"] = choices[given["name"]]
        elif given["in"] == "path" and given["schema"]["type"] == "integer":
            given["schema"]["minimum"] = 1


def without_null(schema: Described) -> Described:
    """Return what may stand in an address or a form, where nothing is said by leaving it out."""
    kinds: list[Described] = [each for each in schema.get("anyOf", ()) if each != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return kinds[0] | {key: value for key, value in schema.items() if key not in ("anyOf", "default")}


def _answers(operation: Described, view: Callable[..., Any]) -> Described:
    """Return what is answered when nothing is refused."""
    answers = {}
    for status, answer in operation["responses"].items():
        if not status.startswith("2"):
            continue
        sent = getattr(view, "media_types", ())
        content = {kind: _TEXT if kind.startswith("text/") else _BYTES for kind in sent}
        answers[status] = answer | {"description": _WENT_WELL[status]}
        if content:
            answers[status]["content"] = content
    return answers
