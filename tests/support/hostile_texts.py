"""What somebody may write into a form who means harm, and how a form is filled with it."""

import re
from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from itertools import count
from typing import Any, NamedTuple

from app.infra import clock
from tests.support.page_forms import TYPED, Field, PageForm

# A formula of a spreadsheet, a script, a template, a line of a mail's head; signs that no XML may hold,
# and one that turns what follows round.
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
TEXT = f"=cmd(){SCRIPT}{{{{77777*91}}}}\r\nBcc: e@test.example\u202e\x07\ufffe"
# What would tell that it was not only shown; the last is what the template would make of it.
ALIVE = ("<script>alert(1)", "<img src=x", "7077707")
LONG = "x" * 100_000
# So many long texts fit into what the server takes, each of them twice.
MOST_LONG = 8
NO_CHOICE = "99999999999999999999"
OTHER = {
    "number": ("1" + "0" * 30, "99999999999", "-1", "NaN"),
    "date": ("9999-12-31", "0001-01-01"),
    "datetime-local": ("9999-12-31T23:59", "0001-01-01T00:00"),
}
FILE_NAME = "../<script>alert(1)</script>.pdf"
_SUMMARY = re.compile(r'class="error-summary".*?</div>', re.DOTALL)
_PLAIN = {"email": "hostile@test.example", "url": "https://test.example/x", "number": "1", "time": "09:00"}
_numbers = count(1)


class Filled(NamedTuple):
    """What is sent: of a form, of which kind, and its fields; a file is a pair of its bytes and its name."""

    kind: str
    fields: dict[str, Any]

    @property
    def opened(self) -> dict[str, Any]:
        """Return the fields as a client sends them."""
        return {name: _opened(value) for name, value in self.fields.items()}


def refused_ways(form: PageForm) -> Iterator[Filled]:
    """Fill a form in ways that most forms must refuse."""
    fields = form.filled
    yield Filled("nothing", {})
    yield Filled("a text everywhere", {each.name: TEXT for each in fields})
    yield Filled("files for texts", {each.name: _swapped(each) for each in fields})
    long = {each.name: LONG for each in [each for each in fields if each.kind in TYPED][:MOST_LONG]}
    yield Filled("long", {name: _twice(value) for name, value in (plain(form) | long).items()})
    chosen = {each.name: NO_CHOICE for each in fields if each.kind not in TYPED | OTHER.keys() | {"file"}}
    if chosen:
        yield Filled("no choice", plain(form) | chosen)
    for kind, values in OTHER.items():
        for value in values if any(each.kind == kind for each in fields) else ():
            those = {each.name: value for each in fields if each.kind == kind}
            yield Filled(f"{kind} {value}", plain(form) | those)


def accepted_way(form: PageForm) -> Filled:
    """Fill in what may be accepted: the text wherever one may write, all else as it should be."""
    written = {each.name: TEXT for each in form.filled if each.kind in TYPED - {"password"}}
    return Filled("a text", plain(form) | written)


def mended(form: PageForm, filled: Filled, html: str) -> Filled | None:
    """Fill in again what a refusal names; None where it names nothing else."""
    named, plainly = wrong(form, html), plain(form)
    other = {name: plainly[name] for name in named if name in plainly and not _same(filled, name, plainly)}
    return Filled(filled.kind, filled.fields | other) if other else None


def wrong(form: PageForm, html: str) -> set[str]:
    """Return the names of the fields that the page marks or its summary leads to."""
    [summary] = _SUMMARY.findall(html)[:1] or [""]
    led_to = set(re.findall(r'href="#([^"]+)"', summary))
    marked = set(re.findall(r'<(?:input|select|textarea|fieldset)[^>]*?aria-invalid="true"', html))
    ids = {found[1] for each in marked if (found := re.search(r'id="([^"]+)"', each))}
    return {each.name for each in form.filled if each.id in led_to | ids or each.name in led_to | ids}


def plain(form: PageForm) -> dict[str, Any]:
    """Fill a form as somebody would who means no harm; what files are called is another matter."""
    return form.as_shown | {
        each.name: _plainly(each)
        for each in form.filled
        if each.is_on and (not each.value or each.kind == "file")
    }


def _plainly(field: Field) -> Any:
    number, soon = next(_numbers), clock.now() + timedelta(days=30)
    match field.kind:
        case "file":
            return (f"%PDF-1.7 {number}\n%%EOF".encode(), FILE_NAME)
        case "select":
            return next((each for each in field.options if each), "")
        case "date":
            return f"{soon:%Y-%m-%d}"
        case "datetime-local":
            return f"{soon:%Y-%m-%dT%H:00}"
        case "hidden" | "checkbox" | "radio":
            return field.value
        case _:
            return _PLAIN.get(field.kind, f"x{number}" if field.is_needed else "")


def _swapped(field: Field) -> Any:
    return TEXT if field.kind == "file" else (TEXT.encode(), FILE_NAME)


def _opened(value: Any) -> Any:
    return (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value


def _twice(value: Any) -> Any:
    return 2 * value if isinstance(value, list) else value if isinstance(value, tuple) else [value, value]


def _same(filled: Filled, name: str, plainly: dict[str, Any]) -> bool:
    return filled.fields.get(name) == plainly[name] or isinstance(plainly[name], tuple)
