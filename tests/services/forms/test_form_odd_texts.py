"""Texts people really type or paste: kept letter by letter in the workbook and on the page."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from reportlab.pdfbase import ttfonts

from app.services.forms import fill, fonts, to_pdf
from tests.forms_paper import F01, cell_texts, complaint, data, page_texts, squeezed

ODD = [
    "<b>粗体</b><script>", "=1+1", "+1", "-1", "@SUM(A1)", "'; DROP TABLE complaint; --",
    "100%_反斜杠\\n", "#N/A", "TRUE", "1e5", "{{ number }}", "𠮷田䶮𬭎𠅤", "型号_x0041_B",
    "A&B&amp;", "“引号”——破折……", "多  个  空格", "‰℃㎡①Ⅳ", "NULL",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_kept_in_workbook_and_pdf(text: str, tmp_path: Path) -> None:
    filled = fill(F01, data(complaint(narrative=text, complainant_name=text)))
    filled.save(tmp_path / "form.xlsx")
    to_pdf(filled, tmp_path / "form.pdf")
    assert cell_texts(tmp_path / "form.xlsx").count(text) == 2
    # A name that wraps in its narrow cell is found in pieces; the narrative is on one line.
    assert squeezed(text) in page_texts(tmp_path / "form.pdf")[0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "@SUM(A1)", "-1"])
def test_text_never_becomes_a_formula(text: str, tmp_path: Path) -> None:
    fill(F01, data(complaint(narrative=text))).save(tmp_path / "form.xlsx")
    sheet = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == text]
    assert [(cell.data_type, cell.quotePrefix) for cell in cells] == [("s", True)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\x0b三", "一\n二\n三"),
        ("铃\x07", "铃〔U+0007〕"),
        ("半\ud842", "半〔U+D842〕"),
    ],
)
def test_what_xml_cannot_hold_is_shown_as_its_code(typed: str, kept: str, tmp_path: Path) -> None:
    filled = fill(F01, data(complaint(narrative=typed)))
    filled.save(tmp_path / "form.xlsx")
    to_pdf(filled, tmp_path / "form.pdf")
    assert kept in cell_texts(tmp_path / "form.xlsx")
    assert squeezed(kept) in page_texts(tmp_path / "form.pdf")[0]


def test_an_emoji_is_drawn_and_what_no_face_has_is_shown_as_its_code(tmp_path: Path) -> None:
    text = "谢谢😀👍 \ue000☒"
    filled = fill(F01, data(complaint(narrative=text)))
    filled.save(tmp_path / "form.xlsx")
    to_pdf(filled, tmp_path / "form.pdf")
    assert text in cell_texts(tmp_path / "form.xlsx")
    assert "谢谢😀👍〔U+E000〕〔U+2612〕" in page_texts(tmp_path / "form.pdf")[0]


def test_boxes_people_type_are_boxes_and_not_ticks(tmp_path: Path) -> None:
    to_pdf(fill(F01, data(complaint(narrative="□甲 ☐乙 ☑丙"))), tmp_path / "form.pdf")
    assert "□甲☐乙☑丙" in page_texts(tmp_path / "form.pdf")[0]


@pytest.mark.parametrize(
    "name", ["仁爱&康复医院", "&P医院&N", 'A"B<C>医院', "𠮷祥医院", "医院" * 90]
)
def test_the_hospitals_name_is_only_a_name(name: str, tmp_path: Path) -> None:
    filled = fill(F01, data(complaint(), hospital=name))
    filled.save(tmp_path / "form.xlsx")
    to_pdf(filled, tmp_path / "form.pdf")
    assert name in cell_texts(tmp_path / "form.xlsx")
    sheet: Any = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    assert len(str(sheet.firstHeader)) <= 255
    page = page_texts(tmp_path / "form.pdf")[0]
    if len(name) < 20:
        assert page.count(name) == 2
    assert name[:6] in page


def test_glyphs_above_the_basic_plane_are_mapped_as_pairs() -> None:
    table = fonts.to_unicode_map("F", [0, ord("王"), 0x20BB7])
    assert "<01> <738B>" in table
    assert "<02> <D842DFB7>" in table
    fonts.register(fonts.SERIF)
    assert ttfonts.makeToUnicodeCMap is fonts.to_unicode_map


def test_only_shipped_faces_are_embedded(tmp_path: Path) -> None:
    to_pdf(fill(F01, data(complaint())), tmp_path / "form.pdf")
    names = {
        line.split(b"/BaseFont /")[1].split()[0]
        for line in (tmp_path / "form.pdf").read_bytes().splitlines()
        if b"/BaseFont /" in line
    }
    assert all(b"+Noto" in name for name in names)
