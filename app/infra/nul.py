"""Texts with the sign NUL are refused at the door: PostgreSQL can not keep one, and no person types one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import request

from app.kernel.errors import Invalid, NotFound, Problem
from app.kernel.text import N_

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

NUL = "\0"


def init_nul(app: Flask) -> None:
    """Refuse addresses, query strings and forms that hold a NUL; `api.parsing` looks into JSON."""

    @app.before_request
    def refuse() -> None:
        if NUL in request.path:
            raise NotFound("not_found", N_("There is nothing at this address."))
        sent = list(request.args.items(multi=True))
        if not request.path.startswith("/api/"):  # the API reads its bodies raw, whatever their type says
            sent += request.form.items(multi=True)
        found = [name for name, value in sent if NUL in name + value]
        if found:
            raise Invalid.of([nul_problem(name.replace(NUL, "")) for name in found])


def nul_problem(field: str) -> Problem:
    """Return why the text of `field` is refused."""
    return Problem("wrong_form", N_("A text must not contain the sign NUL."), field or None)


def fields_with_nul(data: object, path: str = "") -> Iterator[str]:
    """Yield the path of every text in parsed JSON that holds a NUL, e.g. `budget[0].tier`."""
    match data:
        case str() if NUL in data:
            yield path
        case list():
            for at, value in enumerate(data):
                yield from fields_with_nul(value, f"{path}[{at}]")
        case dict():
            for name, value in data.items():
                yield from fields_with_nul(value, f"{path}.{name}".lstrip("."))
