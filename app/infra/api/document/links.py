"""Where to go from an answer: to a list's next page, to what was just made."""

from __future__ import annotations

from typing import Any

Document = dict[str, Any]


def link_answers(document: Document) -> None:
    """Add the links of every list and of everything that is made."""
    for path, methods in document["paths"].items():
        if "get" in methods:
            _link_next_page(methods["get"])
        for shown, others in document["paths"].items():
            way, _, name = shown.rpartition("/")
            if way == path and name.startswith("{") and "post" in methods and "get" in others:
                _link_made(document, methods["post"], others["get"], name.strip("{}"))


def _link_next_page(listing: Document) -> None:
    if any(given.get("name") == "cursor" for given in listing.get("parameters", ())):
        listing["responses"]["200"]["links"] = {
            "next": {
                "operationId": listing["operationId"],
                "parameters": {"query.cursor": "$response.body#/next"},
                "description": "The next page, with everything else as it was; null where this is the last.",
            }
        }


def _link_made(document: Document, making: Document, showing: Document, name: str) -> None:
    made, shown = _answer(making, "201"), _answer(showing, "200")
    schema = document["components"]["schemas"].get(made.rpartition("/")[2], {})
    member = "id" if name.endswith("_id") else name
    if made == shown and member in schema.get("properties", ()):
        making["responses"]["201"]["links"] = {
            "show": {
                "operationId": showing["operationId"],
                "parameters": {f"path.{name}": f"$response.body#/{member}"},
                "description": "What was made, as it stands later.",
            }
        }


def _answer(operation: Document, status: str) -> str:
    """Return the reference of what is answered in JSON, or an empty text."""
    content = operation["responses"].get(status, {}).get("content", {})
    return str(content.get("application/json", {}).get("schema", {}).get("$ref", ""))
