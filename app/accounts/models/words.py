"""A column that holds one of some words, as a CHECK."""

from enum import StrEnum


def one_of(column: str, values: type[StrEnum]) -> str:
    """Return the condition that the column holds one of the words."""
    return f"{column} IN ({', '.join(repr(str(value)) for value in values)})"
