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

from app.models.complaint import Complaint
from app.models.organisation import Role
from app.services.operations import Changes, Desk
from app.services.registers import complaint
from app.views.context import Context
from app.views.jobs import Jobs
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
