"""What APIFlask can not know of our API goes into its document here: problems, tokens, idempotency."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from apiflask import APIFlask

    from app.infra.config import Settings

Document = dict[str, Any]

PROBLEM = {
    "type": "object",
    "description": "RFC 9457: `problems` lists every rule that failed.",
    "required": ["type", "title", "status", "code", "detail", "problems"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "examples": ["slot_taken"]},
        "detail": {"type": "string"},
        "problems": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string"},
                    "message": {"type": "string"},
                    "field": {"type": "string"},
                    "fix": {"type": "string"},
                    "values": {"type": "object"},
                },
            },
        },
    },
}
REFUSED = {
    "description": "Refused; `code` and `problems` say why.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key and body replay the same answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200},
}
REFUSALS = ("401", "402", "403", "404", "409", "422", "429")
OURS = ("HTTPError", "ValidationError")


def finish_document(
    app: APIFlask, document: Document, settings: Settings, public: frozenset[str]
) -> Document:
    """Return APIFlask's document made whole. `public` are the endpoints that need no token."""
    document["info"]["description"] = "Booking of shared instruments. Money is in minor units (分)."
    document["servers"] = [{"url": settings.base_url}]
    document["tags"] = [
        {"name": name} for name in sorted({_tag(tag["name"]) for tag in document.get("tags", [])})
    ]
    components = document.setdefault("components", {})
    schemas = components.setdefault("schemas", {})
    for name in OURS:
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
    endpoints = _endpoints(app)
    for path, method, operation in _operations(document):
        endpoint = endpoints[path, method]
        _finish_operation(operation, method, endpoint, is_public=endpoint in public)
    return document


def _finish_operation(operation: Document, method: str, endpoint: str, *, is_public: bool) -> None:
    operation["operationId"] = endpoint.replace(".", "_")
    operation["tags"] = [_tag(tag) for tag in operation.get("tags", [])]
    operation["security"] = [] if is_public else [{"token": []}]
    responses = operation["responses"]
    for status in [status for status in responses if status.startswith(("4", "5"))]:
        del responses[status]
    responses.update(dict.fromkeys(REFUSALS, REFUSED))
    if method == "post":
        operation.setdefault("parameters", []).append(IDEMPOTENCY_KEY)


def _operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict):
                yield path, method, operation


def _endpoints(app: APIFlask) -> dict[tuple[str, str], str]:
    """Return the endpoint of each documented path and method."""
    return {
        (re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", str(rule)), method.lower()): rule.endpoint
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }


def _tag(name: str) -> str:
    return name.removesuffix("_Api")
