"""What we send, for the OpenAPI document: a message for each topic, so that programs can read what comes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import create_model

from app.infra.api import Answer, Instant
from app.webhooks.domain.topics import TOPIC_WORDS, Topic
from app.webhooks.schemas import BookingTold, ClaimTold, OrderTold, TestTold, VoucherTold

if TYPE_CHECKING:
    from collections.abc import Mapping

TEST = "test"
TOLD: Mapping[str, type[Answer]] = {
    Topic.BOOKING: BookingTold,
    Topic.USAGE: BookingTold,
    Topic.ORDER: OrderTold,
    Topic.VOUCHER: VoucherTold,
    Topic.CLAIM: ClaimTold,
    TEST: TestTold,
}
_REF = "#/components/schemas/{model}"
_HEADERS = {
    "webhook-id": "The message's identifier: the same when it is sent again.",
    "webhook-timestamp": "When it was signed, in seconds since 1970.",
    "webhook-signature": "One or more `v1,…` with spaces between; `docs/webhooks.md` says what they sign.",
}
_ANSWERS = {
    "2XX": {"description": "You have it."},
    "410": {"description": "You want nothing more: the webhook is paused."},
    "default": {"description": "You do not have it: it is sent again later."},
}


def describe_messages(document: dict[str, Any]) -> None:
    """Add what is posted to a registered address, and its schemas."""
    schemas = document["components"]["schemas"]
    document["webhooks"] = {}
    for topic, told in TOLD.items():
        name = f"{topic.title()}Message"
        message = create_model(
            name, __base__=Answer, type=(str, ...), timestamp=(Instant, ...), data=(told, ...)
        )
        schema = message.model_json_schema(ref_template=_REF)
        schemas |= schema.pop("$defs", {})
        schemas[name] = schema | {"description": f"What is posted to a webhook of the topic `{topic}`."}
        document["webhooks"][topic] = {"post": _posted(topic, name)}


def _posted(topic: str, name: str) -> dict[str, Any]:
    return {
        "operationId": f"receive_{topic}",
        "tags": ["Webhooks"],
        "summary": TOPIC_WORDS[Topic(topic)] if topic != TEST else "Nothing, to see whether it arrives",
        "security": [],
        "parameters": [
            {
                "name": header,
                "in": "header",
                "required": True,
                "description": text,
                "schema": {"type": "string"},
            }
            for header, text in _HEADERS.items()
        ],
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": _REF.format(model=name)}}},
        },
        "responses": _ANSWERS,
    }
