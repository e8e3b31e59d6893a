"""The preview: what stands on paper, where it goes, and that the audit knows of it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import FileProblem
from app.services import history
from app.services.operations import Desk
from app.views.context import Context
from app.views.printing import preview
from app.views.printing.page_list import FIT_PAGE
from app.views.printing.preview import PreviewWindow, write_beside
from tests.factory import KIND, registered


@pytest.fixture
def record_id(desk: Desk) -> int:
    """A complaint just registered."""
    return registered(desk, subject="输液等候近一小时")


def opened(qtbot: QtBot, context: Context, record_id: int | None, **more: bool) -> PreviewWindow:
    """A preview on the screen."""
    window = PreviewWindow(context, KIND, record_id, **more)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window, before_close_func=lambda _one, _kept=window: None)
    window.show()
    window.activateWindow()
    for _round in range(3):
        QApplication.processEvents()
    return window


def taken(context: Context, record_id: int) -> list[str]:
    """How the form left the program, newest first."""
    entries = history.of_record(context.desk, KIND, record_id)
    return [str(one.facts["how"]) for one in entries if one.action == "record.print"]


def test_every_page_of_every_copy_is_shown(qtbot: QtBot, context: Context, record_id: int) -> None:
    window = opened(qtbot, context, record_id)
    pages = len(window.pages.pages)
    assert pages == len(window.thumbnails.pages) >= 2
    assert window.thumbnails.pages[0].is_current
    assert f"共 {pages} 页" in window.strip.findChildren(type(window.number))[-1].text()
    window.facts._all.tick.click()
    assert len(window.pages.pages) < pages


def test_paper_stays_white_and_has_ink(qtbot: QtBot, context: Context, record_id: int) -> None:
    window = opened(qtbot, context, record_id)
    page = window.pages.pages[0].grab().toImage()
    assert page.pixelColor(20, 20) == QColor("#FFFFFF")
    inks = {page.pixelColor(x, 100).lightness() for x in range(page.width())}
    assert min(inks) < 128


def test_the_wheel_and_the_keys_change_the_scale(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    window = opened(qtbot, context, record_id)
    before = window.pages.pages[0].width()
    window.pages.set_zoom(FIT_PAGE)
    small = window.pages.pages[0].width()
    assert small < before
    qtbot.keyClick(window.pages, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.pages[0].width() > small
    assert window.zoom.value() == window.pages.zoom


def test_page_keys_walk_through_the_pages(qtbot: QtBot, context: Context, record_id: int) -> None:
    window = opened(qtbot, context, record_id)
    for _page in range(20):
        qtbot.keyClick(window.pages, Qt.Key.Key_PageDown)
    assert window.pages.current() == len(window.pages.pages) - 1
    assert window.thumbnails.pages[-1].is_current
    window.thumbnails.pages[0].clicked.emit()
    assert window.pages.current() == 0


def test_a_saved_file_is_whole_and_known_to_the_audit(
    qtbot: QtBot,
    context: Context,
    record_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(qtbot, context, record_id)
    monkeypatch.setattr(preview, "choose_file", lambda _parent, name, _kinds: tmp_path / name)
    qtbot.keyClick(window.pages, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.pages, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    saved = {one.suffix: one.read_bytes() for one in tmp_path.glob("F01*")}
    assert saved[".pdf"].startswith(b"%PDF")
    assert saved[".xlsx"].startswith(b"PK")
    assert taken(context, record_id) == ["excel", "pdf"]
    assert "已存为" in window.strip.message()


def test_printing_sends_the_pages_and_is_recorded(
    qtbot: QtBot,
    context: Context,
    record_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    paper = tmp_path / "paper.pdf"

    def answer(dialog: preview.QPrintDialog) -> bool:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(paper))
        return True

    monkeypatch.setattr(preview, "run_dialog", answer)
    window = opened(qtbot, context, record_id, prints=True)
    assert paper.read_bytes().startswith(b"%PDF")
    assert taken(context, record_id) == ["print"]
    assert "已送打印机" in window.strip.message()


def test_a_blank_form_belongs_to_no_record(qtbot: QtBot, context: Context) -> None:
    window = opened(qtbot, context, None)
    assert window.pages.pages
    assert window.number.text().strip().startswith("QR-8.7-01")


def test_unsaved_changes_are_said_to_be_missing(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    window = opened(qtbot, context, record_id, unsaved=True)
    assert window.facts.warning.isVisible()
    assert window.facts.warning.accessibleName() == "有修改没有保存"
    qtbot.keyClick(window.pages, Qt.Key.Key_Escape)
    assert window.isHidden()


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "gone" / "F01.pdf"
    with pytest.raises(FileProblem, match="换一个位置"):
        write_beside(path, b"x")
    assert list(tmp_path.iterdir()) == []


def test_a_masked_copy_is_one_tick_away_and_an_action_of_its_own(
    qtbot: QtBot,
    context: Context,
    record_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(preview, "choose_file", lambda *_ask: tmp_path / "a.pdf")
    window = opened(qtbot, context, record_id)
    window.masked.click()
    window.pdf.click()
    latest = history.of_record(context.desk, KIND, record_id)[0]
    assert (latest.action, latest.facts["how"]) == ("record.masked_copy", "pdf")
    window.masked.click()
    window.pdf.click()
    assert taken(context, record_id) == ["pdf"]


def test_a_blank_form_has_nothing_to_mask(qtbot: QtBot, context: Context) -> None:
    assert not opened(qtbot, context, None).masked.isVisible()
