"""The file that belongs to one of the demo complaints: an invented sheet about an invented thing."""

import io

from app.services.forms import fonts

STORY = "C07"
NAME = "留存物品登记单（演示）.pdf"
_FACE = "NotoSansSC-Regular"
_LINES = (
    "安禾医院（演示）　输液室",
    "物品：输液器 1 支　批号：DEMO-L05　有效期：2027-12",
    "来源：患者陈女士当日所用，接头处可见水迹",
    "处理：当面装袋、贴封条，存输液室带锁柜；同批 36 支停用待检",
    "经手人：黄某　见证人：陈女士",
)
_WIDTH, _HEIGHT, _MARGIN, _LINE = 595, 420, 56, 30


def sheet() -> bytes:
    """One page of half an A4, the same bytes each time."""
    from reportlab.pdfgen.canvas import Canvas  # postponed: only the demo hospital writes this

    fonts.register(_FACE)
    held = io.BytesIO()
    canvas = Canvas(held, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    canvas.setTitle(NAME)
    top = _HEIGHT - _MARGIN - _LINE
    canvas.setFont(_FACE, 18)
    canvas.drawCentredString(_WIDTH / 2, top, "留存物品登记单")
    canvas.setFont(_FACE, 12)
    for number, line in enumerate(_LINES, 2):
        base = top - number * _LINE
        canvas.drawString(_MARGIN, base, line)
        canvas.line(_MARGIN, base - 9, _WIDTH - _MARGIN, base - 9)
    canvas.showPage()
    canvas.save()
    return held.getvalue()
