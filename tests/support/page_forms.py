"""The forms of a page: where each is sent, and what a browser sends of them if nothing is typed."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

# What one types into; all else is chosen, or comes with the page.
TYPED = frozenset({"text", "textarea", "search", "email", "url", "tel", "password"})
PRESSED = frozenset({"submit", "button", "image"})
_HTML = frozenset({"input", "select", "textarea", "button"})


@dataclass
class Field:
    """A field, a box or a button: its `kind` is an input's type, or `textarea`, `select`, `radio`."""

    name: str
    kind: str
    value: str = ""
    options: list[str] = field(default_factory=list)
    is_on: bool = True
    is_needed: bool = False
    id: str = ""


@dataclass
class PageForm:
    """A form on a page; `action` is the path that it is sent to."""

    method: str
    action: str
    fields: list[Field] = field(default_factory=list)

    @property
    def filled(self) -> list[Field]:
        """Return what may hold anything: all but buttons, and the token that none writes."""
        return [each for each in self.fields if each.kind not in PRESSED and each.name != "csrf_token"]

    @property
    def as_shown(self) -> dict[str, list[str]]:
        """Return what a browser sends when its first button is pressed."""
        sent: dict[str, list[str]] = {}
        for each in self.filled:
            if each.is_on and each.kind != "file":
                sent.setdefault(each.name, []).append(each.value)
        pressed = [each for each in self.fields if each.kind in PRESSED and each.name]
        return sent | {each.name: [each.value] for each in pressed[:1]}


def forms_of(address: str, html: str) -> list[PageForm]:
    """Return the forms of the page that stands at an address; one per address that its buttons send it to."""
    reader = _Reader(address)
    reader.feed(html)
    sent = [each for each in reader.forms if each.method != "DIALOG"]
    return [form for each in sent for form in (each, *_redirected(each, reader.elsewhere))]


def _redirected(form: PageForm, elsewhere: list[tuple[PageForm, str]]) -> Iterator[PageForm]:
    for of, action in elsewhere:
        if of is form:
            yield PageForm("POST", action, form.fields)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[PageForm] = []
        self.by_id: dict[str, PageForm] = {}
        self.elsewhere: list[tuple[PageForm, str]] = []
        self.open: PageForm | None = None
        self.text: Field | None = None
        self.select: Field | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.open = PageForm(given.get("method", "get").upper(), self._path(given.get("action", "")))
            self.forms.append(self.open)
            self.by_id[given.get("id", "")] = self.open
        elif tag == "option" and self.select is not None:
            self._option(given)
        elif tag in _HTML:
            self._field(tag, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open = None
        elif tag == "textarea":
            self.text = None
        elif tag == "select":
            self.select = None

    def handle_data(self, data: str) -> None:
        if self.text is not None:
            self.text.value += data

    def _path(self, action: str) -> str:
        parts = urlsplit(urljoin(self.address, action))
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    def _field(self, tag: str, given: dict[str, str]) -> None:
        form = self.by_id.get(given["form"]) if "form" in given else self.open
        if form is None or "disabled" in given:
            return
        usual = {"button": "submit", "input": "text"}
        kind = given.get("type", usual[tag]) if tag in usual else tag
        is_box = kind in ("checkbox", "radio")
        found = Field(given.get("name", ""), kind, given.get("value", "on" if is_box else ""))
        found.id = given.get("id", "")
        found.is_on = "checked" in given if is_box else True
        found.is_needed = "required" in given
        if given.get("formaction"):
            self.elsewhere.append((form, self._path(given["formaction"])))
        if found.name:
            form.fields.append(found)
        self.text = found if tag == "textarea" else None
        self.select = found if tag == "select" else None

    def _option(self, given: dict[str, str]) -> None:
        select = self.select
        if select is None:
            return
        value = given.get("value", "")
        if "selected" in given or not select.options:
            select.value = value
        select.options.append(value)
