"""What came of reading a calendar, in words: the history, the pages and the mails say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.calendar.domain.outside import SHRUNK, Outcome
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

#: Code -> catalogue text.
OUTCOME_WORDS: Mapping[str, str] = {
    Outcome.READ: N_("Read."),
    Outcome.UNCHANGED: N_("Nothing has changed."),
    SHRUNK: N_("The calendar is suddenly empty. What it blocked before stays until you have looked."),
    "http_status": N_("The address answers, but with no calendar."),
    "no_answer": N_("Nobody answers at this address."),
    "too_slow": N_("The answer took too long."),
    "wrong_length": N_("The answer ended before it was complete."),
    "certificate": N_("The certificate of this address is not one that can be trusted for it."),
    "address_private": N_("This address lies in a network that is not called from here."),
    "not_https": N_("Only addresses that begin with https:// are called."),
    "too_many_redirects": N_("The address leads on to others too often."),
    "empty": N_("The answer is empty."),
    "not_a_calendar": N_("The answer is no calendar but something else, perhaps a page to sign in."),
    "cut_short": N_("The calendar ends in its middle."),
    "too_large": N_("The calendar is too large."),
    "too_many_events": N_("The calendar has too many events."),
    "repeats_too_often": N_("An event of the calendar repeats too often."),
    "too_many_repeats": N_("An event of the calendar repeats too often."),
    "too_many_blocks": N_("The calendar would block the instrument too often."),
    "too_complex": N_("Reading the calendar took too much time or memory."),
}
_OTHER = N_("The calendar could not be read.")


def outcome_words(code: str) -> str:
    """Return what came of a try, as a catalogue text."""
    return OUTCOME_WORDS.get(code, _OTHER)
