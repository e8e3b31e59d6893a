"""Charts of a form as a spreadsheet program draws them: their numbers on a sheet of their own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D

from app.services.forms import units
from app.services.forms.values import Chart

# Paper is Chinese whatever language the window speaks: nothing printed is translated.
SHEET = "图表数据"
GOAL = "目标"
INK, PALE, LIMIT = "1B5FA3", "A4BFDA", "8A8A8A"
_WIDE = 3  # columns from one chart's numbers to the next
_SMALL = 4.0  # points left free around a chart in its cell


@dataclass(frozen=True)
class HungChart:
    """A chart on the sheet: the cell it begins in, and the room it has there in points."""

    chart: Chart
    row: int
    column: int
    width: float
    height: float


def put(workbook: Any, sheet: Any, hung: Sequence[HungChart]) -> None:
    """Write the numbers, and hang every chart where its cell stands."""
    if not hung:
        return
    data = workbook.create_sheet(SHEET)
    column = 1
    for one in hung:
        last = _write(data, one.chart, column)
        made = _drawn(data, one.chart, column, last)
        made.anchor = _anchor(one)
        sheet.add_chart(made)
        column += last + _WIDE


def take_off(workbook: Any, sheet: Any) -> None:
    """The workbook as it was: it may be saved again."""
    sheet._charts = []
    if SHEET in workbook.sheetnames:
        workbook.remove(workbook[SHEET])


def _write(data: Any, chart: Chart, column: int) -> int:
    """A word and its numbers on each line; answers how many columns hold numbers."""
    names = list(chart.series[: 2 if chart.beside else 1])
    rows = [chart.numbers, *([chart.beside] if chart.beside else [])]
    if chart.goal is not None:
        names.append(GOAL)
        rows.append((chart.goal,) * len(chart.labels))
    data.cell(1, column, chart.title)
    for place, name in enumerate(names, 1):
        data.cell(1, column + place, name or chart.title)
    for line, label in enumerate(chart.labels, 2):
        cell = data.cell(line, column)
        cell.value, cell.data_type = label, "s"
        for place, numbers in enumerate(rows, 1):
            data.cell(line, column + place, numbers[line - 2])
    return len(rows)


def _drawn(data: Any, chart: Chart, column: int, last: int) -> Any:
    made: Any = LineChart() if chart.shape == "line" else BarChart()
    bottom = len(chart.labels) + 1
    for place in range(1, last + 1):
        made.add_data(
            Reference(data, min_col=column + place, min_row=1, max_row=bottom),
            titles_from_data=True,
        )
    made.set_categories(Reference(data, min_col=column, min_row=2, max_row=bottom))
    made.title = chart.title
    made.title.overlay = False
    made.legend = made.legend if last > 1 else None
    if made.legend is not None:
        made.legend.position = "b"
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.majorGridlines = None
    if chart.shape == "rows":
        made.type = "bar"
        made.x_axis.scaling.orientation = "maxMin"
    if chart.shape != "line":
        made.gapWidth = 60
    _color(made, chart)
    return made


def _color(made: Any, chart: Chart) -> None:
    inks = [INK, *([PALE] if chart.beside else []), *([LIMIT] if chart.goal is not None else [])]
    for series, ink in zip(made.series, inks, strict=True):
        if chart.shape == "line":
            dash: Any = "dash" if ink == LIMIT else "solid"
            series.graphicalProperties = GraphicalProperties(
                ln=LineProperties(solidFill=ink, prstDash=dash)
            )
            series.smooth = False
        else:
            series.graphicalProperties = GraphicalProperties(solidFill=ink)
        if ink == INK:
            series.dLbls = DataLabelList()
            series.dLbls.showVal = True
            for name in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
                setattr(series.dLbls, name, False)


def _anchor(one: HungChart) -> OneCellAnchor:
    inset = round(_SMALL / units.EMU)
    marker = AnchorMarker(col=one.column - 1, colOff=inset, row=one.row - 1, rowOff=inset)
    size = XDRPositiveSize2D(
        round((one.width - 2 * _SMALL) / units.EMU), round((one.height - 2 * _SMALL) / units.EMU)
    )
    return OneCellAnchor(_from=marker, ext=size)
