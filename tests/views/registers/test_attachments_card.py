"""Files in a record's window: added by button, drag and paste; looked at, saved, taken off."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from app.errors import FileProblem
from app.models.organisation import Role
from app.services import attachments, history, reading, records
from app.services.attachments import Shelf
from app.views.asking.dialogs import TextDialog
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.attachments import work
from app.views.registers.attachments.card import AttachmentRow
from app.views.registers.attachments.pictures import as_png, drawn, prepared
from app.views.registers.attachments.viewer import AttachmentWindow
from app.views.registers.record_dialog import RecordDialog
from tests.factory import KIND, registered
from tests.hospital import desk_of
from tests.views.registers.record_house import Desktop

COPY = Qt.DropAction.CopyAction
LEFT, NO_KEYS = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def photo(width: int = 60, height: int = 40, colour: str = "#3366aa") -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


@pytest.fixture
def record(context: Context) -> int:
    return registered(context.desk)


@pytest.fixture
def desktop(qtbot: QtBot, context: Context, record: int) -> Desktop:
    return Desktop(qtbot, context, record)


def shelf(context: Context, record: int) -> Shelf:
    return attachments.listing(context.desk, KIND, record)


def rows(window: RecordDialog) -> list[AttachmentRow]:
    return list(window.side.attachments.rows.values())


def drop(window: RecordDialog, *files: Path) -> bool:
    """Drag files onto the window and let them go; whether they were wanted."""
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile(str(path)) for path in files])
    entering = QDragEnterEvent(window.rect().center(), COPY, held, LEFT, NO_KEYS)
    entering.ignore()
    QApplication.sendEvent(window, entering)
    falling = QDropEvent(QPointF(window.rect().center()), COPY, held, LEFT, NO_KEYS)
    QApplication.sendEvent(window, falling)
    return entering.isAccepted()


def test_a_new_record_says_why_it_takes_no_files(qtbot: QtBot, context: Context) -> None:
    desktop = Desktop(qtbot, context)
    card = desktop.window.side.attachments
    assert card.hint() == "登记后才能添加附件"
    assert not card.action.isEnabled()
    desktop.window.files.add_image(photo())
    assert desktop.said == "登记后才能添加附件"


def test_files_are_dropped_anywhere_on_the_window(
    desktop: Desktop, context: Context, record: int, tmp_path: Path
) -> None:
    first, second = tmp_path / "现场.png", tmp_path / "说明.txt"
    first.write_bytes(as_png(photo()))
    second.write_text("接头漏液", encoding="utf-8")
    assert drop(desktop.window, first, second)
    desktop.settle()
    assert [one.name for one in shelf(context, record).files] == ["现场.png", "说明.txt"]
    assert [row.file.name for row in rows(desktop.window)] == ["现场.png", "说明.txt"]
    assert desktop.said == "已添加附件 说明.txt"


def test_text_areas_leave_files_to_the_window(desktop: Desktop) -> None:
    held = QMimeData()
    held.setUrls([QUrl.fromLocalFile("/tmp/现场.png")])
    area = desktop.window.form.rows["narrative"].editor.inputs()[0]
    assert not area.canInsertFromMimeData(held)  # type: ignore[attr-defined]
    held.setUrls([QUrl("https://example.invalid/")])
    held.setText("一个链接")
    assert area.canInsertFromMimeData(held)  # type: ignore[attr-defined]


def test_files_are_chosen_with_the_button(
    desktop: Desktop, context: Context, record: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "现场.png"
    path.write_bytes(as_png(photo()))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_all: ([str(path)], ""))
    desktop.window.side.attachments.action.click()
    assert shelf(context, record).count == 1


def test_a_picture_is_pasted_outside_text_fields(
    desktop: Desktop, context: Context, record: int
) -> None:
    QGuiApplication.clipboard().setImage(photo())
    desktop.window.side.attachments.action.setFocus()
    desktop.qtbot.keyClick(
        desktop.window.side.attachments.action, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier
    )
    desktop.settle()
    (one,) = shelf(context, record).files
    assert one.name.startswith("粘贴的图片")
    assert one.kind.media_type == "image/png"
    QGuiApplication.clipboard().setText("只是文字")
    desktop.window.files.paste()
    assert desktop.said == "剪贴板里没有图片或文件"
    assert shelf(context, record).count == 1


def test_words_pasted_into_a_field_stay_words(
    desktop: Desktop, context: Context, record: int
) -> None:
    QGuiApplication.clipboard().setText("补充说明")
    desktop.tab_to("remarks")
    focus = QApplication.focusWidget()
    assert focus is not None
    desktop.qtbot.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desktop.window.form.changes()["remarks"] == "补充说明"
    assert shelf(context, record).count == 0


@pytest.mark.parametrize("field", ["remarks", "complainant_name", "functional_department_id"])
def test_a_picture_pasted_into_a_field_becomes_an_attachment(
    desktop: Desktop, context: Context, record: int, field: str
) -> None:
    QGuiApplication.clipboard().setImage(photo())
    desktop.tab_to(field)
    focus = QApplication.focusWidget()
    assert focus is not None
    desktop.qtbot.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    desktop.settle()
    assert shelf(context, record).count == 1


def test_cells_pasted_with_their_picture_stay_words(
    desktop: Desktop, context: Context, record: int
) -> None:
    cells = QMimeData()
    cells.setImageData(photo())
    cells.setText("补充说明")
    QGuiApplication.clipboard().setMimeData(cells)
    desktop.tab_to("remarks")
    focus = QApplication.focusWidget()
    assert focus is not None
    desktop.qtbot.keyClick(focus, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desktop.window.form.changes()["remarks"] == "补充说明"
    assert shelf(context, record).count == 0


def test_what_is_refused_is_told_once_and_the_rest_is_taken(
    desktop: Desktop, context: Context, record: int, tmp_path: Path
) -> None:
    good, bad, folder = tmp_path / "好.png", tmp_path / "坏.jpg", tmp_path / "夹"
    good.write_bytes(as_png(photo()))
    bad.write_bytes(b"MZ\x90\0")
    folder.mkdir()
    desktop.window.files.add_files([bad, good, folder])
    desktop.settle()
    assert [one.name for one in shelf(context, record).files] == ["好.png"]
    told = desktop.window.notice.text()
    assert "坏.jpg" in told or "夹" in told
    desktop.window.files.add_files([good] * 21)
    assert desktop.said == "一次最多添加 20 个文件"


def test_adding_keeps_what_was_typed(desktop: Desktop) -> None:
    desktop.fill("remarks", "还没有保存")
    desktop.window.files.add_image(photo())
    desktop.settle()
    assert desktop.window.form.changes()["remarks"] == "还没有保存"
    assert rows(desktop.window)


def test_pictures_show_themselves(desktop: Desktop) -> None:
    desktop.window.files.add_image(photo(400, 300, "#cc2222"))
    desktop.settle()
    (row,) = rows(desktop.window)
    middle = row._thumb.grab().toImage().pixelColor(20, 20)
    assert middle.red() > 150
    assert middle.blue() < 90


def test_a_picture_is_opened_inside_the_program(
    desktop: Desktop, context: Context, record: int
) -> None:
    desktop.window.files.add_image(photo())
    desktop.settle()
    rows(desktop.window)[0].open.click()
    desktop.settle()
    viewer = next(one for one in desktop.window.findChildren(AttachmentWindow) if one.isVisible())
    assert len(viewer.pages.pages) == 1
    assert viewer.windowTitle() == rows(desktop.window)[0].file.name
    viewer.close()
    assert history.of_record(context.desk, KIND, record)[0].label == "查看附件"


def test_a_sound_is_saved_not_opened(desktop: Desktop, context: Context, record: int) -> None:
    attachments.add(context.desk, KIND, record, b"ID3\x04\0\0", "来电.mp3")
    desktop.window.reload()
    desktop.settle()
    (row,) = rows(desktop.window)
    assert row.open.isHidden()
    assert not row.save.isHidden()


def test_saving_elsewhere_uses_a_harmless_name(
    desktop: Desktop, context: Context, record: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = as_png(photo())
    attachments.add(context.desk, KIND, record, content, "a:b.exe")
    desktop.window.reload()
    desktop.settle()
    offered = []

    def choose(_parent: object, name: str, _kinds: str) -> Path:
        offered.append(name)
        return tmp_path / "存这里"

    monkeypatch.setattr(work, "choose_file", choose)
    rows(desktop.window)[0].save.click()
    desktop.settle()
    assert offered == ["a_b.exe.png"]
    assert (tmp_path / "存这里.png").read_bytes() == content


def test_taking_off_asks_for_the_reason(desktop: Desktop, context: Context, record: int) -> None:
    desktop.window.files.add_image(photo())
    desktop.settle()
    rows(desktop.window)[0].withdraw.click()
    dialog = desktop.dialog()
    assert isinstance(dialog, TextDialog)
    dialog.act.click()
    assert dialog.isVisible()
    dialog.editor.set_value("传错了人")
    dialog.act.click()
    desktop.settle()
    assert shelf(context, record).files[0].withdrawn == "传错了人"
    (row,) = rows(desktop.window)
    assert row.withdraw.isHidden()
    assert not row.open.isHidden()


def test_who_may_not_know_the_complainant_gets_no_buttons(qtbot: QtBot, context: Context) -> None:
    head = desk_of(context.desk, Role.DEPT_HEAD)
    record = registered(context.desk, respondent_person_id=head.person_id)
    attachments.add(context.desk, KIND, record, as_png(photo()), "陈某的信.png")
    theirs = Context(head, "陈静", "安禾医院", Jobs(inline=True))
    desktop = Desktop(qtbot, theirs, record)
    (row,) = rows(desktop.window)
    assert row.file.name == "（不显示）"
    assert row.open.isHidden()
    assert row.save.isHidden()
    assert row.withdraw.isHidden()
    assert not desktop.window.side.attachments.action.isEnabled()


def test_a_voided_record_says_why_nothing_is_added(
    desktop: Desktop, context: Context, record: int
) -> None:
    version = reading.load(context.desk, KIND, record).version
    records.void(context.desk, KIND, record, version, "重复登记")
    desktop.window.reload()
    desktop.settle()
    assert "不能再添加附件" in desktop.window.side.attachments.hint()


@pytest.mark.parametrize(
    ("content", "media_type"),
    [(b"%PDF-1.4 broken", "application/pdf"), (as_png(photo())[:50], "image/png")],
)
def test_a_broken_file_is_told_in_words(content: bytes, media_type: str) -> None:
    with pytest.raises(FileProblem, match="打不开"):
        prepared(content, media_type)


def test_a_page_is_drawn_in_the_width_asked_for_and_never_without_end() -> None:
    pages = prepared(as_png(photo(200, 100)), "image/png")
    assert drawn(pages, 0, 50).size().toTuple() == (50, 25)
    tall = prepared(as_png(photo(1, 20_000)), "image/png")
    assert drawn(tall, 0, 2_000).isNull()


def test_a_twenty_megabyte_photo_never_holds_the_window_up(
    qtbot: QtBot, context: Context, record: int, tmp_path: Path
) -> None:
    path = tmp_path / "大.png"
    path.write_bytes(as_png(photo(3_000, 2_000)) + b"\0" * 19_000_000)
    threaded = Context(context.desk, "周敏", "安禾医院", Jobs())
    desktop = Desktop(qtbot, threaded, record)
    qtbot.waitUntil(desktop.window.form.isEnabled)
    with qtbot.waitSignal(threaded.changed, timeout=10_000):
        desktop.window.files.add_files([path])
        assert desktop.said == "正在添加 大.png…"  # the call came back before the work was done
    qtbot.waitUntil(lambda: len(rows(desktop.window)) == 1)
    threaded.jobs.wait()
