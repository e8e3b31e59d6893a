"""Papers that belong to no record: Table 4, blank rounds with their code, trends, what is out of limits."""

import re
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from app import clock, paths
from app.errors import AppError, NotAllowed, NotFound
from app.models.bookkeeping import AuditEntry
from app.models.organisation import Role
from app.services.environment import round_drafts, round_slips, table4
from app.services.environment.out_of_limits import Asked
from app.services.environment.round_drafts import Begun
from app.services.environment.sheet import Entered
from app.services.environment_sheets import out_list, round_sheet, sheets, trend_sheet
from app.services.environment_sheets import table4 as table4_sheet
from app.services.forms import author
from app.services.operations import Desk
from app.services.printing import PrintedForm
from app.services.slips.codes import Code
from tests.env_checks import Theatre, measured, pressure_that_failed, round_of, theatre
from tests.env_points import CLEAN, CULTURE, PRESSURE, WATER
from tests.forms_paper import shown_texts
from tests.hospital import desk_of
from tests.services.forms.test_form_f01 import structure
from tests.written import pdf_text


@pytest.fixture
def who(desk: Desk) -> Theatre:
    return theatre(desk)


def page_texts(made: PrintedForm) -> list[str]:
    pages = [one.get_textpage().get_text_range() for one in PdfDocument(made.pdf)]
    return [re.sub(r"\s|\x02", "", one) for one in pages]


# ---- Table 4 -------------------------------------------------------------------------------------


def test_table_4_prints_every_limit_in_use(desk: Desk) -> None:
    made = table4_sheet.paper(desk)
    whole = pdf_text(made)
    rows = table4.rows(desk)
    lines = [line for row in rows for line in row.lines]
    assert whole.count("默认，待医院确认") == len(lines) + 1  # and the explanation
    assert f"{len(rows)}项，{len(lines)}条限值，待确认{len(lines)}条" in whole
    assert all(row.code in whole for row in rows)
    assert all("检查科室监督科室依据" in page for page in page_texts(made))


def test_a_confirmed_row_is_no_default_any_more(desk: Desk) -> None:
    row = next(one for one in table4.rows(desk) if one.code == "E25")
    before = pdf_text(table4_sheet.paper(desk)).count("默认，待医院确认")
    table4.confirm(desk, [row.id])
    whole = pdf_text(table4_sheet.paper(desk))
    assert whole.count("默认，待医院确认") == before - len(row.lines)
    assert "本院确认" in whole


def test_rows_that_supervise_themselves_are_named(desk: Desk) -> None:
    whole = pdf_text(table4_sheet.paper(desk))
    flagged = [one for one in table4.rows(desk) if one.checks_itself]
    assert f"{len(flagged)}项检查与监督是同一科室" in whole
    assert "总务科＊" in whole


def test_the_table_is_a_workbook_too(desk: Desk) -> None:
    book = load_workbook(BytesIO(table4_sheet.paper(desk).xlsx))
    cells = {str(cell.value) for row in book.active.iter_rows() for cell in row if cell.value}
    assert {"E01", "E53", "院感科"} <= cells


# ---- the blank sheet of a round -------------------------------------------------------------------


def test_a_blank_round_has_its_points_their_limits_and_boxes(desk: Desk, who: Theatre) -> None:
    points = [who.points[one] for one in (PRESSURE, WATER, CULTURE, CLEAN)]
    whole = pdf_text(round_sheet.paper(desk, points, "K7Q2MX"))
    assert "单据码K7Q2MX" in whole
    for words in (
        "T-PA静压差第2手术间5–20Pa",
        "≤100干预线50CFU/mL",
        "□未检出□检出",
        "□符合□不符合",
    ):
        assert words in whole, words
    assert whole.count("□合格") == len(points)
    assert "☑" not in whole


@pytest.mark.parametrize("count", [1, 14, 60])
def test_a_round_of_any_length_goes_on_under_its_headings(
    desk: Desk, who: Theatre, count: int
) -> None:
    points = (list(who.points.values()) * 12)[:count]
    pages = page_texts(round_sheet.paper(desk, points))
    assert len(pages) == {1: 1, 14: 2, 60: 5}[count]
    assert all("实测值、所见判定" in page for page in pages if "□合格" in page)


def test_the_code_of_a_printed_round_opens_its_very_points(desk: Desk, who: Theatre) -> None:
    points = [who.points[one] for one in (WATER, PRESSURE)]
    code = round_slips.issue(who.nurse, None, points)
    assert round_slips.find(who.mender, Code(code, True, True)).tool == "round"
    begun = round_slips.take_over(who.mender, code)
    assert begun.points == tuple(points)
    assert begun.code == code
    assert round_drafts.begun_before(who.mender) == ()


def test_what_is_typed_from_paper_is_kept_with_its_points(desk: Desk, who: Theatre) -> None:
    points = tuple(who.points[one] for one in (WATER, PRESSURE))
    begun = round_slips.take_over(who.nurse, round_slips.issue(who.nurse, None, points))
    entries = {points[1]: Entered("8.4")}
    round_drafts.keep(
        who.nurse, Begun(begun.started_at, None, None, "", entries, begun.code, points=points)
    )
    (again,) = round_drafts.begun_before(who.nurse)
    assert (again.points, again.filled) == (points, 1)


def test_a_round_of_another_department_is_not_opened(desk: Desk, who: Theatre) -> None:
    code = round_slips.issue(who.nurse, None, [who.points[PRESSURE]])
    with pytest.raises(NotFound, match=code):
        round_slips.take_over(who.supervisor, code)
    with pytest.raises(NotFound, match=code):
        round_slips.find(who.supervisor, Code(code, True, True))


