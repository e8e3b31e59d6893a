"""Where a round is opened from: the tab of the environment, for those who may register."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services.operations import Desk
from app.services.people import shift
from app.services.registers.catalog import group_of
from app.services.registers.environment import tools
from app.services.registers.environment.env_check import REGISTER
from app.views.environment.round_window import RoundWindow
from app.views.environment.trend.trend_dialog import TrendDialog
from app.views.group_page import GroupPage
from app.views.main_window import MainWindow
from tests import rounds
from tests.cast import Cast
from tests.hospital import desk_of
from tests.views.environment.house import CTRL, Key, context_of


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 09:30")


def main_of(qtbot: QtBot, desk: Desk) -> MainWindow:
    made = MainWindow(context_of(desk), shift.begin(desk))
    qtbot.addWidget(made, before_close_func=lambda _main: made.windows.close_all())
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.top.set_current(group_of(REGISTER).name)
    made.focus_page()
    QApplication.processEvents()
    return made


@pytest.fixture
def main(qtbot: QtBot, desk: Desk) -> MainWindow:
    rounds.add_points(desk)
    return main_of(qtbot, desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S1"))


def opened(main: MainWindow) -> list[RoundWindow]:
    return [one for one in main.findChildren(RoundWindow) if one.isVisible()]


def strip(main: MainWindow) -> list[str]:
    page = main.page()
    assert isinstance(page, GroupPage)
    return [key for key, _words in page.strip_keys()]


def test_the_tab_opens_a_round_with_one_key(main: MainWindow) -> None:
    assert tools.ROUND.keys in strip(main)
    page = main.page()
    assert isinstance(page, GroupPage)
    QTest.keyClick(page.page().view, Key.Key_I, CTRL)
    (window,) = opened(main)
    assert window.model.rowCount() == len(rounds.POINTS)


def test_a_round_that_is_open_comes_to_the_front(main: MainWindow) -> None:
    for _time in range(2):
        main.environment.show(tools.ROUND.name, ())
    assert len(opened(main)) == 1


def test_a_register_alone_in_its_tab_has_its_further_windows_in_its_head(main: MainWindow) -> None:
    page = main.page()
    assert isinstance(page, GroupPage)
    assert not page.tabs.isVisible()
    words = [one.text() for one in page.page().findChildren(type(page.page().new_button))]
    assert "环境巡查…" in words
    assert "Ctrl+Tab" not in strip(main)


def test_who_may_not_register_is_not_offered_a_round(qtbot: QtBot, cast: Cast) -> None:
    window = main_of(qtbot, cast.archivist)
    assert tools.ROUND.keys not in strip(window)


def test_names_of_others_tools_are_left_to_them(main: MainWindow) -> None:
    main.environment.show("issue", ())
    main.goods.show(tools.ROUND.name, ())
    assert opened(main) == []


def test_from_the_small_trend_one_gets_to_all_of_it(main: MainWindow) -> None:
    main.environment.show(tools.ROUND.name, ())
    (window,) = opened(main)
    window.trend.all_asked.emit(window.model.line(0).point_id)
    (dialog,) = (one for one in window.findChildren(TrendDialog) if one.isVisible())
    dialog.close()
