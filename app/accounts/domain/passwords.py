"""What a password must be. Length counts; rules about signs only make people write `Passw0rd!`."""

from app.kernel.errors import Problem
from app.kernel.text import N_

SHORTEST = 10
#: argon2 takes any length; a bound keeps a request's work bounded.
LONGEST = 200
FEWEST_DIFFERENT = 5


def password_problems(password: str, *, email: str, field: str) -> list[Problem]:
    """Return every reason why `password` can not be the password of the account `email`; none when it can."""
    problems = []
    if len(password) < SHORTEST:
        message = N_("A password needs at least %(shortest)s characters.")
        fix = N_("A few words that you can remember are good.")
        problems.append(Problem("password_too_short", message, field, fix, {"shortest": SHORTEST}))
    if len(password) > LONGEST:
        message = N_("A password can have %(longest)s characters at most.")
        problems.append(Problem("password_too_long", message, field, values={"longest": LONGEST}))
    if len(set(password)) < FEWEST_DIFFERENT:
        message = N_("A password needs at least %(fewest)s different characters.")
        problems.append(Problem("password_too_simple", message, field, values={"fewest": FEWEST_DIFFERENT}))
    if email.partition("@")[0].lower() in password.lower():
        problems.append(
            Problem("password_has_email", N_("A password must not contain your e-mail name."), field)
        )
    return problems
