"""One institution under several spellings: what joins them, and the code a provider made of it gets."""

import hashlib
import re
import unicodedata

_BETWEEN = re.compile(r"[\W_]+")
_NOT_CODE = re.compile(r"[^a-z0-9]+")
LONGEST_KEY = 200


def name_key(name: str) -> str:
    """Return what spellings that differ in case, spaces, width or punctuation only have in common."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return _BETWEEN.sub(" ", plain).strip()[:LONGEST_KEY]


def code_of(key: str) -> str:
    """Return the provider code of an institution's key: readable where it is Latin, and always the same.

    The digest keeps two institutions apart whose names begin alike or have no Latin letters.
    """
    latin = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
    words = _NOT_CODE.sub("-", latin).strip("-")[:28].strip("-")
    digest = hashlib.sha256(key.encode()).hexdigest()[:8]
    return f"{words}-{digest}" if words else f"p-{digest}"
