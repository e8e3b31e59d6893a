"""批号追查 by keyboard: paste, look, open a record, make the cases, clear the shelves."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from app.models.materials.material_lot import MaterialLot
from app.services import lists
from app.views.main_window import MainWindow
from app.views.materials import trace_dialog
from app.views.materials.trace_dialog import TraceDialog
from tests.cast import Cast
from tests.factory import department, made
from tests.roads import IN_USE, LOT
from tests.services.materials.test_issuing import issue
from tests.views.materials.house import shown, typed, window_of

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
NOTICE = "批号4087202-4087203、9999999"


@pytest.fixture
def lot(cast: Cast) -> int:
    """Lot 4087202: 580 bags on the shelf, 20 in 骨科一病区."""
    stocked = LOT.walk(cast, until="withdraw")
    issue(cast, stocked, 20)
    return stocked


@pytest.fixture
def main(qtbot: QtBot, cast: Cast, lot: int) -> MainWindow:
    return window_of(qtbot, cast.keeper)


def traced(qtbot: QtBot, main: MainWindow, text: str = NOTICE) -> TraceDialog:
    """The window after a recall was pasted and Ctrl+Enter pressed."""
    main.goods.show("trace", ())
    dialog = shown(main, TraceDialog)
    dialog.text.area.insertPlainText(text)
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    return dialog


def counts(dialog: TraceDialog) -> dict[str, int]:
    return {name: one.model.rowCount() for name, one in dialog.lists.items()}


def test_what_was_pasted_is_found_and_enter_opens_its_record(
    qtbot: QtBot, main: MainWindow, lot: int
) -> None:
    dialog = traced(qtbot, main)
    assert counts(dialog) == {"lots": 1, "cases": 0, "heard": 0, "misses": 1}
    assert dialog.lists["lots"].view.hasFocus()
    typed(qtbot, dialog, "", Key.Key_Return)
    (record,) = main.windows.windows()
    assert record.case.record_id == lot
    assert dialog.isVisible()


def test_one_key_makes_the_cases_of_the_wards(qtbot: QtBot, main: MainWindow, cast: Cast) -> None:
    dialog = traced(qtbot, main)
    qtbot.keyClick(dialog, Key.Key_F7)
    assert dialog.act.text() == "登记 1 件"
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.notice.text().startswith("已登记 1 件使用中不合格")
    assert counts(dialog)["cases"] == 1
    (case,) = lists.rows(cast.nurse, IN_USE.kind, lists.ids(cast.nurse, IN_USE.kind, lists.Query()))
    ward = department(cast.admin, "骨科一病区")
    assert case.values["responsible_department_id"] == ward


def test_a_key_without_anything_to_do_says_why(
    qtbot: QtBot, main: MainWindow, cast: Cast, lot: int
) -> None:
    dialog = traced(qtbot, main, "9999999")
    for key, said in ((Key.Key_F7, "没有发放到科室"), (Key.Key_F8, "都不在架上")):
        qtbot.keyClick(dialog, key)
        assert said in dialog.notice.text()
        assert dialog.act.text() == "追查"


def test_one_key_clears_the_shelves_and_asks_where_to(
    qtbot: QtBot, main: MainWindow, cast: Cast, lot: int
) -> None:
    dialog = traced(qtbot, main)
    qtbot.keyClick(dialog, Key.Key_F8)
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.panel.place_row.error() == "还没有填写隔离位置"
    typed(qtbot, dialog, "D2")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.notice.text().startswith("已停用待检 1 批")
    with cast.admin.database.read() as session:
        kept = session.get_one(MaterialLot, lot)
        assert (str(kept.status), kept.in_stock, kept.isolation_place) == (
            "RECEIVED_PENDING", 0, "D2",
        )  # fmt: skip


def test_esc_takes_the_question_away_before_the_window(qtbot: QtBot, main: MainWindow) -> None:
    dialog = traced(qtbot, main)
    qtbot.keyClick(dialog, Key.Key_F8)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.act.text() == "追查"
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    main.goods.show("trace", ())
    assert shown(main, TraceDialog).text.value() == NOTICE


def test_a_text_without_a_number_is_said(qtbot: QtBot, main: MainWindow) -> None:
    dialog = traced(qtbot, main, "请立即停止使用。")
    assert dialog.notice.text().startswith("没有认出批号")
    assert dialog.found is None


def test_a_file_is_dropped_and_traced(qtbot: QtBot, main: MainWindow, tmp_path: Path) -> None:
    path = tmp_path / "召回.txt"
    path.write_text("批号 4087202", "utf-8")
    main.goods.show("trace", ())
    dialog = shown(main, TraceDialog)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    dialog.dropEvent(
        QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
                   Qt.KeyboardModifier.NoModifier)
    )  # fmt: skip
    assert counts(dialog)["lots"] == 1


def test_the_result_is_exported(
    qtbot: QtBot, main: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "追查.xlsx"
    monkeypatch.setattr(trace_dialog, "choose_file", lambda _parent, _suggested: path)
    dialog = traced(qtbot, main)
    qtbot.keyClick(dialog, Key.Key_E, CTRL)
    assert path.exists()
    assert dialog.notice.text().startswith("已导出 2 行")


def test_who_may_neither_write_nor_export_only_looks(qtbot: QtBot, cast: Cast, lot: int) -> None:
    made(cast.nurse, IN_USE.kind, lot_number="4087202")
    dialog = traced(qtbot, window_of(qtbot, cast.leader))
    assert counts(dialog)["lots"] == 1
    assert not dialog.raise_button.isVisible()
    assert not dialog.withdraw_button.isVisible()
