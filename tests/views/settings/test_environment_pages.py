"""系统 › 环境项目, 检查地点, 检查点, 检测仪器: seen, found, changed, refused with a reason."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.models.environment.check import EnvCheck
from app.models.organisation import Role
from app.services.environment import table4
from app.services.environment.table4 import RowView
from app.services.environment.upkeep import instruments, places, points
from app.services.operations import Changes, Desk, Operation, operation
from app.views.settings.environment.environment_page import EnvironmentPage
from app.views.settings.environment.instruments_page import InstrumentDialog, InstrumentsPage
from app.views.settings.environment.items_page import ItemsPage
from app.views.settings.environment.limit_dialog import LimitDialog
from app.views.settings.environment.places_page import PlaceDialog, PlacesPage
from app.views.settings.environment.point_dialogs import PointDialog, PointTableDialog
from app.views.settings.environment.points_page import PointsPage
from app.views.settings.environment.row_dialogs import ConfirmDialog, RowDialog
from app.views.settings.environment.wanting_dialogs import DoubtedDialog, WantingDialog
from app.views.settings.sub_page import SubPage
from app.views.widgets.cell_list import CellList
from tests.factory import department
from tests.hospital import desk_of
from tests.services.environment.standing import checked, item, place, point
from tests.services.environment.test_point_imports import table
from tests.views.settings.house import opened

Page = TypeVar("Page", bound=SubPage)
Found = TypeVar("Found", bound=QWidget)


def page_of(qtbot: QtBot, desk: Desk, kind: type[Page]) -> Page:
    return opened(qtbot, desk, kind, height=640)


def dialog_of(page: QWidget, kind: type[Found]) -> Found:
    (found,) = [one for one in page.findChildren(kind) if one.isVisible()]
    return found


def column(rows: CellList, place: int) -> list[str]:
    return [str(rows.model.index(row, place).data()) for row in range(rows.model.rowCount())]


def row(desk: Desk, code: str) -> RowView:
    return next(one for one in table4.rows(desk) if one.code == code)


def test_the_default_table_is_said_to_be_one_and_can_be_filtered(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk, ItemsPage)
    assert page.notice.text() == "默认，待医院确认：还有 53 项"
    assert set(column(page.list, 6)) == {"默认，待确认"}
    page.chips.set_current("own")
    page.chips.chosen.emit("own")
    assert list(dict.fromkeys(column(page.list, 0))) == ["E42", "E50", "E51", "E52"]
    page.chips.set_current("all")
    page.search.setText("jyc")
    page.search.asked.emit("jyc")
    assert set(column(page.list, 0)) == {"E25"}


def test_a_limit_is_set_anew_with_the_keyboard(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk, ItemsPage)
    page.list.choose((item(desk, "E25"), "1"))
    page.focus_first()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    dialog = dialog_of(page, LimitDialog)
    assert dialog.rows["low"].isVisible()
    dialog.editors["low"].set_value(Decimal(8))
    dialog.act.click()
    assert dialog.rows["source"].error() == "还没有填写依据：哪个文件、哪一条"
    dialog.editors["source"].set_value("院感委员会〔2026〕2 号")
    dialog.editors["effective_from"].set_value(clock.today() + timedelta(days=3))
    dialog.act.click()
    line = row(desk, "E25").lines[0]
    assert [one.words for one in line.versions] == ["8–20", "5–20"]
    page.chips.set_current("coming")
    page.chips.chosen.emit("coming")
    assert [one[:2] for one in column(page.list, 6)] == [f"{line.versions[0].effective_from:%m}"]


def test_the_fields_of_a_limit_follow_its_type(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk, ItemsPage)
    page.list.choose((item(desk, "E39"), "1"))
    page.change.click()
    dialog = dialog_of(page, LimitDialog)
    shown = {name for name in ("low", "high", "action_low", "action_high") if
             dialog.rows[name].isVisible()}  # fmt: skip
    assert shown == {"high", "action_high"}
    dialog.editors["limit_type"].set_value("QUALITATIVE")
    dialog.editors["limit_type"].changed.emit()
    assert not any(dialog.rows[name].isVisible() for name in ("low", "high", "plausible_low"))


def test_rows_are_confirmed_one_or_all_that_are_listed(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk, ItemsPage)
    page.list.choose((item(desk, "E25"), "1"))
    page.confirm.click()
    dialog_of(page, ConfirmDialog).act.click()
    assert [one.code for one in table4.rows(desk) if one.is_confirmed] == ["E25"]
    assert not page.confirm.isEnabled()
    page.chips.set_current("open")
    page.chips.chosen.emit("open")
    page.list.view.select_row(0)
    page.confirm.click()
    dialog = dialog_of(page, ConfirmDialog)
    dialog.which.set_value(True)
    dialog.act.click()
    assert all(one.is_confirmed for one in table4.rows(desk))
    assert page.notice.isHidden()


def test_a_row_that_supervises_itself_is_given_another_supervisor(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk, ItemsPage)
    page.list.choose((item(desk, "E50"), "1"))
    page.change_row.click()
    dialog = dialog_of(page, RowDialog)
    dialog.editors["supervising_department_id"].set_value(department(desk, "医院办公室"))
    dialog.act.click()
    assert not row(desk, "E50").checks_itself


def test_a_ward_sees_the_table_and_is_told_who_changes_it(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk_of(desk, Role.DEPT_HEAD, department="GK1"), ItemsPage)
    assert "职能科室负责人" in page.reason()
    assert page.list.model.rowCount() == 105
    assert not any(one.isEnabled() for one in page.guarded() if isinstance(one, QWidget))
    page.focus_first()
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    assert page.findChildren(LimitDialog) == []


def test_a_place_and_a_point_are_made_and_the_point_taken_out_of_use(
    qtbot: QtBot, desk: Desk
) -> None:
    rooms = page_of(qtbot, desk, PlacesPage)
    rooms.make_new()
    dialog = dialog_of(rooms, PlaceDialog)
    dialog.editors["name"].set_value("第 2 手术间")
    dialog.editors["department_id"].set_value(department(desk, "手术室"))
    dialog.act.click()
    assert column(rooms.list, 0) == ["第 2 手术间"]
    page = page_of(qtbot, desk, PointsPage)
    page.make_new()
    made = dialog_of(page, PointDialog)
    made.place.set_value(places.places(desk)[0].id)
    made.what.set_value((item(desk, "E25"), "1"))
    made.act.click()
    assert column(page.list, 0) == ["E25-01"]
    page.list.view.select_row(0)
    page.change.click()
    changed = dialog_of(page, PointDialog)
    changed.active.set_value(False)
    changed.act.click()
    assert not points.points(desk)[0].point.active
    assert column(page.list, 0) == []
    assert page.chips.isVisible()


def test_a_head_is_offered_the_own_department(qtbot: QtBot, desk: Desk) -> None:
    point(desk, "E23", place(desk, "第 2 手术间"))
    point(desk, "E15", place(desk, "骨科治疗室", "骨科一病区"))
    chief = desk_of(desk, Role.DEPT_HEAD, department="GK1")
    page = page_of(qtbot, chief, PointsPage)
    assert column(page.list, 1) == ["骨科治疗室"]
    rooms = page_of(qtbot, chief, PlacesPage)
    rooms.make_new()
    dialog = dialog_of(rooms, PlaceDialog)
    assert dialog.editors["department_id"].text() == "骨科一病区"


def test_points_come_from_a_table(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, ("E23", "", "第 2 手术间", "手术室", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    page = page_of(qtbot, desk, PointsPage)
    assert page.list.is_showing_instead()
    page.bring_in.click()
    dialog = dialog_of(page, PointTableDialog)
    dialog.choose.click()
    assert dialog.verdict.text() == "新增检查点 1 个；新建地点 1 个"
    dialog.act.click()
    assert column(page.list, 0) == ["E23-01"]


def test_an_instrument_that_ran_out_is_shown_and_calibrated_anew(qtbot: QtBot, desk: Desk) -> None:
    today = clock.today()
    given = {"code": "YC-01", "name": "微压差计", "department_id": department(desk, "手术室")}
    instruments.add(desk, given | {"calibrated_until": today - timedelta(days=1)})
    page = page_of(qtbot, desk, InstrumentsPage)
    assert column(page.list, 7) == ["检定已过期"]
    page.list.view.select_row(0)
    page.change.click()
    dialog = dialog_of(page, InstrumentDialog)
    dialog.editors["calibrated_on"].set_value(today)
    dialog.editors["calibrated_until"].set_value(today + timedelta(days=365))
    dialog.act.click()
    assert column(page.list, 7) == ["检定有效"]
    wanted = [f"有效期至 {today + timedelta(days=365)}", f"有效期至 {today - timedelta(days=1)}"]
    qtbot.waitUntil(lambda: [one for one in said(page.past) if "有效期" in one] == wanted)


def test_what_a_wanting_instrument_measured_is_listed_to_be_measured_again(
    qtbot: QtBot, desk: Desk
) -> None:
    given = {"code": "YC-01", "name": "微压差计", "department_id": department(desk, "手术室")}
    instruments.add(desk, given)
    made = point(desk, "E25", place(desk, "第 2 手术间"))
    check = checked(desk, made, clock.now()).record_id
    _measured_with(desk, check or 0, "YC-01")
    page = page_of(qtbot, desk, InstrumentsPage)
    page.list.view.select_row(0)
    page.wanting.click()
    dialog = dialog_of(page, WantingDialog)
    dialog.act.click()
    assert dialog.rows["why"].error() == "还没有写怎么发现不准的"
    dialog.since.set_value(clock.today())
    dialog.why.set_value("比对差 8 Pa")
    dialog.act.click()
    listed = dialog_of(page, DoubtedDialog)
    assert column(listed.list, 2) == ["温度"]
    asked: list[int] = []
    page.context.record_asked.connect(lambda _name, one: asked.append(one))
    listed.list.opened.emit(listed.list.current())
    assert asked == [check]


def test_a_head_of_a_ward_marks_nothing_as_doubtful(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk_of(desk, Role.DEPT_HEAD, department="GK1"), InstrumentsPage)
    assert page.wanting.isHidden()


def said(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]


@operation("test.measured_with")
def _measured_with(current: Operation, check_id: int, code: str) -> Changes:
    """Write down with which instrument a check was made."""
    current.permit()
    current.session.get_one(EnvCheck, check_id).instrument_code = code
    return current.changes()


def test_what_an_operation_refuses_stands_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    place(desk, "第 2 手术间")
    page = page_of(qtbot, desk, PlacesPage)
    page.make_new()
    dialog = dialog_of(page, PlaceDialog)
    dialog.editors["name"].set_value("第 2 手术间")
    dialog.editors["department_id"].set_value(department(desk, "手术室"))
    dialog.act.click()
    assert "全院唯一" in dialog.rows["name"].error()
    assert dialog.isVisible()


def test_the_four_parts_stand_in_one_tab(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk, EnvironmentPage)
    first = page.part()
    assert isinstance(first, ItemsPage)
    assert first.list.model.rowCount() == 105
    page.show_part("instruments")
    assert isinstance(page.part(), InstrumentsPage)
    assert page.part().isVisible()
    assert not first.change.isVisible()
    page.make_new()
    assert dialog_of(page, InstrumentDialog).isVisible()
