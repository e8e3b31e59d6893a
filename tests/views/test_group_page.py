"""The tab 不合格服务: its registers as sub-lists, their numbers and keys, and raising from a list."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from app import clock
from app.services.operations import Desk
from app.services.people.shift import Shift
from app.services.registers.catalog import GROUPS, REGISTERS, by_name, group_of
from app.views.context import Context
from app.views.group_page import GroupPage
from app.views.home.home_page import HomePage
from app.views.main_window import MainWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.settings.system_page import SystemPage
from app.views.widgets.buttons import Button
from tests.factory import KIND, made, registered

SERVICES = GROUPS[1]


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def main(qtbot: QtBot, context: Context, begun: Shift) -> MainWindow:
    window = MainWindow(context, begun)
    qtbot.addWidget(window, before_close_func=lambda _main: window.windows.close_all())
    window.resize(1366, 768)
    window.show()
    window.activateWindow()
    window.focus_page()
    return window


def group(main: MainWindow) -> GroupPage:
    main.top.set_current(SERVICES.name)
    page = main.page()
    assert isinstance(page, GroupPage)
    return page


def opened(main: MainWindow) -> RecordDialog:
    (window,) = main.windows.windows()
    return window


def test_every_register_stands_under_exactly_one_tab() -> None:
    assert [group_of(one).name for one in REGISTERS].count(SERVICES.name) == 7
    assert len({one.name for one in REGISTERS}) == len(REGISTERS)


def test_ctrl_tab_walks_through_the_sub_lists_and_back(qtbot: QtBot, main: MainWindow) -> None:
    page = group(main)
    seen = [page.page()]
    for _place in SERVICES.registers[1:]:
        qtbot.keyClick(page.page(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
        seen.append(page.page())
    assert len(set(seen)) == len(SERVICES.registers)
    qtbot.keyClick(page.page(), Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert page.page() is seen[0]


def test_a_sub_list_is_made_when_it_is_first_looked_at(main: MainWindow) -> None:
    assert len(group(main)._pages) == 1


def test_the_tab_carries_the_sum_of_what_is_overdue(main: MainWindow) -> None:
    feedback, action = by_name("quality_feedback"), by_name("corrective_action")
    none = dict.fromkeys((one.name for one in REGISTERS), 0)
    main._show_overdue(none | {feedback.name: 2, action.name: 3})
    assert main.top.tabs.accessibleTabName(2) == "不合格服务，超期 5 件"
    page = group(main)  # counts anew: nothing is overdue
    main._show_overdue(none | {action.name: 3})
    place = SERVICES.registers.index(action)
    assert page.tabs.accessibleTabName(place) == f"{action.title}，超期 3 件"


def test_a_register_without_a_form_offers_no_printing(main: MainWindow) -> None:
    page = group(main)
    page.show_register(by_name("safety_education"))
    assert page.page().print_button.isHidden()
    assert page.page().blank_button.isHidden()
    page.show_register(by_name("quality_feedback"))
    assert not page.page().print_button.isHidden()


@pytest.mark.parametrize(
    ("key", "name"),
    [(Qt.Key.Key_F7, "nonconforming_service"), (Qt.Key.Key_F9, "safety_education")],
)
def test_one_key_raises_a_record_from_the_marked_row(
    qtbot: QtBot, main: MainWindow, desk: Desk, key: Qt.Key, name: str
) -> None:
    source = registered(desk, received_at=clock.now() - timedelta(days=1))
    page = main.show_register(KIND)
    page.reload()
    page.view.selectRow(0)
    page.focus_list()
    qtbot.keyClick(page.view, key)
    window = opened(main)
    assert window.case.kind.name == name
    assert window.case.record_id is None
    assert window.case.origin == (KIND.name, source)


def test_home_offers_the_other_registers_in_a_menu(
    main: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QMenu, "popup", lambda *_args: None)
    home = main.page()
    assert isinstance(home, HomePage)
    asked: list[object] = []
    home.new_asked.connect(asked.append)
    home._ask_register(home, REGISTERS[1:])
    (menu,) = home.findChildren(QMenu)
    assert [one.text() for one in menu.actions()] == [one.item for one in REGISTERS[1:]]
    menu.actions()[2].trigger()
    assert asked == [REGISTERS[3]]


def test_from_what_costs_points_one_gets_to_the_sums_of_the_month(
    desk: Desk, main: MainWindow
) -> None:
    made(desk, by_name("quality_feedback"))
    page = group(main)
    page.show_register(by_name("quality_feedback"))
    page.page().reload()
    (sums,) = [one for one in page.page().findChildren(Button) if one.text() == "看月度扣分"]
    assert sums.isVisible()
    sums.click()
    system = main.page()
    assert isinstance(system, SystemPage)
    assert system.current() == "deductions"


def test_a_register_without_points_has_no_way_to_their_sums(main: MainWindow) -> None:
    page = group(main)
    page.show_register(by_name("evidence_seal"))
    assert not [one for one in page.page().findChildren(Button) if one.text() == "看月度扣分"]
