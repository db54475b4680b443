"""The OpenAPI document: what APIFlask noted of our views, made into what a stranger's program can use.

APIFlask knows the paths and the schemas. Names, refusals, tokens, pages, files and words are added here,
so that a client made from the document by a program has good names and needs nothing explained.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from app.infra.api.document import naming, words
from app.infra.api.document.links import link_answers
from app.infra.api.document.operations import finish_operation
from app.infra.api.document.refusals import RESPONSES, SCHEMAS
from app.infra.api.document.tags import TAGS, tag_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from apiflask import APIFlask
    from werkzeug.routing import Rule

    from app.infra.config import Settings

Document = dict[str, Any]

OURS = ("HTTPError", "ValidationError")  # APIFlask's own errors, which we never answer


def finish_document(
    app: APIFlask, document: Document, settings: Settings, *, is_public: Callable[[str], bool]
) -> Document:
    """Return APIFlask's document made whole. `is_public` tells which endpoints need no token."""
    components = document.setdefault("components", {})
    for name in OURS:
        components.get("schemas", {}).pop(name, None)
    document = naming.named(document)
    components = document["components"]
    components["schemas"] = dict(sorted((components["schemas"] | SCHEMAS).items()))
    components["responses"] = RESPONSES
    components["parameters"] = {"IdempotencyKey": words.IDEMPOTENCY_KEY}
    components["securitySchemes"] = {"token": words.TOKEN}
    rules = _rules(app)
    for path, method, operation in operations(document):
        rule = rules[path, method]
        view = app.view_functions[rule.endpoint]
        operation["tags"] = [tag_of(path)]
        finish_operation(operation, method, str(rule), view, is_public=is_public(rule.endpoint))
    link_answers(document)
    words.explain(document)
    return {
        "openapi": document["openapi"],
        "info": document["info"] | words.INFO,
        "servers": [{"url": settings.base_url, "description": "This pool."}],
        "security": [{"token": []}],
        "tags": [{"name": tag.name, "description": tag.text} for tag in TAGS],
        "paths": dict(sorted(document["paths"].items())),
        "webhooks": document["webhooks"],
        "components": components,
    }


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    """Yield path, method and what is said of them, of every call."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def _rules(app: APIFlask) -> dict[tuple[str, str], Rule]:
    """Return the rule of each documented path and method."""
    return {
        (re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", r"{\1}", str(rule)), method.lower()): rule
        for rule in app.url_map.iter_rules()
        for method in rule.methods or ()
    }
