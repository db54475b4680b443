"""What is answered instead of what was asked for: problem+json (RFC 9457)."""

from __future__ import annotations

from typing import Any

Described = dict[str, Any]

FAILED_RULE: Described = {
    "type": "object",
    "description": "One rule that failed: what is wrong, of which field, and what would be right.",
    "required": ["code", "message"],
    "properties": {
        "code": {
            "type": "string",
            "description": "The rule's name, for programs; it stays.",
            "examples": ["ends_before_start"],
        },
        "message": {"type": "string", "description": "What is wrong, in the language that was asked for."},
        "field": {
            "type": "string",
            "description": "The field of the body, form or query it is about; parts of it after full stops.",
            "examples": ["ends_at", "rate_card.bands[0].from"],
        },
        "fix": {"type": "string", "description": "What to do about it."},
        "values": {
            "type": "object",
            "description": "What the message says in numbers and names, for programs.",
            "additionalProperties": True,
        },
    },
}
PROBLEM: Described = {
    "type": "object",
    "description": "A refusal (RFC 9457): `problems` lists every rule that failed, not the first alone.",
    "required": ["type", "title", "status", "code", "detail", "problems"],
    "properties": {
        "type": {"type": "string", "format": "uri", "examples": ["urn:onepool:problem:slot_taken"]},
        "title": {"type": "string", "description": "What kind of refusal this is, in a few words."},
        "status": {"type": "integer", "description": "The status of the answer.", "examples": [409]},
        "code": {
            "type": "string",
            "description": "The failed rule's, where one alone failed; else the kind of refusal.",
            "examples": ["slot_taken"],
        },
        "detail": {"type": "string", "description": "The messages of all rules that failed."},
        "problems": {"type": "array", "items": {"$ref": "#/components/schemas/FailedRule"}},
    },
}
SCHEMAS: Described = {"Problem": PROBLEM, "FailedRule": FAILED_RULE}

_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
_RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}
_TOLD: dict[str, tuple[str, str]] = {
    "400": ("BadRequest", "The request could not be understood: a body that was cut off on its way."),
    "401": ("Unauthenticated", "No token was sent, or it is not valid any more."),
    "402": ("PaymentRequired", "The voucher can not pay this: `voucher_insufficient` and its like."),
    "403": ("Forbidden", "The role or the scope of the token does not allow this."),
    "404": ("NotFound", "There is no such thing, or it is not yours to know of."),
    "409": (
        "Conflict",
        "Somebody or something came first: `slot_taken`, `illegal_transition`, `quote_expired`.",
    ),
    "413": ("TooLarge", "The body or the file is larger than this server takes."),
    "422": ("Invalid", "Some of what was sent can not be accepted; `problems` names every field and rule."),
    "429": ("TooManyRequests", "Wait a while; the header Retry-After says how long, where it is known."),
}
RESPONSES: Described = {name: {"description": text, "content": _CONTENT} for name, text in _TOLD.values()}
RESPONSES["TooManyRequests"]["headers"] = _RETRY_AFTER

_ALWAYS = frozenset({"429"})
_WITH_TOKEN = frozenset({"401", "403"})
_OF_ONE_THING = frozenset({"404", "409"})
_OF_A_QUERY = frozenset({"422"})
_OF_WRITING = frozenset({"400", "402", "404", "409", "413", "422"})


def refusals(operation: Described, method: str, *, is_public: bool) -> Described:
    """Return the refusals that such a call may be answered with."""
    places = {given["in"] for given in operation.get("parameters", ())}
    possible = _ALWAYS
    possible |= frozenset() if is_public else _WITH_TOKEN
    possible |= _OF_ONE_THING if "path" in places else frozenset()
    possible |= _OF_A_QUERY if "query" in places else frozenset()
    possible |= frozenset() if method == "get" else _OF_WRITING
    return {status: {"$ref": f"#/components/responses/{_TOLD[status][0]}"} for status in sorted(possible)}
