"""Regions are loaded once; each has its place in the pool from one day to another."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from app.infra.db import db, transaction
from app.infra.events import SYSTEM, history
from app.kernel.errors import Conflict, NotFound
from app.pool import queries
from app.pool.domain.cards import Side
from app.pool.regions import admit, ask_to_join, leave, load_regions, suspend
from tests.integration.pool.conftest import NOW

MARCH = date(2026, 3, 2)
APRIL, MAY, JUNE = (date(2026, month, 1) for month in (4, 5, 6))

COPY = "INSERT INTO pool_admission (membership_id, from_on) SELECT membership_id, from_on FROM pool_admission"


def ask(code):
    return transaction(lambda: ask_to_join(region_code=code, side=Side.DEMAND, by=SYSTEM, now=NOW, on=MARCH))


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


def test_a_later_admission_changes_no_day_before_it(context):
    membership = ask("310118")
    act = {"membership_id": membership, "by": SYSTEM, "now": NOW}
    transaction(lambda: admit(**act, on=MARCH))
    transaction(lambda: suspend(**act, on=MAY))
    transaction(lambda: admit(**act, on=JUNE))
    days = (MARCH, date(2026, 4, 30), MAY, date(2026, 5, 31), JUNE)
    assert [admitted("310118", day) for day in days] == [True, True, False, False, True]


def test_an_end_is_brought_forward_and_never_put_off(context):
    membership = ask("310118")
    act = {"membership_id": membership, "by": SYSTEM, "now": NOW}
    own = {"by_region": "310118"}
    transaction(lambda: admit(**act, on=MARCH))
    transaction(lambda: suspend(**act, on=MAY))
    assert transaction(lambda: leave(**act, **own, on=JUNE)).ended_on == MAY
    assert not admitted("310118", MAY)
    with pytest.raises(Conflict) as refusal:
        transaction(lambda: leave(**act, **own, on=JUNE))
    assert refusal.value.code == "ends_earlier"
    transaction(lambda: suspend(**act, on=APRIL))
    assert [admitted("310118", day) for day in (date(2026, 3, 31), APRIL)] == [True, False]


@pytest.mark.parametrize(
    ("rule", "statement"),
    [
        ("is_kept", "DELETE FROM pool_admission"),
        ("only_ends", "UPDATE pool_admission SET until_on = NULL"),
        ("only_ends", "UPDATE pool_admission SET until_on = '2026-06-01'"),
        ("only_ends", "UPDATE pool_admission SET from_on = '2026-01-01'"),
        ("overlaps", COPY),
    ],
)
def test_the_database_keeps_the_days_of_an_admission(context, rule, statement):
    act = {"membership_id": ask("310118"), "by": SYSTEM, "now": NOW}
    transaction(lambda: admit(**act, on=MARCH))
    transaction(lambda: suspend(**act, on=MAY))
    with pytest.raises(IntegrityError, match=f"pool_admission_{rule}"):
        transaction(lambda: db.session.execute(text(statement)))


def test_a_region_that_left_may_ask_and_be_admitted_again(context):
    membership = ask("310118")
    act = {"membership_id": membership, "by": SYSTEM, "now": NOW}
    transaction(lambda: admit(**act, on=MARCH))
    transaction(lambda: leave(**act, by_region="310118", on=MAY))
    assert ask("310118") == membership
    transaction(lambda: admit(**act, on=JUNE))
    assert [admitted("310118", day) for day in (MARCH, MAY, JUNE)] == [True, False, True]


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
