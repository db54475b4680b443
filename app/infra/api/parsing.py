"""Bodies and query strings become schemas, or a refusal that names every wrong field."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge

from app.infra.nul import fields_with_nul, nul_problem
from app.kernel.errors import Invalid, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

M = TypeVar("M", bound=BaseModel)

# How JSON must write the sign; the same six letters after a backslash are an ordinary text.
NUL_ESCAPED = rb"\u0000"

INCOMPLETE = N_("The body is shorter than its Content-Length: it was cut off on its way.")

_NOT_A_TIME = ("not_a_time", N_("This is not an RFC 3339 time."), N_("For example 2026-03-02T09:00:00Z."))
_NOT_A_DATE = ("not_a_date", N_("This is not a date."), N_("For example 2026-03-02."))
_NOT_AN_INTEGER = ("not_an_integer", N_("This must be a whole number."), None)
_NOT_AN_OBJECT = ("not_an_object", N_("This must be an object."), None)
_NOT_A_CHOICE = ("not_a_choice", N_("This must be one of %(expected)s."), None)

# pydantic's error type → our code, message and fix; what is not listed is told in pydantic's own words.
PROBLEMS = {
    "missing": ("missing", N_("This field is needed."), None),
    "timezone_aware": (
        "naive_time",
        N_("The time has no offset."),
        N_("Write it with an offset, such as 2026-03-02T09:00:00+08:00 or …Z."),
    ),
    "datetime_parsing": _NOT_A_TIME,
    "datetime_from_date_parsing": _NOT_A_TIME,
    "datetime_type": _NOT_A_TIME,
    "date_from_datetime_parsing": _NOT_A_DATE,
    "date_parsing": _NOT_A_DATE,
    "date_type": _NOT_A_DATE,
    "int_type": _NOT_AN_INTEGER,
    "int_parsing": _NOT_AN_INTEGER,
    "int_from_float": _NOT_AN_INTEGER,
    "bool_type": ("not_a_boolean", N_("This must be true or false."), None),
    "string_type": ("not_a_text", N_("This must be a text."), None),
    "list_type": ("not_a_list", N_("This must be a list."), None),
    "model_type": _NOT_AN_OBJECT,
    "model_attributes_type": _NOT_AN_OBJECT,
    "dict_type": _NOT_AN_OBJECT,
    "json_invalid": ("malformed_json", N_("The body is not valid JSON."), None),
    "greater_than_equal": ("too_small", N_("This must be %(ge)s or more."), None),
    "greater_than": ("too_small", N_("This must be more than %(gt)s."), None),
    "less_than_equal": ("too_large", N_("This must be %(le)s or less."), None),
    "string_too_short": ("too_short", N_("This needs at least %(min_length)s characters."), None),
    "string_too_long": ("too_long", N_("This may have at most %(max_length)s characters."), None),
    "too_short": ("too_few", N_("This needs at least %(min_length)s entries."), None),
    "too_long": ("too_many", N_("This may have at most %(max_length)s entries."), None),
    "enum": _NOT_A_CHOICE,
    "literal_error": _NOT_A_CHOICE,
    "string_pattern_mismatch": ("wrong_form", N_("This does not have the right form."), None),
}


class Malformed(Invalid):
    """What was sent does not fit the schema. Its code is always `invalid`; its problems tell the fields."""

    @property
    def code(self) -> str:
        """Return the one code of all schema refusals."""
        return "invalid"


def parse_body(model: type[M]) -> M:
    """Return the request's JSON as `model`. An empty body is an empty object. Raises Malformed."""
    raw = sent_body()
    try:
        parsed = model.model_validate_json(raw or b"{}")
    except ValidationError as error:
        raise _refusal(error) from error
    if NUL_ESCAPED in raw:
        problems = [nul_problem(field) for field in fields_with_nul(json.loads(raw))]
        if problems:
            raise Malformed.of(problems)
    return parsed


def sent_body() -> bytes:
    """Return the request's whole body. Raises BadRequest for one that was cut off on its way.

    The server ends a body with its connection, so half a file would look like a whole one.
    """
    raw, declared, most = request.get_data(cache=True), request.content_length, request.max_content_length
    if declared is None and most is not None and len(raw) >= most:
        raise RequestEntityTooLarge  # it came in chunks, and was read up to here only
    if declared is not None and len(raw) != declared:
        raise BadRequest(INCOMPLETE)
    return raw


def parse_query(model: type[M]) -> M:
    """Return the query string as `model`; an empty value counts as not given. Raises Malformed."""
    try:
        return model.model_validate({key: value for key, value in request.args.items() if value != ""})
    except ValidationError as error:
        raise _refusal(error) from error


def parse_form(model: type[M]) -> M:
    """Return the fields of a form as `model`; an empty field counts as not given. Raises Malformed."""
    fields = {key: value for key, value in request.form.items() if value != ""}
    broken = [nul_problem(name) for name, value in fields.items() if "\x00" in value]
    if broken:
        raise Malformed.of(broken)
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise _refusal(error) from error


def _refusal(error: ValidationError) -> Malformed:
    return Malformed.of(
        [_problem(details) for details in error.errors(include_url=False, include_input=False)]
    )


def _problem(details: ErrorDetails) -> Problem:
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in details["loc"]).lstrip(
        "."
    )
    known = PROBLEMS.get(details["type"])
    values = {
        key: value for key, value in details.get("ctx", {}).items() if isinstance(value, str | int | float)
    }
    if known is None:
        return Problem("wrong_value", "%(message)s", field or None, None, {"message": details["msg"]})
    code, message, fix = known
    return Problem(code, message, field or None, fix, values if "%(" in message else {})
