"""One template read once for many forms: what is filled into one is never seen in another."""

import shutil
from pathlib import Path

from openpyxl import load_workbook

from app import paths
from app.services.forms import CATALOGUE, fill, to_pdf
from tests.forms_paper import cell_texts, complaint, data, page_texts, prose

FORM = CATALOGUE["F01"]


def test_a_second_form_knows_nothing_of_the_first(tmp_path: Path) -> None:
    first = fill(FORM, data(complaint(narrative=prose(3000), complainant_name="甲某")))
    second = fill(FORM, data(complaint(narrative="乙方自述", complainant_name="乙某")))
    first.save(tmp_path / "first.xlsx")
    second.save(tmp_path / "second.xlsx")
    assert "甲某" in "".join(cell_texts(tmp_path / "first.xlsx"))
    assert "乙某" not in "".join(cell_texts(tmp_path / "first.xlsx"))
    assert "甲某" not in "".join(cell_texts(tmp_path / "second.xlsx"))
    assert to_pdf(second, tmp_path / "second.pdf") == second.pages < first.pages
    assert "甲某" not in "".join(page_texts(tmp_path / "second.pdf"))


def test_the_same_form_comes_out_the_same_however_often(tmp_path: Path) -> None:
    given = data(complaint(narrative=prose(3000)))
    texts = []
    for turn in range(3):
        filled = fill(FORM, given)
        filled.save(tmp_path / f"{turn}.xlsx")
        to_pdf(filled, tmp_path / f"{turn}.pdf")
        frames = [
            (cell.coordinate, cell.border.top.style, cell.border.bottom.style, cell.number_format)
            for row in load_workbook(tmp_path / f"{turn}.xlsx").worksheets[0].iter_rows()
            for cell in row
        ]
        texts.append((frames, page_texts(tmp_path / f"{turn}.pdf")))
    assert texts[0] == texts[1] == texts[2]


def test_a_template_changed_under_its_name_is_read_again(tmp_path: Path) -> None:
    template = tmp_path / "F01.xlsx"
    shutil.copy(paths.FORMS / "F01.xlsx", template)
    fill(FORM, data(complaint()), template)
    book = load_workbook(template, rich_text=True)
    book.worksheets[0].oddFooter.left.text = "本院改过的模板"
    book.save(template)
    fill(FORM, data(complaint()), template).save(tmp_path / "form.xlsx")
    footer = load_workbook(tmp_path / "form.xlsx").worksheets[0].oddFooter
    assert "本院改过的模板" in str(footer.left.text)
