"""The register of enterprises: declared by them, verified by their region's officer, seen by nobody else."""

from datetime import date
from io import BytesIO

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app.accounts import queries
from app.accounts.registrations import RegistrationTerms, register
from app.infra import clock
from app.infra.db import Base, db, transaction
from app.infra.events import SYSTEM
from tests.integration.accounts.conftest import NOON

YEAR = clock.now().year
CERTIFICATE = {"year": str(YEAR), "number": "20260310118A0001", "registered_on": f"{YEAR}-01-05"}
PDF = b"%PDF-1.7 a certificate"


@pytest.fixture
def path(world) -> str:
    return f"/enterprises/{world.enterprise.id}"


def declare(caller, **changes):
    upload = {"file": (BytesIO(PDF), "certificate.pdf")}
    return caller.post("/enterprise/registrations", **(CERTIFICATE | upload | changes))


def is_registered(app, world, year: int = YEAR) -> bool:
    with app.app_context():
        return bool(db.session.scalar(select(queries.is_registered(world.enterprise.id, year))))


def test_a_registration_counts_once_the_officer_has_verified_it(app, world, as_, path):
    assert declare(as_("manager")).status_code == 303
    assert not is_registered(app, world)
    assert as_("officer").post(f"{path}/registrations/{YEAR}/verify").status_code == 303
    assert is_registered(app, world)
    assert not is_registered(app, world, YEAR + 1)
    page = as_("manager").get("/enterprise").text
    assert "20260310118A0001" in page
    assert "certificate.pdf" in page


def test_a_refused_registration_is_corrected_and_a_verified_one_stands(app, world, as_, path):
    declare(as_("manager"))
    refused = as_("officer").post(f"{path}/registrations/{YEAR}/refuse")
    assert (refused.status_code, "reason_needed" in refused.text) == (422, True)
    reason = {"reason": "The number is not that of the certificate"}
    assert as_("officer").post(f"{path}/registrations/{YEAR}/refuse", **reason).status_code == 303
    assert reason["reason"] in as_("manager").get("/enterprise").text
    assert declare(as_("manager"), number="20260310118A0002").status_code == 303
    as_("officer").post(f"{path}/registrations/{YEAR}/verify")
    again = declare(as_("manager"), number="20260310118A0003")
    assert (again.status_code, "illegal_transition" in again.text) == (422, True)
    assert is_registered(app, world)


def test_everything_wrong_with_a_declaration_is_told_at_once(as_):
    wrong = {"year": "2001", "number": "?", "registered_on": "2099-01-01", "file": (BytesIO(b"MZ"), "x.pdf")}
    refused = declare(as_("manager"), **wrong)
    assert refused.status_code == 422
    for code in (
        "year_out_of_range",
        "registration_number_wrong",
        "registration_day_wrong",
        "file_type_not_allowed",
    ):
        assert code in refused.text


def test_a_number_is_verified_for_one_enterprise_only(app, world, as_, path):
    terms = RegistrationTerms(YEAR, CERTIFICATE["number"], date(YEAR, 1, 5))
    with app.app_context():
        transaction(
            lambda: register(enterprise_id=world.second_enterprise.id, terms=terms, by=SYSTEM, now=NOON)
        )
    declare(as_("manager"))
    refused = as_("officer").post(f"{path}/registrations/{YEAR}/verify")
    assert "registration_number_taken" in refused.text
    assert not is_registered(app, world)


def test_documents_are_for_the_enterprise_and_the_officers_of_its_area(as_, path, client):
    declare(as_("manager"))
    document = as_("manager").get("/enterprise").text.split(f"{path}/documents/")[1][:10]
    for name in ("manager", "officer", "city"):
        sent = as_(name).get(f"{path}/documents/{document}")
        assert (sent.status_code, sent.data) == (200, PDF), name
    assert as_("foreign").get(f"{path}/documents/{document}").status_code == 404
    for name in ("stranger", "provider"):
        assert as_(name).get(f"{path}/documents/{document}").status_code == 403, name
    assert client.get(f"{path}/documents/{document}").status_code == 302


