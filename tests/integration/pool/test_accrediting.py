"""An accreditation is declared, checked, put on public notice, and only then active."""

from datetime import timedelta

import pytest

from app.accounts.domain.actor import Actor
from app.accounts.queries import find_person_by_email, organisations
from app.infra.db import db, transaction
from app.infra.events import SYSTEM, history
from app.kernel.errors import Conflict, Forbidden
from app.kernel.words import ServiceKind
from app.pool import accreditations, queries
from app.pool.accreditations import Decision, declare_accreditation
from app.pool.asking import ask_for_accreditation
from tests.integration.pool.conftest import NOW
from tests.support.racing import race

HOME = "320509"


def decision(now=NOW, region=HOME, reason=None):
    return Decision(region, SYSTEM, now, reason)


@pytest.fixture
def declared(context, pool) -> str:
    card = transaction(
        lambda: declare_accreditation(
            provider_id=pool.provider_id,
            kinds={ServiceKind.RESOURCE},
            from_on=NOW.date(),
            until_on=None,
            decision=decision(),
        )
    )
    return card.ref


def test_every_step_is_taken_in_its_order(declared):
    for out_of_turn in (accreditations.activate, accreditations.notice, accreditations.suspend):
        with pytest.raises(Conflict, match="illegal_transition"):
            transaction(lambda act=out_of_turn: act(declared, decision()))
    assert transaction(lambda: accreditations.check(declared, decision())).state == "checked"
    noticed = transaction(lambda: accreditations.notice(declared, decision(), days=7))
    assert (noticed.state, noticed.noticed_until) == ("noticed", NOW + timedelta(days=7))
    with pytest.raises(Conflict, match="notice_runs"):
        transaction(lambda: accreditations.activate(declared, decision(NOW + timedelta(days=6))))
    active = transaction(lambda: accreditations.activate(declared, decision(NOW + timedelta(days=7))))
    assert active.state == "active"


def test_what_was_decided_before_leaves_no_step_out(declared):
    transaction(lambda: accreditations.enter_decided(declared, decision(reason="Decided in 2025")))
    events = history("accreditation", declared)
    assert [(event.action, event.to_state) for event in events] == [
        ("declare", "declared"),
        ("check", "checked"),
        ("notice", "noticed"),
        ("activate", "active"),
    ]
    assert {event.reason for event in events[1:]} == {"Decided in 2025"}


def test_one_suspended_may_be_active_again_and_one_struck_off_never(declared):
    transaction(lambda: accreditations.enter_decided(declared, decision()))
    for act, state in (
        (accreditations.suspend, "suspended"),
        (accreditations.activate, "active"),
        (accreditations.strike_off, "struck_off"),
    ):
        assert transaction(lambda act=act: act(declared, decision())).state == state
    with pytest.raises(Conflict, match="illegal_transition"):
        transaction(lambda: accreditations.activate(declared, decision()))


def test_another_region_decides_nothing(declared):
    with pytest.raises(Forbidden):
        transaction(lambda: accreditations.check(declared, decision(region="310118")))


def test_its_province_decides_for_a_city(declared):
    card = transaction(lambda: accreditations.check(declared, decision(region="320000")))
    assert card.state == "checked"


@pytest.mark.race
def test_of_many_who_ask_for_a_provider_at_once_one_is_heard(app, context, pool):
    provider = queries.provider(pool.provider_id)
    person, house = find_person_by_email("keeper@demo.example"), organisations({provider.organisation_id})
    by = Actor(
        person.id, person.name, person.email, person.locale, house[provider.organisation_id], frozenset()
    )
    db.session.remove()

    def ask() -> str:
        with app.app_context():
            try:
                kinds = {ServiceKind.RESOURCE}
                transaction(lambda: ask_for_accreditation(kinds=kinds, by=by, now=NOW))
            except Conflict as refusal:
                return refusal.code
            return "asked"

    assert sorted(race([ask] * 6)) == ["accreditation_stands"] * 5 + ["asked"]
