"""交接班: the department's open records, and their sheet with room for remarks and signatures."""

from datetime import timedelta
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from app import clock, paths
from app.errors import NotAllowed
from app.models.bookkeeping import AuditEntry
from app.models.complaint import Complaint
from app.models.organisation import Role
from app.services import imports
from app.services.forms import WARD_SHEET, FormData, author, fill
from app.services.operations import Desk
from app.services.worklists import ward_sheet
from tests.factory import KIND, department, registered, step
from tests.forms_paper import shown_texts
from tests.hospital import desk_of
from tests.services.forms.test_form_f01 import structure
from tests.services.imports import files
from tests.services.test_printing import pdf_text, sheet_text


def test_the_sheet_lists_what_the_ward_has_open(desk: Desk) -> None:
    open_one = registered(desk, subject="=1+1 换药")
    closed = registered(desk)
    step(desk, closed, "withdraw", withdrawal_evidence="书面撤诉书")
    sheet = ward_sheet.ward_sheet(desk_of(desk, Role.REGISTRAR))
    assert [one.record_id for one in sheet.lines] == [open_one]
    assert sheet.lines[0].next == "受理"


def test_what_is_due_first_stands_first_and_an_old_register_does_not(
    desk: Desk, tmp_path: Path
) -> None:
    ward = department(desk, "急诊科")
    later = registered(desk, respondent_department_id=ward)
    sooner = registered(
        desk, respondent_department_id=ward, received_at=clock.now() - timedelta(days=20)
    )
    paused = registered(desk, respondent_department_id=ward)
    with desk.database.write() as session:
        session.get_one(Complaint, paused).due_on = None
    headings = ("编号", "接到时间", "投诉人", "投诉内容", "被投诉科室")
    old = ("T-1", "2019-02-28 09:30", "王某", "等候时间长", "急诊科")
    imports.bring_in(desk, KIND, files.xlsx(tmp_path / "旧台账.xlsx", [headings, old]))
    sheet = ward_sheet.ward_sheet(desk_of(desk, Role.REGISTRAR))
    assert [one.record_id for one in sheet.lines] == [sooner, later, paused]


def test_the_sheet_is_one_landscape_page_to_be_signed(desk: Desk) -> None:
    registered(desk, subject="=1+1 换药")
    sheet, form = ward_sheet.paper(desk_of(desk, Role.REGISTRAR))
    (page,) = PdfDocument(form.pdf)
    assert page.get_width() > page.get_height()
    for words in ("=1+1换药", sheet.lines[0].number, sheet.department, "共1件", "交班人", "接班人"):
        assert words in pdf_text(form)
    assert "=1+1换药" in sheet_text(form)


def test_a_long_sheet_goes_on_with_its_headings(desk: Desk) -> None:
    for _one in range(30):
        registered(desk)
    _sheet, form = ward_sheet.paper(desk_of(desk, Role.REGISTRAR))
    assert form.pages > 1
    last = PdfDocument(form.pdf)[form.pages - 1].get_textpage().get_text_range()
    assert "续表" in last
    assert "接班人" in last


def test_a_ward_without_open_records_still_gets_lines_to_write_on(desk: Desk) -> None:
    _sheet, form = ward_sheet.paper(desk_of(desk, Role.REGISTRAR, department="PFK"))
    assert form.pages == 1
    assert "共0件" in pdf_text(form)


def test_the_audit_knows_that_the_sheet_was_taken(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    _sheet, form = ward_sheet.paper(nurse)
    ward_sheet.note_taken(nurse, 3, form.digest, "print")
    with desk.database.read() as session:
        body = session.query(AuditEntry.body).order_by(AuditEntry.seq.desc()).limit(1).scalar()
    assert form.digest in str(body)


def test_the_committed_template_is_what_the_design_draws(tmp_path: Path) -> None:
    author.main(tmp_path)
    drawn, committed = tmp_path / "WARD.xlsx", paths.FORMS / "WARD.xlsx"
    assert structure(drawn) == structure(committed)
    assert shown_texts(drawn) == shown_texts(committed)


def test_every_value_of_the_sheet_has_its_place(desk: Desk) -> None:
    line = {name.partition(".")[2]: name for name in WARD_SHEET.fields if "." in name}
    given = {"department": "骨科", "counted": "共 1 件", "others": "空调坏了", "lines": [line]}
    filled = fill(WARD_SHEET, FormData(given, "安禾医院"))
    whole = {str(cell.value) for row in filled.book.sheet.iter_rows() for cell in row}
    assert {*line.values(), "空调坏了"} <= whole


def test_another_ward_has_nothing_to_hand_over(desk: Desk) -> None:
    registered(desk)
    other = desk_of(desk, Role.REGISTRAR, department="PFK")
    assert ward_sheet.ward_sheet(other).lines == ()


def test_who_may_not_print_gets_no_sheet(desk: Desk) -> None:
    admin = desk_of(desk, Role.ADMIN)
    with pytest.raises(NotAllowed):
        ward_sheet.paper(admin)
    with pytest.raises(NotAllowed):
        ward_sheet.note_taken(admin, 1, "0" * 64, "pdf")
