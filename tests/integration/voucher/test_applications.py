"""A grant application over the API, from its draft to its voucher."""

from app.infra.events import history
from tests.integration.voucher.desk import API, money
from tests.integration.voucher.world import POLICY, authority, broken_invariants
from tests.support.booking_pool import codes


def test_an_application_becomes_a_voucher_in_three_calls(app, client, people, desk):
    application = desk.apply(50_000)
    granted = desk.act(people.officer, application, "approve", amount=money(50_000), reason="A sound plan")
    assert (granted.status_code, granted.json["state"]) == (200, "approved")
    assert (granted.json["approved_amount"], granted.json["actions"]) == (money(50_000), [])
    path = f"/api/v1/vouchers/{granted.json['voucher']}"
    voucher = client.get(path, headers=people.researcher.headers).json
    assert (voucher["face"], voucher["state"]) == (money(50_000), "active")
    assert voucher["modes"] == sorted(POLICY["modes"])
    with app.app_context():
        events = history("grant_application", granted.json["ref"])
        assert [(each.action, each.to_state, each.reason) for each in events] == [
            ("draft", "draft", None),
            ("submit", "submitted", None),
            ("receive", "district_review", None),
            ("approve", "approved", "A sound plan"),
        ]
        assert broken_invariants() == []


def test_less_than_asked_may_be_granted_for_a_reason(people, desk):
    application = desk.apply(50_000, modes=["redeem"])
    refused = desk.act(people.officer, application, "approve", amount=money(20_000))
    assert (refused.status_code, codes(refused)) == (422, {"reason_needed"})
    refused = desk.act(people.officer, application, "approve", amount=money(50_001), reason="Generous")
    assert codes(refused) == {"more_than_asked"}
    granted = desk.act(people.officer, application, "approve", amount=money(20_000), reason="One only")
    assert (granted.json["approved_amount"], granted.json["modes"]) == (money(20_000), ["redeem"])


def test_one_sent_back_is_changed_and_submitted_again(client, people, desk):
    application = desk.apply()
    path, headers = f"{API}/{application}", people.manager.headers
    assert client.patch(path, json={"purpose": "More"}, headers=headers).json["code"] == "illegal_transition"
    assert codes(desk.act(people.officer, application, "send-back")) == {"reason_needed"}
    returned = desk.act(people.officer, application, "send-back", reason="Which instrument?")
    assert (returned.json["state"], returned.json["actions"]) == ("sent_back", [])
    changes = {"amount": money(30_000), "purpose": "TEM", "tier": "district", "modes": ["redeem"]}
    changed = client.patch(path, json=changes, headers=headers).json
    assert {name: changed[name] for name in changes} == changes
    assert changed["actions"] == ["submit", "withdraw"]
    assert client.patch(path, json={"modes": None}, headers=headers).json["modes"] is None
    assert desk.act(people.manager, application, "submit").json["state"] == "district_review"
    assert desk.act(people.officer, application, "approve").json["approved_amount"] == money(30_000)


def test_what_is_decided_or_withdrawn_stays_so(people, desk):
    rejected, withdrawn = desk.apply(), desk.apply()
    assert codes(desk.act(people.officer, rejected, "reject")) == {"reason_needed"}
    assert desk.act(people.officer, rejected, "reject", reason="No such service").json["state"] == "rejected"
    assert desk.act(people.manager, withdrawn, "withdraw").json["state"] == "withdrawn"
    for application in (rejected, withdrawn):
        for member, action in (
            (people.officer, "approve"),
            (people.manager, "submit"),
            (people.manager, "withdraw"),
        ):
            answer = desk.act(member, application, action)
            assert (answer.status_code, answer.json["code"]) == (409, "illegal_transition")


def test_a_draft_is_not_decided_and_not_listed_for_the_officer(client, people, desk):
    drafted = desk.draft(purpose="")
    shown = client.get(f"{API}/{drafted}", headers=people.manager.headers).json
    assert shown["actions"] == ["submit", "withdraw"]
    assert client.get(API, headers=people.officer.headers).json["items"] == []
    assert desk.act(people.officer, drafted, "approve").json["code"] == "illegal_transition"
    assert codes(desk.act(people.manager, drafted, "submit")) == {"purpose_missing"}


def test_a_list_is_narrowed_by_state_and_goes_on(client, people, desk):
    waiting = [desk.apply(10) for _ in range(3)]
    desk.grant(10)
    headers = people.officer.headers
    first = client.get(f"{API}?state=district_review&limit=2", headers=headers).json
    following = f"{API}?state=district_review&limit=2&cursor={first['next']}"
    second = client.get(following, headers=headers).json
    assert [item["id"] for item in first["items"] + second["items"]] == waiting[::-1]
    assert second["next"] is None
    assert len(client.get(API, headers=headers).json["items"]) == 4


