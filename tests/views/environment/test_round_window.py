"""A round of many points by keyboard alone: verdicts while one types, and nothing typed is lost."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from time import process_time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.models.environment.check import EnvFinding, EnvStatus
from app.models.environment.standard import EnvPoint
from app.models.organisation import Role
from app.services import lists, reading
from app.services.environment import round_drafts
from app.services.environment.sheet import Standing
from app.services.operations import Desk
from app.services.registers.environment.env_check import REGISTER as CHECK
from app.views.environment.round_model import VALUE, VERDICT
from app.views.environment.round_window import RoundWindow
from tests import rounds
from tests.hospital import desk_of
from tests.views.environment.house import CTRL, Key, context_of, in_front, rows, typed

QUICK = 0.05  # a stroke, its verdict and the painting of it, on a busy machine
FIRST, SECOND, THIRD = (f"静压差 第 {n} 手术间" for n in (1, 2, 3))


pytestmark = pytest.mark.usefixtures("qapp")


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 09:30")


@pytest.fixture
def nurse(desk: Desk) -> Desk:
    """Who walks the round of the operating department; its points are there."""
    rounds.add_points(desk)
    return desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S1")


@pytest.fixture
def window(nurse: Desk) -> RoundWindow:
    return in_front(RoundWindow(context_of(nurse)))


def at(window: RoundWindow, place: str) -> int:
    """Put the keyboard to a point."""
    row = rows(window)[place]
    window.sheet.go_to(row)
    return row


def word(window: RoundWindow, row: int) -> str:
    """The verdict as the row shows it."""
    return str(window.model.index(row, VERDICT).data())


def test_the_keyboard_begins_at_the_first_value(window: RoundWindow) -> None:
    assert window.model.rowCount() == len(rounds.POINTS)
    assert window.focusWidget() is window.sheet.cell
    assert window.sheet.row() == 0


def test_enter_goes_from_value_to_value_and_the_verdict_stands_at_once(
    window: RoundWindow,
) -> None:
    row = at(window, FIRST)
    typed(window, "8.4")
    assert word(window, row) == "合格"
    typed(window, "", Key.Key_Return)
    assert window.sheet.row() == row + 1
    assert window.model.index(row, VALUE).data() == "8.4"


def test_a_failure_says_what_happens_next(window: RoundWindow) -> None:
    row = at(window, SECOND)
    typed(window, "3.0")
    assert word(window, row) == "不合格"
    assert window.outcome.words() == "3.0 Pa 低于下限 5 Pa"
    assert "停用第 2 手术间 手术室 立即" in window.outcome.accessibleDescription()
    assert window.head.failed.badge().word == "不合格 1"


def test_a_warning_is_none(window: RoundWindow) -> None:
    row = at(window, "透析用水 血透室水机")
    typed(window, "62")
    assert word(window, row) == "预警 超 50"
    assert "预警不是不合格" in window.outcome.accessibleDescription()
    assert (window.head.warned.isVisible(), window.head.failed.isVisible()) == (True, False)


def test_an_unlikely_value_is_asked_again_in_place(window: RoundWindow) -> None:
    row = at(window, "温度 第 1 手术间")
    typed(window, "226", Key.Key_Return)
    assert window.sheet.row() == row
    assert word(window, row) == "再确认"
    assert "再按一次 Enter" in window.outcome.accessibleDescription()
    typed(window, "", Key.Key_Return)
    assert window.sheet.row() == row + 1
    assert (word(window, row), window.model.entry(row).odd_confirmed) == ("不合格", True)


def test_another_unlikely_value_is_asked_anew(window: RoundWindow) -> None:
    row = at(window, "温度 第 1 手术间")
    typed(window, "226", Key.Key_Return, Key.Key_Return)
    window.sheet.go_to(row)
    typed(window, "227", Key.Key_Return)
    assert window.sheet.row() == row
    assert not window.model.entry(row).odd_confirmed


def test_what_is_no_number_keeps_the_keyboard(window: RoundWindow) -> None:
    row = at(window, FIRST)
    typed(window, "8x", Key.Key_Return)
    assert window.sheet.row() == row
    assert (word(window, row), window.outcome.words()) == ("看不懂", "应为数字，如 36.5")
    typed(window, "8.4", Key.Key_Return)
    assert window.sheet.row() == row + 1


@pytest.mark.parametrize(
    ("keys", "finding"),
    [
        ("1", EnvFinding.GOOD),
        ("１", EnvFinding.GOOD),
        ("2", EnvFinding.BAD),
        (" ", EnvFinding.GOOD),
        ("  ", EnvFinding.BAD),
        ("   ", None),
        ("x", None),
    ],
)
def test_where_nothing_is_measured_one_key_answers(
    window: RoundWindow, keys: str, finding: EnvFinding | None
) -> None:
    row = at(window, "高度危险器材 器械间")
    typed(window, keys)
    assert window.model.entry(row).finding is finding


def test_an_answer_is_taken_back_with_delete(window: RoundWindow) -> None:
    row = at(window, "高度危险器材 器械间")
    typed(window, "2", Key.Key_Delete)
    assert window.model.entry(row).finding is None


def test_arrows_walk_and_the_last_row_says_so(window: RoundWindow) -> None:
    typed(window, "", Key.Key_Down, Key.Key_Down, Key.Key_Up)
    assert window.sheet.row() == 1
    window.sheet.go_to(window.model.rowCount() - 1)
    typed(window, "", Key.Key_Return)
    assert window.sheet.row() == window.model.rowCount() - 1
    assert window.strip.message() == "已是最后一项，Ctrl+Enter 提交"


def test_typing_in_a_filled_cell_replaces_it_and_f2_goes_into_it(window: RoundWindow) -> None:
    row = at(window, FIRST)
    typed(window, "8.4", Key.Key_Return)
    window.sheet.go_to(row)
    typed(window, "", Key.Key_F2, Key.Key_Backspace)
    typed(window, "6")
    assert window.model.entry(row).text == "8.6"
    typed(window, "", Key.Key_Down, Key.Key_Up)
    typed(window, "9")
    assert window.model.entry(row).text == "9"


def test_no_input_method_works_in_the_cell(window: RoundWindow) -> None:
    assert not window.sheet.cell.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_a_sample_waits_for_its_result(window: RoundWindow) -> None:
    row = at(window, "高度危险器材 器械间")
    typed(window, "1", Key.Key_F3)
    assert word(window, row) == "待出结果"
    assert window.model.entry(row).finding is None
    assert window.model.filled() == [row]


def test_a_result_that_is_typed_is_not_waited_for(window: RoundWindow) -> None:
    row = at(window, FIRST)
    typed(window, "", Key.Key_F3)
    assert word(window, row) == "待出结果"
    typed(window, "8.4")
    assert word(window, row) == "合格"


def test_an_instrument_is_picked_by_initials_and_the_keyboard_comes_back(
    window: RoundWindow,
) -> None:
    row = at(window, FIRST)
    typed(window, "8.4", Key.Key_F4)
    typed(window, "ws", Key.Key_Down, Key.Key_Return)
    assert window.model.entry(row).instrument == rounds.GOOD
    assert window.focusWidget() is window.sheet.cell
    window.point.for_all.click()
    assert {window.model.entry(one).instrument for one in range(window.model.rowCount())} == {
        rounds.GOOD
    }


def test_an_instrument_out_of_calibration_is_said(window: RoundWindow) -> None:
    at(window, FIRST)
    typed(window, "", Key.Key_F4)
    typed(window, rounds.EXPIRED, Key.Key_Return)
    assert "检定 2026-01-31 到期" in window.point.expired()


def test_a_measured_point_may_find_besides_what_must_not_be_there(window: RoundWindow) -> None:
    row = at(window, "中度危险器材 内镜间")
    assert window.point.besides.isVisible()
    typed(window, "10")
    assert word(window, row) == "合格"
    window.point.besides.click()
    assert word(window, row) == "不合格"
    at(window, FIRST)
    assert not window.point.besides.isVisible()


@pytest.mark.parametrize("typed_words", ["e12", "dd"])
def test_a_point_that_is_not_due_is_added_by_code_or_initials(
    window: RoundWindow, typed_words: str
) -> None:
    before = window.model.rowCount()
    QTest.keyClick(window, Key.Key_N, CTRL)
    typed(window, typed_words, Key.Key_Return)
    QApplication.processEvents()
    assert window.model.rowCount() == before + 1
    assert window.sheet.row() == before
    assert window.model.line(before).code.startswith("E12")
    assert window.focusWidget() is window.sheet.cell


def test_progress_counts_what_is_filled(window: RoundWindow) -> None:
    at(window, FIRST)
    typed(window, "8.4", Key.Key_Return)
    typed(window, "3")
    all_rows = window.model.rowCount()
    assert window.head.progress() == f"已填 2 项，共 {all_rows} 项"
    assert window.head.submit.text() == "提交 2 项"


def test_a_round_is_kept_soon_and_offered_again(window: RoundWindow) -> None:
    at(window, SECOND)
    typed(window, "3.0")
    window.keeper.flush()
    again = in_front(RoundWindow(window.context))
    assert "没有提交的 1 项还在" in again.notice.text()
    assert again.focusWidget() is again.notice.action
    typed(again, "", Key.Key_Return)
    row = rows(again)[SECOND]
    assert again.model.entry(row).text == "3.0"
    assert again.started_at == window.started_at


def test_closing_keeps_the_round(window: RoundWindow, nurse: Desk) -> None:
    at(window, SECOND)
    typed(window, "3.0", Key.Key_Escape)
    assert not window.isVisible()
    (kept,) = round_drafts.begun_before(nurse)
    assert kept.filled == 1


def test_what_is_taken_out_again_is_not_kept(window: RoundWindow, nurse: Desk) -> None:
    at(window, SECOND)
    typed(window, "3")
    window.keeper.flush()
    typed(window, "", Key.Key_Backspace)
    window.keeper.flush()
    assert round_drafts.begun_before(nurse) == ()


def test_blanking_the_window_behind_keeps_the_round(qtbot: QtBot, nurse: Desk) -> None:

    main = QWidget()
    qtbot.addWidget(main)
    main.show()
    window = in_front(RoundWindow(context_of(nurse), main))
    at(window, SECOND)
    typed(window, "3.0")
    main.hide()
    assert len(round_drafts.begun_before(nurse)) == 1


def test_an_empty_round_is_not_handed_in(window: RoundWindow) -> None:
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert window.notice.text() == "还没有填一项；测到的填上，没测的留空，再提交"


@pytest.mark.parametrize(
    ("value", "standing", "said"),
    [("8x", Standing.UNREADABLE, "看不懂"), ("900", Standing.ODD, "再确认")],
)
def test_handing_in_stops_at_what_is_not_clear(
    window: RoundWindow, value: str, standing: Standing, said: str
) -> None:
    row = at(window, FIRST)
    typed(window, value, Key.Key_Down)
    QTest.keyClick(window, Key.Key_Return, CTRL)
    assert window.sheet.row() == row
    assert window.model.outcome(row).standing is standing
    assert said in window.strip.message()


def test_two_hundred_points_are_walked_without_delay(desk: Desk) -> None:
    rounds.add_points(desk, further=200)
    nurse = desk_of(desk, Role.REGISTRAR, department="SSS", staff_no="S9")
    window = in_front(RoundWindow(context_of(nurse)))
    assert window.model.rowCount() > 200
    begun = process_time()
    for _turn in range(20):
        typed(window, "22", Key.Key_Return)
        QApplication.processEvents()
    assert window.sheet.row() == 20
    assert (process_time() - begun) / 60 < QUICK


def hand_in(window: RoundWindow) -> None:
    QTest.keyClick(window, Key.Key_Return, CTRL)
    QApplication.processEvents()


def test_a_round_handed_in_says_what_was_opened_and_leads_there(
    window: RoundWindow, nurse: Desk
) -> None:
    asked: list[tuple[str, int]] = []
    window.context.record_asked.connect(lambda name, check: asked.append((name, check)))
    at(window, FIRST)
    typed(window, "8.4", Key.Key_Return)
    at(window, SECOND)
    typed(window, "3.0", Key.Key_F4)
    typed(window, rounds.EXPIRED, Key.Key_Return)
    at(window, "透析用水 血透室水机")
    typed(window, "62")
    at(window, "高度危险器材 器械间")
    typed(window, "", Key.Key_F3)
    hand_in(window)
    assert window.notice.text() == "已提交：合格 1 项，预警 1 项，不合格 1 项，待出结果 1 项"
    assert "有 1 项用的仪器检定已过期" in window.notice.accessibleDescription()
    first, _second = window.notice.links
    assert "第 2 手术间 静压差" in first.text()
    assert window.focusWidget() is first
    typed(window, "", Key.Key_Return)
    ((name, check),) = asked
    assert name == CHECK.name
    view = reading.load(nurse, CHECK, check)
    assert view.status is EnvStatus.FAILED
    assert view.values["value"] == Decimal("3.0")
    assert view.values["doubtful"] is True


def test_what_was_handed_in_is_not_due_any_more_and_no_draft_is_left(
    window: RoundWindow, nurse: Desk
) -> None:
    before = window.model.rowCount()
    at(window, FIRST)
    typed(window, "8.4", Key.Key_Return)
    window.keeper.flush()
    hand_in(window)
    assert window.model.rowCount() == before - 1
    assert FIRST not in rows(window)
    assert window.model.filled() == []
    assert round_drafts.begun_before(nurse) == ()


def test_a_point_that_failed_waits_for_its_recheck(window: RoundWindow) -> None:
    at(window, SECOND)
    typed(window, "3.0")
    hand_in(window)
    QTest.keyClick(window, Key.Key_N, CTRL)
    typed(window, "e25-06", Key.Key_Return)
    QApplication.processEvents()
    assert window.failure.isVisible()
    assert window.failure.accessibleName() == "还没有复查合格"


def test_where_nothing_failed_there_is_nothing_to_recheck(window: RoundWindow) -> None:
    at(window, FIRST)
    QTest.keyClick(window, Key.Key_R, CTRL)
    assert window.strip.message() == "这个点没有等待复查的不合格"


def test_a_refused_line_has_the_keyboard_and_everything_stays(
    window: RoundWindow, desk: Desk
) -> None:
    row = at(window, FIRST)
    typed(window, "8.4", Key.Key_Return)
    with desk.database.write() as session:
        session.get_one(EnvPoint, window.model.line(row).point_id).active = False
    at(window, SECOND)
    typed(window, "8.0")
    hand_in(window)
    assert window.notice.text() == "一项也没有提交，先改好这几处"
    assert window.sheet.row() == row
    assert len(window.model.filled()) == 2


def test_the_trend_shows_the_value_that_is_typed(window: RoundWindow) -> None:
    row = at(window, SECOND)
    typed(window, "3.0")
    assert window.trend.point() == window.model.line(row).point_id
    trend = window.trend.chart.trend()
    assert trend is not None
    assert [one.value for one in trend.readings] == [Decimal("3.0")]


def test_a_round_walked_with_paper_is_kept_with_the_time_it_was_walked(
    window: RoundWindow, nurse: Desk
) -> None:
    at(window, FIRST)
    typed(window, "8.4")
    walked = clock.now() - timedelta(hours=1)
    window.head.moment.set_value(walked)
    hand_in(window)
    (check,) = lists.ids(nurse, CHECK, lists.Query())
    assert reading.load(nurse, CHECK, check).values["checked_at"] == walked


def test_a_time_to_come_is_refused_and_the_round_stays(window: RoundWindow) -> None:
    at(window, FIRST)
    typed(window, "8.4")
    window.head.moment.set_value(clock.now() + timedelta(hours=1))
    hand_in(window)
    assert window.notice.text() == "一项也没有提交，先改好这几处"
    assert len(window.model.filled()) == 1


def test_going_on_with_a_round_keeps_what_was_entered_meanwhile(
    window: RoundWindow, nurse: Desk
) -> None:
    at(window, FIRST)
    typed(window, "8.4", Key.Key_Return)
    at(window, SECOND)
    typed(window, "3.0", Key.Key_Escape)
    again = in_front(RoundWindow(window.context))
    at(again, FIRST)
    typed(again, "9.1")
    again.keeper.flush()
    again.notice.action.click()
    entries = {place: again.model.entry(row).text for place, row in rows(again).items()}
    assert (entries[FIRST], entries[SECOND]) == ("9.1", "3.0")
    again.keeper.flush()
    (kept,) = round_drafts.begun_before(nurse)
    assert kept.filled == 2
