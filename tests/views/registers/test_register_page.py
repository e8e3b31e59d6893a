"""A register as a page: what it shows, how it is narrowed, and that nothing moves under the hand."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app import clock
from app.errors import DatabaseUnavailable
from app.models.complaint import ComplaintStatus
from app.models.organisation import Role
from app.services import drafts, lists, records
from app.services.access import Permission
from app.services.lists import Query
from app.services.operations import Desk
from app.services.people import shift
from app.services.people.shift import Shift
from app.services.registers.register import Register
from app.services.storage.stopping import Stop
from app.views import theme
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.listing import fetching, record_model
from app.views.registers.listing.draft_notice import draft_words
from app.views.registers.listing.filters import Filters
from app.views.registers.listing.kept_place import KeptPlace
from app.views.registers.register_page import RegisterPage
from tests.factory import (
    JUDGED,
    KIND,
    complaint_values,
    department,
    registered,
    replied,
    step,
)
from tests.hospital import desk_of
from tests.views.widgets.keyboard import commit, compose, press, shown

NOW = "2026-03-06 16:20"
USUAL = 11  # columns that are shown where there is room, before those that may be chosen


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock(NOW)


def numbers(page: RegisterPage) -> list[str]:
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def texts(page: RegisterPage, row: int) -> list[str]:
    return [page.model.index(row, column).data() for column in range(USUAL)]


def chips(page: RegisterPage) -> dict[str, str]:
    buttons = page.filters.chips._buttons | page.filters.chips._second
    return {key: button.accessibleName() for key, button in buttons.items()}


def received(days_ago: float) -> datetime:
    return clock.now() - timedelta(days=days_ago)


def test_the_newest_stands_first_with_state_and_deadline_last(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk, subject="输液等候", received_at=received(3))
    registered(desk, subject="收费", received_at=received(1), anonymous=True, complainant_name=None)
    page = open_page()
    assert numbers(page) == ["TS-YWK-202603-0002", "TS-YWK-202603-0001"]
    heads = [page.model.headerData(i, Qt.Orientation.Horizontal) for i in range(USUAL)]
    assert heads == [
        "编号", "接到", "方式", "投诉人", "被投诉科室", "投诉事项", "主因", "受理科室", "接待人",
        "状态", "反馈期限",
    ]  # fmt: skip
    assert texts(page, 0) == [
        "TS-YWK-202603-0002", "03-05 周四", "来访", "匿名", "急诊科", "收费", "—", "—", "周敏",
        "已登记", "还剩 4 个工作日",
    ]  # fmt: skip


def test_the_model_keeps_the_rules_of_qt(
    desk: Desk, open_page: Callable[[], RegisterPage], qtmodeltester: ModelTester
) -> None:
    registered(desk)
    registered(desk)
    qtmodeltester.check(open_page().model)


def test_only_windows_looked_at_are_fetched_and_few_are_kept(
    desk: Desk, open_page: Callable[[], RegisterPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_model, "WINDOW", 3)
    monkeypatch.setattr(fetching, "WINDOW", 3)
    monkeypatch.setattr(record_model, "WINDOWS_KEPT", 2)
    for minute in range(12):
        registered(desk, received_at=received(1) - timedelta(minutes=minute))
    page = open_page()
    assert page.model.rowCount() == 12
    assert len(page.model._windows) <= 2
    assert texts(page, 11)[0] in ("", "TS-YWK-202603-0012")
    assert texts(page, 11)[0] == "TS-YWK-202603-0012"
    assert texts(page, 0)[0] in ("", "TS-YWK-202603-0001")
    assert texts(page, 0)[0] == "TS-YWK-202603-0001"
    assert len(page.model._windows) == 2


def test_the_first_rows_are_there_before_the_rest(
    desk: Desk, open_page: Callable[[], RegisterPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_model, "WINDOW", 3)
    monkeypatch.setattr(fetching, "WINDOW", 3)
    for minute in range(7):
        registered(desk, received_at=received(1) - timedelta(minutes=minute))
    steps: list[tuple[int, bool]] = []
    show = RegisterPage._show_listing

    def watch(page: RegisterPage, listing: fetching.Listing, place: KeptPlace) -> None:
        steps.append((len(listing.ids), listing.is_whole))
        show(page, listing, place)

    monkeypatch.setattr(RegisterPage, "_show_listing", watch)
    resets: list[str] = []
    opened = open_page()
    opened.model.modelReset.connect(lambda: resets.append("reset"))
    assert steps == [(3, False), (7, True)]
    opened.filters.set_filters(Filters(period="year"))
    assert resets == ["reset"]
    assert numbers(opened)[6] in ("", "TS-YWK-202603-0007")
    assert numbers(opened) == [f"TS-YWK-202603-000{place}" for place in range(1, 8)]


def test_rows_come_in_threads_while_the_window_goes_on(
    qtbot: QtBot, desk: Desk, begun: Shift
) -> None:
    registered(desk)
    jobs = Jobs()
    page = RegisterPage(Context(desk, "周敏", "", jobs), begun, KIND)
    shown(qtbot, page, page.view)
    page.appear()
    assert page.model.rowCount() == 0
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    jobs.wait()


def test_a_new_question_ends_the_count_of_the_old_and_says_so_meanwhile(
    qtbot: QtBot, desk: Desk, begun: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(desk, subject="输液等候近一小时")
    jobs, count = Jobs(), lists.counts
    go_on = threading.Event()
    asked: list[Stop] = []

    def slow(desk: Desk, kind: Register, query: Query, stop: Stop) -> lists.Counts:
        asked.append(stop)
        if query.text == "输液":
            go_on.wait(30)
        return count(desk, kind, query, stop)

    monkeypatch.setattr(lists, "counts", slow)
    page = RegisterPage(Context(desk, "周敏", "", jobs), begun, KIND)
    shown(qtbot, page, page.view)
    page.appear()
    qtbot.waitUntil(lambda: chips(page).get("") == "全部  1")
    page.filters.set_filters(Filters(text="输液"))
    qtbot.waitUntil(lambda: chips(page)[""] == "全部  …")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert numbers(page) == ["TS-YWK-202603-0001"]
    page.filters.set_filters(Filters(text="收费"))
    assert asked[1].is_asked
    go_on.set()
    qtbot.waitUntil(lambda: chips(page)[""] == "全部  0")
    jobs.wait()


def test_search_narrows_the_list_after_a_pause(
    qtbot: QtBot, desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk, subject="输液等候近一小时")
    registered(desk, narrative="收费多收 36 元", subject="收费")
    page = open_page()
    qtbot.keyClicks(page.filters.search, "0001")
    assert len(numbers(page)) == 2
    qtbot.waitUntil(lambda: len(numbers(page)) == 1)
    assert texts(page, 0)[5] == "输液等候近一小时"


def test_chips_count_and_narrow(desk: Desk, open_page: Callable[[], RegisterPage]) -> None:
    registered(desk, received_at=received(20))
    replied(desk)
    registered(desk)
    page = open_page()
    assert chips(page)[""] == "全部  3"
    assert chips(page)["REGISTERED"] == "已登记  2"
    assert chips(page)["overdue"] == "超期  1"
    page.filters.chips._buttons["REPLIED"].click()
    assert [texts(page, 0)[9]] == ["已反馈"]
    assert chips(page)[""] == "全部  3"
    page.filters.chips._buttons[""].click()
    page.filters.chips._second["overdue"].click()
    assert texts(page, 0)[10] == "超期 6 日"
    page.filters.chips._second["overdue"].click()
    assert len(numbers(page)) == 3


def test_pick_lists_are_made_from_the_fields(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk)
    judged = registered(desk, respondent_department_id=department(desk, "儿科"))
    step(desk, judged, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, judged, "investigate")
    step(desk, judged, "conclude", **JUDGED)
    page = open_page()
    pick = page.filters.picks["respondent_department_id"]
    assert pick.words() == "被投诉科室：全部"
    for letter in "ek":
        press_letter(pick, letter)
    assert pick.words() == "被投诉科室：儿科"
    assert numbers(page) == ["TS-YWK-202603-0002"]
    press(pick, "Delete")
    assert len(numbers(page)) == 2
    cause = page.filters.picks["main_cause"]
    cause.set_value(JUDGED["main_cause"])
    cause.chosen.emit()
    assert numbers(page) == ["TS-YWK-202603-0002"]


def press_letter(widget: QWidget, letter: str) -> None:
    key = Qt.Key(ord(letter.upper()))
    event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, letter)
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("period", "found"), [("all", 4), ("year", 3), ("quarter", 3), ("month", 2)]
)
def test_periods_hold_the_day_of_receipt(
    desk: Desk, open_page: Callable[[], RegisterPage], period: str, found: int
) -> None:
    for days in (0.1, 5, 20, 70):
        registered(desk, received_at=received(days))
    page = open_page()
    page.filters.set_filters(Filters(period=period))
    assert len(numbers(page)) == found


def test_the_empty_page_says_which_condition_hides_everything(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk, subject="静脉炎", narrative="穿刺后静脉炎", received_at=received(70))
    page = open_page()
    page.filters.set_filters(Filters(text="静脉炎", period="quarter"))
    assert page.is_empty()
    assert page.empty.accessibleName() == "没有符合条件的投诉"
    assert page.empty.accessibleDescription() == (
        "条件：含“静脉炎”，本季度接到。\n去掉“本季度”后有 1 件。"
    )
    assert not page.print_button.isEnabled()
    page.empty.action.click()
    assert len(numbers(page)) == 1
    assert page.filters.filters() == Filters(text="静脉炎")
    assert page.view.isVisible()


@pytest.mark.parametrize(("text", "is_hinted"), [("q53rxx", True), ("TS-YWK-202611-0099", False)])
def test_a_slip_code_sought_in_the_list_is_told_where_it_opens(
    desk: Desk, open_page: Callable[[], RegisterPage], text: str, is_hinted: bool
) -> None:
    registered(desk)
    page = open_page()
    page.filters.set_filters(Filters(text=text))
    assert page.is_empty()
    assert ("Ctrl+K" in page.empty.accessibleDescription()) is is_hinted


def test_the_words_in_the_search_line_are_seen_whole(open_page: Callable[[], RegisterPage]) -> None:
    line = open_page().filters.search
    words = line.fontMetrics().horizontalAdvance(line.placeholderText())
    margins = line.textMargins()
    assert words <= line.width() - margins.left() - margins.right() - 2 * theme.GAP


def test_an_empty_register_offers_the_first_registration(
    qtbot: QtBot, open_page: Callable[[], RegisterPage]
) -> None:
    page = open_page()
    assert page.empty.accessibleName() == "还没有投诉"
    with qtbot.waitSignal(page.new_asked):
        page.empty.action.click()


def test_an_empty_register_offers_to_bring_in_the_old_one(
    qtbot: QtBot, desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    page = open_page()
    assert page.empty.second.text() == "导入原来的台账"
    with qtbot.waitSignal(page.import_asked):
        page.empty.second.click()
    registered(desk, received_at=received(70))
    page.filters.set_filters(Filters(text="不存在"))
    assert page.empty.second.text() == "清除全部条件"
    with qtbot.assertNotEmitted(page.import_asked):
        page.empty.second.click()
    assert len(numbers(page)) == 1


def test_who_may_not_import_is_not_offered_it(qtbot: QtBot, desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    context = Context(nurse, "陈静", "安禾医院", Jobs(inline=True))
    page = RegisterPage(context, shift.begin(nurse), KIND)
    shown(qtbot, page, page)
    page.appear()
    assert page.empty.action.text() == "登记投诉"
    assert page.empty.second.isHidden()
    assert "导入" not in page.empty.accessibleDescription()


def test_escape_clears_the_search_first_and_then_the_filters(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk, subject="输液")
    page = open_page()
    page.filters.set_filters(Filters(text="输液", period="year", due="soon"))
    assert page.filters.escape()
    assert page.filters.filters() == Filters(period="year", due="soon")
    assert page.filters.escape()
    assert page.filters.filters().is_empty()
    assert not page.filters.escape()


def test_a_reload_keeps_the_record_and_the_place(
    desk: Desk, context: Context, open_page: Callable[[], RegisterPage]
) -> None:
    for minute in range(40):
        registered(desk, received_at=received(1) - timedelta(minutes=minute))
    page = open_page()
    page.view.select_row(20)
    page.view.verticalScrollBar().setValue(14)
    record_id = page.model.id_at(20)
    assert record_id is not None
    context.run(
        page, records.register, lambda _done: None, None, KIND, _values(desk, received(0.01))
    )
    assert page.model.id_at(0) != record_id
    assert page.view.currentIndex().row() == 21
    assert page.model.id_at(21) == record_id
    assert page.view.selected_rows() == [21]
    assert page.view.verticalScrollBar().value() == 15


def _values(desk: Desk, moment: datetime) -> dict[str, object]:
    return complaint_values(desk, received_at=moment)


def test_a_record_that_is_gone_leaves_the_keyboard_on_its_row(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    first = registered(desk, received_at=received(1))
    registered(desk, received_at=received(2))
    registered(desk, received_at=received(3))
    page = open_page()
    page.filters.set_filters(Filters(status=ComplaintStatus.REGISTERED))
    page.view.select_row(0)
    records.void(desk, KIND, first, 1, "重复登记")
    page.reload()
    assert page.view.currentIndex().row() == 0
    assert len(numbers(page)) == 2


def test_a_hidden_page_reloads_when_it_is_seen_again(
    desk: Desk, context: Context, open_page: Callable[[], RegisterPage]
) -> None:
    page = open_page()
    page.hide()
    context.run(
        page, records.register, lambda _done: None, None, KIND, _values(desk, received(0.01))
    )
    assert page.is_empty()
    page.show()
    page.appear()
    assert not page.is_empty()


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # offscreen, menus cannot
def test_enter_opens_and_ctrl_n_begins(
    qtbot: QtBot, desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    record_id = registered(desk)
    page = open_page()
    with qtbot.waitSignal(page.record_asked) as caught:
        press(page.view, "Enter")
    assert caught.args == [record_id]
    with qtbot.waitSignal(page.new_asked):
        page.new_button.click()
    with qtbot.waitSignal(page.print_asked) as caught:
        page.print_button.click()
    assert caught.args == [[record_id]]
    with qtbot.waitSignal(page.blank_asked) as asked:
        page.blank_button.click()
        menu = page.blank_button.findChild(QMenu)
        assert menu is not None
        menu.actions()[1].trigger()
    assert asked.args == ["F01R"]


def test_every_key_of_the_strip_does_something(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk)
    page = open_page()
    bound = {one.key().toString() for one in page.findChildren(QShortcut)}
    elsewhere = {"Enter", "F1", "F6"}
    shown_keys = {key.replace("↓", "Down") for key, _words in page.strip_keys()}
    assert {QKeySequence(key).toString() for key in shown_keys - elsewhere} <= bound


def test_typing_in_the_list_does_nothing(
    qtbot: QtBot, desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk)
    page = open_page()
    qtbot.keyClicks(page.view, "abc1")
    assert page.filters.search.text() == ""
    assert page.view.hasFocus()


def test_f6_goes_between_filter_and_list(desk: Desk, open_page: Callable[[], RegisterPage]) -> None:
    registered(desk)
    page = open_page()
    page.next_area()
    assert page.filters.search.hasFocus()
    page.next_area()
    assert page.view.hasFocus()


@pytest.mark.parametrize("width", [1366, 1280, 1150, 1093, 1024, 999, 911, 860])
def test_the_controls_above_the_list_never_lie_on_each_other(
    desk: Desk, open_page: Callable[[], RegisterPage], width: int
) -> None:
    registered(desk, received_at=received(70))
    page = open_page()
    page.resize(width, 660)
    QApplication.processEvents()
    page.reload()
    QApplication.processEvents()
    bar = page.filters
    row = (bar.view_pick, bar.keep_view, bar.search, bar.period, *bar.picks.values(),
           bar.more_button, bar.clear_button)  # fmt: skip
    chips = (*bar.chips._buttons.values(), *bar.chips._second.values(), bar.other)
    for line in (row, chips):
        shown_ones = [one for one in line if one.isVisible()]
        places = sorted((_place(page, one) for one in shown_ones), key=lambda rect: rect.left())
        for before, after in pairwise(places):
            assert before.right() < after.left()
        assert places[-1].right() < page.width()
    for chip in chips[:-1]:
        assert chip.width() >= chip.sizeHint().width()


def _place(page: RegisterPage, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(page, QPoint()), widget.size())


def test_a_head_sorts_and_sorts_the_other_way(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk, received_at=received(1))
    registered(desk, received_at=received(2))
    page = open_page()
    page.view.sort_asked.emit(0)
    assert numbers(page) == ["TS-YWK-202603-0001", "TS-YWK-202603-0002"]
    page.view.sort_asked.emit(0)
    assert numbers(page) == ["TS-YWK-202603-0002", "TS-YWK-202603-0001"]
    for column in range(page.model.columnCount()):
        page.view.sort_asked.emit(column)
        assert page.view.horizontalHeader().sortIndicatorSection() == column
        assert len(numbers(page)) == 2


def test_sorting_shows_the_top_of_the_list(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    for place in range(3):
        registered(desk, received_at=received(place))
    page = open_page()
    page.view.select_row(2)
    page.view.sort_asked.emit(1)
    page.view.sort_asked.emit(0)
    assert page.view.selected_rows() == [0]
    assert page.view.verticalScrollBar().value() == 0


def test_ctrl_a_chooses_all_of_a_short_list_and_says_why_not_of_a_long_one(
    desk: Desk,
    context: Context,
    open_page: Callable[[], RegisterPage],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for _one in range(3):
        registered(desk)
    page = open_page()
    page.view.all_asked.emit()
    assert page.view.selected_rows() == [0, 1, 2]
    said: list[str] = []
    context.said.connect(said.append)
    monkeypatch.setattr("app.views.registers.register_page.SELECTED_MOST", 2)
    page.view.clearSelection()
    page.view.all_asked.emit()
    assert page.view.selected_rows() == []
    assert said == ["一次最多选 2 件，先用筛选缩小范围"]


def test_several_chosen_records_stay_chosen(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    for _one in range(3):
        registered(desk)
    page = open_page()
    page.view.all_asked.emit()
    page.reload()
    assert page.view.selected_rows() == [0, 1, 2]


@pytest.mark.parametrize(
    ("width", "gone"),
    [
        (1920, set()),
        (1366, {"方式", "接待人"}),
        (1093, {"方式", "接待人", "受理科室"}),
        (911, {"方式", "接待人", "受理科室", "主因", "被投诉科室"}),
    ],
)
def test_columns_give_way_but_never_state_or_deadline(
    desk: Desk, open_page: Callable[[], RegisterPage], width: int, gone: set[str]
) -> None:
    registered(desk)
    page = open_page()
    page.resize(width, 660)
    page.view.resize(width - 2 * theme.MARGIN - 2, 500)
    page.card.relayout()
    hidden = {
        page.model.headerData(i, Qt.Orientation.Horizontal)
        for i in range(USUAL)
        if page.view.isColumnHidden(i)
    }
    assert hidden == gone


def test_what_was_typed_and_not_saved_is_offered_again(
    qtbot: QtBot, desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    drafts.save(desk, KIND, {"subject": "输液<b>等候</b>"})
    page = open_page()
    assert page.drafts.isVisible()
    assert page.drafts.text() == "有 1 份投诉写到一半，最近一份是今天 16:20 存的"
    with qtbot.waitSignal(page.draft_asked) as caught:
        page.drafts.action.click()
    draft = caught.args[0]
    assert draft_words(KIND, draft) == "输液<b>等候</b>  今天 16:20"
    drafts.discard(desk, KIND, draft.slip_code)
    page.drafts.reload()
    assert not page.drafts.isVisible()


def test_a_closed_draft_notice_comes_back_with_another_draft(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    drafts.save(desk, KIND, {"subject": "一"})
    page = open_page()
    page.drafts._on_close()
    page.drafts.reload()
    assert not page.drafts.isVisible()
    drafts.save(desk, KIND, {"subject": "二"})
    page.drafts.reload()
    assert page.drafts.isVisible()


def test_an_error_is_said_above_the_list_and_the_list_stays(
    desk: Desk, open_page: Callable[[], RegisterPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(desk)
    page = open_page()

    def fail(*_any: object, **_named: object) -> None:
        raise DatabaseUnavailable("连不上数据库服务器。检查网络后再试。")

    monkeypatch.setattr(lists, "ids", fail)
    page.reload()
    assert page.problem.isVisible()
    assert page.problem.text() == "连不上数据库服务器。检查网络后再试。"
    assert len(numbers(page)) == 1
    monkeypatch.undo()
    page.problem.action.click()
    assert not page.problem.isVisible()


def test_what_a_role_may_not_do_is_not_offered(qtbot: QtBot, desk: Desk) -> None:
    registered(desk)
    viewer = desk_of(desk, Role.VIEWER)
    page = RegisterPage(Context(viewer, "陈静", "", Jobs(inline=True)), shift.begin(viewer), KIND)
    shown(qtbot, page, page.view)
    page.appear()
    offered = (page.new_button, page.import_button, page.print_button)
    assert [one.isVisible() for one in offered] == [False, False, False]
    assert page.blank_button.isVisible()
    assert "Ctrl+N" not in dict(page.strip_keys())
    assert not shift.begin(viewer).may(Permission.REGISTER)


def test_search_takes_only_what_an_input_method_has_finished(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk, subject="输液")
    page = open_page()
    compose(page.filters.search, "shu ye")
    assert page.filters.filters().text == ""
    commit(page.filters.search, "输液")
    assert page.filters.search.text() == "输液"


def test_a_filter_behind_the_button_stays_visible_while_it_is_on(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk)
    page = open_page()
    channel = page.filters.picks["channel"]
    assert not channel.isVisible()
    page.filters.set_filters(
        replace(Filters(), picks={"channel": KIND["channel"].choices("VISIT")})
    )  # type: ignore[misc]  # a choice field has choices
    assert channel.isVisible()
    assert channel.words() == "方式：来访"
    assert len(numbers(page)) == 1


def test_pages_know_no_register_in_particular() -> None:
    folder = Path(__file__).parents[3] / "app" / "views"
    named = [
        path.name
        for path in folder.rglob("*.py")
        if "complaint" in path.read_text("utf-8").lower()
        # Boxes for complaints are kept in one place, and a survey's sheet has words of complaint.
        and path.parent.name not in ("procedure", "surveys")
    ]
    assert named == []


def test_cells_take_text_as_it_is(desk: Desk, open_page: Callable[[], RegisterPage]) -> None:
    registered(desk, subject="<b>=1+1'; DROP %_ 😀𠮷䶮")
    page = open_page()
    assert texts(page, 0)[5] == "<b>=1+1'; DROP %_ 😀𠮷䶮"
    assert isinstance(page.model.mimeData([page.model.index(0, 0)]), QMimeData)
