"""From a record to paper: what was typed is on the page, in the PDF and in the workbook."""

import io
import re
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdfium2 import PdfDocument

from app import i18n
from app.errors import NotAllowed
from app.models.organisation import Role
from app.services import printing, reading, records
from app.services.operations import Desk
from app.services.templates import kept
from tests.factory import KIND, registered, replied
from tests.hospital import desk_of

WORDS = ["<b>=1+1</b>", "'; DROP TABLE x", "100%_", "王𠮷䶮", "Ａ＆Ｂ&C", "_x0041_", "㎡℃鬱"]


def pdf_text(made: printing.PrintedForm) -> str:
    pages = [page.get_textpage().get_text_range() for page in PdfDocument(made.pdf)]
    return re.sub(r"\s", "", "".join(pages))


def sheet_text(made: printing.PrintedForm) -> str:
    sheet: Any = load_workbook(io.BytesIO(made.xlsx)).active
    cells = (cell for row in sheet.iter_rows() for cell in row)
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    return re.sub(r"\s", "", "".join(str(cell.value) for cell in cells if cell.value is not None))


@pytest.mark.parametrize("words", WORDS)
def test_odd_texts_stand_on_paper_as_they_were_typed(desk: Desk, words: str) -> None:
    made = printing.render(desk, KIND, registered(desk, narrative=words, complainant_name=words))
    assert re.sub(r"\s", "", words) in pdf_text(made)
    if words != "_x0041_":  # the workbook escapes it so that Excel shows it as typed
        assert re.sub(r"\s", "", words) in sheet_text(made)


def test_two_thousand_characters_flow_on_and_nothing_is_cut(desk: Desk) -> None:
    text = "".join(chr(0x4E00 + place % 3000) for place in range(2000))
    made = printing.render(desk, KIND, registered(desk, narrative=text), copies=False)
    assert made.pages == 3
    on_paper = pdf_text(made)
    for start in range(0, 2000, 20):
        assert text[start] in on_paper
    assert text[:10] in sheet_text(made)
    assert text[-10:] in sheet_text(made)


def test_a_filled_form_names_those_who_signed(desk: Desk) -> None:
    text = pdf_text(printing.render(desk, KIND, replied(desk)))
    assert "接待人：周敏" in text
    assert "反馈人：周敏" in text
    assert "职能科室负责人：周敏" in text
    assert "系统留痕" in text


def test_every_copy_and_the_anchor_are_printed(desk: Desk) -> None:
    record_id = registered(desk)
    text = pdf_text(printing.render(desk, KIND, record_id))
    assert "第一联医务科存档" in text
    assert "第二联责任科室" in text
    assert re.search(r"审计锚#\d+[0-9a-f]{20}", text)
    assert "QR-8.7-01" in text
    assert "保存期限：5年" in text


def test_a_voided_record_is_marked(desk: Desk) -> None:
    record_id = registered(desk)
    records.void(desk, KIND, record_id, reading.load(desk, KIND, record_id).version, "重复")
    assert "作废" in pdf_text(printing.render(desk, KIND, record_id))


def test_paper_is_chinese_whatever_the_window_speaks(desk: Desk) -> None:
    record_id = replied(desk)
    i18n.install("en")
    try:
        english = pdf_text(printing.render(desk, KIND, record_id))
    finally:
        i18n.install("zh_CN")
    assert "①医德医风" in english
    assert not re.search(r"Apology|Ethics|Phone", english)


def test_a_blank_form_needs_no_record(desk: Desk) -> None:
    made = printing.render(desk_of(desk, Role.VIEWER), KIND, None)
    assert made.file_name == "F01-空白"
    assert "患者投诉记录单" in pdf_text(made)


def test_who_may_not_print_cannot(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        printing.render(desk_of(desk, Role.AUDITOR), KIND, registered(desk))


def test_who_is_complained_of_reads_no_name_on_paper(desk: Desk) -> None:
    nurse = desk_of(desk, Role.DEPT_HEAD, department="JZK")
    record_id = registered(desk, respondent_person_id=nurse.person_id, complainant_name="欧阳某")
    with pytest.raises(NotAllowed):
        printing.render(nurse, KIND, record_id)


def test_the_hospitals_own_template_is_used_and_a_broken_one_named(desk: Desk) -> None:
    folder = kept.forms_folder(desk.database)
    folder.mkdir()
    (folder / "F01.xlsx").write_bytes(b"not a workbook")
    made = printing.render(desk, KIND, registered(desk))
    assert made.notices
    assert "F01" in made.notices[0]
    assert made.pages == 4
