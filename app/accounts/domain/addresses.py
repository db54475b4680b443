"""Addresses: where mail goes, and where a page may send somebody on to."""

import unicodedata
from urllib.parse import urlsplit


def normalised_email(text: str) -> str:
    """Return an e-mail address as it is kept and looked up: one spelling for one account."""
    return unicodedata.normalize("NFC", text).strip().lower()


def local_path(target: str | None) -> str:
    r"""Return `target` if it is a path of this site, else `/`.

    Browsers read `//host`, `/\host` and addresses with tabs or line ends in them as another site's.
    """
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return "/"
    if any(sign < " " or sign == "\\" for sign in target):
        return "/"
    parts = urlsplit(target)
    return "/" if parts.scheme or parts.netloc else target
