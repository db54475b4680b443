"""The error table: every refusal becomes a page, an htmx fragment or a problem+json, in one place."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import structlog
from flask import Response, jsonify, make_response, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from app.infra.db import db
from app.infra.filters import problem_fix, problem_text
from app.infra.origin import is_from_our_page, to_sign_in
from app.kernel.errors import DomainError, ErrorKind, Problem
from app.kernel.interval import Interval
from app.kernel.money import Money
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flask import Flask
    from werkzeug.wrappers import Response as BaseResponse

STATUS = {
    ErrorKind.INVALID: 422,
    ErrorKind.UNAUTHENTICATED: 401,
    ErrorKind.FORBIDDEN: 403,
    ErrorKind.NOT_FOUND: 404,
    ErrorKind.CONFLICT: 409,
    ErrorKind.PAYMENT: 402,
    ErrorKind.GONE: 410,
    ErrorKind.TOO_MANY: 429,
}
TITLES = {
    400: N_("The request could not be understood"),
    401: N_("Please sign in"),
    402: N_("The voucher can not pay this"),
    403: N_("Your role does not allow this"),
    404: N_("Not found"),
    405: N_("This address does not answer that method"),
    409: N_("Somebody or something came first"),
    410: N_("This was withdrawn"),
    411: N_("The length of the content is missing"),
    413: N_("That is too large"),
    415: N_("That kind of content is not understood"),
    422: N_("Some of this can not be accepted"),
    429: N_("Too many requests"),
    500: N_("Something went wrong on our side"),
}
MESSAGES = {
    404: N_("There is nothing at this address."),
    405: N_("The header Allow of this answer names the methods that are possible."),
    413: N_("The content, or a part of it, is larger than this server takes."),
}
HTTP_CODES = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    411: "length_required",
    413: "too_large",
    415: "unsupported_type",
}

log = structlog.get_logger()


def register_errors(app: Flask, *, sign_in_path: str) -> None:
    """Install the table on the application."""

    def refuse(error: DomainError) -> BaseResponse:
        if error.kind is ErrorKind.UNAUTHENTICATED and _wants_page():
            return to_sign_in(sign_in_path)
        return answer(STATUS[error.kind], error.code, error.problems)

    def stale(error: CSRFError) -> BaseResponse:
        return to_sign_in(sign_in_path) if _wants_page() and is_from_our_page() else http(error)

    def http(error: HTTPException) -> BaseResponse:
        status = error.code or 500
        if error.response is not None or status < 400:
            return error.get_response()
        code = HTTP_CODES.get(status, "http_error")
        message = MESSAGES.get(status, error.description or "")
        response = answer(status, code, [Problem(code, message)])
        if isinstance(error, MethodNotAllowed) and error.valid_methods:
            response.allow.update(error.valid_methods)  # a 405 must name what is allowed (RFC 9110, 15.5.6)
        return response

    def crash(error: Exception) -> BaseResponse:
        db.session.rollback()
        log.error("unhandled", exc_info=error, route=str(request.url_rule))
        return answer(
            500,
            "internal",
            [Problem("internal", N_("Nothing was changed. Please try again; we have been told."))],
        )

    app.register_error_handler(DomainError, refuse)
    app.register_error_handler(CSRFError, stale)
    app.register_error_handler(HTTPException, http)
    app.register_error_handler(Exception, crash)


def answer(status: int, code: str, problems: Sequence[Problem]) -> Response:
    """Answer a refusal in the form the caller reads."""
    if _wants_json():
        response = jsonify(problem_document(status, code, problems))
        response.content_type = "application/problem+json"
    else:
        template = "errors/_problem.html" if request.headers.get("HX-Request") else "errors/problem.html"
        page = render_template(
            template, status=status, title=gettext(TITLES.get(status, TITLES[500])), problems=problems
        )
        response = make_response(page)
    response.status_code = status
    if status == STATUS[ErrorKind.UNAUTHENTICATED]:
        response.headers["WWW-Authenticate"] = 'Bearer realm="onepool"'
    wait = problems[0].values.get("retry_after") if problems else None
    if wait is not None:
        response.headers["Retry-After"] = str(wait)
    return response


def problem_document(status: int, code: str, problems: Sequence[Problem]) -> dict[str, Any]:
    """Return the RFC 9457 document: every failed rule, each with its own code."""
    return {
        "type": f"urn:onepool:problem:{code}",
        "title": gettext(TITLES.get(status, TITLES[500])),
        "status": status,
        "code": code,
        "detail": " ".join(problem_text(problem) for problem in problems),
        "problems": [_document(problem) for problem in problems],
    }


def _document(problem: Problem) -> dict[str, Any]:
    document: dict[str, Any] = {"code": problem.code, "message": problem_text(problem)}
    if problem.field is not None:
        document["field"] = problem.field
    if problem.fix is not None:
        document["fix"] = problem_fix(problem)
    if problem.values:
        document["values"] = {key: _plain(value) for key, value in problem.values.items()}
    return document


def _plain(value: object) -> object:
    """Return a problem's value as the API writes such values everywhere."""
    match value:
        case Money():
            return {"minor": value.minor, "currency": value.currency}
        case Interval():
            return {"start": _plain(value.start), "end": _plain(value.end)}
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case bool() | int() | None:
            return value
        case _:
            return str(value)


def _wants_json() -> bool:
    return f"{request.path}/".startswith("/api/")


def _wants_page() -> bool:
    return not _wants_json() and not request.headers.get("HX-Request")
