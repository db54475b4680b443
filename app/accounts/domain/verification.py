"""What an enterprise declares, and what the officer of its region makes of it: one machine for both kinds."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


class Verification(StrEnum):
    """How far a declaration has come: the enterprise's own record, or its registration of a year."""

    DECLARED = "declared"
    VERIFIED = "verified"
    REFUSED = "refused"


class VerificationAction(StrEnum):
    """The enterprise declares, the officer verifies or refuses."""

    DECLARE = "declare"
    VERIFY = "verify"
    REFUSE = "refuse"


VERIFICATION: Mapping[tuple[Verification, VerificationAction], Verification] = {
    (Verification.DECLARED, VerificationAction.DECLARE): Verification.DECLARED,
    (Verification.DECLARED, VerificationAction.VERIFY): Verification.VERIFIED,
    (Verification.DECLARED, VerificationAction.REFUSE): Verification.REFUSED,
    (Verification.VERIFIED, VerificationAction.REFUSE): Verification.REFUSED,
    (Verification.REFUSED, VerificationAction.DECLARE): Verification.DECLARED,
    (Verification.REFUSED, VerificationAction.VERIFY): Verification.VERIFIED,
}


def allowed(state: Verification, among: Iterable[VerificationAction]) -> list[str]:
    """Return which of some actions the state allows."""
    return [action for action in among if may(state, action)]


def may(state: Verification, action: VerificationAction) -> bool:
    """Tell whether the state allows the action, for buttons."""
    return (state, action) in VERIFICATION
