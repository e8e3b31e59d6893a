"""Painting any worksheet: widths, paper, scale, titles, and the text of unusual cells."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side

from app.services.forms import FormData, book, fill, to_pdf, units
from app.services.forms.painting.paint import Plan, frame_strokes
from app.services.forms.shown import number_text
from tests.forms_paper import F01, complaint, data, page_texts

GOLDEN = Path(__file__).with_name("F01-page-lines.txt")


def sheet_file(folder: Path, make: Any) -> Path:
    """A workbook with what `make` puts on its sheet."""
    workbook = Workbook()
    make(workbook.active)
    path = folder / "sheet.xlsx"
    workbook.save(path)
    return path


def test_column_groups_hidden_and_missing_columns_are_measured(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        sheet.column_dimensions.group("B", "D", hidden=False)
        sheet.column_dimensions["B"].width = 10
        sheet.column_dimensions["E"].hidden = True
        sheet["F1"] = "x"

    widths = book.load(sheet_file(tmp_path, make)).column_widths(6)
    ten, default = units.column_points(10, 7), units.column_points(units.default_column(7), 7)
    assert widths == [default, ten, ten, ten, 0.0, default]
    assert default == 48.0


@pytest.mark.parametrize(
    ("size", "orientation", "millimetres"),
    [(9, "portrait", (210, 297)), (9, "landscape", (297, 210)), (11, "landscape", (210, 148))],
)
def test_paper_and_orientation(
    size: int, orientation: str, millimetres: tuple[int, int], tmp_path: Path
) -> None:
    def make(sheet: Any) -> None:
        sheet["A1"] = "x"
        sheet.page_setup.paperSize, sheet.page_setup.orientation = size, orientation

    found = book.load(sheet_file(tmp_path, make)).paper()
    assert tuple(round(side / units.MM) for side in found) == millimetres


def test_fit_to_width_reduces_to_whole_percents(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        sheet["A1"] = "x"
        sheet.column_dimensions["A"].width = 120
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.page_setup.fitToHeight = 0

    plan = Plan(book.load(sheet_file(tmp_path, make)))
    assert plan.scale == int(100 * plan.book.body()[0] / plan.xs[-1]) / 100 < 1


def unusual(sheet: Any) -> None:
    """Cells as hospitals' templates have them."""
    thin = Side(style="thin")
    texts = {
        "A1": ("竖排标题", Alignment(textRotation=255, vertical="center")),
        "B1": ("向上转的字", Alignment(textRotation=90)),
        "C1": ("缩小到一行里的很长的一段文字不换行", Alignment(shrink_to_fit=True)),
        "D1": ("分散对齐", Alignment(horizontal="distributed", vertical="center")),
        "A2": ("越过空邻格的一行文字写到右边去了", Alignment()),
        "A3": ("{{ hospital }}", Alignment(horizontal="right", indent=1)),
    }
    for place, (text, alignment) in texts.items():
        sheet[place] = text
        sheet[place].alignment = alignment
        sheet[place].font = Font(name="宋体", sz=10.5, color="00336699")
    sheet["D2"].border = Border(diagonal=thin, diagonalDown=True, left=thin)
    sheet["D3"] = 1234.5
    sheet["D3"].number_format = "#,##0.00"
    sheet.row_dimensions[1].height = 90
    sheet.page_setup.paperSize, sheet.page_setup.orientation = 11, "landscape"
    sheet.page_setup.scale = 85


def test_unusual_cells_are_painted_with_all_their_text(tmp_path: Path) -> None:
    path = sheet_file(tmp_path, unusual)
    to_pdf(fill(F01, FormData({}, "安禾医院"), path), tmp_path / "sheet.pdf")
    page = page_texts(tmp_path / "sheet.pdf")[0]
    for text in ("竖排标题", "向上转的字", "缩小到一行里的很长的一段文字不换行", "分散对齐",
                 "越过空邻格的一行文字写到右边去了", "安禾医院", "1,234.50"):  # fmt: skip
        assert text in page


def test_a_value_may_run_over_empty_cells_and_is_wrapped_before_full_ones(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        sheet["A1"] = sheet["A2"] = "编号：{{ number }}"
        sheet["B2"], sheet["D3"] = "□", "x"

    path = sheet_file(tmp_path, make)
    filled = fill(F01, FormData({"number": "TS-YWK-202603-0007"}, "安禾医院"), path)
    sheet = filled.book.sheet
    assert [bool(sheet.cell(row, 1).alignment.wrap_text) for row in (1, 2)] == [False, True]


def test_pages_after_the_first_begin_with_the_title_rows(tmp_path: Path) -> None:
    def make(sheet: Any) -> None:
        for row in range(1, 201):
            sheet.append([f"第{row}行"])
        sheet.print_title_rows = "1:2"

    plan = Plan(book.load(sheet_file(tmp_path, make)))
    assert len(plan.pages) > 3
    assert all(page[:2] == [1, 2] for page in plan.pages)
    assert sorted(row for page in plan.pages for row in page if row > 2) == list(range(3, 201))


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1234.5, "#,##0.00", "1,234.50"), (1234, "General", "1234"), (0.5, "0%", "50%"),
        (3.10, "General", "3.1"), (2.345, "0.0", "2.3"), (12, "0", "12"),
    ],
)  # fmt: skip
def test_numbers_are_shown_by_their_format(value: float, form: str, shown: str) -> None:
    assert number_text(value, form) == shown


def golden_lines() -> list[str]:
    """The lines of both pages of a closed complaint, in tenths of a millimetre."""
    plan = Plan(fill(F01, data(complaint())).book)
    return [
        f"{number + 1} {stroke.width} "
        + " ".join(
            f"{10 * at / units.MM:.0f}" for at in (stroke.x1, stroke.y1, stroke.x2, stroke.y2)
        )
        for number in range(len(plan.pages))
        for stroke in frame_strokes(plan, number)
    ]


def test_the_frame_of_f01_has_not_moved() -> None:
    """After a wanted change, write the new lines: `python -m tests.services.forms.test_form_painting`."""
    wanted = GOLDEN.read_text("utf-8").split("\n")[:-1]
    found = golden_lines()
    assert len(found) == len(wanted)
    for one, other in zip(found, wanted, strict=True):
        pairs = zip(one.split(), other.split(), strict=True)
        assert all(abs(float(left) - float(right)) <= 1 for left, right in pairs), (one, other)


if __name__ == "__main__":
    GOLDEN.write_text("\n".join(golden_lines()) + "\n", "utf-8")
