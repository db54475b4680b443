"""Why an address was not called, or gave no answer that counts."""

from __future__ import annotations

from collections.abc import Mapping

from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_


class Unreached(Invalid):
    """Nothing was called, or nothing came back that may be used; the codes are those below."""


def _problem(code: str, message: str, fix: str | None = None) -> Problem:
    return Problem(code, message, "url", fix)


ADDRESS_INVALID = _problem(
    "address_invalid",
    N_("This is not a web address that can be called."),
    N_("Give the whole address, such as https://lab.example/calendar.ics."),
)
NOT_HTTPS = _problem("not_https", N_("Only addresses that begin with https:// are called."))
USER_INFO = _problem("user_info", N_("An address must not hold a user name or a password."))
ADDRESS_PRIVATE = _problem(
    "address_private",
    N_("This address lies in a network that is not called from here."),
    N_("Give an address that can be reached from the internet."),
)
TOO_MANY_REDIRECTS = _problem("too_many_redirects", N_("The address leads on to others too often."))
REDIRECT_WITHOUT_ADDRESS = _problem(
    "redirect_without_address", N_("The address leads on, but does not say where to.")
)
NO_ANSWER = _problem("no_answer", N_("Nobody answers at this address."))
TOO_SLOW = _problem("too_slow", N_("The answer took too long."))
TOO_LARGE = _problem("too_large", N_("The answer is too large."))
WRONG_LENGTH = _problem("wrong_length", N_("The answer ended before it was complete."))
BAD_ANSWER = _problem("bad_answer", N_("The answer is not one that a web server gives."))
CERTIFICATE = _problem(
    "certificate", N_("The certificate of this address is not one that can be trusted for it.")
)

#: What each code means, as a catalogue text: for those who keep the code alone.
MESSAGES: Mapping[str, str] = {
    problem.code: problem.message
    for problem in (
        ADDRESS_INVALID, NOT_HTTPS, USER_INFO, ADDRESS_PRIVATE, TOO_MANY_REDIRECTS, REDIRECT_WITHOUT_ADDRESS,
        NO_ANSWER, TOO_SLOW, TOO_LARGE, WRONG_LENGTH, BAD_ANSWER, CERTIFICATE,
    )
}  # fmt: skip


def unreached(*problems: Problem) -> Unreached:
    """Return the refusal that names all of `problems`."""
    return Unreached.of(problems)
