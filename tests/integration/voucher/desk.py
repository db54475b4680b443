"""Applying for vouchers over the API, as the tests of applications do it."""

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.infra import clock
from app.infra.db import transaction
from app.kernel.money import Money
from app.voucher.domain.programmes import BudgetLine, draft
from app.voucher.domain.states import ProgrammeAction
from app.voucher.holds import capture
from app.voucher.programmes import act_on_programme, create_programme
from app.voucher.queries.vouchers import get_voucher_by_number
from tests.integration.voucher.world import POLICY, Member, World, yuan

T = TypeVar("T")
API = "/api/v1/grant-applications"


def money(amount: int) -> dict[str, object]:
    return {"minor": amount * 100, "currency": "CNY"}


@dataclass(frozen=True)
class Desk:
    """The people of a world, applying and deciding."""

    app: Flask
    client: FlaskClient
    people: World

    def add(self, work: Callable[[], T]) -> T:
        """Do what has no API, in a transaction of its own."""
        with self.app.app_context():
            return transaction(work)

    def file(self, content: bytes) -> BytesIO:
        """Return what a test client sends as a file."""
        return BytesIO(content)

    def act(self, member: Member, application_id: int, action: str, **body: object) -> TestResponse:
        """Do something with an application: `act(people.officer, 7, "approve", amount=money(1))`."""
        return self.client.post(f"{API}/{application_id}/{action}", json=body, headers=member.headers)

    def draft(self, amount: int = 50_000, *, by: Member | None = None, **fields: object) -> int:
        """Draft an application of the manager's enterprise to the usual programme; return its id."""
        usual = {
            "programme_id": self.people.programme.id,
            "amount": money(amount),
            "purpose": "Microscopy of our cells",
        }
        headers = (by or self.people.manager).headers
        drafted = self.client.post(API, json=usual | fields, headers=headers)
        assert drafted.status_code == 201, drafted.json
        return int(drafted.json["id"])

    def apply(self, amount: int = 50_000, *, by: Member | None = None, **fields: object) -> int:
        """Draft and submit one; return its id."""
        application = self.draft(amount, by=by, **fields)
        submitted = self.act(by or self.people.manager, application, "submit")
        assert submitted.status_code == 200, submitted.json
        return application

    def grant(self, amount: int, **fields: object) -> str:
        """Apply and be granted all of it; return the voucher's number."""
        granted = self.act(self.people.officer, self.apply(amount, **fields), "approve")
        assert granted.status_code == 200, granted.json
        return str(granted.json["voucher"])

    def programme(self, *, year: int = 2026, budget: dict[str, int] | None = None, **policy: Any) -> int:
        """Open another programme of the officer's region, with changes to its policy; return its id."""
        tiers = budget or {"district": 1_000_000}
        terms = draft(
            name="Another",
            year=year,
            region_code="310118",
            budget=[BudgetLine(tier, yuan(left)) for tier, left in tiers.items()],
            policy=POLICY | policy,
        )
        officer = self.people.officer.actor

        def work() -> int:
            made = create_programme(terms, by=officer, now=clock.now())
            act_on_programme(made, ProgrammeAction.OPEN, by=officer, now=clock.now())
            return made

        return self.add(work)

    def use(self, number: str, price: Money) -> None:
        """Let a voucher pay its half of a price."""
        reference = f"B-{number[-5:]}"
        with self.app.app_context():
            self.people.hold(reference, get_voucher_by_number(number).voucher, price)
            transaction(
                lambda: capture(
                    reference=reference,
                    eligible_price=price,
                    served_by=self.people.provider.organisation.id,
                    now=clock.now(),
                )
            )