def test_somebody_elses_application_does_not_exist(client, people, desk):
    application = desk.apply()
    for other in (people.stranger, people.other_officer):
        assert client.get(f"{API}/{application}", headers=other.headers).status_code == 404
        assert client.get(API, headers=other.headers).json["items"] == []
    assert desk.act(people.other_officer, application, "approve").status_code == 404
    assert client.get(f"{API}/{application}", headers=people.researcher.headers).status_code == 200
    assert desk.act(people.researcher, application, "withdraw").status_code == 403
    assert desk.act(people.manager, application, "approve").status_code == 403
    assert client.get(API).status_code == 401


def test_a_programme_one_may_not_know_of_takes_no_application(client, people):
    body = {"programme_id": 999, "amount": money(10), "purpose": "x"}
    assert client.post(API, json=body, headers=people.manager.headers).status_code == 404


def test_a_negative_amount_and_an_unknown_mode_are_refused(client, people):
    for wrong in ({"amount": money(-1)}, {"amount": money(1), "modes": ["gift"]}):
        body = {"programme_id": people.programme.id, "purpose": "x"} | wrong
        answer = client.post(API, json=body, headers=people.manager.headers)
        assert (answer.status_code, answer.json["code"]) == (422, "invalid")


def test_a_large_grant_is_reviewed_by_the_district_and_then_the_city(client, people, desk):
    city = desk.add(lambda: authority(8, "310000"))
    large = desk.programme(city_review_above=money(20_000))
    application = desk.apply(50_000, programme_id=large)
    assert client.get(f"{API}/{application}", headers=city.headers).status_code == 404

    endorsed = desk.act(people.officer, application, "approve", amount=money(40_000), reason="Enough")
    assert (endorsed.json["state"], endorsed.json["voucher"]) == ("city_review", None)
    assert (endorsed.json["endorsed_amount"], endorsed.json["actions"]) == (money(40_000), [])
    assert desk.act(people.officer, application, "approve").status_code == 403
    refused = desk.act(city, application, "approve", amount=money(50_000), reason="All")
    assert codes(refused) == {"more_than_asked"}

    granted = desk.act(city, application, "approve")
    assert (granted.json["state"], granted.json["approved_amount"]) == ("approved", money(40_000))
    small = desk.act(people.officer, desk.apply(20_000, programme_id=large), "approve")
    assert small.json["state"] == "approved"


def test_the_city_may_send_back_and_both_review_again(people, desk):
    city = desk.add(lambda: authority(8, "310000"))
    application = desk.apply(50_000, programme_id=desk.programme(city_review_above=money(20_000)))
    desk.act(people.officer, application, "approve")
    assert desk.act(city, application, "send-back", reason="Why so much?").json["state"] == "sent_back"
    again = desk.act(people.manager, application, "submit").json
    assert (again["state"], again["endorsed_amount"]) == ("district_review", None)


def test_documents_come_with_a_draft_and_go_to_those_who_decide(client, people, desk):
    application = desk.draft()
    path, pdf = f"{API}/{application}/documents", b"%PDF-1.7 an offer"
    manager, officer = people.manager.headers, people.officer.headers
    handed_in = client.post(path, data={"file": (desk.file(pdf), "offer.pdf")}, headers=manager)
    assert (handed_in.status_code, handed_in.json["media_type"]) == (201, "application/pdf")
    wrong = client.post(path, data={"file": (desk.file(b"MZ"), "offer.pdf")}, headers=manager)
    assert codes(wrong) == {"file_type_not_allowed"}
    assert codes(client.post(path, data={}, headers=manager)) == {"missing"}
    assert desk.act(people.manager, application, "submit").status_code == 200

    [listed] = client.get(path, headers=officer).json["items"]
    sent = client.get(f"{path}/{listed['ref']}", headers=officer)
    assert (sent.data, sent.headers["Content-Disposition"][:10]) == (pdf, "attachment")
    for other in (people.stranger, people.other_officer):
        assert client.get(f"{path}/{listed['ref']}", headers=other.headers).status_code == 404
    late = client.post(path, data={"file": (desk.file(pdf), "late.pdf")}, headers=manager)
    assert late.json["code"] == "illegal_transition"


def test_what_is_asked_at_last_and_the_policy_of_each_decision_stand_in_the_events(app, client, people, desk):
    application = desk.draft(100)
    desk.act(people.manager, application, "submit")
    desk.act(people.officer, application, "send-back", reason="say more")
    path = f"/api/v1/grant-applications/{application}"
    changed = {"amount": money(2_000), "purpose": "Microscopy of more cells"}
    ref = client.patch(path, json=changed, headers=people.manager.headers).json["ref"]
    desk.act(people.manager, application, "submit")
    desk.act(people.officer, application, "reject", reason="not eligible")
    with app.app_context():
        told = {event.action: event.data for event in history("grant_application", ref)}
    assert told["submit"] == {"amount_minor": 200_000, "policy_version": 1, "endorsed_minor": None}
    assert told["send-back"] == told["reject"] == {"policy_version": 1}
