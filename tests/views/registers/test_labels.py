"""Labels from the window: one key to the printer, the card beside the list, the card in a record."""

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services import history, reading, records
from app.services.labels import content, document, prints
from app.services.labels.sizes import size_of
from app.services.people import shift
from app.services.registers.catalog import by_name
from app.services.slips import codes
from app.views.context import Context
from app.views.inputs.choice_editors import Radio
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.printing import printers
from app.views.registers.history_view import HistoryDialog
from app.views.registers.labels import work
from app.views.registers.labels.dialog import LabelDialog
from app.views.registers.labels.page import LabelledPage
from app.views.registers.labels.paper import remembered
from app.views.registers.labels.record_card import LabelStateCard
from app.views.registers.record_dialog import RecordDialog
from tests.cast import Cast
from tests.factory import made, take
from tests.hospital import desk_of
from tests.roads import BAD, LOT
from tests.services.labels.drawn import pictures
from tests.services.registers.test_materials import begun
from tests.views.registers.label_paper import PRINTER, Paper, remember

K = LOT.kind
CTRL = Qt.KeyboardModifier.ControlModifier


def main_of(qtbot: QtBot, cast: Cast, who: str = "keeper") -> MainWindow:
    desk = getattr(cast, who)
    begun_shift = shift.begin(desk)
    context = Context(desk, begun_shift.me.actor.name, "安禾医院", Jobs(inline=True))
    main = MainWindow(context, begun_shift)
    qtbot.addWidget(main, before_close_func=lambda _one: main.windows.close_all())
    main.resize(1366, 697)
    main.show()
    main.activateWindow()
    return main


def page_of(main: MainWindow) -> LabelledPage:
    page = main.show_register(K)
    assert isinstance(page, LabelledPage)
    page.appear()
    QApplication.processEvents()
    return page


def choose(page: LabelledPage, *record_ids: int) -> None:
    selection = page.view.selectionModel()
    selection.clearSelection()
    flags = QItemSelectionModel.SelectionFlag
    for one in record_ids:
        index = page.model.index(page.model.row_of(one), 0)
        selection.select(index, flags.Select | flags.Rows)
    page.labels.reload()


def ctrl_b(qtbot: QtBot, page: LabelledPage) -> None:
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_B, CTRL)


def dialog_of(page: LabelledPage) -> LabelDialog | None:
    found = [one for one in page.findChildren(LabelDialog) if one.isVisible()]
    return found[0] if found else None


def taken(cast: Cast, lot: int) -> list[tuple[str, int]]:
    """How the label of a lot left the program, newest first, and the how many-th time."""
    entries = history.of_record(cast.keeper, K, lot)
    return [
        (str(one.facts["how"]), int(one.facts["times"]))
        for one in entries if one.action == prints.ACTION
    ]  # fmt: skip


# ---- from the list ------------------------------------------------------------------------------


