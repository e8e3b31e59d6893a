"""Where a round is opened from: the tab of the environment, for those who may register."""

from collections.abc import Callable
from datetime import datetime

import pytest
import shiboken6
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.organisation import Role
from app.services.environment import round_drafts
from app.services.operations import Desk
from app.services.people import shift
from app.services.registers.catalog import group_of
from app.services.registers.environment import tools
from app.services.registers.environment.env_check import REGISTER
from app.views import keys
from app.views.environment.round_window import RoundWindow
from app.views.environment.trend.trend_dialog import TrendDialog
from app.views.group_page import GroupPage
from app.views.main_window import MainWindow
from tests import rounds
from tests.cast import Cast
from tests.hospital import desk_of
from tests.views.environment.house import CTRL, Key, context_of, typed

pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 09:30")


def main_of(desk: Desk) -> MainWindow:
    made = MainWindow(context_of(desk), shift.begin(desk))
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    made.top.set_current(group_of(REGISTER).name)
    made.focus_page()
    QApplication.processEvents()
    return made


@pytest.fixture
def main(desk: Desk) -> MainWindow:
    rounds.add_points(desk)
    return main_of(desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S1"))


def opened() -> list[RoundWindow]:
    everything = QApplication.topLevelWidgets()
    return [one for one in everything if isinstance(one, RoundWindow) and one.isVisible()]


def strip(main: MainWindow) -> list[str]:
    page = main.page()
    assert isinstance(page, GroupPage)
    return [key for key, _words in page.strip_keys()]


def test_the_tab_opens_a_round_with_one_key(main: MainWindow) -> None:
    assert tools.ROUND.keys in strip(main)
    page = main.page()
    assert isinstance(page, GroupPage)
    QTest.keyClick(page.page().view, Key.Key_I, CTRL)
    (window,) = opened()
    assert window.model.rowCount() == len(rounds.POINTS)


def test_a_round_that_is_open_comes_to_the_front(main: MainWindow) -> None:
    for _time in range(2):
        main.environment.show(tools.ROUND.name, ())
    assert len(opened()) == 1


def test_a_register_alone_in_its_tab_has_its_further_windows_in_its_head(main: MainWindow) -> None:
    page = main.page()
    assert isinstance(page, GroupPage)
    assert not page.tabs.isVisible()
    words = [one.text() for one in page.page().findChildren(type(page.page().new_button))]
    assert "环境巡查…" in words
    assert "Ctrl+Tab" not in strip(main)


def test_who_may_not_register_is_not_offered_a_round(cast: Cast) -> None:
    window = main_of(cast.archivist)
    assert tools.ROUND.keys not in strip(window)


def test_names_of_others_tools_are_left_to_them(main: MainWindow) -> None:
    main.environment.show("issue", ())
    main.goods.show(tools.ROUND.name, ())
    assert opened() == []


def test_from_the_small_trend_one_gets_to_all_of_it(main: MainWindow) -> None:
    main.environment.show(tools.ROUND.name, ())
    (window,) = opened()
    window.trend.all_asked.emit(window.model.line(0).point_id)
    (dialog,) = (one for one in window.findChildren(TrendDialog) if one.isVisible())
    dialog.close()


def test_the_round_of_who_has_gone_is_closed_and_kept(main: MainWindow, desk: Desk) -> None:
    main.environment.show(tools.ROUND.name, ())
    (window,) = opened()
    nurse = window.context.desk
    window.activateWindow()
    QApplication.processEvents()
    typed(window, "8.4")
    main.hide()
    shiboken6.delete(main)
    assert opened() == []
    assert len(round_drafts.begun_before(nurse)) == 1


def test_the_keys_of_the_tab_stand_on_the_page_of_all_keys() -> None:
    listed = {key for group in keys.GROUPS for key, _words in group.keys}
    assert {one.keys for one in REGISTER.tools} <= listed
