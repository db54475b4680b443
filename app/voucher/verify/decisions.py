"""R3: what was decided is decided alike again from the stored snapshot and policy version."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.infra.db import db
from app.kernel.money import Money
from app.voucher.domain.facts import Facts
from app.voucher.domain.policy import Policy
from app.voucher.domain.shares import subsidy
from app.voucher.domain.together import after_others
from app.voucher.models import Hold, PolicyVersion

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Row

AT_ONCE = 1000
_HOLDS = (
    select(Hold.id, Hold.policy_id, Hold.amount_minor, Hold.currency, Hold.snapshot)
    .order_by(Hold.id)
    .limit(AT_ONCE)
)


def unlike_their_snapshot() -> list[str]:
    """Return the holds that their policy version would not give for the facts of their snapshot."""
    terms = cache(_policy)  # a version never changes; there are few
    found = []
    for row in _holds():
        rate, amount = _again(row, terms(row.policy_id))
        if row.snapshot["rate_percent"] != rate:
            found.append(
                f"hold {row.id} was held at {row.snapshot['rate_percent']} %, its policy says {rate}"
            )
        if not row.amount_minor == row.snapshot["amount_minor"] == amount.minor:
            found.append(f"hold {row.id} took {row.amount_minor}, its snapshot gives {amount.minor}")
    return found


def _holds() -> Iterator[Row[Any]]:
    after = 0
    while rows := db.session.execute(_HOLDS.where(Hold.id > after)).all():
        yield from rows
        after = rows[-1].id


def _policy(policy_id: int) -> Policy:
    return Policy.kept(
        db.session.scalars(select(PolicyVersion.terms).where(PolicyVersion.id == policy_id)).one()
    )


def _again(row: Row[Any], policy: Policy) -> tuple[int, Money]:
    """Return the rate and the amount that the policy gives for what the snapshot keeps.

    Of several vouchers each gives what those before it left of its share, as far as it was free.
    """
    facts, price = Facts.from_dict(row.snapshot["facts"]), Money(row.snapshot["price_minor"], row.currency)
    rate = policy.rate_for(kind=facts.service_kind, locality=facts.locality, price=price)
    share = subsidy(price, rate, policy.caps.per_contract)
    before = row.snapshot.get("before_minor")
    if before is None:
        return rate, share
    return rate, after_others(
        share, before=Money(before, row.currency), most=Money(row.snapshot["available_minor"], row.currency)
    )
