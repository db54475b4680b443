"""Markdown as pages show it: no HTML of the writer's own, no images, links nowhere but to pages and mail.

markdown-it writes only what the syntax knows, and escapes the rest; nh3 then keeps only the tags and
attributes listed here. Neither is trusted alone.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from app.kernel.signs import seen

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from markdown_it.rules_core import StateCore

_ENDING = frozenset({"text-align:right", "text-align:center"})
# Each block finds its own direction: Arabic in a Chinese text does not turn its neighbours.
_OF_OWN_DIRECTION = frozenset({"paragraph_open", "heading_open", "list_item_open", "th_open", "td_open"})
_TAGS = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "s",
    "a", "br", "hr", "div", "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip
_CLEANER = nh3.Cleaner(
    tags=_TAGS,
    attributes={
        "a": {"href", "title"}, "ol": {"start"}, "div": {"tabindex"},
        **{tag: {"dir"} for tag in ("p", "h2", "h3", "h4", "h5", "h6", "li", "th", "td")},
    },
    allowed_classes={"div": {"table-scroll"}, "th": {"end"}, "td": {"end"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="noopener noreferrer",
)  # fmt: skip


@lru_cache(maxsize=256)
def rendered(text: str) -> Markup:
    """Return the HTML of a text; its headings begin at the second level, under the page's own."""
    html = _CLEANER.clean(_MARKDOWN.render(text))
    # Entities bring in what nobody sees: the form feed &#12; would break the news feed.
    return Markup(seen(html))  # noqa: S704 -- cleaned, and made of escaped text


def _shape(state: StateCore) -> None:
    """Fit the parsed text into a page: headings, directions, tables that scroll, links instead of images."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(int(token.tag[1:]) + 1, 6)}"
        if token.type in _OF_OWN_DIRECTION:
            token.attrSet("dir", "auto")
        if token.attrGet("style") in _ENDING:
            token.attrSet("class", "end")
        if token.children:
            token.children = list(_without_images(token.children))


def _without_images(tokens: Iterable[Token]) -> Iterable[Token]:
    depth = 0
    for token in tokens:
        depth += token.nesting if token.type in ("link_open", "link_close") else 0
        if token.type != "image":
            yield token
            continue
        address = str(token.attrGet("src") or "")
        said = Token("text", "", 0, content=_said(token) or address)
        if depth or address.startswith("data:"):  # a link within a link is none
            yield said
        else:
            yield Token("link_open", "a", 1, attrs={"href": address})
            yield said
            yield Token("link_close", "a", -1)


def _said(image: Token) -> str:
    return "".join(child.content for child in image.children or ())


def _table_open(_self: Any, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any) -> str:
    return '<div class="table-scroll" tabindex="0"><table>\n'


def _table_close(_self: Any, _tokens: Sequence[Token], _at: int, _options: Any, _env: Any) -> str:
    return "</table></div>\n"


def _made() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    made.core.ruler.push("shape", _shape)
    made.add_render_rule("table_open", _table_open)
    made.add_render_rule("table_close", _table_close)
    return made


_MARKDOWN = _made()
