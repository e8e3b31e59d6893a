"""导出 in the register page: exactly what is shown, a way out, and what is said afterwards."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.models.complaint import Channel
from app.models.organisation import Role
from app.services import listings, records
from app.services.operations import Desk
from app.services.people import shift
from app.services.people.shift import Shift
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.listing.filters import Filters
from app.views.registers.register_page import RegisterPage
from tests.factory import KIND, complaint_values, registered
from tests.hospital import NAME, desk_of
from tests.views.widgets.keyboard import shown

HEAD = 5


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def said(context: Context) -> list[str]:
    lines: list[str] = []
    context.said.connect(lines.append)
    return lines


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, context: Context, begun: Shift) -> RegisterPage:
    registered(desk, subject="输液等候", channel=Channel.PHONE, complainant_signature="ABSENT")
    registered(desk, subject="收费")
    made = RegisterPage(context, begun, KIND)
    made.resize(1366, 660)
    shown(qtbot, made, made.view)
    made.appear()
    return made


@pytest.fixture
def choose(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | str], list[str]]:
    """Let the file dialog answer; returns what it was asked with."""
    asked: list[str] = []

    def answer(path: Path | str) -> list[str]:
        def dialog(_parent: object, _title: str, suggested: str, _kinds: str) -> tuple[str, str]:
            asked.append(suggested)
            return str(path), ""

        monkeypatch.setattr(QFileDialog, "getSaveFileName", dialog)
        return asked

    return answer


def rows(path: Path) -> list[list[Any]]:
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows()]


def press_key(page: RegisterPage, keys: str) -> None:
    wanted = QKeySequence(keys)
    next(one for one in page.findChildren(QShortcut) if one.key() == wanted).activated.emit()


def test_what_is_shown_is_exported_with_its_filters_and_order(
    page: RegisterPage, choose: Callable[[Path], list[str]], said: list[str], tmp_path: Path
) -> None:
    asked = choose(tmp_path / "a.xlsx")
    page.filters.set_filters(Filters(text="收费"))
    page.view.sort_asked.emit(0)
    press_key(page, "Ctrl+E")
    assert asked[0].endswith("患者投诉 2026-03-06.xlsx")
    shown_rows = rows(tmp_path / "a.xlsx")
    assert shown_rows[1][0] == "条件：含“收费”"
    assert shown_rows[2][0] == "排序：编号升序；共 1 件"
    assert shown_rows[HEAD - 1] == [
        "编号", "接到", "投诉人", "被投诉科室", "投诉事项", "主因", "受理科室", "状态", "反馈期限",
        "期限情况",
    ]  # fmt: skip
    assert [row[0] for row in shown_rows[HEAD:]] == ["TS-YWK-202603-0002"]
    assert said[-1] == f"已导出 1 件：{tmp_path / 'a.xlsx'}"
    assert not page.exports.isVisible()


def test_chosen_columns_are_exported_in_their_order(
    page: RegisterPage, choose: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    choose(tmp_path / "没有后缀")
    page.chosen_columns.show(("subject", "topic", "received_at"))
    page.exports.button.click()
    assert rows(tmp_path / "没有后缀.xlsx")[HEAD - 1] == [
        "编号", "投诉事项", "投诉类别", "接到", "状态", "反馈期限", "期限情况",
    ]  # fmt: skip


def test_a_dialog_left_exports_nothing(
    page: RegisterPage, choose: Callable[[str], list[str]], said: list[str]
) -> None:
    choose("")
    page.exports.button.click()
    assert said == []
    assert page.exports.button.isEnabled()


def test_a_failure_offers_another_place(
    page: RegisterPage, choose: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    choose(tmp_path / "nowhere" / "a.xlsx")
    page.exports.button.click()
    problem = page.exports.problem
    assert problem.isVisible()
    assert problem.text().startswith("没有存成")
    assert problem.action.text() == "换个位置保存"
    choose(tmp_path / "a.xlsx")
    problem.action.click()
    assert (tmp_path / "a.xlsx").exists()
    assert not problem.isVisible()


def test_closing_the_notice_takes_its_room_away(
    page: RegisterPage, choose: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    choose(tmp_path / "nowhere" / "a.xlsx")
    page.exports.button.click()
    page.exports.problem.closed.emit()
    assert not page.exports.isVisible()


def test_too_many_with_names_are_refused_without_another_place(
    qtbot: QtBot,
    desk: Desk,
    page: RegisterPage,
    choose: Callable[[Path], list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(listings, "IDENTITY_MOST", 1)
    choose(tmp_path / "a.xlsx")
    head = desk_of(desk, Role.DEPT_HEAD)
    other = RegisterPage(
        Context(head, NAME, "安禾医院", Jobs(inline=True)), shift.begin(head), KIND
    )
    other.resize(1366, 660)
    shown(qtbot, other, other.view)
    other.appear()
    other.exports.button.click()
    assert "投诉人" in other.exports.problem.text()
    assert not other.exports.problem.action.isVisible()
    other.chosen_columns.show(("received_at", "subject"))
    other.exports.button.click()
    assert (tmp_path / "a.xlsx").exists()


def test_who_may_not_export_has_no_button(qtbot: QtBot, desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    records.register(nurse, KIND, complaint_values(nurse))
    other = RegisterPage(
        Context(nurse, NAME, "安禾医院", Jobs(inline=True)), shift.begin(nurse), KIND
    )
    shown(qtbot, other, other.view)
    other.appear()
    assert not other.exports.button.isVisible()
    assert "Ctrl+E" not in dict(other.strip_keys())


def test_cancelling_in_place_leaves_nothing(
    qtbot: QtBot,
    desk: Desk,
    begun: Shift,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registered(desk)
    context = Context(desk, NAME, "安禾医院", Jobs())
    said: list[str] = []
    context.said.connect(said.append)
    made = RegisterPage(context, begun, KIND)
    shown(qtbot, made, made.view)
    made.appear()
    qtbot.waitUntil(lambda: made.model.rowCount() == 1)

    def export(*given: Any) -> None:
        while True:
            given[-2](0, 1, "")

    monkeypatch.setattr(listings, "export", export)
    made.exports.start(tmp_path / "a.xlsx")
    assert made.exports.progress.isVisible()
    assert not made.exports.button.isEnabled()
    made.exports.progress.cancel.click()
    qtbot.waitUntil(made.exports.button.isEnabled)
    assert said == ["已取消导出，没有留下文件"]
    assert not made.exports.isVisible()
    context.jobs.wait()


def test_a_tick_makes_the_export_a_masked_copy(
    page: RegisterPage, choose: Callable[[Path], list[str]], tmp_path: Path
) -> None:
    asked = choose(tmp_path / "a.xlsx")
    page.exports.masked.click()
    press_key(page, "Ctrl+E")
    assert asked[0].endswith("患者投诉 2026-03-06 脱敏副本.xlsx")
    assert rows(tmp_path / "a.xlsx")[0][0].endswith("脱敏副本")
