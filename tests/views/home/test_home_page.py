"""首页 at the keyboard: lines open what they name, chips narrow, charts open the register narrowed."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import clock
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Role
from app.services import drafts
from app.services.operations import Desk
from app.services.people import shift
from app.services.people.shift import Shift
from app.views.context import Context
from app.views.home.home_page import HomePage
from app.views.home.ward_sheet_dialog import WardSheetDialog
from app.views.home.ward_sheet_window import WardSheetWindow
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.printing import paper_window
from app.views.registers.register_page import RegisterPage
from tests.factory import KIND, registered
from tests.hospital import desk_of
from tests.views.widgets.keyboard import press


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def open_home(qtbot: QtBot, context: Context, begun: Shift) -> Callable[[], MainWindow]:
    def open_now() -> MainWindow:
        main = MainWindow(context, begun)
        qtbot.addWidget(main, before_close_func=lambda _main: main.windows.close_all())
        main.resize(1366, 697)
        main.show()
        main.activateWindow()
        main.focus_page()
        QApplication.processEvents()
        return main

    return open_now


def home_of(main: MainWindow) -> HomePage:
    page = main.page()
    assert isinstance(page, HomePage)
    return page


def test_enter_opens_the_most_urgent_record(
    desk: Desk, open_home: Callable[[], MainWindow]
) -> None:
    registered(desk)
    late = registered(desk, received_at=clock.now() - timedelta(days=20))
    main = open_home()
    press(home_of(main).list.view, "Enter")
    assert [one.case.record_id for one in main.windows.windows()] == [late]


def test_a_draft_is_gone_on_with(desk: Desk, open_home: Callable[[], MainWindow]) -> None:
    slip = drafts.save(desk, KIND, {"subject": "写到一半"})
    main = open_home()
    press(home_of(main).list.view, "Enter")
    assert [one.keeper.slip_code for one in main.windows.windows()] == [slip]


def test_nothing_due_is_said_calmly(open_home: Callable[[], MainWindow]) -> None:
    page = home_of(open_home())
    assert page.list.is_showing_instead()
    assert page.empty.accessibleName() == "今天没有到期的事"


def test_the_month_of_a_column_opens_its_records(
    desk: Desk, open_home: Callable[[], MainWindow]
) -> None:
    registered(desk, received_at=clock.now() - timedelta(days=40))
    this_month = registered(desk)
    main = open_home()
    chart = home_of(main).charts[0].received.chart
    chart.setFocus()
    for _step in range(12):
        press(chart, "Down")
    press(chart, "Enter")
    page = main.page()
    assert isinstance(page, RegisterPage)
    assert list(page.model.ids()) == [this_month]
    assert [one.words for one in page.filters.conditions()] == ["2026 年 3 月接到"]


def test_a_chart_shows_its_values_as_a_table(
    desk: Desk, open_home: Callable[[], MainWindow]
) -> None:
    registered(desk)
    card = home_of(open_home()).charts[0].departments
    card.turn.click()
    assert card.is_table()
    assert card.chart.points()[0].label == "急诊科"
    assert "近 12 个月" in card.chart.accessibleDescription()


def test_charts_hide_in_a_low_window(open_home: Callable[[], MainWindow]) -> None:
    main = open_home()
    assert home_of(main).charts[0].isVisible()
    main.resize(1093, 543)
    QApplication.processEvents()
    assert not home_of(main).charts[0].isVisible()


def test_an_administrator_gets_no_charts_and_no_button_to_register(
    qtbot: QtBot, qapp: QApplication, desk: Desk
) -> None:
    admin = desk_of(desk, Role.ADMIN)
    begun = shift.begin(admin)
    page = HomePage(Context(admin, "陈静", "安禾医院", Jobs(inline=True)), begun)
    qtbot.addWidget(page)
    assert page.charts == []
    assert ("Ctrl+N", "登记") not in page.strip_keys()


def test_the_ward_sheet_is_looked_at_and_saved(
    qtbot: QtBot,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    open_home: Callable[[], MainWindow],
) -> None:
    registered(desk)
    monkeypatch.setattr(paper_window, "choose_file", lambda _parent, name, _kinds: tmp_path / name)
    main = open_home()
    qtbot.keyClick(home_of(main).list.view, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    dialog = main.findChild(WardSheetDialog)
    assert isinstance(dialog, WardSheetDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.list.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    window = main.findChild(WardSheetWindow)
    assert isinstance(window, WardSheetWindow)
    assert len(window.pages.pages) == 1
    window.pdf.click()
    window.excel.click()
    saved = {one.suffix: one.read_bytes()[:4] for one in tmp_path.glob("交接班*")}
    assert saved == {".pdf": b"%PDF", ".xlsx": b"PK\x03\x04"}
    with desk.database.read() as session:
        taken = session.query(AuditEntry.body).order_by(AuditEntry.seq.desc()).limit(2).all()
    assert [json.loads(one.body)["facts"]["how"] for one in taken] == ["excel", "pdf"]
