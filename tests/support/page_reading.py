"""What stands in a page: words, ways on, what the browser loads for it, what a strict policy refuses."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

OUR_HOSTS = ("localhost", "127.0.0.1:8000")  # the test client's, and BASE_URL's
VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"]
)
# What is in no language: code, keys, what somebody typed.
VERBATIM = frozenset({"script", "style", "code", "pre", "kbd", "samp", "textarea"})
WORDED = frozenset(["title", "aria-label", "aria-description", "placeholder", "alt", "label"])
LOADING = frozenset(["src", "poster", "background", "data", "xlink:href", "manifest"])
LEADING = LOADING | frozenset(["href", "formaction", "hx-get", "hx-post", "srcset", "imagesrcset"])
REFUSED_TAGS = frozenset(["style", "base", "object", "embed", "applet", "frame"])
TELLING = REFUSED_TAGS | {"script", "form", "meta"}
DATA_BLOCKS = ("application/json", "application/ld+json")


class Words(NamedTuple):
    """Words that a reader sees or hears, and the language that the page says they are in."""

    text: str
    language: str | None


class Way(NamedTuple):
    """A link, a form or a button: how it asks, and for what address."""

    method: str
    address: str


@dataclass
class ReadPage:
    """A page taken apart; addresses are whole. `typed` is what the reader asked it for, e.g. `q=x`."""

    typed: str
    language: str | None = None
    words: list[Words] = field(default_factory=list)
    ids: Counter[str] = field(default_factory=Counter)
    anchors: set[str] = field(default_factory=set)
    ways: set[Way] = field(default_factory=set)
    loaded: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


class Place(NamedTuple):
    """An open element: its language, and whether what it holds is in no language."""

    tag: str
    language: str | None
    is_verbatim: bool


def read_page(address: str, html: str) -> ReadPage:
    """Take the page apart that stands at an address, e.g. `/instruments?q=x`."""
    reader = _Reader(f"http://localhost{address}")
    reader.feed(html)
    return reader.page


def is_ours(address: str) -> bool:
    """Tell whether a whole address is on our own host, or on none (`data:`)."""
    parts = urlsplit(address)
    return parts.netloc in OUR_HOSTS or parts.scheme == "data"


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.page = ReadPage(typed=urlsplit(address).query)
        self.open = [Place("", None, is_verbatim=False)]
        self.data_block: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        above = self.open[-1]
        language, verbatim = above.language, above.is_verbatim or tag in VERBATIM
        if attrs or tag in TELLING:
            given = {name: value or "" for name, value in attrs}
            language = given.get("lang") or language
            verbatim = verbatim or given.get("translate") == "no"
            self._note(tag, given, language)
        if tag not in VOID:
            self.open.append(Place(tag, language, verbatim))

    def _note(self, tag: str, given: dict[str, str], language: str | None) -> None:
        page = self.page
        if "id" in given:
            page.ids[given["id"]] += 1
        if given.keys() & WORDED or tag in ("input", "meta"):
            page.words += [Words(words, language) for words in _worded(tag, given)]
        if tag in TELLING or given.keys() & LEADING:
            page.ways |= {Way(way.method, urljoin(self.address, way.address)) for way in _ways(tag, given)}
            page.loaded += [urljoin(self.address, each) for each in _loaded(tag, given)]
        page.refused += _refused(tag, given)
        if tag == "html":
            page.language = language
        elif tag == "a" and given.get("href", "").startswith("#"):
            page.anchors.add(given["href"][1:])
        elif tag == "script":
            self.data_block = None if "src" in given else given.get("type")

    def handle_endtag(self, tag: str) -> None:
        self.data_block = None
        if self.open[-1].tag == tag or any(place.tag == tag for place in self.open):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        place = self.open[-1]
        if self.data_block == "application/ld+json":
            self.page.loaded += _addresses(json.loads(data))
        if data.strip() and not place.is_verbatim:
            self.page.words.append(Words(" ".join(data.split()), place.language))


def _worded(tag: str, given: dict[str, str]) -> Iterator[str]:
    yield from (given[name] for name in given.keys() & WORDED)
    if tag == "input" and given.get("type") in ("submit", "button", "reset"):
        yield given.get("value", "")
    if tag == "meta" and given.get("name") == "description":
        yield given["content"]


def _ways(tag: str, given: dict[str, str]) -> Iterator[Way]:
    if tag == "a" and "href" in given and not given["href"].startswith(("#", "mailto:", "tel:")):
        yield Way("GET", given["href"])
    method = given.get("method", "get").upper()
    if tag == "form" and method != "DIALOG":
        yield Way(method, given.get("action", ""))
    if given.get("formaction"):
        yield Way(given.get("formmethod", "post").upper(), given["formaction"])
    yield from (Way(verb.upper(), given[f"hx-{verb}"]) for verb in ("get", "post") if given.get(f"hx-{verb}"))


def _loaded(tag: str, given: dict[str, str]) -> Iterator[str]:
    yield from (given[name] for name in given.keys() & LOADING)
    if tag in ("link", "use", "image") and given.get("href"):
        yield given["href"]
    for name in ("srcset", "imagesrcset"):
        yield from (each.split()[0] for each in given.get(name, "").split(",") if each.strip())
    if tag == "meta" and given.get("content", "").startswith(("http:", "https:", "//")):
        yield given["content"]


def _refused(tag: str, given: dict[str, str]) -> Iterator[str]:
    """What `default-src 'self'` does not let run or show; what htmx evaluates (`hx-on`) is as little."""
    for name, value in given.items():
        if name.startswith(("on", "hx-on")) or name in ("style", "srcdoc") or value.startswith("javascript:"):
            yield f"<{tag} {name}>"
    if tag in REFUSED_TAGS:
        yield f"<{tag}>"
    if tag == "script" and "src" not in given and given.get("type") not in DATA_BLOCKS:
        yield "<script> without src"
    if tag == "meta" and given.get("http-equiv", "").lower() == "refresh":
        yield "<meta refresh>"


def _addresses(linked: Any) -> Iterator[str]:
    """The addresses in linked data, without the vocabulary that it is written in."""
    if isinstance(linked, dict):
        for name, value in linked.items():
            if name != "@context":
                yield from _addresses(value)
    elif isinstance(linked, list):
        for each in linked:
            yield from _addresses(each)
    elif isinstance(linked, str) and linked.startswith(("http:", "https:")) and "schema.org/" not in linked:
        yield linked
