"""Whether the words of a page are in the language that it says they are in.

What is data may be in either language: a name, a message, whatever stands in the database. All else comes
from the catalogue, so a page in Chinese has no words in Latin letters but those of data and of the Chinese
messages themselves (CSV, Atom), and a page in English no Chinese but that of
data and of the English messages. A code ("hold_timeout") is no word of either, though the database holds it.
"""

import json
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from tests.support.application import ROOT
from tests.support.page_reading import ReadPage, Words

CATALOGUE = ROOT / "app" / "translations" / "zh_Hans_CN" / "LC_MESSAGES" / "messages.po"
SAMPLE = ROOT / "app" / "portal" / "sample.py"
# Code, names of files, addresses, and what letters and digits make up together: references, digests.
NO_WORDS = re.compile(
    r"`[^`]*`|[\w-]+\.[a-z]{3,4}\b|https?://\S+|/[\w/.-]+|\S+@\S+|%\(\w+\)[sd]|[A-Za-z-]*\d[\w-]*"
)
LATIN = re.compile(r"[A-Za-z_]*[a-z][A-Za-z_]*")
CHINESE = re.compile(r"[㐀-鿿]+")
CODE = re.compile(r"\b[a-z]+(?:_[a-z]+)+\b")
# Names of things that are the same in every language.
PROPER = frozenset({"Python", "PostgreSQL", "SQLite"})


class Tongues:
    """What is said in each language, and what is data, in the pool of a database."""

    def __init__(self, database: Path) -> None:
        catalogue = [
            (message.id, message.string)
            for message in read_po(CATALOGUE.open("rb"), "zh_Hans_CN")
            if message.id
        ]
        english = [text for ids, _ in catalogue for text in _all_of(ids)]
        chinese = [text for _, strings in catalogue for text in _all_of(strings)]
        codes = {*_codes(StrEnum), *_actions(database)}
        data = set(_texts(database)) - codes
        self.codes = {"zh-CN": codes, "en": {code for code in codes - set(english) if {*code} & {*"-_"}}}
        self.english_only = set(english) - set(chinese) - data
        self.known_latin = {word for text in (*chinese, *data) for word in latin_words(text)} | PROPER
        sample = SAMPLE.read_text()
        self.known_chinese = {run for text in (*english, *data, sample) for run in CHINESE.findall(text)}
        self.found: dict[Words, list[str]] = {}

    def strangers(self, page: ReadPage, language: str) -> Iterator[str]:
        """Yield what stands in the page in neither its language nor the reader's own words."""
        for text, said in set(page.words):
            words = Words(text, said or language)
            if words not in self.found:  # most stand on many pages
                self.found[words] = self._strangers(words)
            yield from (f"“{each}” in “{text}”" for each in self.found[words] if each not in page.typed)

    def _strangers(self, words: Words) -> list[str]:
        if words.text in self.codes[words.language or "en"]:
            found = [words.text]
        elif words.language == "en":
            found = [run for run in CHINESE.findall(words.text) if run not in self.known_chinese]
        elif words.text in self.english_only:
            found = [words.text]
        else:
            found = [word for word in latin_words(words.text) if word not in self.known_latin]
        return found + CODE.findall(NO_WORDS.sub(" ", words.text))


def latin_words(text: str) -> list[str]:
    """Return the words in Latin letters, but no abbreviations in capitals: all know those."""
    return [word for word in LATIN.findall(NO_WORDS.sub(" ", text)) if len(word) > 1]


def _all_of(text: str | Iterable[str]) -> list[str]:
    return [text] if isinstance(text, str) else list(text)


def _codes(kind: type[StrEnum]) -> Iterator[str]:
    for each in kind.__subclasses__():
        if each.__module__.startswith("app."):
            yield from (str(member) for member in each)
        yield from _codes(each)


def _actions(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [action for (action,) in connection.execute("SELECT DISTINCT action FROM event")]


def _texts(database: Path) -> Iterator[str]:
    with closing(sqlite3.connect(database)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                for value in row:
                    yield from _leaves(json.loads(value) if _is_document(value) else value)


def _is_document(value: Any) -> bool:
    return isinstance(value, str) and value.startswith(("{", "["))


def _leaves(value: Any) -> Iterator[str]:
    """The texts in a value; the names in a JSON document are none."""
    if isinstance(value, str):
        yield " ".join(value.split())
    elif isinstance(value, dict):
        yield from _leaves(list(value.values()))
    elif isinstance(value, list):
        for each in value:
            yield from _leaves(each)
