"""Papers as PDF with Chinese text, A4. The same content gives the same bytes.

The Chinese font is one of those every reader brings along, so nothing has to be installed or embedded. Its
Latin letters differ from reader to reader, so those are set in Helvetica.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus.doctemplate import SimpleDocTemplate
from reportlab.platypus.flowables import Flowable, Spacer
from reportlab.platypus.paragraph import Paragraph
from reportlab.platypus.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence

FONT = "STSong-Light"
LATIN_FONT = "Helvetica"
WIDTH_MM = 174
_MARGIN = 18 * mm
_LATIN = re.compile(r"[!-~¥](?:[ -~¥]*[!-~¥])?")
_LINE = colors.HexColor("#9aa5b1")
_SHADE = colors.HexColor("#eef2f6")

pdfmetrics.registerFont(UnicodeCIDFont(FONT))


def _mark_up(text: str) -> str:
    return _LATIN.sub(rf'<font name="{LATIN_FONT}">\g<0></font>', escape(text))


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    # Chinese breaks between any two signs.
    return ParagraphStyle(name, fontName=FONT, fontSize=size, leading=size * 1.5, wordWrap="CJK", **more)


_TITLE = _style("title", 20, spaceAfter=4 * mm)
_HEADING = _style("heading", 13, spaceBefore=7 * mm, spaceAfter=2 * mm, keepWithNext=1)
_BODY = _style("body", 10, spaceAfter=2 * mm)
_CELL = _style("cell", 8.5)
_NUMBER = _style("number", 8.5, alignment=TA_RIGHT)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head, its width, and whether it holds numbers."""

    head: str
    width_mm: float
    align: str = "left"


def title(text: str) -> Flowable:
    """Return the paper's title."""
    return Paragraph(_mark_up(text), _TITLE)


def heading(text: str) -> Flowable:
    """Return a section's heading, which never ends a page."""
    return Paragraph(_mark_up(text), _HEADING)


def paragraph(text: str) -> Flowable:
    """Return running text."""
    return Paragraph(_mark_up(text), _BODY)


def gap() -> Flowable:
    """Return some air."""
    return Spacer(1, 3 * mm)


def facts(pairs: Sequence[tuple[str, str]]) -> Flowable:
    """Return labelled values under each other."""
    rows = [[Paragraph(_mark_up(label), _CELL), Paragraph(_mark_up(value), _CELL)] for label, value in pairs]
    style = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LINEBELOW", (0, 0), (-1, -1), 0.3, _LINE)]
    return Table(rows, [40 * mm, (WIDTH_MM - 40) * mm], style=style)


def table(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> Flowable:
    """Return a table whose head comes again on each page."""
    styles = [_NUMBER if column.align == "right" else _CELL for column in columns]
    cells = [[column.head for column in columns], *rows]
    data = [
        [Paragraph(_mark_up(cell), style) for cell, style in zip(row, styles, strict=True)] for row in cells
    ]
    return Table(
        data,
        [column.width_mm * mm for column in columns],
        repeatRows=1,
        style=[
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), _SHADE),
            ("GRID", (0, 0), (-1, -1), 0.3, _LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ],
    )


def paper(name: str, foot: str, parts: Sequence[Flowable]) -> bytes:
    """Return the PDF of the parts; `foot` (Latin) stands on each page before its number."""
    file = BytesIO()
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        title=name,
        lang="zh-CN",
        invariant=1,
    )

    def write_foot(canvas: Any, page: Any) -> None:
        canvas.setFont(LATIN_FONT, 8)
        canvas.drawString(_MARGIN, 10 * mm, foot)
        canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, str(page.page))

    document.build(list(parts), onFirstPage=write_foot, onLaterPages=write_foot)
    return file.getvalue()
