"""The desk: tabs from the catalogue, red numbers, keys, notices, and the windows of records."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.services.access import Permission
from app.services.operations import Desk
from app.services.people.shift import Shift
from app.services.registers.catalog import GROUPS
from app.services.storage import state
from app.views.context import Context
from app.views.home.home_page import HomePage
from app.views.keys import KeysDialog
from app.views.main_window import HOME, SYSTEM, MainWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.registers.register_page import RegisterPage
from app.views.search_all import SearchAll
from app.views.settings.system_page import SystemPage
from tests.factory import KIND, registered
from tests.views.widgets.keyboard import compose, press

NOW = "2026-03-06 16:20"


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock(NOW)


@pytest.fixture
def open_main(qtbot: QtBot, context: Context, begun: Shift) -> Callable[..., MainWindow]:
    def open_now(**other: object) -> MainWindow:
        main = MainWindow(context, replace(begun, **other) if other else begun)  # type: ignore[arg-type]  # by name
        qtbot.addWidget(main, before_close_func=lambda _main: main.windows.close_all())
        main.resize(1366, 768)
        main.show()
        main.activateWindow()
        main.focus_page()
        return main

    return open_now


def words(main: MainWindow) -> set[str]:
    shown = main.strip.findChildren(QLabel)
    return {one.text() for one in shown if one.isVisibleTo(main.strip)}


def tab_names(main: MainWindow) -> list[str]:
    return [main.top.tabs.tabText(i) for i in range(main.top.tabs.count())]


def test_there_is_a_tab_for_each_group_of_registers_and_the_system(
    open_main: Callable[..., MainWindow],
) -> None:
    main = open_main()
    assert tab_names(main) == ["首页", *(one.title for one in GROUPS), "系统"]
    assert isinstance(main.page(), HomePage)
    main.top.set_current(KIND.name)
    assert isinstance(main.page(), RegisterPage)
    main.top.set_current(SYSTEM)
    assert isinstance(main.page(), SystemPage)


def test_a_tab_says_how_many_are_overdue(desk: Desk, open_main: Callable[..., MainWindow]) -> None:
    registered(desk, received_at=clock.now() - timedelta(days=20))
    registered(desk)
    main = open_main()
    assert main.top.tabs.accessibleTabName(1) == "患者投诉，超期 1 件"


def test_the_strip_shows_the_keys_of_the_page_and_how_the_data_are(
    desk: Desk, open_main: Callable[..., MainWindow]
) -> None:
    registered(desk)
    main = open_main()
    assert {"Ctrl+N", "Enter", "F6", "F1"} <= words(main)
    main.top.set_current(KIND.name)
    assert {"Ctrl+N", "Enter", "Ctrl+F", "F1"} <= words(main)
    assert any(text.startswith("审计 #") for text in words(main))
    assert "数据还没有校验" in words(main)
    main.show_known(state.note_check(desk.database, True))
    assert "本机数据正常" in words(main)
    main.show_known(state.note_check(desk.database, False, "第 3 条审计记录被改过。"))
    assert "数据有问题" in words(main)


def test_saving_counts_anew(
    desk: Desk, context: Context, open_main: Callable[..., MainWindow]
) -> None:
    main = open_main()
    main.top.set_current(KIND.name)
    before = {text for text in words(main) if text.startswith("审计 #")}
    registered(desk)
    main._reload()
    page = main.page()
    assert isinstance(page, RegisterPage)
    assert page.model.rowCount() == 1
    assert {text for text in words(main) if text.startswith("审计 #")} != before
    context.said.emit("已保存 16:20:00")
    assert main.strip.message() == "已保存 16:20:00"


def test_every_promised_key_is_there(open_main: Callable[..., MainWindow]) -> None:
    main = open_main()
    bound = {one.key().toString() for one in main.findChildren(QShortcut)}
    promised = ["Ctrl+K", "F1", "F5", "F6", "Ctrl+L"]
    promised += [f"Ctrl+{place}" for place in range(1, len(GROUPS) + 3)]
    assert {QKeySequence(key).toString() for key in promised} <= bound


def test_ctrl_and_a_digit_change_the_tab(open_main: Callable[..., MainWindow]) -> None:
    main = open_main()
    last = len(GROUPS) + 2
    for shortcut in main.findChildren(QShortcut):
        if shortcut.key().toString() == f"Ctrl+{last}":
            shortcut.activated.emit()
    assert main.top.current() == SYSTEM


def test_what_must_be_known_is_said_once_and_can_be_put_away(
    open_main: Callable[..., MainWindow],
) -> None:
    main = open_main(problem="审计链与这台电脑上次看到的不一致")
    assert main.notices.texts() == ["审计链与这台电脑上次看到的不一致"]
    main.notices.say("fail", "审计链与这台电脑上次看到的不一致")
    assert len(main.notices.texts()) == 1
    for text in main.notices.texts():
        main.notices.take_back(text)
    assert not main.notices.isVisible()


def test_the_line_about_holidays_leads_to_their_page(
    set_clock: Callable[[str], datetime], begun: Shift, open_main: Callable[..., MainWindow]
) -> None:
    assert begun.may(Permission.CONFIGURE)
    set_clock("2040-03-05 09:00")
    main = open_main()
    assert main.top.current() == HOME
    home = main.page()
    assert isinstance(home, HomePage)
    press(home.list.view, "Enter")
    page = main.page()
    assert isinstance(page, SystemPage)
    assert page.current() == "holidays"


def test_each_record_is_open_once(desk: Desk, open_main: Callable[..., MainWindow]) -> None:
    first, second = registered(desk), registered(desk)
    main = open_main()
    main.top.set_current(KIND.name)
    page = main.page()
    assert isinstance(page, RegisterPage)
    page.record_asked.emit(first)
    page.record_asked.emit(second)
    page.record_asked.emit(first)
    open_now = main.windows.windows()
    assert [one.case.record_id for one in open_now] == [first, second]
    assert all(isinstance(one, RecordDialog) for one in open_now)
    open_now[0].close()
    assert [one.case.record_id for one in main.windows.windows()] == [second]


def test_new_records_are_written_side_by_side(open_main: Callable[..., MainWindow]) -> None:
    main = open_main()
    main.top.set_current(KIND.name)
    page = main.page()
    assert isinstance(page, RegisterPage)
    page.new_button.click()
    page.new_button.click()
    assert len(main.windows.windows()) == 2
    main.windows.close_all()
    assert main.windows.windows() == []


def test_search_looks_through_everything_and_opens(
    qtbot: QtBot, desk: Desk, open_main: Callable[..., MainWindow]
) -> None:
    registered(desk, subject="收费")
    wanted = registered(desk, subject="静脉炎", narrative="穿刺后静脉炎")
    main = open_main()
    main.search_all()
    dialog = main.findChild(SearchAll)
    assert isinstance(dialog, SearchAll)
    dialog.line.setText("静脉")
    press(dialog.line, "Enter")
    assert [hit.record_id for hit in dialog.model.hits] == [wanted]
    assert dialog.words.text() == "共 1 件"
    press(dialog.line, "Enter")
    qtbot.waitUntil(dialog.view.hasFocus)
    press(dialog.view, "Enter")
    assert [one.case.record_id for one in main.windows.windows()] == [wanted]


@pytest.mark.parametrize("typed", ["", "静脉"])
def test_one_escape_closes_the_search_and_the_next_begins_empty(
    qtbot: QtBot, open_main: Callable[..., MainWindow], typed: str
) -> None:
    main = open_main()
    main.search_all()
    dialog = main.findChild(SearchAll)
    assert isinstance(dialog, SearchAll)
    dialog.line.setText(typed)
    with qtbot.waitSignal(dialog.rejected):
        press(dialog.line, "Esc")
    assert not dialog.isVisible()
    qtbot.waitUntil(lambda: main.findChild(SearchAll) is None)
    main.search_all()
    again = main.findChild(SearchAll)
    assert isinstance(again, SearchAll)
    assert again.line.text() == ""
    again.reject()


def test_escape_belongs_to_the_input_method_while_it_composes(
    open_main: Callable[..., MainWindow],
) -> None:
    main = open_main()
    main.search_all()
    dialog = main.findChild(SearchAll)
    assert isinstance(dialog, SearchAll)
    compose(dialog.line, "jing")
    press(dialog.line, "Esc")
    assert dialog.isVisible()
    compose(dialog.line, "")
    dialog.reject()


def test_search_says_that_there_is_nothing(
    desk: Desk, open_main: Callable[..., MainWindow]
) -> None:
    registered(desk)
    main = open_main()
    main.search_all()
    dialog = main.findChild(SearchAll)
    assert isinstance(dialog, SearchAll)
    dialog.line.setText("不存在")
    press(dialog.line, "Enter")
    assert dialog.words.text() == "没有含“不存在”的记录，或不在您能看的范围里"
    assert not dialog.open_button.isEnabled()
    dialog.reject()


def test_f1_shows_all_keys(
    open_main: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[QDialog] = []

    def show(dialog: QDialog) -> None:
        shown.append(dialog)

    monkeypatch.setattr(KeysDialog, "exec", show)
    open_main()._show_keys()
    assert len(shown) == 1


def test_too_many_records_are_not_printed_at_once(
    desk: Desk, open_main: Callable[..., MainWindow]
) -> None:
    main = open_main()
    main._registry._print(KIND, list(range(201)))
    assert main.strip.message() == "一次最多打印 200 件，先少选几件"


@pytest.mark.parametrize(
    ("page", "act", "before", "after"),
    [
        ("audit", lambda page: page.verify(), "数据还没有校验", "本机数据正常"),
        ("backup", lambda page: page.back_up(), "还没有备份过", "备份"),
    ],
)
def test_the_strip_follows_what_the_administrator_does_by_hand(
    open_main: Callable[..., MainWindow],
    page: str,
    act: Callable[[Any], None],
    before: str,
    after: str,
) -> None:
    main = open_main()
    assert before in words(main)
    main._show_system(page)
    system = main.page()
    assert isinstance(system, SystemPage)
    act(system.page(page))
    assert before not in words(main)
    assert any(after in one for one in words(main))


def test_the_strip_hides_in_a_low_window(open_main: Callable[..., MainWindow]) -> None:
    main = open_main()
    assert main.strip.isVisible()
    main.resize(1093, 543)
    QApplication.processEvents()
    assert not main.strip.isVisible()


class _Windows(QObject):
    """Writes down what appears on the screen as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Only bare parts: the windows people know are dialogs, menus and the desk."""
        is_window = isinstance(watched, QWidget) and watched.isWindow()
        known = isinstance(watched, QDialog | QMenu | MainWindow)
        if event.type() == QEvent.Type.Show and is_window and not known:
            self.seen.append(type(watched).__name__)
        return False


def test_no_part_of_a_page_flashes_as_a_window_while_it_is_built(
    qapp: QApplication, open_main: Callable[..., MainWindow]
) -> None:
    windows = _Windows()
    qapp.installEventFilter(windows)
    main = open_main()
    for name in (*(one.name for one in GROUPS), SYSTEM):
        main.top.set_current(name)
    qapp.removeEventFilter(windows)
    assert windows.seen == []
