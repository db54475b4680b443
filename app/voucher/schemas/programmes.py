"""Bodies and answers about programmes (api.md)."""

from __future__ import annotations

from pydantic import Field

from app.infra.api import Answer, Body, MoneyBody
from app.kernel.machines import actions
from app.voucher.domain.budgets import TierStanding
from app.voucher.domain.cards import ProgrammeCard
from app.voucher.domain.programmes import BudgetLine, ProgrammeDraft, draft
from app.voucher.domain.states import PROGRAMME, ProgrammeState
from app.voucher.schemas.policy_shape import Terms


class BudgetBody(Body):
    """What one funding tier puts in."""

    tier: str = Field(min_length=1, max_length=16)
    amount: MoneyBody


class ProgrammeBody(Body):
    """A programme to create; `policy` is judged by the domain, which names all its problems."""

    name: str = Field(min_length=1, max_length=200)
    year: int = Field(ge=2000, le=2100)
    region: str = Field(pattern=r"^[0-9]{6}$")
    budget: list[BudgetBody] = Field(max_length=10)
    policy: Terms
    open: bool = False

    def draft(self) -> ProgrammeDraft:
        """Return the programme as the domain knows it. Raises Invalid with every problem."""
        return draft(
            name=self.name,
            year=self.year,
            region_code=self.region,
            budget=[BudgetLine(line.tier, line.amount.money()) for line in self.budget],
            policy=self.policy,
        )


class DecisionBody(Body):
    """Why, in words that the programme's history keeps."""

    reason: str | None = Field(default=None, max_length=2000)


class AppropriationBody(DecisionBody, BudgetBody):
    """More money of one funding tier; a reason is needed."""

    def line(self) -> BudgetLine:
        """Return the money as the domain knows it."""
        return BudgetLine(self.tier, self.amount.money())


class BudgetAnswer(Answer):
    """A funding tier's money: all of it, and what is left to issue."""

    tier: str
    amount: MoneyBody
    left: MoneyBody


class ProgrammeAnswer(Answer):
    """A programme with the policy in force; `actions` are those its state allows an officer."""

    id: int
    ref: str
    name: str
    year: int
    region: str
    state: ProgrammeState
    budget: list[BudgetAnswer]
    policy: Terms
    policy_version: int
    actions: list[str]

    @classmethod
    def of(cls, programme: ProgrammeCard) -> ProgrammeAnswer:
        """Return a programme as it is answered."""
        return cls(
            id=programme.id,
            ref=programme.ref,
            name=programme.name,
            year=programme.year,
            region=programme.region_code,
            state=programme.state,
            budget=[
                BudgetAnswer(
                    tier=tier.tier, amount=MoneyBody.of(tier.appropriated), left=MoneyBody.of(tier.left)
                )
                for tier in programme.budget
            ],
            policy=programme.policy.to_dict(),
            policy_version=programme.policy_version,
            actions=list(actions(PROGRAMME, programme.state)),
        )


class TierAnswer(Answer):
    """A funding tier's money: `issued`, `captured`, `returned` ever moved so; the rest stands there now."""

    tier: str
    appropriated: MoneyBody
    issued: MoneyBody
    captured: MoneyBody
    returned: MoneyBody
    left: MoneyBody
    available: MoneyBody
    held: MoneyBody
    claimable: MoneyBody
    payable: MoneyBody
    paid: MoneyBody

    @classmethod
    def of(cls, standing: TierStanding) -> TierAnswer:
        """Return a tier's money as it is answered."""
        parts = [name for name in cls.model_fields if name != "tier"]
        return cls(tier=standing.tier, **{name: MoneyBody.of(getattr(standing, name)) for name in parts})


class AccountsAnswer(Answer):
    """Where a programme's money stands, by funding tier."""

    tiers: list[TierAnswer]


class ProgrammeList(Answer):
    """A page of programmes."""

    items: list[ProgrammeAnswer]
    next: str | None
