"""A scanner at the desk: it opens what it reads, and no typing is ever swallowed or reordered."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app import settings
from app.services import attachments, reading, records
from app.services.operations import Desk
from app.services.people.shift import Shift
from app.services.registers.catalog import REGISTERS, by_name
from app.services.slips import codes, issuing
from app.views.context import Context
from app.views.main_window import MainWindow
from app.views.printing.preview import PreviewWindow
from app.views.registers.record_dialog import RecordDialog
from app.views.registers.register_page import RegisterPage
from app.views.scanning.dialogs import CountDialog, WaitingDialog
from app.views.scanning.filing_dialog import FilingDialog
from app.views.search_all import SearchAll, find
from tests.factory import KIND, complaint_values, made, registered
from tests.services.test_filing_scans import page
from tests.views.widgets.keyboard import commit, press

LOT = by_name("material_lot")
FAST, SLOW = 8, 120
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def main(qtbot: QtBot, context: Context, begun: Shift) -> MainWindow:
    made = MainWindow(context, begun)
    qtbot.addWidget(made, before_close_func=lambda _main: made.windows.close_all())
    made.resize(1366, 697)
    made.show()
    made.activateWindow()
    made.focus_page()
    return made


class Keys:
    """Keys as the system delivers them: to the window, each with its moment."""

    def __init__(self) -> None:
        self.now = 1000

    def type(self, window: QWidget, text: str, gap: int, *, enter: bool = True) -> None:
        handle = window.windowHandle()
        for letter in text:
            self.now += gap
            if letter.isupper() or letter == ":":
                self._send(handle, Qt.Key.Key_Shift, "", SHIFT)
            key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
            self._send(handle, key, letter, NONE)
        if enter:
            self.now += gap
            self._send(handle, Qt.Key.Key_Return, "\r", NONE)
        self.now += 1000

    def _send(self, handle: object, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, text)
            event.setTimestamp(self.now)
            QApplication.sendEvent(handle, event)  # type: ignore[arg-type]  # a QWindow


@pytest.fixture
def keys() -> Keys:
    return Keys()


def area(main: MainWindow) -> QPlainTextEdit:
    made = QPlainTextEdit(main)
    made.resize(300, 100)
    made.show()
    made.setFocus()
    return made


def opened(main: MainWindow) -> list[RecordDialog]:
    return main.windows.windows()


@pytest.mark.parametrize("write", [str.upper, str.lower])
def test_scanning_a_slip_opens_its_draft(
    main: MainWindow, desk: Desk, keys: Keys, write: Callable[[str], str]
) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    keys.type(main, write(codes.slip_text(code)), FAST)
    (window,) = opened(main)
    assert window.case.record_id is None
    assert window.keeper.slip_code == code


def test_scanning_a_record_opens_it(main: MainWindow, desk: Desk, keys: Keys) -> None:
    record_id = registered(desk)
    keys.type(main, codes.record_text(reading.number_of(desk, KIND, record_id)), FAST)
    assert [one.case.record_id for one in opened(main)] == [record_id]


@pytest.mark.parametrize("write", [codes.record_text, str])
def test_scanning_the_label_of_goods_opens_them(
    main: MainWindow, desk: Desk, keys: Keys, write: Callable[[str], str]
) -> None:
    lot = made(desk, LOT)
    keys.type(main, write(reading.number_of(desk, LOT, lot)), FAST)
    assert [(one.case.kind, one.case.record_id) for one in opened(main)] == [(LOT, lot)]


def paste(main: MainWindow, text: str) -> None:
    QApplication.clipboard().setText(text)
    control = Qt.KeyboardModifier.ControlModifier
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_V, control, "\x16")
    QApplication.sendEvent(main.windowHandle(), event)


@pytest.mark.parametrize("write", [codes.record_text, str, lambda number: f" {number.lower()}\n"])
def test_a_pasted_code_opens_the_goods_from_any_page(
    main: MainWindow, desk: Desk, write: Callable[[str], str]
) -> None:
    lot = made(desk, LOT)
    paste(main, write(reading.number_of(desk, LOT, lot)))
    assert [one.case.record_id for one in opened(main)] == [lot]


def test_a_number_pasted_into_a_field_stays_in_it(main: MainWindow, desk: Desk) -> None:
    text, number = area(main), reading.number_of(desk, LOT, made(desk, LOT))
    paste(main, number)
    assert text.toPlainText() == number
    assert opened(main) == []


def test_the_code_of_a_label_pasted_into_a_field_opens_it(main: MainWindow, desk: Desk) -> None:
    lot, text = made(desk, LOT), area(main)
    paste(main, codes.record_text(reading.number_of(desk, LOT, lot)))
    assert text.toPlainText() == ""
    assert [one.case.record_id for one in opened(main)] == [lot]


def test_pasting_words_is_pasting(main: MainWindow) -> None:
    text = area(main)
    paste(main, "批号 4087202 有异物")
    assert text.toPlainText() == "批号 4087202 有异物"
    assert opened(main) == []


def test_a_lot_number_finds_its_goods_in_the_search_of_everything(
    main: MainWindow, desk: Desk
) -> None:
    lot = made(desk, LOT, lot_number="4087202")
    hits, total = find(desk, REGISTERS, "4087202")
    assert (total, hits[0].record_id, hits[0].register) == (1, lot, LOT.name)


def test_after_registration_the_slip_opens_the_record(
    main: MainWindow, desk: Desk, keys: Keys
) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    changes = records.register(desk, KIND, complaint_values(desk), code)
    keys.type(main, codes.slip_text(code), FAST)
    assert [one.case.record_id for one in opened(main)] == [changes.record_id]


def test_an_unknown_code_is_said(main: MainWindow, keys: Keys) -> None:
    keys.type(main, "QD:S:ABC234", FAST)
    assert opened(main) == []
    assert "ABC234" in main.strip.message()


def test_what_the_scanner_typed_into_a_text_is_taken_out_again(
    main: MainWindow, desk: Desk, keys: Keys
) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    text = area(main)
    keys.type(main, "before ", SLOW, enter=False)
    keys.type(main, codes.slip_text(code), FAST)
    assert text.toPlainText() == "before "
    assert len(opened(main)) == 1


TYPED = ["QD:S:ABC234", "ABC234", "TS-JZK-202603-0001", "the quick brown fox", "13800000012"]


@pytest.mark.parametrize("text", TYPED)
def test_slow_typing_arrives_whole(main: MainWindow, keys: Keys, text: str) -> None:
    written = area(main)
    keys.type(main, text, SLOW)
    assert written.toPlainText() == f"{text}\n"
    assert opened(main) == []


@pytest.mark.parametrize("text", TYPED[1:])
def test_fast_typing_that_is_no_marked_code_arrives_whole(
    main: MainWindow, keys: Keys, text: str
) -> None:
    written = area(main)
    keys.type(main, text, FAST)
    assert written.toPlainText() == f"{text}\n"
    assert opened(main) == []


def test_a_bare_number_is_opened_where_nothing_is_typed(
    main: MainWindow, desk: Desk, keys: Keys
) -> None:
    record_id = registered(desk)
    keys.type(main, reading.number_of(desk, KIND, record_id), FAST)
    assert [one.case.record_id for one in opened(main)] == [record_id]


def test_text_from_an_input_method_opens_it_too(qtbot: QtBot, main: MainWindow, desk: Desk) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    text = area(main)
    commit(text, f"ＱＤ：Ｓ：{code}")
    qtbot.waitUntil(lambda: len(opened(main)) == 1)
    assert text.toPlainText() == ""


def test_nothing_opens_while_a_question_is_open(main: MainWindow, desk: Desk, keys: Keys) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    main.scans.print_blank(KIND)
    keys.type(main, codes.slip_text(code), FAST)
    assert opened(main) == []


def dialog(main: MainWindow, kind: type[QWidget]) -> QWidget:
    return next(one for one in main.findChildren(kind) if one.isVisible())


def test_ctrl_k_finds_a_slip_by_its_code(main: MainWindow, desk: Desk) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    main.search_all()
    search = dialog(main, SearchAll)
    assert isinstance(search, SearchAll)
    search.line.setText(code.lower())
    press(search.line, "Enter")
    search.open_button.click()
    assert [one.keeper.slip_code for one in opened(main)] == [code]


def test_a_scan_into_ctrl_k_opens_at_once(main: MainWindow, desk: Desk) -> None:
    record_id = registered(desk)
    main.search_all()
    search = dialog(main, SearchAll)
    assert isinstance(search, SearchAll)
    search.line.setText(codes.record_text(reading.number_of(desk, KIND, record_id)))
    press(search.line, "Enter")
    assert [one.case.record_id for one in opened(main)] == [record_id]


def blank(main: MainWindow, count: int) -> PreviewWindow:
    main.scans.print_blank(KIND)
    asking = dialog(main, CountDialog)
    assert isinstance(asking, CountDialog)
    asking.count.set_value(count)
    asking.act.click()
    preview = dialog(main, PreviewWindow)
    assert isinstance(preview, PreviewWindow)
    return preview


def test_blank_sheets_that_were_printed_wait(main: MainWindow, desk: Desk) -> None:
    preview = blank(main, 2)
    preview.taken.emit()
    preview.close()
    assert len(issuing.waiting(desk, KIND)) == 2
    main.top.set_current(KIND.name)
    register = main.page()
    assert isinstance(register, RegisterPage)
    assert register.slips.text() == "已打印待回录 2 张"
    assert register.slips.isVisible()


def test_blank_sheets_that_were_only_looked_at_are_forgotten(main: MainWindow, desk: Desk) -> None:
    blank(main, 3).close()
    assert issuing.waiting(desk, KIND) == []


def test_a_waiting_slip_is_opened_from_the_list_or_dropped(main: MainWindow, desk: Desk) -> None:
    issuing.issue(desk, KIND, 2)
    main.scans.show_waiting(KIND)
    listed = dialog(main, WaitingDialog)
    assert isinstance(listed, WaitingDialog)
    listed.drop.click()
    (left,) = issuing.waiting(desk, KIND)
    listed.open_button.click()
    assert [one.keeper.slip_code for one in opened(main)] == [left.code]


def test_a_half_written_record_is_printed_with_its_code(main: MainWindow, desk: Desk) -> None:
    window = main.windows.open_new(KIND)
    window.form.enter({"narrative": "写到一半"})
    window.actions_of.preview()
    preview = next(one for one in window.findChildren(PreviewWindow))
    preview.taken.emit()
    (slip,) = issuing.waiting(desk, KIND)
    assert slip.values["narrative"] == "写到一半"
    assert slip.code == window.keeper.slip_code


def drop(main: MainWindow, *paths: Path) -> FilingDialog:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(main.rect().center(), copy, held, left, NONE)
    QApplication.sendEvent(main, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(main, QDropEvent(QPointF(500, 300), copy, held, left, NONE))
    made = dialog(main, FilingDialog)
    assert isinstance(made, FilingDialog)
    return made


def test_scans_dropped_on_the_window_are_filed(
    main: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    record_id = registered(desk)
    path = tmp_path / "扫描.png"
    page(codes.record_text(reading.number_of(desk, KIND, record_id))).save(path)
    made = drop(main, path)
    assert made.words.text() == "全部归档了，共 1 份"
    assert attachments.listing(desk, KIND, record_id).count == 1


def test_an_unreadable_page_is_filed_by_typing_its_number(
    main: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    record_id = registered(desk)
    path = tmp_path / "扫描.png"
    page().save(path)
    made = drop(main, path)
    assert not made.picture.pixmap().isNull()
    made.code.set_value("ABC")
    made.by_hand.click()
    assert "不是单据码" in made.row.error()
    made.code.set_value(reading.number_of(desk, KIND, record_id))
    made.by_hand.click()
    assert made.outcome().left == ()
    assert attachments.listing(desk, KIND, record_id).count == 1


def test_a_scan_of_a_slip_is_filed_after_it_was_keyed_in(
    main: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    (code,) = issuing.issue(desk, KIND, 1)
    path = tmp_path / "手写.png"
    page(codes.slip_text(code)).save(path)
    made = drop(main, path)
    made.open_slip.click()
    assert [one.keeper.slip_code for one in opened(main)] == [code]
    changes = records.register(desk, KIND, complaint_values(desk), code)
    made.again.click()
    assert [one.place.record_id for one in made.outcome().filed] == [changes.record_id]


def test_photos_in_the_watched_folder_are_filed_by_themselves(
    main: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    record_id = registered(desk)
    folder = tmp_path / "手机"
    folder.mkdir()
    settings.change(scan_folder=str(folder))
    page(codes.record_text(reading.number_of(desk, KIND, record_id))).save(folder / "照片.png")
    page().save(folder / "看不清.png")
    main.scans.folder.look()
    main.scans.folder.look()
    assert attachments.listing(desk, KIND, record_id).count == 1
    made = dialog(main, FilingDialog)
    assert isinstance(made, FilingDialog)
    assert [one.path.name for one in made.outcome().left] == ["看不清.png"]
