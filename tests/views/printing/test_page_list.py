"""The pages of very many forms."""

import time

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.printing.page_list import PageList, Thumbnails
from tests.views.widgets.keyboard import click

A4 = (595.0, 842.0)


@pytest.fixture
def pages(qtbot: QtBot) -> PageList:
    """Six hundred sheets, which a hundred and forty complaints in two copies make."""
    made = PageList(lambda _page, _width: None)
    qtbot.addWidget(made, before_close_func=lambda _one, _kept=made: None)
    made.resize(880, 640)
    made.show()
    QApplication.processEvents()
    made.set_pages([A4] * 610)
    return made


def test_six_hundred_pages_stand_one_below_the_other_at_once(pages: PageList) -> None:
    for above, below in zip(pages.pages, pages.pages[1:], strict=False):
        assert below.rect.top() == above.rect.top() + above.rect.height() + theme.MARGIN


def test_the_last_of_them_is_reached(pages: PageList) -> None:
    pages.go_to(609)
    assert pages.current() == 609
    shown = pages.ground.visibleRegion().boundingRect()
    assert shown.intersected(pages.pages[609].rect).height() > 500


def test_pages_stay_in_the_middle_when_the_window_widens(pages: PageList) -> None:
    pages.set_zoom(0.5)
    pages.resize(1200, 640)
    QApplication.processEvents()
    middle = pages.pages[0].rect.center().x()
    assert abs(middle - pages.viewport().width() // 2) <= 1


def test_hundreds_of_pages_keep_the_window_waiting_no_tenth_of_a_second(qtbot: QtBot) -> None:
    small = Thumbnails(lambda _page: None)
    large = PageList(lambda _page, _width: None)
    for one in (small, large):
        qtbot.addWidget(one, before_close_func=lambda _one, _kept=one: None)
        one.resize(one.width(), 640)
        one.show()
    QApplication.processEvents()
    heads = {place: f"TS-YWK-202611-{place:04}" for place in range(0, 610, 4)}
    begun = time.thread_time()
    small.set_pages([A4] * 610, heads)
    large.set_pages([A4] * 610)
    QApplication.processEvents()
    assert time.thread_time() - begun < 0.1


def test_words_stand_over_the_first_page_of_each_record(qtbot: QtBot) -> None:
    chosen: list[int] = []
    small = Thumbnails(lambda _page: None)
    qtbot.addWidget(small)
    small.resize(small.width(), 640)
    small.show()
    small.chosen.connect(chosen.append)
    small.set_pages([A4] * 4, {0: "TS-0001", 2: "TS-0002"})
    assert [(one.head, one.foot) for one in small.pages] == [
        ("TS-0001", "第 1 页"),
        ("", "第 2 页"),
        ("TS-0002", "第 1 页"),
        ("", "第 2 页"),
    ]
    tops = [one.rect.top() for one in small.pages]
    assert tops[2] - tops[1] > tops[1] - tops[0]
    click(small.ground, small.pages[1].rect.center())
    click(small.ground, small.pages[1].rect.bottomLeft() + QPoint(0, 8))
    assert chosen == [1]
