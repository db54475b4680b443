"""A pool over HTTP: researchers and their manager in 青浦, a keeper in 江苏, a stranger in 嘉善.

What has an API is done over it; people, regions and the voucher are set up as the commands do it.
"""

from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from flask.testing import FlaskClient
from stdnum.cn import uscc
from werkzeug.test import TestResponse

from app.accounts.domain.actor import OrganisationCard, Scope
from app.accounts.domain.roles import OrganisationKind, Role
from app.accounts.organisations import add_member, create_organisation
from app.accounts.people import create_person
from app.accounts.tokens import create_token
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.kernel.money import Money
from app.pool.domain.cards import Side
from app.pool.providers import create_provider
from app.pool.regions import admit, ask_to_join, load_regions
from app.voucher.issuing import issue
from app.voucher.queries.programmes import all_programmes
from tests.support.api_caller import Caller
from tests.support.register import register_sme
from tests.support.templates import furnished

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST_DAY = date(2026, 1, 5)
LONG_AGO = datetime(2026, 1, 5, 1, tzinfo=UTC)
HOURS = {
    "timezone": "Asia/Shanghai",
    "weekly": [{"weekday": day, "from": "08:00", "to": "20:00"} for day in range(1, 8)],
}
RATE_CARD = {
    "group": "enterprise",
    "effective_from": "2026-01-01",
    "unit": "hour",
    "bands": [{"weekdays": [1, 2, 3, 4, 5, 6, 7], "from": "00:00", "to": "24:00", "minor_per_hour": 600_00}],
    "minimum_minutes": 60,
    "set_up_minor": 100_00,
    "charge_basis": "usage",
    "cancellation": [{"notice_hours": 24, "percent": 0}, {"notice_hours": 0, "percent": 50}],
    "no_show_percent": 100,
}
TEST_OF_SAMPLES = {
    "kind": "testing",
    "name_zh": "金属材料拉伸试验",
    "name_en": "Tensile test of metals",
    "description": "GB/T 228.1, at room temperature.",
    "deliverables": "A report with curves and a photograph of each sample.",
    "unit": "sample",
    "price": {"minor": 600_00, "currency": "CNY"},
    "lead_days": 10,
    "publish": True,
}
POLICY = {
    "rate_percent": 50,
    "modes": ["reimburse", "redeem"],
    "caps": {"per_year": {"minor": 300_000_00, "currency": "CNY"}},
    "use_by": "2029-12-31",
    "redeem_by": "2030-03-31",
    "label": "demo policy",
}
PROGRAMME = {
    "name": "青浦区科技创新券",
    "year": 2026,
    "region": "310118",
    "budget": [{"tier": "district", "amount": {"minor": 1_000_000_00, "currency": "CNY"}}],
    "policy": POLICY,
}


@dataclass(frozen=True)
class Pool:
    """Who there is; `voucher` is the researcher's enterprise's, of ¥100,000, good in both modes."""

    researcher: Caller
    colleague: Caller
    manager: Caller
    keeper: Caller
    officer: Caller
    operator: Caller
    stranger: Caller
    voucher: str

    def calling(self, client: FlaskClient | None) -> "Pool":
        """Return the same people with another client, for a copy of the database, or with none, to keep."""
        theirs = {each.name: getattr(self, each.name) for each in fields(self)}
        called = {
            name: replace(caller, client=client)
            for name, caller in theirs.items()
            if isinstance(caller, Caller)
        }
        return replace(self, **called)

    def instrument(self, **changes: Any) -> int:
        """Publish an instrument over the API and return its id."""
        body = {
            "name": "Electron microscope",
            "class_code": "01",
            "zone": "Asia/Shanghai",
            "publish": True,
            "opening_hours": HOURS,
            "rate_card": RATE_CARD,
            "confirmation": "automatic",
        }
        answer = self.keeper.post("/instruments", body | changes)
        assert answer.status_code == 201, answer.json
        return int(answer.json["id"])

    def service(self, **changes: Any) -> int:
        """Publish a test at ¥600 a sample, done within ten days, over the API; return its id."""
        answer = self.keeper.post("/services", TEST_OF_SAMPLES | changes)
        assert answer.status_code == 201, answer.json
        return int(answer.json["id"])

    def recognise(self, *kinds: str) -> None:
        """Accredit the keeper's provider and recognise 江苏 for 青浦 (open resources, or other `kinds`)."""
        named = list(kinds or ("resource",))
        body = {"provider": "test-provider", "kinds": named, "from_on": "2026-01-01", "activate": True}
        accredited = self.operator.post("/accreditations", body)
        assert accredited.status_code == 201, accredited.json
        recognised = self.officer.post(
            "/recognitions",
            {
                "supply_region": "320000",
                "kinds": named,
                "modes": ["reimburse", "redeem"],
                "accept": True,
            },
        )
        assert recognised.status_code == 201, recognised.json


