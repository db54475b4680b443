"""Strangers come in by pages alone, without scripts: a provider publishes, an enterprise books."""

import email
import email.policy
import re
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.domain.roles import OrganisationKind
from app.demo.credit_codes import credit_code
from app.infra import clock
from app.infra.db import transaction
from app.pool.regions import load_regions
from tests.journeys.pages.world import next_monday

PASSWORD = "four other words here"
PERSON = {"name": "Lin Wei", "password": PASSWORD, "repeated": PASSWORD, "locale": "en"}
TABLE = "编号*,名称*,厂商,购置年份\r\nA-1,扫描电子显微镜,蔡司,2019\r\nA-2,X射线衍射仪,布鲁克,去年\r\n"
WEEK = {f"day_{day}": "09:00–12:00, 13:30–18:00" for day in range(1, 6)}


class Newcomer:
    """A browser of somebody nobody knows, who reads the mail in the sink."""

    def __init__(self, app: Flask, cli, sink: Path, address: str) -> None:
        self.browser: FlaskClient = app.test_client()
        self.cli, self.sink, self.address = cli, sink, address

    def mailed_link(self, template: str) -> str:
        sent = self.cli.invoke(args=["jobs", "run", "deliver_mail"])
        assert sent.exit_code == 0, sent.output
        newest = max(self.sink.glob(f"*-{template}.eml"))
        mail = email.message_from_bytes(newest.read_bytes(), policy=email.policy.default)
        assert mail["To"] == self.address
        return re.search(r"http://127\.0\.0\.1:8000(/\S+)", mail.get_body(("plain",)).get_content())[1]

    def follow(self, page: str, target: str) -> str:
        """Return the page behind a link that `page` really has."""
        assert f'href="{target}"' in page, target
        answer = self.browser.get(target)
        assert answer.status_code == 200
        return answer.text

    def send(self, target: str, **data: object) -> str:
        """Send a form and return the page that follows."""
        answer = self.browser.post(target, data=data, follow_redirects=True)
        assert answer.status_code == 200, re.findall(r"data-code.*|field-error.*", answer.text)
        return answer.text

    def comes_in(self) -> str:
        home = self.browser.get("/?lang=en").text
        self.follow(home, "/sign-up")
        self.send("/sign-up", email=self.address, locale="en")
        return self.send(self.mailed_link("sign_up"), **PERSON)


@pytest.fixture
def newcomer(app: Flask, cli, tmp_path: Path):
    with app.app_context():
        transaction(load_regions)
        sink = app.config["SETTINGS"].instance / "mail"
    return lambda address: Newcomer(app, cli, sink, address)


def organisation(kind: OrganisationKind, region: str, name: str) -> dict[str, str]:
    return {
        "name_zh": name,
        "name_en": name,
        "credit_code": credit_code(kind, region, 77),
        "region_code": region,
    }


def test_strangers_reach_a_published_instrument_and_a_first_booking(newcomer):
    provider = newcomer("keeper@lab.example")
    choice = provider.comes_in()
    provider.follow(choice, "/pool/found/provider")
    lab = organisation(OrganisationKind.PROVIDER, "320509", "Wujiang Materials Lab")
    home = provider.send("/pool/found/provider", **lab, city="Suzhou")
    assert "1 of 6 done" in home
    asking = provider.follow(home, "/pool/our-accreditation")
    assert "can be published and booked without it" in asking
    provider.send("/pool/our-accreditation", kinds="resource")

    provider.follow(home, "/desk/load")
    sent = provider.browser.post(
        "/desk/load",
        data={"file": (BytesIO(TABLE.encode("gbk")), "仪器.csv")},
        content_type="multipart/form-data",
    )
    dry_run = provider.browser.get(sent.location).text
    assert "扫描电子显微镜" in dry_run
    assert "This must be a year such as 2019." in dry_run
    assert "Write four digits" in dry_run
    desk = provider.send(f"{sent.location}/publish", zone="Asia/Shanghai", price="flat", yuan="300", **WEEK)
    assert 'data-state="published"' in desk
    assert "First steps" not in provider.browser.get("/").text

    customer = newcomer("lin@firm.example")
    customer.comes_in()
    firm = organisation(OrganisationKind.ENTERPRISE, "310118", "Qingpu Coatings")
    home = customer.send("/pool/found/enterprise", **firm)
    catalogue = customer.follow(home, "/instruments")
    (place,) = set(re.findall(r"/instruments/\d+(?=[?\"])", catalogue))
    day = next_monday(clock.now()).astimezone(ZoneInfo("Asia/Shanghai")).date().isoformat()
    check = customer.send(f"{place}/hold", starts_at=f"{day}T10:00", ends_at=f"{day}T12:00")
    assert "¥600.00" in check
    address = re.search(r"/quotes/[\w-]+(?=/let-go)", check)[0]
    assert "is asked for" in customer.send(address, purpose="Coating thickness", payment="")
    steps = customer.browser.get("/").text
    assert "3 of 7 done" in steps
    record = customer.follow(steps, "/enterprise")
    assert "Declare a registration" in record


def test_an_organisation_is_not_entered_twice(newcomer):
    firm = organisation(OrganisationKind.ENTERPRISE, "310118", "Qingpu Coatings")
    first, second = newcomer("lin@firm.example"), newcomer("mu.chen@firm.example")
    first.comes_in()
    first.send("/pool/found/enterprise", **firm)
    second.comes_in()
    wrong = second.browser.post("/pool/found/enterprise", data=firm | {"credit_code": "91310118MA1FL0XQ50"})
    assert 'data-code="credit_code_check"' in wrong.text
    refused = second.browser.post("/pool/found/enterprise", data=firm | {"name_zh": "X", "name_en": "X"})
    assert refused.status_code == 422
    assert "ask its manager for an invitation" in refused.text
    assert "Qingpu Coatings" not in refused.text

    first.send("/members/invite", email=second.address, roles="researcher")
    link = second.mailed_link("invitation")
    assert "Qingpu Coatings" in second.send(f"{link}/accept")
