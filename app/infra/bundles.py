"""ZIP files that are the same bytes for the same content."""

from __future__ import annotations

from zipfile import ZipFile, ZipInfo

# The oldest moment a ZIP can name: with the real one, the same content would give other bytes each time.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def put(archive: ZipFile, path: str, content: bytes) -> None:
    """Add a file without a time of its own."""
    info = ZipInfo(path, NO_TIME)
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)
