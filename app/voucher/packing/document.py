"""The claim pack as a paper in Chinese: cover, lines, evidence, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask_babel import force_locale, gettext

from app.infra.code_words import code_word
from app.infra.filters import format_day, format_instant, format_money
from app.infra.pdf import Column, facts, gap, heading, paper, paragraph, table, title
from app.kernel.text import N_
from app.kernel.words import VoucherMode
from app.voucher.domain.days import VOUCHER_ZONE, voucher_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from reportlab.platypus.flowables import Flowable

    from app.accounts.domain.actor import OrganisationCard
    from app.voucher.domain.claim_cards import ClaimLineCard
    from app.voucher.queries.packs import Dossier

# The authorities read Chinese, and a paper that goes to the files must not depend on who asked for it.
LANGUAGE = "zh_Hans_CN"
ZONE = VOUCHER_ZONE.key
NOTHING = "—"

MODES: Mapping[VoucherMode, str] = {
    VoucherMode.REIMBURSE: N_(
        "通用 (reimburse): the enterprise paid the provider the full price. After review and public notice "
        "the approved amount is paid to the enterprise. The invoices and bank receipts prove the full price."
    ),
    VoucherMode.REDEEM: N_(
        "通兑 (redeem): the enterprise paid the provider its own share only. After review and public notice "
        "the approved amount is paid to the provider. Own share and voucher make up the price."
    ),
}


def pack_pdf(dossier: Dossier) -> bytes:
    """Return the claim's pack as a PDF; the same state of the claim gives the same bytes."""
    with force_locale(LANGUAGE):
        ref = dossier.claim.ref
        name = gettext("Claim pack %(ref)s", ref=ref)
        parts = [
            title(name),
            *_cover(dossier),
            *_lines(dossier),
            *_evidence(dossier),
            *_decisions(dossier),
        ]
        return paper(name, f"OnePool {ref}", parts)


def _cover(dossier: Dossier) -> Iterator[Flowable]:
    claim = dossier.claim
    versions = sorted(set(dossier.versions.values()))
    payer = _organisation(dossier.authority) if dossier.authority else claim.payer_region
    yield facts(
        [
            (gettext("Claimant and payee"), _organisation(claim.payee)),
            (gettext("Paying authority"), payer),
            (gettext("Programme"), f"{dossier.programme_name} ({dossier.programme_ref}, {dossier.year})"),
            (gettext("Policy version"), ", ".join(map(str, versions))),
            (gettext("State"), code_word(claim.state)),
            (gettext("Submitted on"), NOTHING if not claim.submitted_at else _at(claim.submitted_at)),
            (gettext("Last day to claim"), format_day(claim.redeem_by)),
            (gettext("Claimed"), format_money(claim.captured)),
            (gettext("Approved amount"), NOTHING if claim.approved is None else format_money(claim.approved)),
            *([(gettext("Reason"), claim.reason)] if claim.reason else []),
            *(
                [(gettext("Who bears the refused amount"), code_word(claim.borne_by))]
                if claim.borne_by
                else []
            ),
        ]
    )
    yield gap()
    yield paragraph(gettext(MODES[claim.mode]))


def _lines(dossier: Dossier) -> Iterator[Flowable]:
    yield heading(gettext("What is claimed"))
    columns = (
        Column(gettext("Reference"), 34),
        Column(gettext("Enterprise and provider"), 34),
        Column(gettext("Settled on"), 19),
        Column(gettext("Price"), 21, "right"),
        Column(gettext("Rate"), 11, "right"),
        Column(gettext("Paid by voucher"), 19, "right"),
        Column(gettext("Own share"), 19, "right"),
        Column(gettext("Approved amount"), 17, "right"),
    )
    lines = zip(dossier.claim.lines, dossier.claim.first_lines, strict=True)
    yield table(columns, [_line(line, dossier, is_first=is_first) for line, is_first in lines])


def _line(line: ClaimLineCard, dossier: Dossier, *, is_first: bool) -> list[str]:
    capture = line.capture
    sides = (capture.enterprise_id, capture.provider_organisation_id)
    names = [dossier.parties[side].name_zh for side in sides if side in dossier.parties]
    return [
        f"{capture.reference} {capture.voucher_number}",
        " / ".join(names),
        voucher_day(capture.captured_at).isoformat(),
        format_money(capture.price) if is_first else NOTHING,
        f"{capture.rate_percent} %",
        format_money(capture.captured),
        format_money(capture.part.own_share) if is_first else NOTHING,
        NOTHING if line.approved is None else format_money(line.approved),
    ]


def _evidence(dossier: Dossier) -> Iterator[Flowable]:
    yield heading(gettext("Evidence"))
    if not dossier.claim.evidence:
        yield paragraph(gettext("No documents."))
        return
    columns = (
        Column(gettext("No."), 10, "right"),
        Column(gettext("Kind"), 20),
        Column(gettext("File"), 42),
        Column(gettext("Amount"), 22, "right"),
        Column("SHA-256", 80),
    )
    rows = [
        [
            str(number),
            code_word(piece.kind),
            piece.document.filename,
            NOTHING if piece.amount is None else format_money(piece.amount),
            piece.document.sha256,
        ]
        for number, piece in enumerate(dossier.claim.evidence, start=1)
    ]
    yield table(columns, rows)


def _decisions(dossier: Dossier) -> Iterator[Flowable]:
    yield heading(gettext("History"))
    columns = (
        Column(gettext("Noted at"), 42),
        Column(gettext("What was done"), 26),
        Column(gettext("New state"), 22),
        Column(gettext("By whom"), 34),
        Column(gettext("Reason"), 50),
    )
    rows = [
        [
            _at(event.at),
            code_word(event.action),
            code_word(event.to_state) if event.to_state else NOTHING,
            f"{event.actor.name} ({code_word(event.actor.role)})" if event.actor.role else event.actor.name,
            event.reason or NOTHING,
        ]
        for event in dossier.events
    ]
    yield table(columns, rows)


def _at(at: datetime) -> str:
    return format_instant(at, ZONE)


def _organisation(card: OrganisationCard) -> str:
    return f"{card.name_zh} ({card.credit_code})" if card.credit_code else card.name_zh
