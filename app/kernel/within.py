"""Whose part of the pool is looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Within:
    """A region with all that lies in it (lowest and highest code), one provider's, or (neither) all."""

    codes: tuple[str, str] | None = None
    provider_organisation_id: int | None = None
