"""The one place from which the program calls addresses that users typed (ADR 0019)."""

from app.infra.outbound.answer import Answer
from app.infra.outbound.calling import check_address, fetch, post
from app.infra.outbound.faults import MESSAGES, Unreached
from app.infra.outbound.rules import PlainHttp, Rules, allowed_networks

__all__ = [
    "MESSAGES",
    "Answer",
    "PlainHttp",
    "Rules",
    "Unreached",
    "allowed_networks",
    "check_address",
    "fetch",
    "post",
]
