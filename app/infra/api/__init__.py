"""The JSON API's manners: schemas in and out, one transaction a write, idempotency, cursors, OpenAPI."""

from apiflask import APIBlueprint as ApiBlueprint

from app.infra.api.cursors import decode_cursor, encode_cursor
from app.infra.api.endpoints import reads, receives, sends, writes
from app.infra.api.parsing import sent_body
from app.infra.api.schemas import (
    Answer,
    Body,
    FormBody,
    Instant,
    MinorUnits,
    MoneyBody,
    NoBody,
    PageQuery,
    ReasonBody,
    RowId,
)

__all__ = [
    "Answer",
    "ApiBlueprint",
    "Body",
    "FormBody",
    "Instant",
    "MinorUnits",
    "MoneyBody",
    "NoBody",
    "PageQuery",
    "ReasonBody",
    "RowId",
    "decode_cursor",
    "encode_cursor",
    "reads",
    "receives",
    "sends",
    "sent_body",
    "writes",
]
