"""Why the operator does something that concerns others: it stands in the log, so it is never nothing."""

from app.kernel.errors import Invalid
from app.kernel.text import N_

LONGEST_REASON = 500


def given_reason(typed: str) -> str:
    """Return the reason. Raises Invalid `reason_missing` for one that says nothing, or too much."""
    reason = typed.strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        message = N_("Say why, in 1 to %(longest)s characters.")
        raise Invalid("reason_missing", message, field="reason", longest=LONGEST_REASON)
    return reason
