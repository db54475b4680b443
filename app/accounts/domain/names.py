"""Names of people and organisations, as they are kept."""

import re

# Controls, line ends among them, and signs that turn the direction of what follows.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+")


def one_line(name: str) -> str:
    """Return a name on one line, of signs that are seen: it stands in mails, where a line may be a link."""
    return " ".join(_UNSEEN.sub(" ", name).split())
