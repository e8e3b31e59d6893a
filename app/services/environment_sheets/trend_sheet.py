"""The trend of a point on paper: the same picture as on the screen, its legend, and all its readings."""

import tempfile
from collections.abc import Mapping
from dataclasses import fields
from functools import cached_property
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any

from app.i18n import _, source_language
from app.models.environment.check import EnvVerdict
from app.services.environment.readings import Reading, day_of
from app.services.environment.trends import trend as trends
from app.services.environment.trends.drawing import (
    ACTION_DASH,
    GAP_DASH,
    LIMIT_DASH,
    SHAPES,
    Drawing,
    Mark,
    Stroke,
    Words,
    draw,
)
from app.services.environment.trends.trend import Trend
from app.services.environment_sheets import sheets, trend_canvas
from app.services.files import PDFIUM
from app.services.forms import TREND_SHEET, FormValue, fill
from app.services.forms.book import Picture
from app.services.forms.designs.environment.trend_sheet import PICTURE_ROW
from app.services.operations import Desk
from app.services.printing import PrintedForm

_INSET, _LEGEND = 10.0, 16.0
_EDGE, _DOTS = 3.0, 2.5  # points free around it in its cell; dots of a point
_COLUMNS = 24


def paper(desk: Desk, point_id: int, most: int) -> PrintedForm:
    """The newest `most` readings of a point. Raises NotAllowed, NotFound."""
    with source_language():
        trend = trends.of_point(desk, point_id, most)
        given = _values(trend)
        days = [f"{day_of(one)}" for one in (*trend.readings[:1], *trend.readings[-1:])]
        span = _("{first} 至 {last}").format(first=days[0], last=days[1]) if days else ""
        file_name = _("趋势图 {code} {span}").format(code=trend.code, span=span).rstrip()

    def over(canvas: Any, plan: Any, number: int) -> None:
        if number == 0:
            _paint(canvas, plan, trend)

    made = sheets.on_paper(desk, TREND_SHEET, given, file_name, over=over)
    return TrendPaper(**{one.name: getattr(made, one.name) for one in fields(PrintedForm)})


class TrendPaper(PrintedForm):
    """The workbook shows the picture too: as the page shows it, a spreadsheet has no such drawing."""

    @cached_property
    def xlsx(self) -> bytes:
        """The workbook with the picture in its cell."""
        with source_language(), tempfile.TemporaryDirectory(prefix="quality-desk-") as folder:
            path = Path(folder, "form.xlsx")
            filled = fill(self.form, self.data, self.template.content)
            wide = sum(filled.book.column_widths(_COLUMNS))
            high = filled.book.row_height(PICTURE_ROW)
            picture = _cut_out(self.pdf, filled.book, wide, high)
            size = (wide - 2 * _EDGE, high - 2 * _EDGE)
            filled.book.pictures.append(Picture(picture, PICTURE_ROW, 1, _EDGE, _EDGE, *size))
            filled.save(path)
            return path.read_bytes()


def _cut_out(pdf: bytes, book: Any, wide: float, high: float) -> bytes:
    """The picture's part of the first page, as a picture made of dots."""
    from pypdfium2 import PdfDocument  # postponed: a native library for pictures

    page_wide, page_high = book.paper()
    margin = 72 * float(book.sheet.page_margins.top)
    above = margin + sum(book.row_height(row) for row in range(1, PICTURE_ROW)) + _EDGE
    left = (page_wide - wide) / 2 + _EDGE
    below = page_high - above - (high - 2 * _EDGE)
    with PDFIUM:
        page = PdfDocument(pdf)[0]
        image = page.render(scale=_DOTS, crop=(left, below, left, above)).to_pil()
    target = BytesIO()
    image.convert("L").save(target, format="PNG", optimize=True)
    return target.getvalue()


