"""`flask voucher …`: issuing by hand until enterprises can apply, and seeing which programmes there are."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import click
from flask.cli import AppGroup

from app.accounts.queries import find_organisation_by_code
from app.infra import clock
from app.infra.db import transaction
from app.infra.events import SYSTEM
from app.infra.filters import format_money, problem_fix, problem_text
from app.kernel.errors import DomainError
from app.kernel.money import Money
from app.kernel.words import VoucherMode
from app.voucher.issuing import issue
from app.voucher.queries.programmes import all_programmes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.voucher.domain.cards import VoucherCard

voucher = AppGroup("voucher", help="Programmes and vouchers.")


class Amount(click.ParamType[Money]):
    """An amount in yuan with at most two decimals, e.g. 100000.00."""

    name = "amount"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Money:
        """Return the amount in fen."""
        try:
            fen = Decimal(str(value)).scaleb(2)
        except InvalidOperation:
            self.fail(f"{value!r} is not an amount such as 100000.00", param, ctx)
        if not fen.is_finite() or fen != fen.to_integral_value():
            self.fail(f"{value!r} must be whole fen: at most two decimals", param, ctx)
        return Money(int(fen))


@voucher.command("programmes")
def list_programmes() -> None:
    """Show each programme's reference, region, state and what is left of its budget."""
    for programme in all_programmes():
        left = ", ".join(f"{tier.tier} {format_money(tier.left)}" for tier in programme.budget)
        click.echo(
            f"{programme.ref}  {programme.region_code} {programme.year}  {programme.state:10}  "
            f"{left}  {programme.name}"
        )


@voucher.command("issue")
@click.option("--programme", "programme_ref", required=True, help="Reference of the programme, e.g. P-7KQ2M.")
@click.option("--enterprise", "credit_code", required=True, help="统一社会信用代码, 18 characters.")
@click.option("--amount", type=Amount(), required=True, help="Face value in yuan, e.g. 100000.00.")
@click.option(
    "--mode",
    "modes",
    type=click.Choice([str(mode) for mode in VoucherMode]),
    multiple=True,
    help="Repeat for both; left out: all the programme allows.",
)
@click.option("--tier", default=None, help="Funding tier; left out: the first that can pay.")
def issue_voucher(
    programme_ref: str, credit_code: str, amount: Money, modes: Sequence[str], tier: str | None
) -> None:
    """Issue a voucher and print its number."""
    enterprise = find_organisation_by_code(credit_code)
    if enterprise is None:
        raise click.ClickException(f"there is no enterprise with the credit code {credit_code}")
    enterprise_id = enterprise.id
    chosen = frozenset(VoucherMode(mode) for mode in modes) or None

    def work() -> VoucherCard:
        return issue(
            programme_ref=programme_ref,
            enterprise_id=enterprise_id,
            face=amount,
            modes=chosen,
            tier=tier,
            by=SYSTEM,
            now=clock.now(),
        )

    try:
        issued = transaction(work)
    except DomainError as refusal:
        lines = [
            f"{problem_text(problem)} {problem_fix(problem) or ''}".strip() for problem in refusal.problems
        ]
        raise click.ClickException("\n".join(lines)) from refusal
    click.echo(issued.number)
