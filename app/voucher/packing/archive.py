"""The claim pack as a ZIP: the paper, each piece of evidence as it was uploaded, a list of their hashes."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import asdict, dataclass
from typing import IO, TYPE_CHECKING
from zipfile import ZIP_STORED, ZipFile

from app.infra.bundles import put
from app.infra.documents import read
from app.voucher.packing.document import pack_pdf

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.voucher.queries.packs import Dossier

IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the pack as manifest.json names it; `size` in bytes."""

    path: str
    kind: str
    size: int
    sha256: str


def pack_zip(dossier: Dossier) -> IO[bytes]:
    """Return the pack as an open file at its start: a large one lies on the disk, never whole in memory.

    Raises Conflict `document_altered` when a document is not as it was uploaded.
    """
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- the answer closes it
    with ZipFile(file, "w", ZIP_STORED) as archive:
        entries = [_write(archive, *each) for each in _contents(dossier)]
        manifest = {"claim": dossier.claim.ref, "files": [asdict(entry) for entry in entries]}
        put(archive, "manifest.json", json.dumps(manifest, ensure_ascii=False, indent=2).encode())
    file.seek(0)
    return file


def _contents(dossier: Dossier) -> Iterator[tuple[str, str, bytes]]:
    yield f"{dossier.claim.ref}.pdf", "pack", pack_pdf(dossier)
    for number, piece in enumerate(dossier.claim.evidence, start=1):
        # Uploads may share a name; the number is the one in the paper.
        name = f"evidence/{number:02d}-{piece.kind}-{piece.document.filename}"
        yield name, str(piece.kind), read(piece.document)


def _write(archive: ZipFile, path: str, kind: str, content: bytes) -> Entry:
    put(archive, path, content)
    return Entry(path, kind, len(content), hashlib.sha256(content).hexdigest())
