"""Regions are loaded once; each has its place in the pool from one day to another."""

from datetime import date

import pytest

from app.infra.db import transaction
from app.infra.events import SYSTEM, history
from app.kernel.errors import Conflict, NotFound
from app.pool import queries
from app.pool.domain.cards import Side
from app.pool.regions import admit, ask_to_join, load_regions, suspend
from tests.integration.pool.conftest import NOW

MARCH, MAY = date(2026, 3, 2), date(2026, 5, 1)


def ask(code):
    return transaction(
        lambda: ask_to_join(region_code=code, side=Side.DEMAND, by=SYSTEM, now=NOW, on=date(2026, 2, 1))
    )


def admitted(code, on):
    return queries.membership_of(code, Side.DEMAND, on) is not None


def test_regions_are_added_once(context):
    assert transaction(load_regions) == 0
    assert {card.code for card in queries.regions() if card.is_pilot} == {
        "310118",
        "320509",
        "330421",
        "340500",
    }


def test_a_region_is_a_member_from_its_admission_to_its_suspension(context):
    membership = ask("310118")
    assert not admitted("310118", MAY)
    transaction(lambda: admit(membership_id=membership, by=SYSTEM, now=NOW, on=MARCH))
    assert [admitted("310118", day) for day in (date(2026, 3, 1), MARCH, MAY)] == [False, True, True]
    transaction(lambda: suspend(membership_id=membership, by=SYSTEM, now=NOW, on=MAY))
    assert [admitted("310118", day) for day in (date(2026, 4, 30), MAY)] == [True, False]
    assert [event.action for event in history("pool_membership", str(membership))] == [
        "ask",
        "admit",
        "suspend",
    ]


def test_a_prefecture_is_a_member_with_its_counties(context):
    membership = ask("340500")
    transaction(lambda: admit(membership_id=membership, by=SYSTEM, now=NOW, on=MARCH))
    assert admitted("340503", MAY)
    assert not admitted("340100", MAY)


def test_a_region_asks_once_for_a_side(context):
    ask("320507")
    with pytest.raises(Conflict, match="already_asked"):
        ask("320507")
    with pytest.raises(NotFound):
        ask("999999")


def test_nobody_is_suspended_before_being_admitted(context):
    membership = ask("320507")
    with pytest.raises(Conflict, match="illegal_transition"):
        transaction(lambda: suspend(membership_id=membership, by=SYSTEM, now=NOW, on=MAY))
