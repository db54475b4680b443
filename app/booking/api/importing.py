"""Importing instruments over the API: the CSV itself as the body, or a multipart `file`."""

from __future__ import annotations

from io import BytesIO

from flask import Response, request
from werkzeug.exceptions import LengthRequired

from app.accounts.access import current_actor, requires
from app.accounts.domain.permissions import Permission
from app.booking.api.blueprint import api
from app.booking.api.parts import ProblemAnswer
from app.booking.publishing.importing import Imported, import_own
from app.infra import clock
from app.infra.api import Answer, sent_body
from app.infra.api.idempotency import once
from app.infra.db import transaction
from app.kernel.errors import Invalid
from app.kernel.text import N_
from app.pool.importing import RefusedRow


class RefusedRowAnswer(Answer):
    """A row that was not loaded, and why."""

    line: int
    source_id: str
    problems: list[ProblemAnswer]

    @classmethod
    def of(cls, row: RefusedRow) -> RefusedRowAnswer:
        """Return a refused row as it is answered."""
        problems = [ProblemAnswer.of(problem) for problem in row.problems]
        return cls(line=row.line, source_id=row.source_id, problems=problems)


class ImportAnswer(Answer):
    """What an import did. `instruments` are the new drafts by id; `report` is the report's last line."""

    added: int
    updated: int
    unchanged: int
    refused: int
    instruments: list[int]
    refused_rows: list[RefusedRowAnswer]
    ignored_columns: list[str]
    report: str

    @classmethod
    def of(cls, imported: Imported) -> ImportAnswer:
        """Return an import's report as it is answered."""
        report = imported.report
        return cls(
            added=report.added,
            updated=report.updated,
            unchanged=report.unchanged,
            refused=len(report.refused),
            instruments=list(imported.instrument_ids),
            refused_rows=[RefusedRowAnswer.of(row) for row in report.refused],
            ignored_columns=list(report.ignored_columns),
            report=report.last_line,
        )


@api.post("/instruments/import")
@requires(Permission.PUBLISH)
def import_instruments() -> Response:
    """Load a CSV of your provider's instruments: good rows as drafts, bad ones reported."""
    return transaction(lambda: once(_import))


def _import() -> Response:
    imported = import_own(_sent_file(), by=current_actor(), now=clock.now())
    return Response(ImportAnswer.of(imported).model_dump_json(), status=200, mimetype="application/json")


def _sent_file() -> BytesIO:
    if not request.mimetype.startswith("multipart/"):
        return BytesIO(_whole_body())
    sent = request.files.get("file")
    if sent is None:
        raise Invalid("missing", N_("Send the CSV as the field “file”."), field="file")
    return BytesIO(sent.read())


def _whole_body() -> bytes:
    """Return a CSV that is the body itself. Its end is not marked, so only its length tells it is whole."""
    if request.content_length is None:
        raise LengthRequired(N_("Say the length of the file in Content-Length, or send it as multipart."))
    return sent_body()