def test_the_first_print_asks_and_the_next_ones_do_not(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    lot = made(cast.keeper, K)
    page = page_of(main_of(qtbot, cast))
    choose(page, lot)
    ctrl_b(qtbot, page)
    dialog = dialog_of(page)
    assert dialog is not None
    assert dialog.printer is not None
    dialog.sheet.set_value("70x50")
    dialog.printer.set_value(PRINTER)
    dialog.act.click()
    assert taken(cast, lot) == [("print", 1)]
    ctrl_b(qtbot, page)
    assert dialog_of(page) is None
    assert taken(cast, lot) == [("print", 2), ("print", 1)]
    assert (remembered().size.name, remembered().printer) == ("70x50", PRINTER)
    assert paper.codes() == [codes.record_text(reading.number_of(cast.keeper, K, lot))]


def test_one_key_prints_all_that_is_chosen(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    remember()
    lots = [made(cast.keeper, K, lot_number=f"408720{n}") for n in range(4)]
    main = main_of(qtbot, cast)
    page = page_of(main)
    choose(page, *lots[:3])
    ctrl_b(qtbot, page)
    assert paper.pages() == 3
    assert len(paper.codes()) == 3
    assert [taken(cast, lot) for lot in lots] == [[("print", 1)]] * 3 + [[]]
    assert f"已送 3 张标签到“{PRINTER}”" in main.strip.message()


def test_a_sheet_goes_on_where_it_ended(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    remember("A4-8", 7)
    lots = [made(cast.keeper, K, lot_number=f"408720{n}") for n in range(3)]
    main = main_of(qtbot, cast)
    page = page_of(main)
    choose(page, *lots)
    ctrl_b(qtbot, page)
    assert paper.pages() == 2
    assert remembered().start == 2
    assert "这张标签纸用到第 1 枚" in main.strip.message()
    assert "从第 2 枚起" in page.labels.where.full_text()
    for place in (0, 4):  # another paper in between, and back
        page.labels.papers.setCurrentIndex(place)
        page.labels.papers.activated.emit(place)
    assert (remembered().size.name, remembered().start) == ("A4-8", 2)


def test_goods_without_a_label_are_left_out_and_named(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot, gone = made(cast.keeper, K), made(cast.keeper, K)
    records.void(cast.head, K, gone, 1, "重复登记")
    page = page_of(main_of(qtbot, cast))
    choose(page, lot, gone)
    ctrl_b(qtbot, page)
    assert paper.pages() == 1
    assert "有 1 件没有打印" in page.problem.text()
    assert reading.number_of(cast.keeper, K, gone) in page.problem.text()
    choose(page, gone)
    ctrl_b(qtbot, page)
    assert "没有要贴标识的物品" in page.problem.text()
    assert taken(cast, gone) == []


def test_nothing_chosen_prints_nothing(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    remember()
    made(cast.keeper, K)
    page = page_of(main_of(qtbot, cast))
    page.view.selectionModel().clearSelection()
    page.label_work.print(page.marked())
    assert "先选中" in page.problem.text()
    assert paper.made == []


def test_the_label_says_what_holds_when_it_is_printed(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot = begun(cast)
    page = page_of(main_of(qtbot, cast))
    choose(page, lot)
    take(cast.checker, K, lot, "reject", **BAD)  # on another PC: the list does not know yet
    ctrl_b(qtbot, page)
    (page_shown,) = PdfDocument(paper.made[-1])
    assert page_shown.get_size() == pytest.approx((60 * 72 / 25.4, 40 * 72 / 25.4), abs=1)
    entry = history.of_record(cast.keeper, K, lot)[0]
    assert entry.facts["label"] == "BAD"


def test_who_may_not_print_labels_has_neither_card_nor_key(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot = made(cast.keeper, K)
    main = main_of(qtbot, cast, "archivist")
    page = page_of(main)
    assert page.labels.isHidden()
    assert "Ctrl+B" not in [key for key, _word in page.strip_keys()]
    choose(page, lot)
    ctrl_b(qtbot, page)
    assert paper.made == []
    assert "不能打印物品标识" in main.strip.message()


# ---- no printer, another printer ----------------------------------------------------------------


def test_without_a_printer_it_is_said_and_a_file_offered(
    qtbot: QtBot, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printers, "names", list)
    monkeypatch.setattr(work, "choose_file", lambda *_ask: tmp_path / "labels.pdf")
    lot = made(cast.keeper, K)
    page = page_of(main_of(qtbot, cast))
    choose(page, lot)
    ctrl_b(qtbot, page)
    dialog = dialog_of(page)
    assert dialog is not None
    assert "没有打印机" in dialog.lacking.text()
    assert dialog.lacking.isVisible()
    dialog.act.click()
    assert taken(cast, lot) == [("pdf", 1)]
    assert (tmp_path / "labels.pdf").read_bytes().startswith(b"%PDF")


def test_file_and_printer_give_the_same_label(
    qtbot: QtBot, cast: Cast, paper: Paper, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember("100x70")
    lot = made(cast.keeper, K)
    page = page_of(main_of(qtbot, cast))
    choose(page, lot)
    ctrl_b(qtbot, page)
    labels = content.read(cast.keeper, K, [lot]).labels
    pdf, _pages = document.to_pdf(labels, size_of("100x70"), by=prints.marker(cast.keeper))
    (printed,), (saved,) = pictures(paper.made[-1].read_bytes(), 100), pictures(pdf, 100)
    small = (100, 70)
    one, other = printed.resize(small), saved.resize(small)
    apart = [abs(a - b) for a, b in zip(one.tobytes(), other.tobytes(), strict=True)]
    assert max(apart) < 90
    assert sum(apart) / len(apart) < 4


@pytest.mark.parametrize(("has_colour", "least", "most"), [(True, 0.15, 1.0), (False, 0.0, 0.02)])
def test_a_printer_without_colour_gets_dots_and_no_shades(
    qtbot: QtBot,
    cast: Cast,
    paper: Paper,
    monkeypatch: pytest.MonkeyPatch,
    has_colour: bool,
    least: float,
    most: float,
) -> None:
    remember()
    monkeypatch.setattr(printers, "has_colour", lambda _name: has_colour)
    lot = begun(cast)
    take(cast.checker, K, lot, "reject", **BAD)
    page = page_of(main_of(qtbot, cast))
    choose(page, lot)
    ctrl_b(qtbot, page)
    (shown,) = PdfDocument(paper.made[-1])
    (picture,) = [one for one in shown.get_objects() if hasattr(one, "get_metadata")]
    grey = picture.get_bitmap().to_pil().convert("L").histogram()
    assert least <= sum(grey[60:196]) / sum(grey) <= most
    assert paper.codes() == [codes.record_text(reading.number_of(cast.keeper, K, lot))]


def test_a_printer_that_is_gone_is_asked_for_again(
    qtbot: QtBot, cast: Cast, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember()
    monkeypatch.setattr(printers, "names", lambda: ["护士站激光"])
    page = page_of(main_of(qtbot, cast))
    choose(page, made(cast.keeper, K))
    page.reload()
    choose(page, page.model.ids()[0])
    ctrl_b(qtbot, page)
    dialog = dialog_of(page)
    assert dialog is not None
    assert dialog.paper().printer == "护士站激光"  # the only one there is


def test_another_paper_asks_for_its_own_printer(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    remember()
    page = page_of(main_of(qtbot, cast))
    choose(page, made(cast.keeper, K))
    page.label_work.ask([1])
    dialog = dialog_of(page)
    assert dialog is not None
    assert dialog.paper().printer == PRINTER
    next(one for one in dialog.findChildren(Radio) if one.text() == "A4 8 枚").click()
    assert dialog.paper().printer == ""
    dialog.act.click()
    assert dialog.rows["printer"].error() == "选一台打印机"
    dialog.start.set_value(9)
    dialog.act.click()
    assert "每页 8 枚" in dialog.rows["start"].error()


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_said_and_nothing_is_counted(
    qtbot: QtBot, cast: Cast, paper: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    remember()
    lot = made(cast.keeper, K)
    page = page_of(main_of(qtbot, cast))
    choose(page, lot)
    monkeypatch.setattr(paper, "folder", Path("no", "such", "folder"))
    ctrl_b(qtbot, page)
    assert "打印机没有接收" in page.problem.text()
    assert taken(cast, lot) == []


# ---- the card beside the list -------------------------------------------------------------------


def test_three_chosen_rows_give_three_labels(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    lots = [made(cast.keeper, K, lot_number=f"408720{n}") for n in range(5)]
    page = page_of(main_of(qtbot, cast))
    choose(page, *lots[:3])
    names = [one.accessibleName() for one in page.labels.views()]
    assert len(names) == 3
    assert all(name.startswith("待检标签：0.9% 氯化钠注射液，JY-WZK") for name in names)
    assert page.labels.print_button.text() == "打印 3 张标签"
    choose(page, *lots)
    assert len(page.labels.views()) == 3
    assert page.labels.words() == "另有 2 件，一起打印"


def test_after_a_step_the_card_asks_for_another_label(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot = begun(cast)
    page = page_of(main_of(qtbot, cast))
    choose(page, lot)
    ctrl_b(qtbot, page)
    assert page.labels.views()[0].accessibleDescription().startswith("打印 1 次")
    take(cast.checker, K, lot, "reject", **BAD)
    page.labels.reload()
    (view,) = page.labels.views()
    assert view.accessibleDescription() == "状态已变，换标签：待检 → 不合格品"
    assert view.accessibleName().startswith("不合格品标签")


def test_the_card_gives_way_where_there_is_little_room(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    main = main_of(qtbot, cast)
    page = page_of(main)
    assert page.labels.isVisible()
    main.resize(1093, 543)
    QApplication.processEvents()
    assert page.labels.isHidden()


def test_the_paper_chosen_in_the_card_is_remembered(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    made(cast.keeper, K)
    page = page_of(main_of(qtbot, cast))
    page.labels.papers.setCurrentIndex(0)
    page.labels.papers.activated.emit(0)
    assert remembered().size.name == "100x70"


def test_the_next_area_after_the_list_is_the_labels(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    made(cast.keeper, K)
    page = page_of(main_of(qtbot, cast))
    page.view.setFocus()
    page.next_area()
    assert page.labels.print_button.hasFocus()
    page.next_area()
    assert page.filters.search.hasFocus()


def test_registers_without_labels_have_no_card(qtbot: QtBot, cast: Cast) -> None:
    main = main_of(qtbot, cast)
    assert not isinstance(main.show_register(by_name("supplier")), LabelledPage)
    assert isinstance(main.show_register(by_name("in_use_nonconformity")), LabelledPage)


# ---- in a record --------------------------------------------------------------------------------


def in_front(record: RecordDialog) -> RecordDialog:
    """Shortcuts work in the window that has the keyboard."""
    record.activateWindow()
    QApplication.processEvents()
    return record


def record_of(main: MainWindow, lot: int) -> RecordDialog:
    return in_front(main.windows.open_record(K, lot))


def card_of(record: RecordDialog) -> LabelStateCard:
    return record.side.findChildren(LabelStateCard)[0]


def test_a_record_prints_its_label_with_the_same_key(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot = begun(cast)
    record = record_of(main_of(qtbot, cast), lot)
    card = card_of(record)
    assert "现在应贴“待检”" in card.state.text()
    qtbot.keyClick(record, Qt.Key.Key_B, CTRL)
    assert taken(cast, lot) == [("print", 1)]
    assert card.printed.text().startswith("打印 1 次")
    assert not card.outdated.isVisibleTo(card)


def test_after_a_step_the_record_asks_for_another_label(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot = begun(cast)
    record = record_of(main_of(qtbot, cast), lot)
    qtbot.keyClick(record, Qt.Key.Key_B, CTRL)
    take(cast.checker, K, lot, "reject", **BAD)
    record.reload()
    assert card_of(record).outdated.text() == "状态已变，换标签：待检 → 不合格品"


def test_what_is_not_saved_is_saved_before_it_is_printed(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot = made(cast.keeper, K)
    record = record_of(main_of(qtbot, cast), lot)
    record.form.enter({"lot_number": "4087299"})
    qtbot.keyClick(record, Qt.Key.Key_B, CTRL)
    assert paper.made == []
    assert "先保存修改" in record.strip.message()


def test_a_new_record_has_no_label_yet(qtbot: QtBot, cast: Cast, paper: Paper) -> None:
    record = in_front(main_of(qtbot, cast).windows.open_new(K))
    qtbot.keyClick(record, Qt.Key.Key_B, CTRL)
    assert "先登记，再打标签" in record.strip.message()
    assert card_of(record).isHidden()


def test_the_history_says_the_how_many_th_print_it_was(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    lot = made(cast.keeper, K)
    record = record_of(main_of(qtbot, cast), lot)
    for _again in range(2):
        qtbot.keyClick(record, Qt.Key.Key_B, CTRL)
    record.actions_of.show_history()
    (dialog,) = record.findChildren(HistoryDialog)
    said = [dialog.model.lines[row] for row in range(2)]
    assert [one.words for one in said] == ["打印标签（第 2 次）", "打印标签"]
    assert said[0].field == "待检 60×40 mm 打印"


def test_a_ward_prints_the_red_label_of_what_it_found(
    qtbot: QtBot, cast: Cast, paper: Paper
) -> None:
    remember()
    kind = by_name("in_use_nonconformity")
    nurse = desk_of(cast.admin, Role.STOREKEEPER, department="GK1", staff_no="W9")
    case = made(nurse, kind)
    main = main_of(qtbot, cast, "nurse")
    record = in_front(main.windows.open_record(kind, case))
    qtbot.keyClick(record, Qt.Key.Key_B, CTRL)
    assert len(paper.made) == 1
    entry = history.of_record(cast.nurse, kind, case)[0]
    assert (entry.facts["label"], entry.facts["times"]) == ("BAD", 1)
