"""The results on screen: figures, lists, the feedback behind a line, F7, a workbook; papers and a table."""

from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.services import reading
from app.services.people import shift
from app.services.registers import catalog
from app.services.surveys import keying, results
from app.services.surveys.keying import Given
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.main_window import MainWindow
from app.views.printing.preview import PreviewWindow
from app.views.surveys import result_dialog
from app.views.surveys.import_dialog import ImportSheetsDialog
from app.views.surveys.keying_dialog import KeyingDialog
from app.views.surveys.papers import PapersDialog, PapersWindow
from app.views.surveys.result_dialog import ResultDialog
from tests.cast import Cast
from tests.factory import department, made, take
from tests.services.imports import files
from tests.services.surveys.house import SURVEYS, collecting, tallied
from tests.services.surveys.test_sheet_import import HEADS, row
from tests.services.surveys.test_tally import HUNGRY, NOISY

SERVICES = catalog.by_name("nonconforming_service")


@pytest.fixture
def low(cast: Cast) -> int:
    """One ward noisy at night, meals nobody likes; tallied."""
    survey = collecting(cast)
    ward, other = (department(cast.admin, one) for one in ("骨科一病区", "儿科"))
    for _one in range(6):
        keying.key(cast.handler, survey, Given(ward, NOISY, complaint="半夜推车响"))
        keying.key(cast.handler, survey, Given(other, HUNGRY, suggestion="饭菜热一点"))
    tallied(cast, survey)
    return survey


@pytest.fixture
def main(qtbot: QtBot, cast: Cast) -> MainWindow:
    begun = shift.begin(cast.head)
    context = Context(cast.head, begun.me.actor.name, begun.hospital, Jobs(inline=True))
    window = MainWindow(context, begun)
    qtbot.addWidget(window, before_close_func=lambda _main: window.windows.close_all())
    window.resize(1366, 768)
    window.show()
    window.top.set_current("surveys")
    window.focus_page()
    return window


def dialog_of(main: MainWindow, low: int) -> ResultDialog:
    main.surveys.show("survey_result", (low,))
    return main.findChildren(ResultDialog)[-1]


def shown(dialog: ResultDialog, name: str) -> list[list[str]]:
    model = dialog.lists[name].model
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_what_is_below_the_target_stands_first_with_whose_it_is(main: MainWindow, low: int) -> None:
    dialog = dialog_of(main, low)
    assert dialog.chips.current() == result_dialog.BELOW
    found = {(one[0], one[1]): one[2:] for one in shown(dialog, result_dialog.BELOW)}
    assert found["骨科一病区", "夜间病区安静"][:2] == ["6", "0.0"]
    assert found["总务科", "膳食的质量和送餐服务"][:2] == ["12", "50.0"]
    assert (
        "满意率＝（很满意＋满意）÷有效答数；纯满意度只计最高一档" in dialog.accessibleDescription()
    )


def test_every_list_has_its_lines(main: MainWindow, low: int) -> None:
    dialog = dialog_of(main, low)
    assert len(shown(dialog, result_dialog.QUESTIONS)) == 19
    assert len(shown(dialog, result_dialog.DEPARTMENTS)) == 17
    assert [one[1] for one in shown(dialog, result_dialog.WORDS)] == (
        ["饭菜热一点"] * 6 + ["半夜推车响"] * 6
        if shown(dialog, result_dialog.WORDS)[0][0] == "儿科"
        else ["半夜推车响"] * 6 + ["饭菜热一点"] * 6
    )


def test_one_key_opens_a_nonconforming_service_with_the_figures(
    main: MainWindow, cast: Cast, low: int
) -> None:
    dialog = dialog_of(main, low)
    rows = shown(dialog, result_dialog.BELOW)
    dialog.lists[result_dialog.BELOW].view.select_row([one[0] for one in rows].index("骨科一病区"))
    dialog.raise_service()
    (window,) = main.windows.windows()
    assert window.case.kind is SERVICES
    held = window.form.changes() | window.form.base()
    assert held["source"] == "SURVEY"
    assert "满意率 0.0 %（0/6）" in str(held["narrative"])


