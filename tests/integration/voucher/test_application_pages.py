"""Applying and deciding in the browser, without scripts."""

import re
from io import BytesIO

import pytest

from app.infra.db import Base, db
from tests.integration.voucher.desk import money
from tests.integration.voucher.world import Member


@pytest.fixture
def browse(client):
    """Open a page, or post a form: `browse(people.manager, "/applications", yuan="5")`."""

    def run(member: Member, path: str, **form: object):
        path = f"{path}?lang=en"
        if form:
            return client.post(path, data=form, headers=member.headers)
        return client.get(path, headers=member.headers)

    return run


@pytest.fixture
def page_of(app):
    """Return the path of an application's page by its id."""

    def path(application_id: int) -> str:
        table = Base.metadata.tables["grant_application"]
        with app.app_context():
            row = db.session.execute(table.select().where(table.c.id == application_id)).one()
        return f"/applications/{row.ref}"

    return path


def test_a_manager_drafts_completes_and_submits(people, browse):
    new = browse(people.manager, "/applications/new")
    for text in ("¥300,000.00", "registration as a technology SME", "Save the draft"):
        assert text in new.text
    key = re.search(r'"form_key" value="([^"]+)"', new.text)[1]
    typed = {"yuan": "50000", "modes": "redeem", "form_key": key}
    drafted, again = (browse(people.manager, "/applications/new", **typed) for _twice in range(2))
    assert again.location == drafted.location, "sent twice, it is one draft"
    assert drafted.status_code == 303
    path = re.sub(r"^.*(/applications/G-[A-Z0-9]{5})$", r"\1", drafted.headers["Location"])

    # What was typed is kept even where it can not be submitted yet.
    early = browse(people.manager, f"{path}/change", yuan="40000.50", modes="any", then="submit")
    assert (early.status_code, "purpose_missing" in early.text) == (422, True)
    assert "40000.50" in browse(people.manager, path).text

    changed = {"yuan": "40000.50", "purpose": "Cryo microscopy", "modes": "any"}
    upload = {"file": (BytesIO(b"%PDF-1.7"), "offer.pdf")}
    assert browse(people.manager, f"{path}/change", **changed, **upload, then="submit").status_code == 303
    page = browse(people.manager, path)
    for text in ("¥40,000.50", "Cryo microscopy", "offer.pdf", "The officers of the region decide."):
        assert text in page.text
    assert "Save the draft" not in page.text
    assert "offer.pdf" in browse(people.officer, path).text


@pytest.mark.parametrize(
    ("yuan", "reason"),
    [
        ("0", "Number must be"),
        ("many", "Not a valid decimal"),
        *((typed, "two decimals") for typed in ("1.005", "NaN", "sNaN", "1e400", "1e27")),
    ],
)
def test_a_wrong_amount_is_refused_beside_what_was_typed(people, browse, yuan, reason):
    refused = browse(people.manager, "/applications/new", yuan=yuan, purpose="Cryo", modes="any")
    assert refused.status_code == 422
    assert reason in refused.text
    assert "Cryo" in refused.text


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_the_officers_queue_has_the_longest_wait_first_and_one_is_decided_in_place(
    client, people, browse, desk, page_of, language
):
    first, second = desk.apply(50_000), desk.apply(20_000)
    queue = client.get(f"/applications/queue?lang={language}", headers=people.officer.headers)
    assert queue.text.index(page_of(first)) < queue.text.index(page_of(second))
    page = client.get(f"{page_of(first)}?lang={language}", headers=people.officer.headers)
    for text in ("¥50,000.00", "¥300,000.00", people.manager.organisation.credit_code):
        assert text in page.text

    refused = browse(people.officer, f"{page_of(first)}/approve", yuan="30000")
    assert (refused.status_code, "reason_needed" in refused.text) == (422, True)
    granted = browse(people.officer, f"{page_of(first)}/approve", yuan="30000", reason="One instrument")
    assert granted.status_code == 303
    assert "¥30,000.00" in browse(people.manager, page_of(first)).text
    sent_back = browse(people.officer, f"{page_of(second)}/send-back", reason="Which instrument?")
    assert sent_back.status_code == 303
    assert "Which instrument?" in browse(people.manager, page_of(second)).text
    assert page_of(second) not in browse(people.officer, "/applications/queue").text


def test_what_speaks_against_a_grant_is_on_the_officers_page(people, browse, desk, page_of):
    large = desk.apply(400_000, programme_id=desk.programme(caps={"per_application": money(100_000)}))
    assert "application_cap_exceeded" in browse(people.officer, page_of(large)).text


def test_an_application_is_taken_back(people, browse, desk, page_of):
    path = page_of(desk.apply())
    assert browse(people.manager, f"{path}/withdraw", reason="Not needed").status_code == 303
    assert "Withdrawn" in browse(people.manager, path).text


def test_the_pages_of_others_do_not_exist(client, people, browse, desk, page_of):
    path = page_of(desk.apply())
    for other in (people.stranger, people.other_officer):
        assert browse(other, path).status_code == 404
    assert browse(people.other_officer, f"{path}/reject", reason="x").status_code == 404
    assert browse(people.researcher, path).status_code == 200
    assert "Take it back" not in browse(people.researcher, path).text
    assert browse(people.researcher, "/applications/new").status_code == 403
    assert client.get("/applications").status_code == 302


def test_what_waits_stands_on_the_home_page(people, browse, desk):
    desk.draft()
    desk.apply()
    for member, address in ((people.manager, "/applications"), (people.officer, "/applications/queue")):
        home = browse(member, "/").text
        assert re.search(rf'<strong>1</strong>\s*<a href="{address}">', home)


def test_the_enterprise_is_told_of_decisions_by_mail(app, cli, tmp_path, people, desk):
    for action, reason in (("approve", "Good"), ("send-back", "Which?"), ("reject", "No")):
        desk.act(people.officer, desk.apply(10_000), action, reason=reason)
    assert cli.invoke(args=["jobs", "run", "deliver_mail"]).exit_code == 0
    mails = sorted(path.name.split("-", 1)[1] for path in (tmp_path / "mail").glob("*.eml"))
    assert mails == ["grant_approved.eml", "grant_rejected.eml", "grant_sent_back.eml"]