def test_a_sheet_that_was_not_printed_is_forgotten_but_none_that_was_filled(
    desk: Desk, who: Theatre
) -> None:
    first, second = (
        round_slips.issue(who.nurse, None, [who.points[PRESSURE]]) for _each in range(2)
    )
    round_slips.take_back(who.nurse, first)
    with pytest.raises(NotFound):
        round_slips.take_over(who.nurse, first)
    begun = round_slips.take_over(who.nurse, second)
    filled = {who.points[PRESSURE]: Entered("8")}
    round_drafts.keep(who.nurse, Begun(begun.started_at, None, None, "", filled, second))
    round_slips.take_back(who.nurse, second)
    assert round_slips.take_over(who.nurse, second).filled == 1


def test_a_sheet_without_points_is_refused(desk: Desk, who: Theatre) -> None:
    with pytest.raises(AppError, match="还没有检查点"):
        round_slips.issue(who.nurse, None, [])


# ---- trend and list -------------------------------------------------------------------------------


def test_the_trend_on_paper_says_what_the_picture_shows(desk: Desk, who: Theatre) -> None:
    pressure_that_failed(who, "3.4", "6.2")
    made = trend_sheet.paper(desk, who.points[PRESSURE], 14)
    whole = pdf_text(made)
    assert made.pages == 1
    for words in (
        "第2手术间静压差趋势图", "最近3次：合格1，不合格2", "上限", "下限", "空心为复查",
        "3.4Pa", "不合格复查", "GB50333-2013",
    ):  # fmt: skip
        assert words in whole, words


def test_the_picture_is_drawn_in_lines_not_in_dots(desk: Desk, who: Theatre) -> None:
    pressure_that_failed(who, "3.4", "6.2")
    page = PdfDocument(trend_sheet.paper(desk, who.points[PRESSURE], 14).pdf)[0]
    kinds = [one.type for one in page.get_objects()]
    assert 3 not in kinds  # of a picture made of dots
    assert kinds.count(2) > 20  # paths


def test_the_workbook_of_a_trend_shows_the_picture_too(desk: Desk, who: Theatre) -> None:
    pressure_that_failed(who, "3.4", "6.2")
    book = load_workbook(BytesIO(trend_sheet.paper(desk, who.points[PRESSURE], 14).xlsx))
    (picture,) = book.active._images
    assert picture.anchor._from.row == 4
    assert picture.width > 1000
    said = {cell.value for row in book.active.iter_rows() for cell in row}
    assert {"3.4 Pa", "不合格 复查"} <= said


def test_sixty_readings_go_on_to_further_pages(desk: Desk, who: Theatre) -> None:
    for number in range(20):
        round_of(who, measured(who, WATER, str(number + 1)))
    made = trend_sheet.paper(desk, who.points[WATER], 60)
    whole = pdf_text(made)
    assert made.pages == 2
    assert all(f"{number}CFU/mL" in whole for number in range(1, 21))


def test_a_point_without_readings_says_so(desk: Desk, who: Theatre) -> None:
    made = trend_sheet.paper(desk, who.points[WATER], 14)
    assert "还没有检查结果" in pdf_text(made)
    assert made.file_name == "趋势图 T-H2O"


def test_the_list_says_who_is_to_act(desk: Desk, who: Theatre) -> None:
    pressure_that_failed(who)
    whole = pdf_text(out_list.paper(desk, Asked()))
    assert "现在未关闭的" in whole
    assert "T-PA静压差第2手术间" in whole
    assert "手术室：定停用、安排整改" in whole
    nothing = pdf_text(
        out_list.paper(who.supervisor, Asked(first=clock.today(), last=clock.today()))
    )
    assert "T-PA" in nothing


def test_an_empty_list_says_that_nothing_is_out_of_limits(desk: Desk) -> None:
    assert "没有超限的检查点" in pdf_text(out_list.paper(desk, Asked()))


# ---- who may, and what is kept --------------------------------------------------------------------


def test_papers_with_results_need_the_right_to_print(desk: Desk, who: Theatre) -> None:
    reader = desk_of(desk, Role.VIEWER, department="SSS", staff_no="R1")
    with pytest.raises(NotAllowed):
        out_list.paper(reader, Asked())
    with pytest.raises(NotAllowed):
        trend_sheet.paper(reader, who.points[PRESSURE], 14)
    assert table4_sheet.paper(reader).pages > 1
    assert round_sheet.paper(reader, [who.points[PRESSURE]]).pages == 1


def test_the_audit_keeps_that_a_paper_was_taken(desk: Desk, who: Theatre) -> None:
    made = table4_sheet.paper(desk)
    sheets.note_taken(desk, "table4", made.digest, "pdf")
    with desk.database.read() as session:
        body = session.query(AuditEntry.body).order_by(AuditEntry.seq.desc()).limit(1).scalar()
    assert made.digest in str(body)
    assert "environment.print" in str(body)


def test_every_print_has_a_digest_of_its_own(desk: Desk, who: Theatre) -> None:
    made = [round_sheet.paper(desk, [one]) for one in who.points.values()]
    assert all(one.digest != other.digest for one, other in pairwise(made))


@pytest.mark.parametrize("code", ["TABLE4", "ROUND", "TREND", "OUT"])
def test_the_committed_templates_are_what_their_designs_draw(code: str, tmp_path: Path) -> None:
    author.main(tmp_path)
    drawn, committed = tmp_path / f"{code}.xlsx", paths.FORMS / f"{code}.xlsx"
    assert structure(drawn) == structure(committed)
    assert shown_texts(drawn) == shown_texts(committed)
