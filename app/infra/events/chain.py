"""What an event's hash is made of. Never change it: every chain that stands was made by it (ADR 0010)."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Stands for the hash before a subject's first event.
GENESIS = "0" * 64

#: The columns that say something; `id` is only where the row lies.
CONTENT = (
    "subject_kind", "subject_ref", "seq", "at", "action", "from_state", "to_state", "actor_id", "actor_name",
    "role", "reason", "data",
)  # fmt: skip


def canonical(event: Mapping[str, Any]) -> str:
    """Return an event's content as JSON text: keys sorted, no spaces, UTC instants with six decimals."""
    content = {name: event[name] for name in CONTENT}
    content["at"] = content["at"].astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if content["data"] is not None:
        content["data"] = json.loads(json.dumps(content["data"]))  # as it is read back: keys are text
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(previous: str, event: Mapping[str, Any]) -> str:
    """Return an event's hash: SHA-256 over the hash before it, a line feed, and its content."""
    return hashlib.sha256(f"{previous}\n{canonical(event)}".encode()).hexdigest()
