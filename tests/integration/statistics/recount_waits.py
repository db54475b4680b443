"""Counts again who came, what waited how long, and what budgets did, row by row."""

import math
from collections import Counter, defaultdict
from typing import Any

from tests.integration.statistics.recount import (
    Counted,
    Raw,
    at_end_of,
    by_id,
    month,
    months_of,
    percent,
    rows_of,
    seconds,
)


def attendance(raw: Raw) -> Counted:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for booking in raw.bookings.values():
        ending = _ending(booking)
        if (
            ending
            and raw.is_asked(booking["starts_at"])
            and raw.concerns(booking, raw.place(booking["instrument_id"]))
        ):
            found[month(booking["starts_at"])][ending] += 1
    return {(key,): _rates(each) for key, each in found.items()}


def _ending(booking: Any) -> str | None:
    if booking["usage_number"] is not None:
        return "came"
    if booking["state"] == "cancelled_late":
        return "late"
    is_missed = booking["state"] in ("no_show", "settled") and booking["appeal_state"] != "waived"
    return "missed" if is_missed else None


def _rates(found: Counter[str]) -> tuple[int | None, ...]:
    whole = found.total()
    counts = found["came"], found["missed"], found["late"]
    return *counts, percent(found["missed"], whole), percent(found["late"], whole)


def confirmation(raw: Raw) -> Counted:
    refs = {booking["ref"]: booking for booking in raw.bookings.values()}
    waits: dict[str, list[int]] = defaultdict(list)
    for event in rows_of("event"):
        if (event["subject_kind"], event["action"]) != ("booking", "confirm"):
            continue
        booking = refs[event["subject_ref"]]
        if raw.is_asked(event["at"]) and raw.concerns(booking, raw.place(booking["instrument_id"])):
            waits[month(event["at"])].append(seconds(booking["requested_at"], event["at"]))
    return {(key,): _spread(each) for key, each in waits.items()}


def payment(raw: Raw) -> Counted:
    payouts, claims = by_id("payout"), by_id("claim")
    waits: dict[str, list[int]] = defaultdict(list)
    payee = raw.question.within.provider_organisation_id
    for line in rows_of("payout_line"):
        claim, sent_at = claims[line["claim_id"]], payouts[line["payout_id"]]["sent_at"]
        is_own = claim["payee_id"] == payee if payee is not None else raw.is_mine(claim["payer_region"])
        if line["state"] == "paid" and raw.is_asked(sent_at) and is_own:
            waits[month(sent_at)].append(seconds(claim["submitted_at"], sent_at))
    return {(key,): _spread(each) for key, each in waits.items()}


def _spread(waits: list[int]) -> tuple[int, ...]:
    ordered = sorted(waits)
    return len(ordered), *(ordered[math.ceil(len(ordered) * share / 100) - 1] for share in (50, 90))


def budgets(raw: Raw) -> Counted:
    """Replay the ledger up to the end of each month; balances are told by the kind of bucket."""
    buckets, transfers, claims = by_id("bucket"), rows_of("transfer"), by_id("claim")
    lines = rows_of("claim_line")
    found: Counted = {}
    for programme in rows_of("programme"):
        if programme["state"] == "draft" or not raw.is_mine(programme["region_code"]):
            continue
        for key in months_of(raw.question):
            end = min(at_end_of(key), raw.question.period.span.end)
            balance, moved = Counter(), Counter()
            for transfer in transfers:
                if transfer["programme_id"] == programme["id"] and transfer["at"] < end:
                    balance[buckets[transfer["debit_bucket_id"]]["kind"]] -= transfer["amount_minor"]
                    balance[buckets[transfer["credit_bucket_id"]]["kind"]] += transfer["amount_minor"]
                    moved[transfer["reason"]] += transfer["amount_minor"]
            asked = sum(
                line["captured_minor"]
                for line in lines
                if _is_asked(claims[line["claim_id"]], programme["id"], end)
            )
            if moved:
                values = moved["issue"], balance["held"], moved["capture"], asked
                found[programme["ref"], key] = (*values, balance["paid"], balance["budget"])
    return found


def _is_asked(claim: Any, programme_id: int, end: Any) -> bool:
    return (
        claim["programme_id"] == programme_id
        and claim["submitted_at"] is not None
        and claim["submitted_at"] < end
        and claim["state"] not in ("draft", "returned", "withdrawn")
    )
