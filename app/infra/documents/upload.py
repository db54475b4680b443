"""What an upload is, by its content: its name and the type it claims are anybody's to choose."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.kernel.errors import Invalid
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 200

# How a file of each type begins, and the endings its name may have. OFD is the format of electronic
# invoices (GB/T 33190): a zip, which names its entry point at the start or in its directory at the end.
_SIGNS: Mapping[str, tuple[bytes, tuple[str, ...]]] = {
    "application/pdf": (b"%PDF-", (".pdf",)),
    "image/png": (b"\x89PNG\r\n\x1a\n", (".png",)),
    "image/jpeg": (b"\xff\xd8\xff", (".jpg", ".jpeg")),
    "application/ofd": (b"PK\x03\x04", (".ofd",)),
}
_UNSAFE = re.compile(r"[\x00-\x1f\x7f/\\\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it came in: the name it was given, and its bytes."""

    filename: str
    content: bytes

    @property
    def name(self) -> str:
        """Return the file's own name: no folders, no control or direction marks, never empty."""
        last = re.split(r"[/\\]", self.filename)[-1]
        return _UNSAFE.sub("", last).strip()[-LONGEST_NAME:] or "document"


def media_type_of(upload: Upload, field: str) -> str:
    """Return the type that content and name agree on.

    Raises Invalid: `file_empty`, `file_too_large`, `file_type_not_allowed`.
    """
    if not upload.content:
        raise Invalid("file_empty", N_("The file is empty."), field=field)
    if len(upload.content) > MOST_BYTES:
        raise Invalid(
            "file_too_large",
            N_("A file may have at most %(most)s MB."),
            field=field,
            fix=N_("Scan it at a lower resolution, or split it."),
            most=MOST_BYTES // 1024 // 1024,
        )
    name = upload.name.lower()
    for media_type, (sign, endings) in _SIGNS.items():
        if upload.content.startswith(sign) and name.endswith(endings) and _is_whole(upload, media_type):
            return media_type
    raise Invalid(
        "file_type_not_allowed",
        N_("This is not a PDF, PNG, JPEG or OFD file, or its name does not fit what it is."),
        field=field,
        fix=N_("Send the document as PDF."),
    )


def _is_whole(upload: Upload, media_type: str) -> bool:
    return media_type != "application/ofd" or b"OFD.xml" in upload.content
