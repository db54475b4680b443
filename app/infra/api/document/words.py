"""What the document's words mean, said once: the same word means the same everywhere."""

from __future__ import annotations

from typing import Any

from app.infra.api.document.examples import EXAMPLES
from app.infra.api.document.members import MEMBERS, SCHEMAS
from app.infra.api.document.parameters import PATH, QUERY

Document = dict[str, Any]

INFO: Document = {
    "summary": "One pool of shared scientific instruments: book time, pay partly by innovation voucher.",
    "description": """\
Money is `{"minor": 123450, "currency": "CNY"}`, an integer of minor units (分): ¥1,234.50.

Times are RFC 3339. A time without an offset is refused; answers are in UTC (`Z`). Spans hold their start and
not their end. Days are dates in Asia/Shanghai.

Lists answer `{"items": […], "next": cursor}`. Ask again with `cursor` for the next page; on the last page
`next` is null.

A refusal is `application/problem+json`, and its `problems` list every rule that failed, each with a code, a
message and, where there is one, the field and a fix. What is not yours to know of is 404, as if it were not
there.

Every POST takes an `Idempotency-Key`: the same key and body replay the same answer, so that a call may be
repeated when nobody knows whether it arrived. Messages come in the language that `Accept-Language` asks for.

Everything may be added to: do not mind members, parameters and calls that you do not know.""",
}
TOKEN: Document = {
    "type": "http",
    "scheme": "bearer",
    "description": "An API token: made by its person on the page of their account, or by whoever runs the "
    "pool with `flask --app wsgi token create`. It may do what its person may, as far as its scopes go: "
    "`read` to look, `write` to act.",
}
IDEMPOTENCY_KEY: Document = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "Any text of your own for this one request: sent again with the same body, it replays the "
    "same answer, and with another body it is refused (`idempotency_mismatch`).",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200,
        "examples": ["5f0c9a3e-8f3b-4d55-9a35-0f8f7b0f9d11"],
    },
}


def explain(document: Document) -> None:
    """Describe the parameters and members that have no words of their own."""
    for path, methods in document["paths"].items():
        for operation in methods.values():
            for given in operation.get("parameters", ()):
                if "$ref" not in given:
                    _explain_parameter(given, path)
            _require_body(document, operation)
    for name, schema in document["components"]["schemas"].items():
        _explain_schema(name, schema)


def _explain_schema(name: str, schema: Document) -> None:
    if name in SCHEMAS:
        schema["description"] = SCHEMAS[name]
    if name in EXAMPLES:
        schema["examples"] = EXAMPLES[name]
    for word, member in schema.get("properties", {}).items():
        if word in MEMBERS:
            member.setdefault("description", MEMBERS[word])


def _explain_parameter(given: Document, path: str) -> None:
    before = path.partition("{" + given["name"])[0].rstrip("/.").rpartition("/")[2]
    own = given["schema"].pop("description", None)
    text, example = PATH[before, given["name"]] if given["in"] == "path" else QUERY[given["name"]]
    given["description"] = own or text
    if example is not None and own is None:
        given["example"] = example


def _require_body(document: Document, operation: Document) -> None:
    """Say that a body is needed where one of its members is; an empty one counts as `{}`."""
    body = operation.get("requestBody")
    if body is None:
        return
    schemas = document["components"]["schemas"]
    asked = [schemas[each["schema"]["$ref"].rpartition("/")[2]] for each in body["content"].values()]
    body["required"] = any("required" in schema for schema in asked)
