"""Decorators of API views: `reads` and `writes`. Parse, act, answer."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

from apiflask.fields import UploadFile
from apiflask.scaffold import APIScaffold
from flask import Response
from pydantic import create_model

from app.infra.api.idempotency import once
from app.infra.api.parsing import parse_body, parse_form, parse_query
from app.infra.api.uploads import sent_file
from app.infra.db import read_only, transaction

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import BaseModel

    from app.infra.api.schemas import Answer, FormBody

V = TypeVar("V", bound="Callable[..., Any]")
NO_CONTENT = 204
ANY_FILE = "application/octet-stream"

# APIFlask's decorators note the schemas for the OpenAPI document. Parsing and answering are done here, so
# that a refusal lists every wrong field and the answer is kept in the transaction of its work.
_notes = APIScaffold()


def reads(
    *, answer: type[Answer], query: type[BaseModel] | None = None
) -> Callable[[V], Callable[..., Response]]:
    """Answer a GET: the view takes the parsed query (if any) first, then the path's values."""

    def decorate(view: V) -> Callable[..., Response]:
        noted = view if query is None else _notes.input(query, location="query")(view)

        @wraps(_notes.output(answer)(noted))
        def wrapper(**path: object) -> Response:
            given = () if query is None else (parse_query(query),)
            read_only()
            return _response(view(*given, **path), 200)

        return wrapper

    return decorate


def _at_once(parsed: object, **_path: object) -> object:
    return parsed


def writes(
    *,
    body: type[BaseModel],
    answer: type[Answer] | None = None,
    status: int = 200,
    first: Callable[..., object] = _at_once,
) -> Callable[[V], Callable[..., Response]]:
    """Act in one transaction; the view takes the parsed body first, then the path's values.

    With an `Idempotency-Key` the answer is kept in that same transaction and replayed for the same body.
    What no transaction may wait for (asking the outside) is done by `first`, which takes what the view would
    and opens its own: the view then takes what it returned in place of the body.
    """

    def decorate(view: V) -> Callable[..., Response]:
        described = getattr(body, "described", body)
        noted = _notes.input(described)(view) if described.model_fields else view

        @wraps(_notes.output(answer or {}, status_code=status)(noted))
        def wrapper(**path: object) -> Response:
            prepared = first(parse_body(body), **path)
            return transaction(lambda: once(lambda: _response(view(prepared, **path), status)))

        return wrapper

    return decorate


def receives(
    *, form: type[FormBody], answer: type[Answer], status: int = 200
) -> Callable[[V], Callable[..., Response]]:
    """Act in one transaction on a multipart form with a `file`: the view takes the fields, then the file."""

    def decorate(view: V) -> Callable[..., Response]:
        documented = create_model(form.__name__, __base__=form, __doc__=form.__doc__, file=(UploadFile, ...))
        noted = _notes.input(documented, location="form_and_files")(view)

        @wraps(_notes.output(answer, status_code=status)(noted))
        def wrapper(**path: object) -> Response:
            parsed, upload = parse_form(form), sent_file()
            return transaction(lambda: once(lambda: _response(view(parsed, upload, **path), status)))

        return wrapper

    return decorate


def sends(*media_types: str) -> Callable[[V], V]:
    """Note that a view answers a file of one of these types. One that was uploaded may be of any other."""

    def decorate(view: V) -> V:
        view.media_types = (*media_types, ANY_FILE)  # type: ignore[attr-defined]
        return view

    return decorate


def _response(outcome: Answer | Response | None, status: int) -> Response:
    if isinstance(outcome, Response):
        return outcome
    if outcome is None:
        return Response(status=NO_CONTENT)
    return Response(outcome.model_dump_json(), status=status, mimetype="application/json")
