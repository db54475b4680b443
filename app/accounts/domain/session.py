"""What is known of a browser session."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A session: the person, the organisation chosen, and the epoch of the password that opened it."""

    person_id: int
    organisation_id: int | None
    epoch: int