def at(days: int, clock_time: str) -> datetime:
    """Return a wall-clock time in Shanghai so many days from today."""
    day = clock.now().astimezone(SHANGHAI).date() + timedelta(days=days)
    hour, minute = map(int, clock_time.split(":"))
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def slot(instrument_id: int, days: int = 3, start: str = "09:00", end: str = "12:00") -> dict[str, Any]:
    """Return the body that asks for a span of an instrument."""
    return {
        "instrument_id": instrument_id,
        "starts_at": at(days, start).isoformat(),
        "ends_at": at(days, end).isoformat(),
    }


def codes(answer: TestResponse) -> set[str]:
    """Return the codes of a refusal's problems."""
    return {problem["code"] for problem in answer.json["problems"]}


def build_pool(app: Flask) -> Pool:
    client = app.test_client()
    with app.app_context():
        callers = transaction(lambda: _people(client))
    _open_programme(callers["officer"])
    with app.app_context():
        return Pool(**callers, voucher=transaction(lambda: _issue(callers["researcher"].organisation)))


POOL = furnished("pool", lambda app: build_pool(app).calling(None))


def _people(client: FlaskClient) -> dict[str, Caller]:
    load_regions()
    for region, side in (("310118", Side.DEMAND), ("330421", Side.DEMAND), ("320000", Side.SUPPLY)):
        membership = ask_to_join(region_code=region, side=side, by=SYSTEM, now=LONG_AGO, on=FIRST_DAY)
        admit(membership_id=membership, by=SYSTEM, now=LONG_AGO, on=FIRST_DAY)
    enterprise = _organisation(1, OrganisationKind.ENTERPRISE, "310118")
    today = clock.now().astimezone(SHANGHAI).date()
    register_sme(enterprise, *range(today.year, today.year + 3), now=LONG_AGO)
    provider = _organisation(2, OrganisationKind.PROVIDER, "320505")
    create_provider(
        organisation_id=provider.id, code="test-provider", name_zh="测试中心", name_en="Test Centre",
        region_code="320505", now=LONG_AGO,
    )  # fmt: skip
    places = {
        "researcher": (enterprise, Role.RESEARCHER),
        "colleague": (enterprise, Role.RESEARCHER),
        "manager": (enterprise, Role.ENTERPRISE_MANAGER),
        "keeper": (provider, Role.KEEPER),
        "officer": (_organisation(3, OrganisationKind.AUTHORITY, "310118"), Role.OFFICER),
        "operator": (_organisation(4, OrganisationKind.OPERATOR, "310000"), Role.OPERATOR),
        "stranger": (_organisation(5, OrganisationKind.ENTERPRISE, "330421"), Role.RESEARCHER),
    }
    return {name: _caller(client, name, *place) for name, place in places.items()}


def _organisation(number: int, kind: OrganisationKind, region: str) -> OrganisationCard:
    body = f"91{region}MA1FL0{number:03d}"
    return create_organisation(
        kind=kind,
        name_zh=f"机构{number}",
        name_en=f"Organisation {number}",
        credit_code=body + uscc.calc_check_digit(body),
        region_code=region,
        now=LONG_AGO,
    )


def _caller(client: FlaskClient, name: str, organisation: OrganisationCard, role: Role) -> Caller:
    person = create_person(email=f"{name}@test.example", name=name.title(), now=LONG_AGO)
    add_member(person_id=person.id, organisation_id=organisation.id, role=role, now=LONG_AGO)
    # Tokens end; these are as new as the test.
    token = create_token(
        person_id=person.id, scopes=[Scope.READ, Scope.WRITE], label="a program", now=clock.now()
    )
    return Caller(client, token, organisation)


def _open_programme(officer: Caller) -> None:
    opened = officer.post("/programmes", PROGRAMME | {"open": True})
    assert opened.status_code == 201, opened.json


def _issue(enterprise: OrganisationCard) -> str:
    [programme] = all_programmes()
    issued = issue(
        programme_ref=programme.ref,
        enterprise_id=enterprise.id,
        face=Money(100_000_00),
        by=SYSTEM,
        now=LONG_AGO,
    )
    return issued.number
