"""Commands about accounts."""

import click
from flask.cli import AppGroup

from app.accounts.domain.actor import Scope
from app.accounts.queries import find_person_by_email
from app.accounts.tokens import create_token
from app.infra import clock
from app.infra.db import transaction

tokens = AppGroup("token", help="API tokens.")


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
