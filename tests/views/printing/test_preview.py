"""The preview: what stands on paper, where it goes, and that the audit knows of it."""

from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPageSize
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import settings
from app.errors import Cancelled, FileProblem
from app.services import history, reading
from app.services.forms import CATALOGUE
from app.services.operations import Desk
from app.services.registers.register import Register
from app.services.registers.reports.periodic_report import REGISTER as REPORTS
from app.settings import PrinterChoice
from app.views.context import Context
from app.views.jobs import Progress
from app.views.printing import paper_window, printers
from app.views.printing.files import write_all, write_beside
from app.views.printing.page_list import FIT_PAGE
from app.views.printing.preview import PreviewWindow
from tests.factory import KIND, made, registered
from tests.services.test_printing import pdf_text
from tests.views.widgets.keyboard import click


@pytest.fixture
def record_id(desk: Desk) -> int:
    """A complaint just registered."""
    return registered(desk, subject="输液等候近一小时")


def opened(
    qtbot: QtBot,
    context: Context,
    records: int | list[int] | None,
    kind: Register = KIND,
    **more: Any,
) -> PreviewWindow:
    """A preview on the screen."""
    window = PreviewWindow(context, kind, records, **more)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window, before_close_func=lambda _one, _kept=window: None)
    window.show()
    window.activateWindow()
    for _round in range(3):
        QApplication.processEvents()
    return window


def _status(window: PreviewWindow) -> str:
    """What stands at the right of the strip."""
    return "".join(one.text() for one in window.strip.findChildren(QLabel))


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
    window.facts.copies[0].tick.click()
    assert len(window.pages.pages) == pages // 2


def test_paper_stays_white_and_has_ink(qtbot: QtBot, context: Context, record_id: int) -> None:
    window = opened(qtbot, context, record_id)
    page = window.pages.ground.grab(window.pages.pages[0].rect).toImage()
    assert page.pixelColor(20, 20) == QColor("#FFFFFF")
    inks = {page.pixelColor(x, 100).lightness() for x in range(page.width())}
    assert min(inks) < 128


