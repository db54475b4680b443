"""What the voucher side contributes to a voucher's evidence."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from app.infra.events import histories, history
from app.infra.events.chain import canonical
from app.infra.tables import Table, as_csv
from app.voucher import applications, hold_events
from app.voucher.exporting.readme import README_EN, README_ZH
from app.voucher.ports import EvidenceFile
from app.voucher.queries.claimed import application_ref_of, claimed_of
from app.voucher.queries.exports import holds_of, policies_of, programme_ref_of, transfers_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.infra.events import EventRow
    from app.infra.tables import Cell
    from app.voucher.domain.cards import VoucherStatement

CLAIM_COLUMNS = (
    "claim", "mode", "state", "submitted_at", "reference", "captured", "approved", "currency", "reason",
    "payout", "payment", "bank_reference", "case", "case_state",
)  # fmt: skip
# In a cell of several payments, one of which the bank gave no number of its own.
NOT_TOLD = "—"
TRANSFER_COLUMNS = (
    "id", "at", "reason", "reference", "amount", "currency", "from", "to", "issuer_region", "host_region",
    "payer_region", "actor",
)  # fmt: skip


def readme(statement: VoucherStatement) -> Iterator[EvidenceFile]:
    """Say what is in it and how to check it, in both languages."""
    number = statement.voucher.number
    yield EvidenceFile("README.zh-CN.txt", README_ZH.format(number=number).encode())
    yield EvidenceFile("README.en.txt", README_EN.format(number=number).encode())


def money(statement: VoucherStatement) -> Iterator[EvidenceFile]:
    """Give the statement, and every transfer behind it."""
    voucher, balances = statement.voucher, statement.balances
    facts: tuple[tuple[Cell, ...], ...] = (
        ("number", voucher.number),
        ("state", str(voucher.state)),
        ("region", voucher.region_code),
        ("tier", voucher.tier),
        ("modes", " ".join(sorted(voucher.modes))),
        ("use_by", voucher.use_by),
        ("redeem_by", voucher.redeem_by),
        ("policy_version", statement.policy_version),
        ("rate_percent", statement.rate_percent),
        ("currency", voucher.face.currency),
        ("face", voucher.face),
        *((name, getattr(balances, name)) for name in balances.__dataclass_fields__),
    )
    transfers = transfers_of(voucher.id)
    newest = transfers[-1].at
    rows: list[tuple[Cell, ...]] = [
        (
            each.id, _instant(each.at), each.reason, each.reference, each.amount, each.amount.currency,
            each.debit, each.credit, each.issuer_region, each.host_region, each.payer_region,
            each.actor_name,
        )
        for each in transfers
    ]  # fmt: skip
    yield EvidenceFile("statement.csv", as_csv(Table("statement", ("what", "value"), facts, newest)))
    yield EvidenceFile("transfers.csv", as_csv(Table("transfers", TRANSFER_COLUMNS, rows, newest)))


def claims(statement: VoucherStatement) -> Iterator[EvidenceFile]:
    """Give what was claimed of it and paid, a row a line; a claim may be about others' too."""
    rows: list[tuple[Cell, ...]] = [
        (
            each.claim, each.mode, each.state, each.submitted_at and _instant(each.submitted_at),
            each.reference, each.captured, each.approved, each.captured.currency, each.reason,
            _joined(paid.payout for paid in each.payments),
            _joined(paid.state for paid in each.payments),
            _joined(paid.bank_reference or NOT_TOLD for paid in each.payments),
            _joined(case.ref for case in each.cases), _joined(case.state for case in each.cases),
        )
        for each in claimed_of(statement.voucher.id)
    ]  # fmt: skip
    newest = transfers_of(statement.voucher.id)[-1].at
    yield EvidenceFile("claims.csv", as_csv(Table("claims", CLAIM_COLUMNS, rows, newest)))


def decisions(statement: VoucherStatement) -> Iterator[EvidenceFile]:
    """Give the holds with their snapshots, the policies, and the chains of events."""
    voucher = statement.voucher
    holds = holds_of(voucher.id)
    policies = [
        {"programme": each.programme, "version": each.version, "created_at": each.created_at,
         "terms": each.terms}
        for each in policies_of(voucher.id)
    ]  # fmt: skip
    application = application_ref_of(voucher.id)
    told = [
        *(history(applications.SUBJECT, application) if application else ()),
        *history("programme", programme_ref_of(voucher.id)),
        *history("voucher", voucher.number),
        *histories(hold_events.SUBJECT, [str(hold.id) for hold in holds]),
    ]
    yield EvidenceFile("holds.json", _json([hold.values for hold in holds]))
    yield EvidenceFile("policies.json", _json(policies))
    yield EvidenceFile("events.json", _json([_event(event) for event in told]))


#: In the order of the archive. A package above adds its own where they are wired (app/parts.py).
CONTRIBUTORS = (readme, money, claims, decisions)


def _joined(parts: Iterable[str]) -> str:
    return "; ".join(parts)


def _event(event: EventRow) -> dict[str, Any]:
    """Return an event as it was hashed, with its hash; and the second one where a name was taken out."""
    content: dict[str, Any] = json.loads(canonical(event.content))
    second = {"pseudonym_hash": event.pseudonym_hash} if event.pseudonym_hash else {}
    return content | {"hash": event.hash} | second


def _json(values: object) -> bytes:
    text = json.dumps(values, ensure_ascii=False, indent=1, sort_keys=True, default=_plain)
    return f"{text}\n".encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return _instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no plain form of {value!r}")


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
