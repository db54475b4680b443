"""What the domain says when it refuses: every failed rule, each with a code, a message and a fix."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Self

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class ErrorKind(StrEnum):
    """How a refusal is answered; one HTTP status each (infra.errors holds that table)."""

    INVALID = "invalid"
    UNAUTHENTICATED = "unauthenticated"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    CONFLICT = "conflict"
    PAYMENT = "payment"
    GONE = "gone"
    TOO_MANY = "too_many_requests"


@dataclass(frozen=True, slots=True)
class Problem:
    """One failed rule. `message` and `fix` are catalogue texts with `%(name)s` filled from `values`.

    `about` names the thing, where several of a kind are judged at once.
    """

    code: str
    message: str
    field: str | None = None
    fix: str | None = None
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    about: str | None = None


class DomainError(Exception):
    """A refusal with all its reasons."""

    kind: ClassVar[ErrorKind] = ErrorKind.INVALID

    def __init__(
        self, code: str, message: str, *, field: str | None = None, fix: str | None = None, **values: object
    ) -> None:
        """Refuse for one reason; `of` takes several."""
        super().__init__(code)
        self.problems: tuple[Problem, ...] = (Problem(code, message, field, fix, values),)

    @classmethod
    def of(cls, problems: Sequence[Problem]) -> Self:
        """Refuse for all of `problems` (at least one)."""
        error = cls(problems[0].code, problems[0].message)
        error.problems = tuple(problems)
        return error

    @property
    def code(self) -> str:
        """Return the one code of the whole refusal: the only problem's, or the kind's."""
        return self.problems[0].code if len(self.problems) == 1 else str(self.kind)

    def __str__(self) -> str:
        return ", ".join(problem.code for problem in self.problems)


class Invalid(DomainError):  # noqa: N818 -- a refusal reads better by its name: `raise Invalid(…)`
    """What was asked breaks a rule."""


class Unauthenticated(DomainError):  # noqa: N818
    """Nobody is signed in."""

    kind = ErrorKind.UNAUTHENTICATED


class Forbidden(DomainError):  # noqa: N818
    """Somebody is signed in whose role does not allow this."""

    kind = ErrorKind.FORBIDDEN


class NotFound(DomainError):  # noqa: N818
    """It does not exist, or you may not know of it."""

    kind = ErrorKind.NOT_FOUND


class Conflict(DomainError):  # noqa: N818
    """It was possible, but somebody or something else came first."""

    kind = ErrorKind.CONFLICT


class PaymentRequired(DomainError):  # noqa: N818
    """The voucher can not pay this."""

    kind = ErrorKind.PAYMENT


class Gone(DomainError):  # noqa: N818
    """It existed and was withdrawn for good."""

    kind = ErrorKind.GONE


class TooManyRequests(DomainError):  # noqa: N818
    """Too often; `values["retry_after"]` holds the seconds to wait."""

    kind = ErrorKind.TOO_MANY
