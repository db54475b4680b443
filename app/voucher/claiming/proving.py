"""A claim's evidence: documents added and taken away while the claim is the claimant's to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert, update

from app.accounts.access import event_actor
from app.infra.db import constraint_error, db, execute_checked
from app.infra.documents import keep
from app.infra.events import record
from app.kernel.errors import Conflict, Invalid, NotFound, Problem
from app.kernel.text import N_
from app.voucher.claiming.acting import SUBJECT, locked
from app.voucher.domain.claims import OPEN_TO_CHANGE, WITH_AMOUNT
from app.voucher.models import Evidence
from app.voucher.queries.claims import get_claim

if TYPE_CHECKING:
    from datetime import datetime

    from app.accounts.domain.actor import Actor
    from app.infra.documents import Upload
    from app.kernel.money import Money
    from app.voucher.domain.claim_cards import ClaimCard, EvidenceCard
    from app.voucher.domain.claims import EvidenceKind

MOST_PIECES = 60

constraint_error(
    "evidence_used_once",
    lambda: Conflict(
        "evidence_reused",
        N_("This very document proves another claim already, or stands here twice."),
        field="file",
        fix=N_("An invoice or a bank receipt proves one payment: send the one of this claim."),
    ),
    sqlite_columns="evidence.sha256",
)


@dataclass(frozen=True, slots=True)
class Proof:
    """A document to add: what it proves, the amount it says, and the file."""

    kind: EvidenceKind
    amount: Money | None
    upload: Upload


def add_evidence(claim_id: int, proof: Proof, *, by: Actor, now: datetime) -> int:
    """Add a document to an own claim that is a draft or was sent back; return the evidence's id.

    Raises NotFound, Conflict `illegal_transition` or `evidence_reused`, Invalid for the amount or the file.
    """
    claim = locked(claim_id, by)
    _refuse_unless_open(claim)
    _refuse_amount(claim, proof)
    document = keep(proof.upload, by=event_actor(by), now=now)
    evidence_id: int = execute_checked(
        insert(Evidence)
        .values(
            claim_id=claim.id,
            kind=proof.kind,
            amount_minor=None if proof.amount is None else proof.amount.minor,
            document_id=document.id,
            sha256=document.sha256,
            live=True,
            added_at=now,
            added_by=by.person_id,
        )
        .returning(Evidence.id)
    ).scalar_one()
    data = {"kind": str(proof.kind), "document": document.ref, "sha256": document.sha256}
    _note(claim, "add-evidence", by, now, data)
    return evidence_id


def remove_evidence(claim_id: int, evidence_id: int, *, by: Actor, now: datetime) -> None:
    """Take a document away from an own claim that is a draft or was sent back. Raises NotFound, Conflict."""
    claim = locked(claim_id, by)
    _refuse_unless_open(claim)
    piece = _piece(claim, evidence_id)
    db.session.execute(update(Evidence).where(Evidence.id == piece.id).values(live=False, removed_at=now))
    _note(claim, "remove-evidence", by, now, {"kind": str(piece.kind), "document": piece.document.ref})


def find_evidence(claim_id: int, evidence_id: int, *, by: Actor) -> EvidenceCard:
    """Return a document of a claim the actor may know of. Raises NotFound."""
    return _piece(get_claim(claim_id, by), evidence_id)


def _piece(claim: ClaimCard, evidence_id: int) -> EvidenceCard:
    for piece in claim.evidence:
        if piece.id == evidence_id:
            return piece
    raise NotFound("not_found", N_("There is no such document in this claim."))


def _refuse_unless_open(claim: ClaimCard) -> None:
    if claim.state not in OPEN_TO_CHANGE:
        raise Conflict(
            "illegal_transition",
            N_("The claim is %(state)s: its documents stand as they are."),
            state=claim.state,
        )


def _refuse_amount(claim: ClaimCard, proof: Proof) -> None:
    problems = []
    if len(claim.evidence) >= MOST_PIECES:
        problems.append(
            Problem(
                "too_many_documents",
                N_("A claim may have at most %(most)s documents."),
                field="file",
                values={"most": MOST_PIECES},
            )
        )
    if proof.kind in WITH_AMOUNT and proof.amount is None:
        problems.append(
            Problem(
                "amount_needed",
                N_("Say the amount that the document shows."),
                field="amount_minor",
                fix=N_("The invoice and the bank receipt show it, such as ¥8,000.00."),
            )
        )
    if problems:
        raise Invalid.of(problems)


def _note(claim: ClaimCard, action: str, by: Actor, now: datetime, data: object) -> None:
    record(
        subject_kind=SUBJECT, subject_ref=claim.ref, action=action, at=now, actor=event_actor(by), data=data
    )
