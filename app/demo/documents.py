"""Documents for the demo's claims: each a page that says what it stands for, and no two alike."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from app.infra.documents import Upload
from app.infra.filters import format_money

if TYPE_CHECKING:
    from app.kernel.money import Money

FONT = "STSong-Light"


def document(title: str, reference: str, amount: Money) -> Upload:
    """Return a PDF such as "发票 B-7KQ2M ¥8,000.00", marked as a demonstration."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    page = BytesIO()
    canvas = Canvas(page, pagesize=A4, invariant=True)
    for size, height, text in (
        (22, 760, title),
        (14, 720, reference),
        (14, 695, format_money(amount)),
        (11, 650, "演示文件，不具效力 Demonstration only"),
    ):
        canvas.setFont(FONT, size)
        canvas.drawString(72, height, text)
    canvas.save()
    return Upload(f"{title}-{reference}.pdf", page.getvalue())
