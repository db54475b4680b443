"""Very many vouchers: their programmes by the use cases, they themselves as the rows issuing would leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.demo.places import ENTERPRISES
from app.demo.regions import LOADER
from app.demo.vouchers import LABEL, RATE_PERCENT
from app.infra.db import Base, db
from app.infra.events import linked
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.domain.days import voucher_day
from app.voucher.domain.ledger import BucketKind, Reason
from app.voucher.domain.programmes import BudgetLine, draft
from app.voucher.domain.states import ProgrammeAction, VoucherState
from app.voucher.programmes import found_programme, move_programme
from app.voucher.queries.programmes import all_programmes

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, timedelta

    from app.demo.volume.rows import Row
    from app.voucher.domain.cards import ProgrammeCard

TIER = "district"
# Enough for any number of vouchers: a budget that runs dry is not what is measured.
_BUDGET = Money(10**15)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A region's open programme, and the bucket of its budget."""

    programme: ProgrammeCard
    budget_bucket_id: int


def open_schemes(use_by: date, claim_within: timedelta, now: datetime) -> dict[str, Scheme]:
    """Open a programme without caps for each region that has enterprises; return them by region."""
    known = {programme.id for programme in all_programmes()}
    for region in sorted({place.region_code for place in ENTERPRISES}):
        programme = draft(
            name=f"测量用创新券 {region}（演示）",
            year=use_by.year,
            region_code=region,
            budget=[BudgetLine(TIER, _BUDGET)],
            policy={
                "rate_percent": RATE_PERCENT,
                "modes": sorted(VoucherMode),
                "use_by": use_by.isoformat(),
                "redeem_by": (use_by + claim_within).isoformat(),
                "label": LABEL,
            },
        )
        found_programme(programme, by=LOADER, now=now)
    founded = [programme for programme in all_programmes() if programme.id not in known]
    for each in founded:
        move_programme(each, ProgrammeAction.OPEN, by=LOADER, now=now)
    return {each.region_code: Scheme(each, _budget_bucket(each.id)) for each in founded}


@dataclass(frozen=True, slots=True)
class Purse:
    """One voucher with all its rows; `available_id` becomes the id of the bucket of its free value."""

    id: int
    number: str
    scheme: Scheme
    enterprise_id: int
    face_minor: int
    available_id: int
    issued_at: datetime

    def voucher(self) -> Row:
        """Return the row of `voucher`."""
        programme = self.scheme.programme
        use_by, redeem_by = programme.policy.deadlines(voucher_day(self.issued_at))
        return {
            "id": self.id,
            "number": self.number,
            "programme_id": programme.id,
            "policy_id": programme.policy_id,
            "enterprise_id": self.enterprise_id,
            "tier": TIER,
            "face_minor": self.face_minor,
            "currency": _BUDGET.currency,
            "modes": sorted(programme.policy.issuable_modes),
            "use_by": use_by,
            "redeem_by": redeem_by,
            "state": str(VoucherState.ACTIVE),
            "issued_at": self.issued_at,
        }

    def bucket(self, kind: BucketKind, bucket_id: int, owner_ref: str) -> Row:
        """Return the row of one of its buckets, which start empty."""
        return {
            "id": bucket_id,
            "kind": str(kind),
            "owner_ref": owner_ref,
            "tier": TIER,
            "programme_id": self.scheme.programme.id,
            "voucher_id": self.id,
            "balance_minor": 0,
            "currency": _BUDGET.currency,
        }

    def available(self) -> Row:
        """Return the row of the bucket of its free value."""
        return self.bucket(BucketKind.AVAILABLE, self.available_id, self.number)

    def issue(self) -> Row:
        """Return the row of the transfer that fills it."""
        buckets = (self.scheme.budget_bucket_id, self.available_id)
        return self.transfer(Reason.ISSUE, buckets, self.face_minor, self.number, self.issued_at)

    def transfer(
        self, reason: Reason, buckets: tuple[int, int], minor: int, reference: str, at: datetime,
        host_region: str | None = None,
    ) -> Row:  # fmt: skip
        """Return the row of `transfer` that moves its money from the first bucket to the second."""
        programme = self.scheme.programme
        issuer = programme.region_code
        return {
            "debit_bucket_id": buckets[0],
            "credit_bucket_id": buckets[1],
            "amount_minor": minor,
            "currency": _BUDGET.currency,
            "reason": str(reason),
            "reference": reference,
            "programme_id": programme.id,
            "voucher_id": self.id,
            "issuer_region": issuer,
            "host_region": host_region,
            "payer_region": programme.policy.payer_rule.payer(issuer, host_region or issuer),
            "at": at,
            "actor_id": LOADER.id,
            "actor_name": LOADER.name,
        }

    def events(self) -> list[Row]:
        """Return the rows of `event`: that it was issued."""
        programme = self.scheme.programme
        issued = {
            "at": self.issued_at,
            "subject_kind": "voucher",
            "subject_ref": self.number,
            "action": "issue",
            "to_state": str(VoucherState.ACTIVE),
            "actor_id": LOADER.id,
            "actor_name": LOADER.name,
            "role": LOADER.role,
            "data": {
                "programme": programme.ref,
                "policy_version": programme.policy_version,
                "face_minor": self.face_minor,
            },
        }
        return linked([issued])


def counters(granted: Mapping[tuple[int, int], int]) -> list[Row]:
    """Return the rows of `cap_use` for what each programme granted to each enterprise, in minor units."""
    return [
        {
            "programme_id": programme_id,
            "counted_for": f"organisation:{enterprise_id}",
            "used_minor": minor,
            "cap_minor": None,
            "currency": _BUDGET.currency,
        }
        for (programme_id, enterprise_id), minor in granted.items()
    ]


def _budget_bucket(programme_id: int) -> int:
    bucket = Base.metadata.tables["bucket"]
    query = select(bucket.c.id).where(
        bucket.c.kind == str(BucketKind.BUDGET), bucket.c.programme_id == programme_id
    )
    found: int = db.session.scalars(query).one()
    return found