def test_the_wheel_and_the_keys_change_the_scale(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    window = opened(qtbot, context, record_id)
    before = window.pages.pages[0].rect.width()
    window.pages.set_zoom(FIT_PAGE)
    small = window.pages.pages[0].rect.width()
    assert small < before
    qtbot.keyClick(window.pages, Qt.Key.Key_Equal, Qt.KeyboardModifier.ControlModifier)
    assert window.pages.pages[0].rect.width() > small
    assert window.zoom.value() == window.pages.zoom


def test_page_keys_walk_through_the_pages(qtbot: QtBot, context: Context, record_id: int) -> None:
    window = opened(qtbot, context, record_id)
    for _page in range(20):
        qtbot.keyClick(window.pages, Qt.Key.Key_PageDown)
    assert window.pages.current() == len(window.pages.pages) - 1
    assert window.thumbnails.pages[-1].is_current
    click(window.thumbnails.ground, window.thumbnails.pages[0].rect.center())
    assert window.pages.current() == 0


def test_a_saved_file_is_whole_and_known_to_the_audit(
    qtbot: QtBot,
    context: Context,
    record_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window = opened(qtbot, context, record_id)
    monkeypatch.setattr(paper_window, "choose_file", lambda _parent, name, _kinds: tmp_path / name)
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

    def answer(dialog: paper_window.QPrintDialog) -> bool:
        dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        dialog.printer().setOutputFileName(str(paper))
        return True

    monkeypatch.setattr(paper_window, "run_dialog", answer)
    monkeypatch.setattr(printers, "names", lambda: ["护士站激光"])
    window = opened(qtbot, context, record_id, prints=True)
    assert paper.read_bytes().startswith(b"%PDF")
    assert taken(context, record_id) == ["print"]
    assert "已送打印机" in window.strip.message()


def test_only_the_chosen_copy_is_printed(qtbot: QtBot, context: Context, record_id: int) -> None:
    window = opened(qtbot, context, record_id)
    window.facts.copies[0].tick.click()
    assert window._sheet is not None
    text = pdf_text(window._sheet.papers[0].form)
    assert "第二联责任科室" in text
    assert "第一联医务科存档︵" not in text
    window.facts.copies[1].tick.click()
    assert window.pages.pages


def test_without_a_printer_it_is_said_and_a_file_offered(
    qtbot: QtBot,
    context: Context,
    record_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(printers, "names", list)
    monkeypatch.setattr(paper_window, "choose_file", lambda _parent, name, _kinds: tmp_path / name)
    window = opened(qtbot, context, record_id, prints=True)
    assert "没有打印机" in window.notice.text()
    window.notice.action.click()
    assert [one.suffix for one in tmp_path.glob("F01*")] == [".pdf"]


def test_the_printer_is_remembered_for_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printers, "names", lambda: ["甲", "乙"])
    settings.remember_printer("F01", PrinterChoice("乙", "A5", 2, "DuplexLongSide"))
    assert printers.last_name("F01") == "乙"
    assert printers.last_name("F01R") == ""
    assert settings.load().printers["F01"].copies == 2
    printer = printers.printer_for("F01", (595, 842), "F01-1")
    assert printer.pageLayout().pageSize().id() is QPageSize.PageSizeId.A5


def test_several_records_are_looked_at_and_saved_as_one(
    qtbot: QtBot,
    context: Context,
    record_id: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = registered(context.desk, narrative="第二件的经过")
    window = opened(qtbot, context, [record_id, other])
    numbers = [reading.number_of(context.desk, KIND, one) for one in (record_id, other)]
    heads = [one.head for one in window.thumbnails.pages if one.head]
    assert heads == numbers
    assert "2 件" in window.number.text()
    monkeypatch.setattr(paper_window, "choose_file", lambda _parent, name, _kinds: tmp_path / name)
    qtbot.keyClick(window.pages, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    (pdf,) = tmp_path.glob("*.pdf")
    whole = PdfDocument(pdf)
    assert len(whole) == len(window.pages.pages) == 8
    assert "第二件的经过" in "".join(page.get_textpage().get_text_range() for page in whole)
    whole.close()
    monkeypatch.setattr(paper_window, "choose_folder", lambda _parent: tmp_path)
    qtbot.keyClick(window.pages, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert sorted(one.name for one in tmp_path.glob("*.xlsx")) == [f"F01-{n}.xlsx" for n in numbers]
    for one in (record_id, other):
        assert taken(context, one) == ["excel", "pdf"]


def test_a_record_that_cannot_be_printed_is_left_out_and_named(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    window = opened(qtbot, context, [record_id, record_id + 99])
    assert len(window.pages.pages) == 4
    assert window.facts.warning.accessibleName() == "有 1 件没有列入"


def test_only_pages_near_the_window_are_drawn(
    qtbot: QtBot, context: Context, record_id: int
) -> None:
    others = [registered(context.desk) for _more in range(5)]
    window = opened(qtbot, context, [record_id, *others])
    drawn = [page.image is not None for page in window.pages.pages]
    assert drawn[0]
    assert not drawn[-1]
    window.pages.go_to(len(drawn) - 1)
    assert window.pages.pages[-1].image is not None
    assert window.pages.pages[0].image is None
    assert reading.number_of(context.desk, KIND, others[-1]) in _status(window)


def test_files_never_take_each_others_place(tmp_path: Path) -> None:
    write_all(tmp_path, {"a.xlsx": b"1"}, Progress(lambda *_all: None))
    write_all(tmp_path, {"a.xlsx": b"2"}, Progress(lambda *_all: None))
    assert (tmp_path / "a.xlsx").read_bytes() == b"1"
    assert (tmp_path / "a (2).xlsx").read_bytes() == b"2"


def test_a_cancelled_export_leaves_nothing(tmp_path: Path) -> None:
    progress = Progress(lambda done, *_rest: progress.cancel() if done == 1 else None)
    with pytest.raises(Cancelled):
        write_all(tmp_path, {"a.xlsx": b"1", "b.xlsx": b"2", "c.xlsx": b"3"}, progress)
    assert list(tmp_path.iterdir()) == []


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
    monkeypatch.setattr(paper_window, "choose_file", lambda *_ask: tmp_path / "a.pdf")
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


def test_a_record_tells_with_its_paper_which_form_it_is_printed_on(
    qtbot: QtBot, desk: Desk, context: Context
) -> None:
    bulletin = made(desk, REPORTS, kind="BULLETIN", period="2026-09")
    window = opened(qtbot, context, bulletin, kind=REPORTS)
    title = CATALOGUE["F20M"].title
    assert (window.title.text(), window.windowTitle()) == (title, title)
    assert window.number.text().startswith(CATALOGUE["F20M"].form_no)
    assert [one.value() for one in window.facts.copies] == [True, True]
    pages = len(window.pages.pages)
    window.facts.copies[1].tick.click()
    assert len(window.pages.pages) == pages // 2
