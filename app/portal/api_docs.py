"""The API described as a page, drawn from the same OpenAPI document that programs read."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any, cast

from apiflask import APIFlask
from flask import Blueprint, Response, current_app, render_template

from app.accounts.access import public

_EXTENSION = "onepool.openapi"
api_docs = Blueprint("api_docs", __name__)


@dataclass(frozen=True, slots=True)
class Field:
    """One parameter or one member of a body or answer."""

    name: str
    kind: str
    is_required: bool
    text: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One call: what to send, what comes back."""

    anchor: str
    method: str
    path: str
    summary: str
    needs_token: bool
    parameters: list[Field]
    body: list[Field]
    status: str
    answer: list[Field]


@dataclass(frozen=True, slots=True)
class Group:
    """The calls of a tag; its name is a catalogue text."""

    name: str
    text: str
    operations: list[Operation]


@api_docs.get("/api/openapi.json")
@public
def document() -> Response:
    """Answer the OpenAPI 3.1 document."""
    return Response(json.dumps(_document(), ensure_ascii=False), mimetype="application/json")


@api_docs.get("/api/docs")
@public
def page() -> str:
    """Show every call of the API, group by group."""
    document = _document()
    groups = {tag["name"]: Group(tag["name"], tag["description"], []) for tag in document["tags"]}
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            groups[described["tags"][0]].operations.append(_operation(document, path, method, described))
    return render_template("portal/api_docs.html", groups=groups.values())


def _document() -> dict[str, Any]:
    """Return the document, made once a process: routes do not change while it runs."""
    if _EXTENSION not in current_app.extensions:
        current_app.extensions[_EXTENSION] = cast("APIFlask", current_app).spec
    return cast("dict[str, Any]", current_app.extensions[_EXTENSION])


def _operation(document: dict[str, Any], path: str, method: str, described: dict[str, Any]) -> Operation:
    responses = described["responses"]
    status = next(code for code in responses if code.startswith("2"))
    return Operation(
        anchor=described["operationId"],
        method=method.upper(),
        path=path,
        summary=described.get("summary", ""),
        needs_token=bool(described["security"]),
        parameters=[
            Field(
                given["name"],
                _kind(given["schema"]),
                given.get("required", False),
                _plain(given["description"]),
            )
            for given in described.get("parameters", [])
            if "$ref" not in given  # a header of every POST, which the page's head explains
        ],
        body=_members(document, described.get("requestBody", {})),
        status=status,
        # Nothing is ever left out of an answer; what is needed is said of what is sent.
        answer=[replace(each, is_required=False) for each in _members(document, responses[status])],
    )


def _members(document: dict[str, Any], content: dict[str, Any]) -> list[Field]:
    schema = content.get("content", {}).get("application/json", {}).get("schema", {})
    if "$ref" in schema:
        schema = document["components"]["schemas"][_name(schema["$ref"])]
    required = schema.get("required", [])
    members = schema.get("properties", {})
    return [
        Field(name, _kind(kind), name in required, _plain(kind.get("description", "")))
        for name, kind in members.items()
    ]


def _kind(schema: dict[str, Any]) -> str:
    """Return a schema's kind in a few characters, such as `string (date-time)` or `Money[]`."""
    if "$ref" in schema:
        return _name(schema["$ref"])
    if "anyOf" in schema:
        return " | ".join(_kind(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"{_kind(schema.get('items', {}))}[]"
    form = schema.get("format")
    return f"{schema.get('type', 'any')} ({form})" if form else str(schema.get("type", "any"))


def _plain(text: str) -> str:
    """Return a description without the marks of Markdown."""
    return text.replace("`", "")


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]
