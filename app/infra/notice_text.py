"""The words of a notice: one text, shown as a plain mail, as an HTML mail and on the site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from flask import render_template

if TYPE_CHECKING:
    from collections.abc import Iterator

_FACT = re.compile(r"^([^:：。.,，]{1,40})(?::\s+|：\s*)(\S.*)$")


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph (`text`), or lines that each name a thing and say it (`facts`)."""

    text: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeText:
    """A notice in the reader's language: subject, plain text, that text's parts, and where it leads."""

    subject: str
    plain: str
    parts: tuple[Part, ...]
    url: str | None


def notice_text(template: str, values: dict[str, Any], base_url: str) -> NoticeText:
    """Write a notice. The template's first line is `Subject: …`."""
    text = render_template(f"mail/{template}.txt", base_url=base_url, **values)
    first, _, body = text.partition("\n")
    # A subject takes one line: what a person typed can not add another.
    subject = " ".join(first.removeprefix("Subject:").split())
    blocks = [block.strip() for block in body.split("\n\n") if block.strip()]
    # Only an address of ours becomes a button: what a person typed can not make one.
    links = [block for block in blocks if block.startswith(f"{base_url}/") and "\n" not in block]
    parts = tuple(_part(block) for block in blocks if block not in links)
    return NoticeText(subject, body.strip() + "\n", parts, links[-1] if links else None)


def _part(block: str) -> Part:
    lines = block.split("\n")
    found = list(_facts(lines))
    return Part(facts=tuple(found)) if len(found) == len(lines) else Part(text=block)


def _facts(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        if match := _FACT.match(line):
            yield match[1], match[2]
