"""Who may see and do what with an order and its files: what is not yours is not found."""

import pytest

from tests.support.api_caller import A_PDF
from tests.support.booking_pool import codes
from tests.support.service_orders import contracted, in_work, offer, quoted, requested


@pytest.fixture
def act(pool):
    return contracted(pool)


def test_those_whom_it_concerns_see_it(pool, act):
    for caller in (pool.researcher, pool.manager, pool.keeper, pool.operator):
        assert caller.get(act).status_code == 200
        assert len(caller.get("/service-orders").json["items"]) == 1


def test_those_whom_it_does_not_concern_do_not(pool, act):
    for caller in (pool.colleague, pool.stranger):
        assert caller.get(act).status_code == 404
        assert caller.get("/service-orders").json["items"] == []
        assert caller.post(f"{act}/cancel").status_code == 404
        assert caller.get(f"{act}/documents").status_code == 404
    assert pool.officer.get(act).status_code == 403


def test_each_side_does_its_own(pool):
    act = requested(pool)
    assert pool.researcher.post(f"{act}/quote", offer()).status_code == 403
    assert pool.keeper.post(f"{act}/withdraw").status_code == 403
    assert pool.operator.post(f"{act}/decline").status_code == 403
    assert pool.keeper.post("/service-orders", {"service_id": pool.service()}).status_code == 403


def test_the_operator_sees_an_order_and_neither_acts_nor_reads_its_files(pool, act):
    document = pool.keeper.upload(f"{act}/documents", kind="contract").json["id"]
    assert pool.operator.get(act).json["actions"] == []
    assert pool.operator.get(f"{act}/documents").json["items"] == []
    assert pool.operator.get(f"{act}/documents/{document}").status_code == 403


def test_both_sides_read_the_files_and_nobody_else(pool, act):
    document = pool.researcher.upload(f"{act}/documents", kind="contract", name="合同.pdf").json["id"]
    place = f"{act}/documents/{document}"
    for caller in (pool.researcher, pool.manager, pool.keeper):
        answer = caller.get(place)
        assert (answer.status_code, answer.data) == (200, A_PDF)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert answer.headers["Cache-Control"] == "private, no-store"
    for caller in (pool.colleague, pool.stranger):
        assert caller.get(place).status_code == 404
    assert pool.researcher.client.get(f"/api/v1{place}").status_code == 401


def test_a_file_is_found_under_its_own_order_only(pool, act):
    document = pool.keeper.upload(f"{act}/documents", kind="contract").json["id"]
    other = contracted(pool)
    assert pool.keeper.get(f"{other}/documents/{document}").status_code == 404
    assert pool.keeper.get(f"{act}/documents/D-NOTTHERE").status_code == 404


def test_each_side_adds_its_own_kinds_of_files(pool):
    act = in_work(pool)
    assert pool.researcher.upload(f"{act}/documents", kind="brief").status_code == 201
    assert pool.researcher.upload(f"{act}/documents", kind="deliverable").status_code == 403
    assert pool.keeper.upload(f"{act}/documents", kind="brief").status_code == 403
    assert codes(pool.keeper.upload(f"{act}/documents", kind="gossip")) == {"not_a_choice"}
    early = pool.keeper.upload(f"{quoted(pool)}/documents", kind="contract")
    assert (early.status_code, codes(early)) == (409, {"illegal_transition"})


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "empty.pdf", "file_empty"),
        (b"MZ\x90\x00", "virus.pdf", "file_type_not_allowed"),
        (A_PDF, "report.exe", "file_type_not_allowed"),
        (A_PDF + b" " * (10 * 1024 * 1024), "large.pdf", "file_too_large"),
    ],
)
def test_what_is_no_document_is_refused(pool, act, content, name, code):
    refused = pool.keeper.upload(f"{act}/documents", kind="contract", content=content, name=name)
    assert (refused.status_code, codes(refused)) == (422, {code})


def test_a_form_without_a_file_is_refused(pool, act):
    answer = pool.keeper.client.post(
        f"/api/v1{act}/documents", data={"kind": "contract"}, headers=pool.keeper.headers
    )
    assert codes(answer) == {"missing"}


def test_an_upload_repeated_with_its_key_is_kept_once(pool, act):
    for _ in range(2):
        answer = pool.keeper.upload(f"{act}/documents", kind="contract", **{"Idempotency-Key": "f1"})
        assert answer.status_code == 201
    other = pool.keeper.upload(
        f"{act}/documents", kind="contract", content=A_PDF + b"%", **{"Idempotency-Key": "f1"}
    )
    assert codes(other) == {"idempotency_mismatch"}
    assert len(pool.keeper.get(f"{act}/documents").json["items"]) == 1


def test_a_list_is_narrowed_and_paged(pool):
    refs = [quoted(pool).rsplit("/", 1)[1] for _ in range(3)]
    first = pool.researcher.get("/service-orders", limit=2).json
    assert [each["ref"] for each in first["items"]] == [refs[2], refs[1]]
    rest = pool.researcher.get("/service-orders", limit=2, cursor=first["next"]).json
    assert ([each["ref"] for each in rest["items"]], rest["next"]) == ([refs[0]], None)
    pool.researcher.post(f"/service-orders/{refs[0]}/withdraw")
    withdrawn = pool.researcher.get("/service-orders", state="withdrawn").json["items"]
    assert [each["ref"] for each in withdrawn] == [refs[0]]
