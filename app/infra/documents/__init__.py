"""Uploaded documents: checked by content, kept by their hash outside the web root, never changed."""

from app.infra.documents.keeping import keep
from app.infra.documents.reading import documents, get_document, read
from app.infra.documents.upload import MOST_BYTES, Upload
from app.kernel.documents import DocumentCard

__all__ = ["MOST_BYTES", "DocumentCard", "Upload", "documents", "get_document", "keep", "read"]