def test_an_officer_decides_about_the_own_region_only(as_, path):
    page = as_("officer").get("/enterprises")
    assert path in page.text
    assert path not in as_("foreign").get("/enterprises?shelf=all").text
    assert as_("foreign").get(path).status_code == 404
    assert as_("foreign").post(f"{path}/verify").status_code == 404
    assert "forbidden" in as_("city").post(f"{path}/verify").text
    assert as_("officer").post(f"{path}/verify").status_code == 303
    assert path not in as_("officer").get("/enterprises").text
    assert as_("manager").get("/enterprises").status_code == 403


def test_a_refused_record_is_declared_again(as_, path):
    as_("officer").post(f"{path}/refuse", reason="Wrong name")
    assert "Wrong name" in as_("manager").get("/enterprise").text
    assert as_("manager").post("/enterprise/declare", reason="Corrected").status_code == 303
    assert path in as_("officer").get("/enterprises").text


def test_a_control_group_is_named_by_the_officer(app, world, as_, path):
    as_("officer").post(f"{path}/control-group", group=" 控股集团 ")
    other = f"/enterprises/{world.second_enterprise.id}"
    as_("officer").post(f"{other}/control-group", group="控股集团")
    assert "控股集团" in as_("manager").get("/enterprise").text
    with app.app_context():
        group = queries.get_any_enterprise(world.enterprise.id).control_group
        assert group is not None
        assert queries.group_members(group.id) == [world.enterprise.id, world.second_enterprise.id]
    as_("officer").post(f"{other}/control-group", group="")
    with app.app_context():
        assert queries.get_any_enterprise(world.second_enterprise.id).control_group is None


def test_a_tie_is_declared_by_either_side_and_ended_by_that_side(app, world, as_):
    def are_tied(on: date) -> bool:
        with app.app_context():
            condition = queries.are_tied(world.enterprise.id, world.provider.id, on)
            return bool(db.session.scalar(select(condition)))

    tie = {"kind": "equity", "from_on": "2026-01-01", "note": "20 %"}
    unknown = as_("manager").post("/ties", counterpart="Nobody", **tie)
    assert (unknown.status_code, "counterpart_unknown" in unknown.text) == (422, True)
    assert as_("manager").post("/ties", counterpart="A Provider", **tie).status_code == 303
    twice = as_("provider").post("/ties", counterpart=world.enterprise.credit_code, **tie)
    assert (twice.status_code, "already_declared" in twice.text) == (422, True)
    assert not are_tied(date(2025, 12, 31))
    assert are_tied(date(2026, 1, 1))

    assert as_("provider").post("/ties/1/end").status_code == 403
    assert as_("stranger").post("/ties/1/end").status_code == 403
    assert as_("manager").post("/ties/1/end", reason="Sold").status_code == 303
    today = clock.now().date()
    assert are_tied(today)
    assert not are_tied(today.replace(year=today.year + 1))
    assert as_("manager").post("/ties/1/end").status_code == 409
    assert "Sold" not in as_("provider").get("/ties").text
    assert "First Enterprise" in as_("provider").get("/ties").text


def test_no_tie_is_ever_deleted(app, world, as_):
    as_("manager").post("/ties", counterpart="A Provider", kind="control", from_on="2026-01-01")
    table = Base.metadata.tables["provider_tie"]
    with app.app_context(), pytest.raises(IntegrityError, match="provider_tie_is_kept"):
        db.session.execute(table.delete())


def test_an_enterprise_is_registered_by_command(app, cli, world):
    code = world.enterprise.credit_code
    arguments = ["enterprise", "register", "--enterprise", code, "--year", str(YEAR), "--number"]
    assert cli.invoke(args=[*arguments, "2026031011800001"]).exit_code == 0
    assert is_registered(app, world)
    assert cli.invoke(args=[*arguments, "2026031011800002"]).exit_code == 0
    assert cli.invoke(args=[*arguments, "?"]).exit_code == 1
    unknown = ["enterprise", "register", "--enterprise", "91310118MA1FL0999X", "--year", "2026"]
    assert cli.invoke(args=[*unknown, "--number", "2026031011800001"]).exit_code == 1
