"""The pages of very many forms."""

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.printing.page_list import PageList

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
        assert below.y() == above.y() + above.height() + theme.MARGIN


def test_the_last_of_them_is_reached(pages: PageList) -> None:
    pages.go_to(609)
    assert pages.current() == 609
    assert pages.pages[609].visibleRegion().boundingRect().height() > 500


def test_pages_stay_in_the_middle_when_the_window_widens(pages: PageList) -> None:
    pages.set_zoom(0.5)
    pages.resize(1200, 640)
    QApplication.processEvents()
    page = pages.pages[0]
    assert abs(page.geometry().center().x() - pages.viewport().width() // 2) <= 1
