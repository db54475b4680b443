"""Bodies and answers about the versions of a programme's policy."""

from __future__ import annotations

from pydantic import Field

from app.infra.api import Answer, Body, Instant, MoneyBody
from app.voucher.domain.cards import VersionCard
from app.voucher.domain.effects import Effect
from app.voucher.domain.policy import Policy
from app.voucher.present.policy_words import differences
from app.voucher.previewing import Preview
from app.voucher.schemas.policy_shape import Terms
from app.voucher.schemas.programmes import DecisionBody


class TermsBody(Body):
    """The whole of a policy's terms; the domain judges them and names all their problems."""

    policy: Terms

    def terms(self) -> Policy:
        """Return the terms as the domain knows them. Raises Invalid with every problem."""
        return Policy.from_dict(self.policy)


class VersionBody(TermsBody, DecisionBody):
    """The next version's terms; a reason is needed. `based_on` is the version one looked at."""

    based_on: int | None = Field(default=None, ge=1)


class ChangeAnswer(Answer):
    """What a version changed in one item, in the reader's language."""

    item: str
    label: str
    before: str
    after: str


class VersionAnswer(Answer):
    """One version of a policy; `vouchers` is how many were issued under it."""

    version: int
    in_force: bool
    at: Instant
    actor: str
    reason: str | None
    vouchers: int
    policy: Terms
    changes: list[ChangeAnswer]

    @classmethod
    def of(cls, version: VersionCard) -> VersionAnswer:
        """Return a version as it is answered."""
        changes = differences(version.before, version.policy) if version.before else ()
        return cls(
            version=version.version,
            in_force=version.in_force,
            at=version.at,
            actor=version.actor_name,
            reason=version.reason,
            vouchers=version.vouchers,
            policy=version.policy.to_dict(),
            changes=[
                ChangeAnswer(item=each.item, label=each.label, before=each.before, after=each.after)
                for each in changes
            ],
        )


class VersionList(Answer):
    """A page of versions, newest first."""

    items: list[VersionAnswer]
    next: str | None


class ReasonCount(Answer):
    """How many decisions a rule would refuse."""

    code: str
    count: int


class EffectAnswer(Answer):
    """What other terms would have meant: how many of `looked_at` would be refused, why, and the sums."""

    looked_at: int
    refused: int
    reasons: list[ReasonCount]
    before: MoneyBody
    after: MoneyBody

    @classmethod
    def of(cls, effect: Effect) -> EffectAnswer:
        """Return an effect as it is answered."""
        return cls(
            looked_at=effect.looked_at,
            refused=effect.refused,
            reasons=[ReasonCount(code=code, count=count) for code, count in effect.reasons],
            before=MoneyBody.of(effect.before),
            after=MoneyBody.of(effect.after),
        )


class PreviewAnswer(Answer):
    """The holds and grants since a moment, judged again under other terms; `is_cut`: only the newest."""

    since: Instant
    is_cut: bool
    holds: EffectAnswer
    grants: EffectAnswer

    @classmethod
    def of(cls, preview: Preview) -> PreviewAnswer:
        """Return a preview as it is answered."""
        return cls(
            since=preview.since,
            is_cut=preview.is_cut,
            holds=EffectAnswer.of(preview.holds),
            grants=EffectAnswer.of(preview.grants),
        )
