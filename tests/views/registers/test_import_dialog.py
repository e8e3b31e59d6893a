"""Bringing an old register in through its dialog: columns, dry run, marked copy, one transaction."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from app.models.complaint import Complaint, ComplaintStatus
from app.models.organisation import Role
from app.services import imports, lists, reading, records
from app.services.imports import runs
from app.services.operations import Changes, Desk
from app.services.registers import complaint
from app.views.asking.dialogs import ConfirmDialog
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.bring_in.runs_dialog import RunsDialog
from app.views.registers.import_dialog import COLUMNS, DONE, FILE, TRY, ImportDialog
from tests.hospital import desk_of

HEAD = ("编号", "投诉人", "接到日期", "联系电话", "投诉事项", "投诉方式", "经办领导")
GOOD = (
    ("T-1", "陈某", "2024-02-01", "13800000001", "等候时间长", "来访", "王"),
    ("T-2", "刘某", "2024-02-02", "13800000002", "收费不明", "来电", "王"),
)
BAD = ("T-3", "何某", "2024.2.30", "1381234567", "取药窗口关闭", "来访", "王")


def register_file(folder: Path, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "投诉"
    for row in (["投诉登记 2024 年"], head, *rows):
        sheet.append(list(row))
    path = folder / "旧台账.xlsx"
    book.save(path)
    book.close()
    return path


@pytest.fixture
def dialog(qtbot: QtBot, context: Context) -> Iterator[ImportDialog]:
    made = ImportDialog(context, complaint.REGISTER, None)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    yield made
    made.close()


def stored(context: Context) -> int:
    with context.desk.database.read() as session:
        return session.scalar(select(func.count()).select_from(Complaint)) or 0


def test_columns_are_recognised_and_the_rest_is_left_out(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    assert dialog.step() == FILE
    dialog.open_file(register_file(tmp_path, GOOD))
    assert dialog.step() == COLUMNS
    assert dialog.columns_page.fields() == {
        0: "original_number", 1: "complainant_name", 2: "received_at", 3: "complainant_phone",
        4: "narrative", 5: "channel",
    }  # fmt: skip
    assert dialog.columns_page.found.text() == "认出 6 列，1 列不导入"
    assert "被诉科室" in dialog.columns_page.lacking.text()


def test_a_column_may_go_elsewhere_and_a_field_has_one_column(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    dialog.open_file(register_file(tmp_path, GOOD))
    dialog.columns_page.choose("经办领导", "narrative")
    assert dialog.columns_page.fields()[6] == "narrative"
    assert 4 not in dialog.columns_page.fields()
    dialog.try_import()
    report = dialog.report()
    assert report is not None
    assert [row.values["narrative"] for row in report.rows] == ["王", "王"]


def test_without_a_column_for_the_day_nothing_can_be_tried(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    dialog.open_file(register_file(tmp_path, GOOD))
    dialog.columns_page.choose("接到日期", None)
    assert not dialog.columns_page.act.isEnabled()
    assert "接待时间" in dialog.columns_page.reason.text()


def test_every_error_is_listed_with_its_row_and_the_source_is_red(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    dialog.open_file(register_file(tmp_path, [*GOOD, BAD]))
    dialog.columns_page.act.click()
    assert dialog.step() == TRY
    page = dialog.try_page
    assert [card.number.text() for card in (page.read, page.good, page.bad, page.present)] == [
        "3", "2", "1", "0",
    ]  # fmt: skip
    places = [
        tuple(page.errors.model.index(row, column).data() for column in range(3))
        for row in range(page.errors.model.rowCount())
    ]
    assert places == [
        ("5", "C 接到日期", "2024.2.30"),
        ("5", "D 联系电话", "1381234567"),
    ]
    assert page.source_title.text() == "原表第 5 行"
    assert page.act.text() == "导入 2 行"


def test_errors_of_one_column_alone(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.open_file(register_file(tmp_path, [*GOOD, BAD]))
    dialog.try_import()
    combo = dialog.try_page.errors.filter
    combo.set_value("联系电话")
    combo.chosen.emit()
    assert dialog.try_page.errors.model.rowCount() == 1


def test_a_dry_run_writes_nothing(dialog: ImportDialog, context: Context, tmp_path: Path) -> None:
    dialog.open_file(register_file(tmp_path, GOOD))
    dialog.try_import()
    assert stored(context) == 0


def test_f5_tries_the_mended_file_again(qtbot: QtBot, dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.open_file(register_file(tmp_path, [*GOOD, BAD]))
    dialog.try_import()
    register_file(tmp_path, GOOD)
    qtbot.keyClick(dialog, Qt.Key.Key_F5)
    assert dialog.try_page.bad.number.text() == "0"
    assert dialog.try_page.errors.nothing.isVisibleTo(dialog.try_page)


def test_ctrl_enter_writes_what_can_be_written_and_tells_the_pages(
    qtbot: QtBot, dialog: ImportDialog, context: Context, tmp_path: Path
) -> None:
    told: list[Changes] = []
    context.changed.connect(told.append)
    dialog.open_file(register_file(tmp_path, [*GOOD, BAD]))
    dialog.try_import()
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.step() == DONE
    assert stored(context) == 2
    assert "complaint" in told[0].tables
    assert dialog.done_page.state.accessibleName() == "已导入 2 行"
    assert "有错的 1 行没有写入" in dialog.done_page.state.accessibleDescription()


def test_a_second_time_adds_nothing(
    qtbot: QtBot, dialog: ImportDialog, context: Context, tmp_path: Path
) -> None:
    path = register_file(tmp_path, GOOD)
    for _time in range(2):
        dialog.open_file(path)
        dialog.try_import()
        dialog.import_rows()
    assert stored(context) == 2
    assert dialog.try_page.present.number.text() == "2"
    assert not dialog.try_page.act.isEnabled()


def test_a_marked_copy_is_saved_but_never_over_the_original(
    dialog: ImportDialog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = register_file(tmp_path, [*GOOD, BAD])
    original = path.read_bytes()
    dialog.open_file(path)
    dialog.try_import()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(path), ""))
    dialog.try_page.copy.click()
    assert path.read_bytes() == original
    assert "不能覆盖" in dialog.notice.text()
    copy = tmp_path / "标红.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(copy), ""))
    dialog.try_page.copy.click()
    assert openpyxl.load_workbook(copy).sheetnames == ["要改的地方", "原表"]


@pytest.mark.parametrize(
    ("content", "words"), [(b"", "空文件"), (b"PK broken", "已损坏"), (b"hello", "不是能读的表格")]
)
def test_a_file_that_cannot_be_read_is_said_on_the_page(
    dialog: ImportDialog, tmp_path: Path, content: bytes, words: str
) -> None:
    path = tmp_path / "旧台账.xlsx"
    path.write_bytes(content)
    dialog.open_file(path)
    assert dialog.step() == FILE
    assert words in dialog.notice.text()


def test_a_file_may_be_dropped(dialog: ImportDialog, tmp_path: Path) -> None:
    path = register_file(tmp_path, GOOD)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, nothing = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier(0),
    )
    dialog.dropEvent(QDropEvent(QPointF(9, 9), copy, data, left, nothing))
    assert dialog.step() == COLUMNS


def test_who_may_not_import_reads_why(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    nurse = Context(desk_of(desk, Role.REGISTRAR), "陈静", "安禾医院", Jobs(inline=True))
    dialog = ImportDialog(nurse, complaint.REGISTER, None)
    qtbot.addWidget(dialog)
    dialog.open_file(register_file(tmp_path, GOOD))
    dialog.try_import()
    assert dialog.step() == COLUMNS
    assert "导入旧台账" in dialog.notice.text()


def test_cancelling_in_the_middle_leaves_nothing_behind(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    context = Context(desk, "周敏", "安禾医院", Jobs())
    dialog = ImportDialog(context, complaint.REGISTER, None)
    qtbot.addWidget(dialog)
    dialog.show()
    rows = [
        (f"T-{n}", "陈某", "2024-02-01", "13800000001", f"事项 {n}", "来访", "王")
        for n in range(300)
    ]
    dialog.open_file(register_file(tmp_path, rows))
    qtbot.waitUntil(lambda: dialog.step() == COLUMNS)
    dialog.try_import()
    qtbot.waitUntil(lambda: dialog.step() == TRY)
    dialog.import_rows()
    dialog.reject()
    qtbot.waitUntil(dialog.progress.isHidden)
    assert dialog.step() == TRY
    assert dialog.strip.message() == "已取消，没有写入任何数据"
    assert stored(context) == 0
    context.jobs.wait()


LIKELY = ("T-4", "何某", "24-3-5", "13800000003", "取药慢", "微信", "王")


def nasty_file(folder: Path) -> Path:
    """Two heading rows, merged cells, a continued row, 65,000 rows claimed, a blank before the dot."""
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in (
        ["安禾医院投诉登记台账"],
        ["编号", "接到时间", "投诉人信息", None, "投诉内容", "被投诉科室", "经办领导"],
        [None, None, "姓名", "电话", None, None, None],
        ["N-1", "2024-02-29", "王某", "13812345678", "等候时间长，", "骨二", "老王"],
        [None, None, None, None, "窗口无人解释。", None, None],
        ["N-2", None, "刘某", "13800000000", "收费不明", "骨二", None],
    ):
        page.append(row)
    for area in ("A1:G1", "A2:A3", "B2:B3", "C2:D2", "E2:E3", "F2:F3", "G2:G3", "B4:B6"):
        page.merge_cells(area)
    page.cell(65_000, 3).number_format = "@"
    path = folder / "投诉登记 .xlsx"
    book.save(path)
    return path


def answer(monkeypatch: pytest.MonkeyPatch, button: str) -> list[str]:
    """Press a button of every question; the questions' words are kept."""
    asked: list[str] = []

    def exec_(dialog: ConfirmDialog) -> int:
        asked.append(f"{dialog.accessibleName()} {dialog.accessibleDescription()}")
        getattr(dialog, button).click()
        return dialog.result()

    monkeypatch.setattr(ConfirmDialog, "exec", exec_)
    return asked


