"""References people can read to each other over the telephone: `B-7KQ2M`."""

import secrets

# Without 0 O 1 I L (look alike) and U V (sound and look alike in hand-writing).
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def new_reference(prefix: str, length: int = 5) -> str:
    """Return a random reference such as `B-7KQ2M`. Uniqueness is the database's promise."""
    return f"{prefix}-{''.join(secrets.choice(ALPHABET) for _ in range(length))}"
