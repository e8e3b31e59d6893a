"""The results of a survey as a workbook, and a version of a questionnaire as paper to be looked at."""

from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from app.services.surveys import result_sheet, results, version_paper
from tests.cast import Cast
from tests.services.surveys.house import WARDS, collecting, filled, shipped
from tests.services.test_printing import pdf_text


def test_every_question_ward_and_word_stands_in_the_workbook(cast: Cast, tmp_path: Path) -> None:
    survey = collecting(cast)
    papers = filled(cast, survey, 40)
    found = results.load(cast.handler, survey)
    path = tmp_path / "results.xlsx"
    assert result_sheet.export(cast.handler, found, path) > 0
    book = CalamineWorkbook.from_path(path)
    sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    cells = {str(cell) for rows in sheets.values() for row in rows for cell in row}
    assert {one.text for one in shipped().questions} <= cells
    assert set(WARDS) <= cells
    written = sum(row.count("夜里吵") for rows in sheets.values() for row in rows)
    assert written == sum(bool(one.complaint) for one in papers)
    numbers = [row for rows in sheets.values() for row in rows if row and row[0] == "全部"]
    assert numbers[0][1] == found.tally.valid


@pytest.mark.parametrize("kind", ["INPATIENT", "OUTPATIENT"])
def test_a_version_is_looked_at_before_it_is_used(cast: Cast, kind: str) -> None:
    version = shipped(kind)
    words = pdf_text(version_paper.preview(cast.handler, version))
    assert "样张" in words
    for one in version.questions:
        assert one.text[:6] in words