def test_a_nasty_register_is_played_through_to_its_undoing(
    qtbot: QtBot,
    dialog: ImportDialog,
    context: Context,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog.open_file(nasty_file(tmp_path))
    dialog.columns_page.keep_unknown.click()
    assert dialog.columns_page.found.text() == "认出 6 列，1 列并入备注"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.try_page.take.text() == "采用建议“骨科二病区”，相同的 2 处"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert dialog.try_page.bad.number.text() == "0"
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.step() == DONE
    with context.desk.database.read() as session:
        first, second = session.scalars(select(Complaint).order_by(Complaint.id))
        assert first.narrative == "等候时间长，\n窗口无人解释。"
        assert first.remarks == "经办领导：老王"
        assert second.received_at == first.received_at
    asked = answer(monkeypatch, "act")
    dialog.done_page.undo.click()
    assert "撤销这次导入的 2 件？" in asked[0]
    assert dialog.done_page.state.accessibleName() == "已撤销这次导入"
    assert not dialog.done_page.undo.isEnabled()
    with context.desk.database.read() as session:
        assert set(session.scalars(select(Complaint.status))) == {ComplaintStatus.VOIDED}


def test_a_suggestion_is_taken_with_its_button(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.open_file(register_file(tmp_path, [*GOOD, LIKELY]))
    dialog.try_import()
    assert dialog.try_page.take.text() == "采用建议“2024-03-05”"
    dialog.try_page.take.click()
    assert dialog.try_page.take.text() == "采用建议“网络/12345”"
    dialog.try_page.take.click()
    assert dialog.try_page.bad.number.text() == "0"


def test_without_a_suggestion_there_is_no_button(dialog: ImportDialog, tmp_path: Path) -> None:
    dialog.open_file(register_file(tmp_path, [*GOOD, BAD]))
    dialog.try_import()
    assert not dialog.try_page.take.isVisibleTo(dialog.try_page)


def test_what_was_matched_by_hand_is_used_and_said_the_next_time(
    dialog: ImportDialog, tmp_path: Path
) -> None:
    path = register_file(tmp_path, GOOD)
    dialog.open_file(path)
    assert not dialog.columns_page.remembered.isVisibleTo(dialog.columns_page)
    dialog.columns_page.choose("经办领导", "respondent_note")
    dialog.try_import()
    dialog.import_rows()
    dialog.open_file(register_file(tmp_path, [("T-9", *GOOD[0][1:])]))
    assert dialog.columns_page.remembered.isVisibleTo(dialog.columns_page)
    assert dialog.columns_page.fields()[6] == "respondent_note"


def test_undoing_may_be_thought_better_of(
    dialog: ImportDialog, context: Context, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog.open_file(register_file(tmp_path, GOOD))
    dialog.try_import()
    dialog.import_rows()
    answer(monkeypatch, "keep")
    dialog.done_page.undo.click()
    assert runs.listed(context.desk, complaint.REGISTER)[0].undone_at is None


@pytest.fixture
def history(qtbot: QtBot, context: Context, tmp_path: Path) -> RunsDialog:
    imports.bring_in(context.desk, complaint.REGISTER, register_file(tmp_path, GOOD))
    made = RunsDialog(context, complaint.REGISTER, None)
    qtbot.addWidget(made)
    made.open()
    return made


def test_an_earlier_import_is_undone_from_the_list(
    history: RunsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "act")
    assert history.list.model.index(0, 1).data() == "旧台账.xlsx"
    history.undo.click()
    assert "周敏" in history.list.model.index(0, 4).data()
    assert not history.undo.isEnabled()


def test_records_worked_on_are_named_and_the_rest_is_undone(
    history: RunsDialog, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_id = lists.ids(context.desk, complaint.REGISTER, lists.Query())[0]
    view = reading.load(context.desk, complaint.REGISTER, record_id)
    records.change(context.desk, complaint.REGISTER, record_id, view.version, {"bed_number": "1"})
    asked = answer(monkeypatch, "act")
    history.undo.click()
    assert f"{view.number}（已改过）" in asked[0]
    assert "其余 1 件可以撤销" in asked[0]
    with context.desk.database.read() as session:
        voided = Complaint.status == ComplaintStatus.VOIDED
        assert session.scalar(select(func.count()).where(voided)) == 1


def test_the_list_of_imports_opens_from_the_first_page(dialog: ImportDialog) -> None:
    dialog.file_page.state.second.click()
    (opened,) = dialog.findChildren(RunsDialog)
    assert opened.list.model.rowCount() == 0
    assert not opened.undo.isEnabled()
    assert opened.undo.toolTip()
    opened.close()
