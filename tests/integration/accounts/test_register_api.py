"""The register over the API: the same rules as on the pages, for programs."""

from io import BytesIO

import pytest

from app.accounts import queries
from app.accounts.domain.roles import Role
from app.accounts.organisations import add_member
from app.infra import clock
from app.infra.db import transaction
from tests.integration.accounts.conftest import NOON

YEAR = clock.now().year
ENTERPRISES = "/api/v1/enterprises"
CERTIFICATE = {"year": str(YEAR), "number": "20260310118A0001", "registered_on": f"{YEAR}-01-05"}
PDF = b"%PDF-1.7 a certificate"
TIE = {"counterpart": "A Provider", "kind": "equity", "from_on": "2026-01-01", "note": "20 %"}


@pytest.fixture
def path(world) -> str:
    return f"{ENTERPRISES}/{world.enterprise.id}"


def declare(caller, path, **changes):
    upload = {"file": (BytesIO(PDF), "certificate.pdf")}
    return caller.post(f"{path}/registrations", **(CERTIFICATE | upload | changes))


def codes(answer) -> set[str]:
    return {problem["code"] for problem in answer.json["problems"]}


def test_a_registration_is_declared_with_its_certificate_and_verified(as_, path):
    declared = declare(as_("manager"), path)
    assert declared.status_code == 201, declared.text
    assert (declared.json["state"], declared.json["actions"]) == ("declared", ["declare"])
    sent = as_("officer").get(f"{path}/documents/{declared.json['document']}")
    assert (sent.status_code, sent.data) == (200, PDF)
    waiting = as_("officer").get(ENTERPRISES, registration="declared").json["items"]
    assert [each["registrations"][0]["actions"] for each in waiting] == [["verify", "refuse"]]
    verified = as_("officer").post_json(f"{path}/registrations/{YEAR}/verify")
    assert (verified.status_code, verified.json["state"]) == (200, "verified")
    assert as_("officer").get(ENTERPRISES, registration="declared").json["items"] == []
    assert codes(declare(as_("manager"), path)) == {"illegal_transition"}


def test_a_refusal_needs_a_reason_and_tells_it(as_, path):
    declare(as_("manager"), path)
    refusal = f"{path}/registrations/{YEAR}/refuse"
    assert codes(as_("officer").post_json(refusal)) == {"reason_needed"}
    as_("officer").post_json(refusal, reason="Not this number")
    as_("officer").post_json(f"{path}/refuse", reason="Wrong name")
    shown = as_("manager").get(path).json
    assert (shown["state"], shown["reason"]) == ("refused", "Wrong name")
    assert shown["registrations"][0]["reason"] == "Not this number"
    again = as_("manager").post_json(f"{path}/declare", reason="Corrected").json
    assert (again["state"], again["reason"]) == ("declared", None)
    assert as_("officer").post_json(f"{path}/verify").json["state"] == "verified"


def test_everything_wrong_with_a_declaration_is_told_at_once(as_, path):
    wrong = {"year": "2001", "number": "?", "registered_on": "2099-01-01", "file": (BytesIO(b"MZ"), "x.pdf")}
    refused = declare(as_("manager"), path, **wrong)
    assert refused.status_code == 422
    assert codes(refused) == {
        "year_out_of_range",
        "registration_number_wrong",
        "registration_day_wrong",
        "file_type_not_allowed",
    }
    unread = declare(as_("manager"), path, year="soon", registered_on="yesterday")
    assert {problem["field"] for problem in unread.json["problems"]} == {"year", "registered_on"}


def test_an_enterprise_is_known_to_itself_and_the_officers_of_its_area_only(as_, world, path):
    for name in ("manager", "officer", "city"):
        assert as_(name).get(path).json["id"] == world.enterprise.id, name
    assert [each["id"] for each in as_("manager").get(ENTERPRISES).json["items"]] == [world.enterprise.id]
    assert len(as_("officer").get(ENTERPRISES).json["items"]) > 1
    assert as_("foreign").get(ENTERPRISES).json["items"] == []
    for call in ("", "/documents", "/ties"):
        assert as_("foreign").get(path + call).status_code == 404, call
        assert as_("provider").get(path + call).status_code == 403, call
    other = f"{ENTERPRISES}/{world.second_enterprise.id}"
    assert as_("manager").post_json(f"{other}/declare").status_code == 404
    assert declare(as_("manager"), other).status_code == 404
    assert as_("manager").post_json(f"{path}/verify").status_code == 403
    assert as_("foreign").post_json(f"{path}/verify").status_code == 404
    assert as_("city").post_json(f"{path}/verify").status_code == 403