def test_the_feedback_behind_a_line_opens(main: MainWindow, cast: Cast, low: int) -> None:
    take(cast.handler, SURVEYS, low, "issue_feedback")
    dialog = dialog_of(main, low)
    assert all(one[6].startswith("MYF-") for one in shown(dialog, result_dialog.BELOW))
    dialog.lists[result_dialog.BELOW].opened.emit(0)
    (window,) = main.windows.windows()
    assert window.case.kind.name == "survey_feedback"


def test_the_workbook_says_both_ways_of_counting_and_every_figure(
    main: MainWindow, low: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "结果.xlsx"
    monkeypatch.setattr(result_dialog, "choose_file", lambda *_given: path)
    dialog = dialog_of(main, low)
    dialog.export()
    book = load_workbook(path)
    assert book.sheetnames == ["各题", "科室与题目", "患者原话"]
    cells = [cell.value for row in book["各题"].iter_rows() for cell in row]
    assert any("纯满意度只计最高一档" in str(one) for one in cells)
    assert 50 in cells
    assert "已导出" in dialog.notice.text()


def test_a_tool_needs_one_survey_and_says_why_it_cannot_open(main: MainWindow, cast: Cast) -> None:
    main.surveys.show("key_sheets", ())
    assert "先在“满意度调查”里选一次调查" in main.strip.message()
    planned = made(cast.handler, SURVEYS)
    main.surveys.show("key_sheets", (planned,))
    assert main.findChildren(KeyingDialog) == []
    main.surveys.show("survey_result", (planned,))
    assert main.findChildren(ResultDialog) == []


def test_so_many_papers_come_out_of_one_print(main: MainWindow, cast: Cast) -> None:
    survey = collecting(cast)
    main.surveys.show("survey_papers", (survey,))
    (asked,) = main.findChildren(PapersDialog)
    asked.number.set_value(3)
    asked.act.click()
    (window,) = main.findChildren(PapersWindow)
    QApplication.processEvents()
    assert len(window.pages.pages) == 6
    window.close()


def test_a_table_of_sheets_comes_in_whole_after_its_mistakes_are_mended(
    main: MainWindow, cast: Cast, tmp_path: Path
) -> None:
    survey = collecting(cast)
    main.surveys.show("import_sheets", (survey,))
    (dialog,) = main.findChildren(ImportSheetsDialog)
    dialog.read_file(files.xlsx(tmp_path / "坏.xlsx", [HEADS, row(), row(第1题="9")]))
    assert not dialog.act.isEnabled()
    assert "有 1 处要改" in dialog.verdict.text()
    dialog.read_file(files.xlsx(tmp_path / "好.xlsx", [HEADS, row(), row()]))
    dialog.act.click()
    assert len(keying.begin(cast.handler, survey).standing) == 2
    assert results.load(cast.head, survey).tally.valid == 2


def test_the_register_prints_the_sheet_of_the_surveys_kind(main: MainWindow, cast: Cast) -> None:
    survey = made(cast.handler, SURVEYS, survey_kind="OUTPATIENT")
    main.show_register(SURVEYS).print_asked.emit([survey])
    (window,) = main.findChildren(PreviewWindow)
    assert "QR-9.1-02" in window.number.text()
    window.close()


def test_a_finished_record_offers_what_can_be_done_with_it(cast: Cast, low: int) -> None:
    tools = {one.name for one in reading.load(cast.head, SURVEYS, low).tools}
    assert tools == {"survey_result"}
    survey = collecting(cast)
    tools = {one.name for one in reading.load(cast.head, SURVEYS, survey).tools}
    assert tools == {"key_sheets", "import_sheets", "survey_result", "survey_papers"}