def _values(trend: Trend) -> dict[str, FormValue]:
    limit = trend.now
    last = trend.readings[-1] if trend.readings else None
    return {
        "subject": _("{what} 趋势图").format(what=trend.title),
        "counted": trends.counted(trend),
        "last": _("最后一次 {what}").format(what=trends.sentence(trend, last)) if last else None,
        "code": trend.code,
        "department": trend.department,
        "limit": _limits(trend),
        "standard": limit.standard if limit else "",
        "lines": _in_two(trend),
        "note": _("横轴按检查先后排列；灰底为限值以内，限值改过的按当时的限值画。"),
    }


def _limits(trend: Trend) -> str:
    """The limits in the order in which they held, each with its days where there are several."""
    words = [f"{one.words} {one.unit}".strip() for one in trend.limits]
    if len(words) < 2:
        return words[0] if words else _("没有限值")
    return "；".join(
        _("{first} 至 {last} {limit}").format(first=one.begins, last=one.ends, limit=text)
        for one, text in zip(trend.limits, words, strict=True)
    )


def _in_two(trend: Trend) -> list[Mapping[str, FormValue]]:
    """The readings down the left half and on down the right."""
    lines = [_line(trend, at, one) for at, one in enumerate(trend.readings, 1)]
    half = (len(lines) + 1) // 2
    left, right = lines[:half], lines[half:]
    right += [{}] * (half - len(right))
    return [
        one | {f"{name}_right": value for name, value in other.items()}
        for one, other in zip(left, right, strict=True)
    ] or [{"at": _("还没有检查结果")}]


def _line(trend: Trend, number: int, one: Reading) -> dict[str, FormValue]:
    verdict = _(one.verdict.label)
    said = (verdict, _("复查") if one.is_recheck else "", _("可疑") if one.doubtful else "")
    return {
        "number": number,
        "at": trends.moment(one.at),
        "value": trends.shown_value(trend, one),
        "verdict": " ".join(part for part in said if part),
        "check": one.number,
    }


def _paint(canvas: Any, plan: Any, trend: Trend) -> None:
    """Into the empty cell of the page, with the legend along its lower edge."""
    rows = plan.pages[0]
    ys = list(accumulate((plan.heights[row] for row in rows), initial=0.0))
    at = rows.index(PICTURE_ROW)
    margin = 72 * float(plan.book.sheet.page_margins.top)
    top = plan.book.paper()[1] - margin - ys[at] * plan.scale - _INSET
    width = plan.xs[-1] * plan.scale - 2 * _INSET
    height = (ys[at + 1] - ys[at]) * plan.scale - 2 * _INSET
    drawing = draw(trend, (width, height - _LEGEND), trend_canvas.pen())
    left = plan.left + _INSET
    trend_canvas.paint(canvas, drawing, left, top)
    trend_canvas.paint(canvas, legend(trend, width), left, top - height + _LEGEND / 2)


def legend(trend: Trend, width: float) -> Drawing:
    """What each shape and line means, side by side; the middle of the line is at zero."""
    measure, made, x = trend_canvas.pen().measure, Drawing(), 0.0
    has_limit = trend.is_measured and bool(trend.limits)
    has_action = any(
        one.action_low is not None or one.action_high is not None for one in trend.limits
    )
    entries: list[tuple[str, Any]] = [
        (_(verdict.label), Mark((0, 0), *SHAPES[verdict])) for verdict in EnvVerdict
    ]
    entries.append((_("空心为复查"), Mark((0, 0), *SHAPES[EnvVerdict.PASS], is_hollow=True)))
    for text, is_there, tone, dash in (
        (_("限值"), has_limit, "limit", LIMIT_DASH),
        (_("干预线"), has_action, "action", ACTION_DASH),
        (_("久未检查"), bool(trend.gaps()), "gap", GAP_DASH),
    ):
        if is_there:
            entries.append((text, Stroke((0, 0), (20, 0), tone, 1.0, dash)))
    for text, shape in entries:
        if isinstance(shape, Mark):
            made.marks.append(Mark((x + 4, 0), shape.shape, shape.tone, shape.is_hollow))
            x += 12
        else:
            made.strokes.append(Stroke((x, 0), (x + 20, 0), shape.tone, 1.0, shape.dash))
            x += 24
        made.words.append(Words((x, 0), text, "text2", "left"))
        x += measure(text) + 16
    return made
