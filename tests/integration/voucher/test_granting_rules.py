"""What speaks against a grant, and whom it is counted for."""

import pytest

from app.accounts.domain.roles import Role
from app.accounts.domain.verification import VerificationAction
from app.accounts.enterprises import decide_enterprise, set_control_group
from app.accounts.organisations import add_member
from app.infra import clock
from app.infra.db import Base, db
from tests.integration.voucher.desk import money
from tests.integration.voucher.world import NOW, broken_invariants, enterprise, yuan
from tests.support.booking_pool import codes


@pytest.fixture
def unregister(desk):
    """Let the officer refuse all registrations."""

    def run() -> None:
        table = Base.metadata.tables["sme_registration"]
        desk.add(lambda: db.session.execute(table.update().values(state="refused")))

    return run


def group(desk, *members, name: str) -> None:
    for member in members:
        desk.add(
            lambda member=member: set_control_group(
                enterprise_id=member.organisation.id, name=name, by=desk.people.officer.actor, now=NOW
            )
        )


def test_all_that_speaks_against_a_grant_is_told_at_once(people, desk, unregister):
    caps = {"per_application": money(20_000), "per_year": money(30_000)}
    capped = desk.programme(budget={"district": 10_000, "city": 5_000}, caps=caps)
    application = desk.apply(50_000, programme_id=capped, tier="city")
    enterprise_id, officer = people.manager.organisation.id, people.officer.actor
    desk.add(
        lambda: decide_enterprise(
            enterprise_id=enterprise_id,
            action=VerificationAction.REFUSE,
            reason="Wrong licence",
            by=officer,
            now=NOW,
        )
    )
    unregister()
    refused = desk.act(people.officer, application, "approve")
    assert refused.status_code == 422
    assert codes(refused) == {
        "verification_refused",
        "sme_not_registered",
        "application_cap_exceeded",
        "cap_exceeded",
        "budget_exceeded",
    }


def test_a_policy_that_asks_for_no_registration_gets_none(people, desk, unregister):
    free = desk.programme(sme_registration_required=False)
    unregister()
    refused = desk.act(people.manager, desk.draft(10), "submit")
    assert codes(refused) == {"sme_not_registered"}
    assert desk.grant(10, programme_id=free)


def test_a_district_that_is_not_admitted_gets_nothing(people, desk):
    table = Base.metadata.tables["pool_admission"]
    desk.add(lambda: db.session.execute(table.update().values(until_on=NOW.date())))
    assert codes(desk.act(people.manager, desk.draft(10), "submit")) == {"district_not_admitted"}


def test_a_paused_programme_takes_no_application(client, people, desk):
    client.post(f"/api/v1/programmes/{people.programme.id}/pause", headers=people.officer.headers)
    refused = desk.act(people.manager, desk.draft(10, modes=[], tier="moon"), "submit")
    assert codes(refused) == {"programme_not_open", "mode_not_allowed", "unknown_tier"}


def test_the_budget_being_used_up_is_a_conflict(people, desk):
    small = desk.programme(budget={"district": 60_000})
    desk.grant(50_000, programme_id=small)
    refused = desk.act(people.officer, desk.apply(50_000, programme_id=small), "approve")
    assert (refused.status_code, refused.json["code"]) == (409, "budget_exceeded")


def test_a_grant_comes_from_the_tier_that_can_pay(client, people, desk):
    tiers = desk.programme(budget={"district": 60_000, "province": 60_000})
    for _ in range(2):
        desk.grant(50_000, programme_id=tiers)
    listed = client.get("/api/v1/programmes", headers=people.officer.headers).json["items"]
    [card] = [each for each in listed if each["id"] == tiers]
    assert [tier["left"] for tier in card["budget"]] == [money(10_000), money(10_000)]


def test_the_last_voucher_must_be_used_before_the_next(people, desk):
    strict = desk.programme(last_grant_used_percent=50)
    number = desk.grant(1_000, programme_id=strict)
    second = desk.apply(1_000, programme_id=strict)
    refused = desk.act(people.officer, second, "approve")
    assert codes(refused) == {"last_grant_not_used"}
    assert "¥500.00" in refused.json["problems"][0]["fix"]
    desk.use(number, yuan(1_000))
    assert desk.act(people.officer, second, "approve").status_code == 200


def test_who_used_little_last_year_gets_nothing_this_year(people, desk):
    earlier, later = desk.programme(year=2025), desk.programme(low_use_bar_percent=30)
    number = desk.grant(1_000, programme_id=earlier)
    application = desk.apply(1_000, programme_id=later)
    assert codes(desk.act(people.officer, application, "approve")) == {"low_use"}
    desk.use(number, yuan(600))
    assert desk.act(people.officer, application, "approve").status_code == 200


def test_nobody_decides_about_an_enterprise_they_belong_to(people, desk):
    application = desk.apply()
    person, organisation = people.officer.actor.person_id, people.manager.organisation
    desk.add(
        lambda: add_member(
            person_id=person, organisation_id=organisation.id, role=Role.RESEARCHER, now=clock.now()
        )
    )
    for action in ("approve", "send-back", "reject"):
        refused = desk.act(people.officer, application, action, reason="Friends")
        assert codes(refused) == {"own_application"}


def test_a_cap_counted_per_enterprise_lets_each_of_a_group_have_it(people, desk):
    sister = desk.add(lambda: enterprise(9))
    group(desk, people.manager, sister, name="控股集团")
    each = desk.programme(caps={"per_year": money(100_000)})
    for member in (people.manager, sister):
        desk.grant(100_000, by=member, programme_id=each)


def test_a_cap_counted_per_control_group_is_shared_by_all_of_it(app, people, desk):
    sister = desk.add(lambda: enterprise(9))
    shared = desk.programme(caps={"per_year": money(100_000)}, cap_counts="control_group")
    desk.grant(60_000, programme_id=shared)  # before the officer knows of the group
    group(desk, people.manager, sister, name="控股集团")
    refused = desk.act(people.officer, desk.apply(50_000, by=sister, programme_id=shared), "approve")
    assert codes(refused) == {"cap_exceeded"}
    assert "¥40,000.00" in refused.json["problems"][0]["message"]
    desk.grant(40_000, by=sister, programme_id=shared)

    # To leave the group does not bring back what it had.
    group(desk, people.manager, name="")
    for member in (people.manager, sister):
        left = desk.act(people.officer, desk.apply(60_001, by=member, programme_id=shared), "approve")
        assert codes(left) == {"cap_exceeded"}
    with app.app_context():
        assert broken_invariants() == []
