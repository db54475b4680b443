"""Checks that every message of code and templates has its Chinese; with --update, collects the messages.

Messages are English in the code, so English needs no catalogue. Between Chinese characters and Latin letters
or numbers stands a space, in the catalogue as in the help.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hans_CN"
CATALOGUE = ROOT / "app" / "translations" / LOCALE / "LC_MESSAGES" / "messages.po"
SOURCES = ("app", "templates")
HELP = ROOT / "app" / "content" / "help" / "zh"
KEYWORDS = ("lazy_gettext", "lazy_ngettext:1,2")

#: Placeholders that stand for Chinese themselves; the others stand for numbers, references, amounts, times.
IN_CHINESE = frozenset({
    "action", "area", "areas", "demand", "facet", "instrument", "inviter", "kind", "mode", "name",
    "organisation", "person", "place", "programme", "provider", "region", "role", "service", "state",
    "supply", "tier", "title", "told", "topic", "weekday", "who", "words", "zone",
})  # fmt: skip
_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
_HAN = "[\u4e00-\u9fff]"
#: A year, month or day is written as dates are: 2026年.
_CRAMPED = re.compile(f"{_HAN}[A-Za-z0-9¥]|[A-Za-z%]{_HAN}|[0-9](?![年月日]){_HAN}")
_TORN = re.compile(f"{_HAN} {_HAN}")


def extract() -> Catalog:
    """Collect the messages that code and templates use now."""
    keywords = [f"--keyword={keyword}" for keyword in KEYWORDS]
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / "messages.pot"
        command = [sys.executable, "-m", "babel.messages.frontend", "--quiet", "extract"]
        options = ["--mapping-file=pyproject.toml", f"--output-file={template}", *keywords]
        subprocess.run([*command, *options, *SOURCES], cwd=ROOT, check=True)
        with template.open("rb") as file:
            return read_po(file)  # of no language: as many plurals as English has


def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=LOCALE)


def faults(used: Catalog, translated: Catalog) -> list[str]:
    """Say what is missing, unsure, left over or broken in the translations."""
    found = []
    for wanted in used:
        message = translated.get(wanted.id, wanted.context) if wanted.id else None
        if wanted.id and (message is None or not all_of(message.string)):
            found.append(f"missing: {wanted.id!r}")
    for message in translated:
        if not message.id:
            continue
        if used.get(message.id, message.context) is None:
            found.append(f"no longer used: {message.id!r}")
        if message.fuzzy:
            found.append(f"fuzzy: {message.id!r}")
        found += [f"{error}: {message.id!r}" for error in message.check(translated)]
        texts = [message.string] if isinstance(message.string, str) else message.string
        found += [f"spacing: {text!r}" for text in texts if not is_spaced(text)]
    return found + [f"no longer used: {message.id!r}" for message in translated.obsolete.values()]


def is_spaced(text: str) -> bool:
    """Tell whether a space stands between Chinese and anything else, and none within Chinese."""
    said = _PLACEHOLDER.sub(lambda found: "字" if found[1] in IN_CHINESE else "0", text).replace("%%", "%")
    return not _CRAMPED.search(said) and not _TORN.search(said)


def all_of(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(text) and (isinstance(text, str) or all(text))


def update(used: Catalog, translated: Catalog) -> None:
    """Bring the catalogue up to date: new messages are empty, those no longer used are gone."""
    translated.update(used, no_fuzzy_matching=True, update_creation_date=False)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    with CATALOGUE.open("wb") as file:
        write_po(file, translated, no_location=True, sort_output=True, ignore_obsolete=True, width=110)


def main() -> None:
    used = extract()
    translated = (
        read(CATALOGUE) if CATALOGUE.exists() else Catalog(locale=LOCALE, project="OnePool", fuzzy=False)
    )
    if "--update" in sys.argv[1:]:
        update(used, translated)
    found = faults(used, translated)
    for path in sorted(HELP.glob("*.md")):
        lines = path.read_text("utf-8").splitlines()
        found += [f"spacing: {path.name}: {line}" for line in lines if not is_spaced(line)]
    print("\n".join(found) or f"translations: {len(used)} messages, all complete")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
