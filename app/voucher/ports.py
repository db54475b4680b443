"""What the voucher side needs from above: where a reference's page is, what regions are called and which of
them are admitted, and who notes what an enterprise owes for a refused claim.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

from flask import current_app, g

if TYPE_CHECKING:
    from flask import Flask

    from app.kernel.money import Money
    from app.voucher.domain.cards import VoucherStatement

_EXTENSION = "onepool.voucher_links"
_REGIONS = "onepool.voucher_regions"
_DISTRICTS = "onepool.voucher_districts"

AddressOf = Callable[[str], str | None]
RegionNames = Callable[[], Mapping[str, str]]
IsAdmitted = Callable[[str, date], bool]


def wire_links(app: Flask, address_of: AddressOf) -> None:
    """Tell where the page of a hold's reference is (None: it has none); the factory does, once."""
    app.extensions[_EXTENSION] = address_of


def address_of(reference: str) -> str | None:
    """Return the address of what a transfer is about, or None where nobody knows one."""
    wired = cast("AddressOf | None", current_app.extensions.get(_EXTENSION))
    return wired(reference) if wired else None


def wire_regions(app: Flask, names: RegionNames) -> None:
    """Tell what the pool's regions are called, by code, in the reader's language; the factory does, once."""
    app.extensions[_REGIONS] = names


def region_names() -> Mapping[str, str]:
    """Return what the pool's regions are called in the reader's language, by code. One query a request."""
    if "voucher_region_names" not in g:
        wired = cast("RegionNames", current_app.extensions[_REGIONS])
        g.voucher_region_names = wired()
    names: Mapping[str, str] = g.voucher_region_names
    return names


_EVIDENCE = "onepool.voucher_evidence"


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """One file of a voucher's evidence; the same state gives the same bytes."""

    path: str
    content: bytes


Contributor = Callable[["VoucherStatement"], Iterable[EvidenceFile]]


def wire_evidence(app: Flask, contributors: Sequence[Contributor]) -> None:
    """Tell what a voucher's evidence is made of, in order; the factory does, once."""
    app.extensions[_EVIDENCE] = tuple(contributors)


def evidence_contributors() -> tuple[Contributor, ...]:
    """Return who contributes to a voucher's evidence; KeyError means that nobody was wired."""
    return cast("tuple[Contributor, ...]", current_app.extensions[_EVIDENCE])


def wire_districts(app: Flask, is_admitted: IsAdmitted) -> None:
    """Tell which regions are admitted to the pool's demand side on a day; the factory does, once."""
    app.extensions[_DISTRICTS] = is_admitted


def is_admitted(region_code: str, on: date) -> bool:
    """Tell whether enterprises of a region may have vouchers on a day."""
    return cast("IsAdmitted", current_app.extensions[_DISTRICTS])(region_code, on)


_REFUSED = "onepool.voucher_refused"


@dataclass(frozen=True, slots=True)
class RefusedUse:
    """What a claim was refused of one use, where the policy lets the enterprise bear it."""

    claim_ref: str
    reference: str
    enterprise_id: int
    provider_organisation_id: int
    amount: Money


OweRefused = Callable[[RefusedUse, datetime], None]


def wire_refused(app: Flask, owe: OweRefused) -> None:
    """Tell who notes what an enterprise owes its provider for a refused claim; the factory does, once."""
    app.extensions[_REFUSED] = owe


def refused(use: RefusedUse, now: datetime) -> None:
    """Let the enterprise owe the provider what the voucher did not pay."""
    cast("OweRefused", current_app.extensions[_REFUSED])(use, now)
