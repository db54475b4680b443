"""What comes out of Markdown, whatever went in."""

import re
import time

import pytest

from app.content.markdown import rendered

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\nscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:x)",
    "<javascript:alert(1)>",
    "![a](javascript:alert(1))",
    "![a](data:image/svg+xml;base64,PHN2Zz4=)",
    "[a]: javascript:alert(1)\n\n[a]",
    '[a](https://example.org "x\\" onclick=\\"alert(1)")',
    '```html" onclick="x\n</code></pre><script>alert(1)</script>\n```',
    "<div style='position:fixed'>over it all</div>",
    "<a href='https://example.org' onclick='x'>a</a>",
    "<!-- --><iframe src=//evil.example>",
    "| a |\n|---|\n| <svg/onload=alert(1)> |",
]
LONG = {
    "brackets": "[" * 30_000,
    "images": "![](" * 7_500,
    "stars": "*a" * 15_000,
    "quotations": "> " * 15_000,
    "lists": "- " * 15_000,
    "one word": "x" * 30_000,
    "a table": "|a" * 10 + "|\n" + "|-" * 10 + "|\n" + "x\n" * 190,
}


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_and_nothing_is_loaded(text):
    html = str(rendered(text))
    tags = re.findall(r"<[^>]*>", html)
    assert not re.search(r"<(?!/?(?:p|a|pre|code|div|table|thead|tbody|tr|th|td)\b)", html), html
    for tag in tags:
        names = re.sub(r'"[^"]*"', "", tag)
        assert not re.search(r"\s(?:on\w+|style|src|srcset)\b", names, re.IGNORECASE), html
        assert not re.search(r'href="(?!https?://|mailto:|/)', tag), html


def test_an_entity_brings_in_no_sign_that_nobody_sees():
    assert rendered("a&#12;b&#x202e;c&#x200d;") == '<p dir="auto">abc\u200d</p>\n'


def test_an_image_becomes_a_link_and_one_within_a_link_its_words():
    assert rendered("![a *cat*](https://example.org/cat.png)") == (
        '<p dir="auto"><a href="https://example.org/cat.png" rel="noopener noreferrer">a cat</a></p>\n'
    )
    assert "https://example.org/cat.png" in rendered("![](https://example.org/cat.png)")
    within = rendered("[![cat](https://example.org/cat.png)](/news)")
    assert within.count("<a ") == 1
    assert ">cat</a>" in within


def test_headings_stand_under_the_title_of_the_page():
    html = rendered("# a\n\n###### b")
    assert "<h2 " in html
    assert "<h6 " in html
    assert "<h1" not in html


def test_each_block_finds_its_own_direction():
    html = rendered("مرحبا\n\n- שלום\n\n# 你好 👩‍🔬")
    assert html.count('dir="auto"') == 3
    assert "👩‍🔬" in html


def test_a_table_can_be_scrolled_and_keeps_its_columns():
    html = rendered("| a | b |\n|---|---:|\n| 1 | 2 |")
    assert html.startswith('<div class="table-scroll" tabindex="0"><table>')
    assert '<td dir="auto" class="end">2</td>' in html


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_the_longest_texts_are_shown_in_a_moment(text):
    began = time.process_time()
    assert rendered(text) is not None
    assert time.process_time() - began < 10
