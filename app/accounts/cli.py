"""Commands about accounts."""

from __future__ import annotations

from datetime import date, datetime

import click
from flask.cli import AppGroup

from app.accounts.domain.actor import Scope
from app.accounts.domain.roles import OrganisationKind
from app.accounts.enterprises import enter_verified
from app.accounts.queries import find_organisation_by_code, find_person_by_email
from app.accounts.registrations import RegistrationTerms, register
from app.accounts.tokens import create_token
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.infra.filters import problem_text
from app.kernel.errors import DomainError

tokens = AppGroup("token", help="API tokens.")
enterprises = AppGroup("enterprise", help="The register of enterprises.")


@tokens.command("create")
@click.option("--email", required=True, help="Whose name the token acts in.")
@click.option(
    "--scope",
    "scopes",
    multiple=True,
    type=click.Choice([str(scope) for scope in Scope]),
    help="What it may do; may be given twice. Without it: everything.",
)
@click.option("--label", default="command line", show_default=True, help="What it is for.")
def create(email: str, scopes: tuple[str, ...], label: str) -> None:
    """Print one new API token, and nothing else."""
    person = find_person_by_email(email)
    if person is None:
        message = f"There is no account with the e-mail address {email}."
        raise click.ClickException(message)
    wanted = [Scope(scope) for scope in scopes] or list(Scope)
    now = clock.now()
    click.echo(transaction(lambda: create_token(person_id=person.id, scopes=wanted, label=label, now=now)))


@enterprises.command("register")
@click.option("--enterprise", "credit_code", required=True, help="统一社会信用代码, 18 characters.")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="The year it is registered for.")
@click.option("--number", required=True, help="The registration's number.")
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), default=None, help="Registered on; left out: 1 January."
)
def register_enterprise(credit_code: str, year: int, number: str, on: datetime | None) -> None:
    """Enter an enterprise as verified, with its registration as a technology SME for a year."""
    enterprise = find_organisation_by_code(credit_code)
    if enterprise is None or enterprise.kind is not OrganisationKind.ENTERPRISE:
        message = f"there is no enterprise with the credit code {credit_code}"
        raise click.ClickException(message)
    terms = RegistrationTerms(year, number, on.date() if on else date(year, 1, 1))
    enterprise_id, now = enterprise.id, clock.now()

    def work() -> None:
        enter_verified(enterprise_id=enterprise_id, by=SYSTEM, now=now)
        register(enterprise_id=enterprise_id, terms=terms, by=SYSTEM, now=now)

    try:
        transaction(work)
    except DomainError as refusal:
        raise click.ClickException("\n".join(map(problem_text, refusal.problems))) from refusal
    click.echo(f"{credit_code} is registered for {year}")
