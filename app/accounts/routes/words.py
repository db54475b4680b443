"""What the templates of the register call its kinds, and whom a field suggests."""

from app.accounts.domain.days import REGISTER_ZONE
from app.accounts.forms.register import DOCUMENT_WORDS, TIE_WORDS


def record_words() -> dict[str, object]:
    """Return the words of documents and ties, and the register's zone, for a page."""
    return {"document_words": DOCUMENT_WORDS, "tie_words": TIE_WORDS, "zone": REGISTER_ZONE.key}