def test_the_list_goes_on_at_its_cursor(as_):
    whole = [each["id"] for each in as_("officer").get(ENTERPRISES).json["items"]]
    first = as_("officer").get(ENTERPRISES, limit=1).json
    second = as_("officer").get(ENTERPRISES, limit=1, cursor=first["next"]).json
    assert [each["id"] for each in first["items"] + second["items"]] == whole[:2]
    assert as_("officer").get(ENTERPRISES, cursor="made-up").json["code"] == "invalid_cursor"


def test_a_control_group_is_set_found_by_and_left(as_, world, path):
    group = as_("officer").post_json(f"{path}/control-group", name="控股集团").json["control_group"]
    assert group["name"] == "控股集团"
    found = as_("officer").get(ENTERPRISES, control_group=group["id"]).json["items"]
    assert [each["id"] for each in found] == [world.enterprise.id]
    assert as_("officer").post_json(f"{path}/control-group", name="").json["control_group"] is None
    assert as_("manager").post_json(f"{path}/control-group", name="Mine").status_code == 403


def test_a_document_is_handed_in_with_its_kind(as_, path):
    licence = {"kind": "licence", "file": (BytesIO(PDF), "licence.pdf")}
    handed_in = as_("manager").post(f"{path}/documents", **licence)
    assert (handed_in.status_code, handed_in.json["kind"]) == (201, "licence")
    listed = as_("officer").get(f"{path}/documents").json["items"]
    assert [each["ref"] for each in listed] == [handed_in.json["ref"]]
    wrong = as_("manager").post(f"{path}/documents", kind="gift", file=(BytesIO(PDF), "licence.pdf"))
    assert codes(wrong) == {"not_a_choice"}


def test_a_tie_is_declared_once_for_one_key_and_ended_by_its_side(as_, world, path):
    declared = as_("manager").post_json("/api/v1/ties", key="a-tie", **TIE)
    assert declared.status_code == 201, declared.text
    assert (declared.json["declared_by"], declared.json["actions"]) == ("enterprise", ["end"])
    assert as_("manager").post_json("/api/v1/ties", key="a-tie", **TIE).data == declared.data
    assert codes(as_("manager").post_json("/api/v1/ties", **TIE)) == {"already_declared"}
    assert codes(as_("manager").post_json("/api/v1/ties", **TIE | {"counterpart": "Nobody"})) == {
        "counterpart_unknown"
    }
    seen = as_("provider").get("/api/v1/ties").json["items"]
    assert [(each["provider"]["id"], each["actions"]) for each in seen] == [(world.provider.id, [])]
    end = f"/api/v1/ties/{declared.json['id']}/end"
    assert as_("provider").post_json(end).status_code == 403
    assert as_("manager").post_json(end, reason="Sold").json["until_on"] is not None
    assert as_("manager").post_json(end).json["code"] == "illegal_transition"
    assert as_("officer").get(f"{path}/ties").json["items"][0]["until_on"] is not None


def test_nobody_decides_about_the_enterprise_they_belong_to(app, as_, world, path):
    with app.app_context():
        officer = queries.find_person_by_email("officer@demo.example")
        joined = {"person_id": officer.id, "organisation_id": world.enterprise.id}
        transaction(lambda: add_member(**joined, role=Role.RESEARCHER, now=NOON))
    for call in ("verify", "control-group", f"registrations/{YEAR}/verify"):
        refused = as_("officer").post_json(f"{path}/{call}", name="控股集团")
        assert (refused.status_code, refused.json["code"]) == (403, "own_enterprise"), call
