"""The charts of a report in the window: the same numbers as its tables, drawn as on 首页."""

from app.i18n import _
from app.services.reports import figures as f
from app.services.reports.figures import Entry, Figure, Picture, Report, Table
from app.views.home.charts import Chart, ColumnChart, LineChart, Point, RowChart

_GOAL = 100


def chart_of(picture: Picture) -> Chart:
    """An empty chart of its shape."""
    if picture.shape == f.LINE:
        return LineChart(picture.title, picture.goal if picture.goal is not None else _GOAL)
    return RowChart(picture.title) if picture.shape == f.ROWS else ColumnChart(picture.title)


def show(chart: Chart, report: Report, picture: Picture) -> None:
    """The lines of its table as values; the last of them is the present where time runs on."""
    table = report.table(picture.table)
    entries = table.column(picture.column)[: len(f.drawn(picture, table))]
    last = len(entries) - 1
    runs = picture.shape != f.ROWS
    points = [
        _point(table, picture, place, entry, is_current=not runs or place == last)
        for place, entry in enumerate(entries)
    ]
    known = "；".join(one.sentence for one in points if one.value is not None)
    chart.set_points(points, _("{title}：{words}").format(title=picture.title, words=known))


def _point(table: Table, picture: Picture, place: int, entry: Entry, *, is_current: bool) -> Point:
    line = table.lines[place]
    value = entry.value if isinstance(entry, Figure) else None
    text = entry.text if isinstance(entry, Figure) else ""
    sentence = _("{label} {value}").format(label=line.label, value=text)
    outside = picture.goal is not None and value is not None and value < picture.goal
    shown = text.removesuffix(" %")
    number = None if value is None else round(value)
    return Point(line.label, number, shown, sentence, is_current, outside)
