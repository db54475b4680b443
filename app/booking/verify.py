"""Booking's invariants (domain.md, I2, R1, L6, L11) against the database. Each query finds what breaks one.

Plain SQL, since they hold between the tables of several packages, whose models are private.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from app.booking.domain.states import DEAD, LIVE, State
from app.infra.db import db
from app.infra.verify import Check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from enum import StrEnum


def listed(states: Iterable[StrEnum]) -> str:
    """Return states as they stand in a query."""
    return ", ".join(f"'{state}'" for state in sorted(states))


LIVE_WITHOUT_TIME = f"""
    SELECT b.ref || ' is ' || b.state || ' and has ' || COUNT(a.id) || ' allocations'
    FROM booking b LEFT JOIN allocation a ON a.reference = b.ref AND a.kind = 'booking'
    WHERE b.state IN ({listed(LIVE)}) GROUP BY b.ref, b.state HAVING COUNT(a.id) <> 1"""  # noqa: S608 -- our own states
DEAD_WITH_TIME = f"""
    SELECT b.ref || ' is ' || b.state || ' and still has time' FROM booking b
    JOIN allocation a ON a.reference = b.ref WHERE b.state IN ({listed(DEAD)})"""  # noqa: S608 -- our own states
TIME_OF_NOBODY = """
    SELECT 'allocation ' || a.reference || ' belongs to no booking' FROM allocation a
    LEFT JOIN booking b ON b.ref = a.reference WHERE a.kind = 'booking' AND b.id IS NULL"""
CAPTURED_UNUSED = """
    SELECT 'hold ' || h.reference || ' is captured without final usage' FROM hold h
    JOIN booking b ON b.ref = h.reference WHERE h.state = 'captured' AND NOT EXISTS (
        SELECT 1 FROM usage_session u
        WHERE u.booking_id = b.id AND u.number = b.usage_number AND u.state = 'final')"""
CAPTURE_DIFFERS = """
    SELECT b.ref || ' settled ' || s.captured_minor || ' of its voucher, its hold '
        || COALESCE(h.captured, 0)
    FROM settlement s JOIN booking b ON b.id = s.booking_id LEFT JOIN (
        SELECT reference, SUM(captured_minor) AS captured FROM hold GROUP BY reference) h
        ON h.reference = b.ref
    WHERE s.captured_minor <> COALESCE(h.captured, 0) OR s.captured_minor > b.voucher_share_minor"""
HELD_BY_DEAD = f"""
    SELECT b.ref || ' is ' || b.state || ' and still holds voucher money' FROM booking b
    JOIN hold h ON h.reference = b.ref AND h.state = 'held'
    WHERE b.state IN ({listed(DEAD | {State.SETTLED})})"""  # noqa: S608 -- our own states
UNSETTLED = """
    SELECT b.ref || ' is ' || b.state || ' with ' || COUNT(s.id) || ' settlements'
    FROM booking b LEFT JOIN settlement s ON s.booking_id = b.id GROUP BY b.ref, b.state
    HAVING COUNT(s.id) <> CASE WHEN b.state IN ('settled', 'cancelled_late') THEN 1 ELSE 0 END"""
FORGOTTEN = f"""
    SELECT b.ref || ' is ' || b.state || ' and nothing will ever end it' FROM booking b
    WHERE b.state IN ('requested', 'confirmed', 'in_use') AND b.deadline_at IS NULL
    UNION ALL SELECT b.ref || ' is ' || b.state || ' and has a deadline' FROM booking b
    WHERE b.state IN ({listed((DEAD | {State.SETTLED}) - {State.NO_SHOW})}) AND b.deadline_at IS NOT NULL"""  # noqa: S608 -- our own states

UNOWED = """
    SELECT 'settlement of ' || b.ref || ' leaves ' || s.own_share_minor || ' to pay, '
        || COALESCE(r.amount_minor, 0) || ' are owed'
    FROM settlement s JOIN booking b ON b.id = s.booking_id LEFT JOIN receivable r ON r.reference = b.ref
    WHERE COALESCE(r.amount_minor, 0) <> s.own_share_minor OR r.price_minor <> s.total_minor
    OR r.enterprise_id <> b.enterprise_id OR r.provider_organisation_id <> b.provider_organisation_id"""
MISCOUNTED = """
    SELECT 'receivable ' || r.reference || ' counts ' || r.paid_minor || ' paid of ' || r.amount_minor
        || ', recorded are ' || COALESCE(SUM(p.amount_minor), 0)
    FROM receivable r LEFT JOIN payment p ON p.receivable_id = r.id AND p.state <> 'refused'
    GROUP BY r.id, r.reference, r.paid_minor, r.amount_minor
    HAVING r.paid_minor <> COALESCE(SUM(p.amount_minor), 0) OR r.paid_minor > r.amount_minor"""


def breaking(*queries: str) -> Callable[[], list[str]]:
    """Return what runs the queries, each of which finds what breaks an invariant."""

    def run() -> list[str]:
        return [line for query in queries for line in db.session.scalars(text(query))]

    return run


CHECKS: tuple[Check, ...] = (
    Check(
        "I2",
        "a live booking has exactly one allocation, a dead one none",
        breaking(LIVE_WITHOUT_TIME, DEAD_WITH_TIME, TIME_OF_NOBODY),
    ),
    Check("R1", "no voucher money is captured without final usage", breaking(CAPTURED_UNUSED)),
    Check(
        "L6b",
        "a settlement captured what its hold says, at most what was held",
        breaking(CAPTURE_DIFFERS, HELD_BY_DEAD, UNSETTLED),
    ),
    Check(
        "O1",
        "each own share is owed once, and paid at most once over",
        breaking(UNOWED, MISCOUNTED),
    ),
    Check("L11", "what waits has a deadline, and what ended has none", breaking(FORGOTTEN)),
)
