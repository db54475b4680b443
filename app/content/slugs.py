"""An article's address from its title: the English words, else the sound of the Chinese ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pypinyin import lazy_pinyin

from app.content.domain.texts import slug_from

if TYPE_CHECKING:
    from app.content.domain.articles import Wording


def slug_of(titles: Wording) -> str:
    """Return the address, or "" where neither title has a word: 系统维护 → `xi-tong-wei-hu`."""
    return slug_from(titles.name_en) or slug_from(" ".join(lazy_pinyin(titles.name_zh)))
