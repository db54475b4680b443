"""One name for one schema. APIFlask calls what is nested `Outer.Inner`, anew for every `Outer`."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]

_REF = "#/components/schemas/"
# What two packages call alike, and what needs the name of its subject where no package says it.
_CALLED = {
    "MoneyBody": "Money",
    "State": "BookingState",
    "EnterpriseDocumentForm.DocumentKind": "EnterpriseDocumentKind",
    "OrderDocumentForm.DocumentKind": "OrderDocumentKind",
}


class NamedTwiceError(ValueError):
    """Two different schemas have one name: rename one of the classes."""


def named(document: Document) -> Document:
    """Return the document with every schema under its own short name, once. Raises NamedTwiceError."""
    document |= {part: _renamed(document[part]) for part in ("paths", "webhooks", "components")}
    schemas: Document = {}
    for long_name, schema in document["components"]["schemas"].items():
        name = short_name(long_name)
        if schemas.setdefault(name, schema) != schema:
            raise NamedTwiceError(name)
    document["components"]["schemas"] = schemas
    return document


def short_name(name: str) -> str:
    """Return what a schema is called that APIFlask calls `name`."""
    inner = name.rpartition(".")[2]
    return _CALLED.get(name) or _CALLED.get(inner, inner)


def _renamed(part: Any) -> Any:
    """Return a part of the document with short references, and without titles, which only repeat names."""
    if isinstance(part, list):
        return [_renamed(each) for each in part]
    if not isinstance(part, dict):
        return part
    return {
        key: f"{_REF}{short_name(value.removeprefix(_REF))}" if key == "$ref" else _renamed(value)
        for key, value in part.items()
        if key != "title" or not isinstance(value, str)
    }
