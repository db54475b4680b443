"""What claimants are told of their claims and of cases; a claim says why it was refused."""

from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from sqlalchemy import update

from app.infra import clock
from app.infra.db import db, transaction
from app.kernel.words import VoucherMode
from app.voucher import warning
from app.voucher.domain.days import voucher_day
from app.voucher.models import Voucher
from tests.integration.voucher.claims import EIGHT, Desk, use
from tests.integration.voucher.test_cases import case_about, paid, sent_back


@pytest.fixture
def officer(client, people):
    return Desk(client, people.officer)


@pytest.fixture
def manager(client, people):
    return Desk(client, people.manager)


@pytest.fixture
def claim(app, people, manager) -> int:
    with app.app_context():
        use(people, "B-1", VoucherMode.REIMBURSE, price=EIGHT)
    return manager.submitted("B-1", mode="reimburse", price=EIGHT)


@pytest.fixture
def told(cli, people, tmp_path):
    """Send what waits, and return the kinds of mail that the enterprise's manager got so far."""

    def read() -> list[str]:
        assert cli.invoke(args=["jobs", "run", "deliver_mail"]).exit_code == 0
        sent = [
            (path.stem.split("-", 1)[1], message_from_bytes(path.read_bytes(), policy=default))
            for path in sorted(tmp_path.glob("mail/*.eml"))
        ]
        for _, mail in sent:
            assert mail["Subject"]
            assert "/claims" in mail.get_body(("plain",)).get_content()
        return [name for name, mail in sent if mail["To"] == people.manager.actor.email]

    return read


def test_a_returned_and_a_rejected_claim_say_why_until_it_is_handed_in_again(officer, manager, claim, told):
    officer.post(f"/claims/{claim}/return", {"reason": "the invoice is unreadable"})
    assert manager.get(f"/claims/{claim}").json["reason"] == "the invoice is unreadable"
    assert manager.post(f"/claims/{claim}/submit").json["reason"] is None
    assert (
        officer.post(f"/claims/{claim}/reject", {"reason": "not eligible"}).json["reason"] == "not eligible"
    )
    assert told() == ["claim_returned", "claim_rejected"]


def test_the_claimant_is_told_of_each_case_each_payment_and_what_the_bank_sent_back(
    app, client, people, officer, claim, told
):
    paid(app, client, people, officer, claim)
    for verdict in ("dismiss", "uphold"):
        officer.post(f"/cases/{case_about(officer, claim)}/{verdict}", {"reason": "as we saw"})
    sent_back(officer, claim)
    officer.post(f"/cases/{case_about(officer, claim)}/uphold", {"reason": "never to be paid"})
    assert told() == [
        "claim_paid", "claim_case_opened", "claim_case_dismissed", "claim_case_opened", "claim_case_upheld",
        "claim_paid_back", "claim_case_opened", "claim_struck",
    ]  # fmt: skip
    assert officer.get(f"/claims/{claim}").json["reason"] == "never to be paid"


def test_what_waits_in_a_returned_claim_is_warned_of_and_what_is_handed_in_is_not(app, officer, claim, told):
    now = clock.now()
    last = voucher_day(now) + timedelta(days=7)
    with app.app_context():
        transaction(lambda: db.session.execute(update(Voucher).values(use_by=last, redeem_by=last)))
        assert list(warning.unwarned_claims(now, 10)) == []
    officer.post(f"/claims/{claim}/return", {"reason": "the invoice is unreadable"})
    with app.app_context():
        [voucher] = warning.unwarned_claims(now, 10)
        transaction(lambda: warning.warn_of_redeem_by(voucher, now))
    assert told() == ["claim_returned", "voucher_redeem_by"]
