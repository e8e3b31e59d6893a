"""The small charts: what is written on them can be read."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.home.chart_card import ChartCard
from app.views.home.charts import ColumnChart, LineChart, Point
from app.views.widgets.labels import ElidedLabel

MONTHS = {
    "a fall and a rise": [100, None, 50, 100, 100, 100],
    "a month alone": [40],
    "ever lower": [100, 90, 80, 70, 60, 50, 40],
    "up and down": [0, 100, 0, 100, 0, 100, 0, 100, 0, 100, 0, 100],
    "at the floor": [0, 0, 0, 0],
}


@pytest.mark.parametrize("values", MONTHS.values(), ids=list(MONTHS))
def test_no_number_lies_on_another_or_beyond_the_chart(
    qtbot: QtBot, values: list[int | None]
) -> None:
    chart = LineChart("按期反馈率", 95)
    qtbot.addWidget(chart)
    chart.resize(340, 120)
    chart.set_points(
        [
            Point(str(month), value, str(value), "", is_outside=value is not None and value < 95)
            for month, value in enumerate(values, 1)
        ],
        "",
    )
    places = list(chart.numbers().values())
    assert places
    for at, place in enumerate(places):
        assert QRectF(chart.rect()).contains(place)
        assert not any(place.intersects(other) for other in places[at + 1 :])


def test_the_number_at_the_foot_of_a_fall_stands_beside_the_line(qtbot: QtBot) -> None:
    chart = LineChart("按期反馈率", 95)
    qtbot.addWidget(chart)
    chart.resize(340, 120)
    months = [100, 100, 50, 100, 100, 100, 100, 100, 100, 100, 100, 100]
    chart.set_points(
        [
            Point(str(month), value, str(value), "", is_outside=value < 95)
            for month, value in enumerate(months, 1)
        ],
        "",
    )
    first, *others = chart.spots().values()
    line = QPainterPath(first)
    for spot in others:
        line.lineTo(spot)
    for place in chart.numbers().values():
        assert not any(place.contains(line.pointAtPercent(step / 500)) for step in range(501))


def test_long_numbers_over_columns_leave_each_other_room(qtbot: QtBot) -> None:
    chart = ColumnChart("投诉件数")
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    chart.set_points([Point(str(month), 7, "7", "") for month in range(1, 13)], "")
    assert len(chart.numbered()) == 12
    chart.set_points([Point(str(month), 10377, "10377", "") for month in range(1, 13)], "")
    assert chart.numbered() == (1, 3, 5, 7, 9, 11)


def test_the_number_over_the_last_column_stays_on_the_chart(qtbot: QtBot) -> None:
    chart = ColumnChart("投诉件数")
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    chart.set_points([Point(str(month), 10377, "10377", "") for month in range(1, 13)], "")
    for place in chart.numbered():
        assert chart.rect().contains(chart.above(place, 18))


@pytest.mark.parametrize("figure", ["2 件", "12345 件", "1234567 件"])
@pytest.mark.parametrize("width", [260, 300, 324, 420])
def test_the_note_of_a_card_is_never_cut(qtbot: QtBot, figure: str, width: int) -> None:
    card = ChartCard("投诉件数", ColumnChart("每月件数"), "月份")
    qtbot.addWidget(card)
    card.set_points([Point("1", 7, "7", "")], figure, "本月；去年同月 98765 件")
    card.resize(width, 184)
    card.show()
    QApplication.processEvents()
    (note,) = [one for one in card.findChildren(ElidedLabel) if one.isVisible()]
    assert note.text() == "本月；去年同月 98765 件"


def test_a_chart_says_nothing_before_it_was_told_anything(qtbot: QtBot) -> None:
    chart = ColumnChart("投诉件数")
    qtbot.addWidget(chart)
    chart.resize(300, 120)
    waiting = chart.grab().toImage()
    inks = {waiting.pixel(x, y) for x in range(300) for y in range(120)}
    assert len(inks) == 1
    chart.set_points([], "")
    assert chart.grab().toImage() != waiting
