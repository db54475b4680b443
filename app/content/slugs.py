"""An article's address from its title: the English words, else the sound of the Chinese ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.content.domain.texts import LONGEST_TITLE, slug_from

if TYPE_CHECKING:
    from app.content.domain.articles import Wording


def slug_of(titles: Wording) -> str:
    """Return the address, or "" where neither title has a word: 系统维护 → `xi-tong-wei-hu`."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 -- see infra.pinyin

    zh, en = titles.name_zh[:LONGEST_TITLE], titles.name_en[:LONGEST_TITLE]
    return slug_from(en) or slug_from(" ".join(lazy_pinyin(zh)))
