"""The forms of clause 四.2 from values to workbook and PDF: complete, tables that go on, no room lost."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from app import paths
from app.services.forms import (
    CATALOGUE,
    FormData,
    FormValue,
    Options,
    check_template,
    fill,
    grammar,
    to_pdf,
)
from tests.forms_paper import cell_texts, data, page_texts, shown_texts, squeezed
from tests.forms_services import CODES, TABLES, lines_of, sample


def printed(code: str, values: Mapping[str, FormValue], folder: Path) -> list[str]:
    """The pages' texts of one print; its workbook lies beside it."""
    filled = fill(CATALOGUE[code], data(values))
    filled.save(folder / "form.xlsx")
    assert to_pdf(filled, folder / "form.pdf") == filled.pages
    return page_texts(folder / "form.pdf")


def plain(values: Mapping[str, FormValue]) -> Iterable[tuple[str, FormValue]]:
    """All single values, those of the lines too."""
    for name, value in values.items():
        if isinstance(value, list):
            for line in value:
                yield from line.items()
        else:
            yield name, value


def counted(length: int, mark: str) -> str:
    """A text of so many characters of which every piece says where it belongs."""
    return "".join(f"{mark}{at:04d}，" for at in range(length // (len(mark) + 5)))


@pytest.mark.parametrize("code", CODES)
def test_every_field_of_the_form_stands_in_its_sample(code: str) -> None:
    form = CATALOGUE[code]
    assert set(sample(code)) == {name.partition(".")[0] for name in form.fields}


@pytest.mark.parametrize("code", CODES)
def test_every_value_is_found_on_the_page(code: str, tmp_path: Path) -> None:
    values = sample(code)
    whole = "".join(printed(code, values, tmp_path))
    for name, value in plain(values):
        assert squeezed(grammar.value_text(value).removesuffix(".0")) in whole, name


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_found_in_the_workbook(code: str, tmp_path: Path) -> None:
    values = sample(code)
    printed(code, values, tmp_path)
    whole = squeezed("".join(cell_texts(tmp_path / "form.xlsx")))
    for name, value in plain(values):
        if isinstance(value, str | Options) or hasattr(value, "label"):
            assert squeezed(grammar.value_text(value)) in whole, name


@pytest.mark.parametrize("code", CODES)
def test_boxes_on_the_page_are_the_boxes_of_the_data(code: str, tmp_path: Path) -> None:
    values = sample(code)
    groups = [value for value in values.values() if isinstance(value, Options)]
    found = Counter("".join(printed(code, values, tmp_path)))
    assert found["☑"] == sum(len(group.ticked) for group in groups)
    assert found["□"] == sum(len(group.options) - len(group.ticked) for group in groups)


@pytest.mark.parametrize(
    ("code", "pages"), [("F02", 1), ("F03", 2), ("F04", 1), ("F12", 1), ("F21", 1)]
)
def test_an_ordinary_record_takes_few_pages(code: str, pages: int, tmp_path: Path) -> None:
    assert len(printed(code, sample(code), tmp_path)) == pages


@pytest.mark.parametrize("code", CODES)
def test_every_page_carries_number_pages_and_the_mark_of_going_on(
    code: str, tmp_path: Path
) -> None:
    form = CATALOGUE[code]
    long: dict[str, FormValue] = dict.fromkeys(form.long_fields, counted(1200, "长"))
    pages = printed(code, sample(code, **long), tmp_path)
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        assert squeezed(form.form_no) in page
        assert f"编号：{sample(code)['number']}" in page
        assert form.title in page
        assert ("（续表）" in page) == (number > 1)


@pytest.mark.parametrize("code", CODES)
def test_two_thousand_characters_in_every_box_are_kept(code: str, tmp_path: Path) -> None:
    long = {name: counted(2000, f"［{at}］") for at, name in enumerate(CATALOGUE[code].long_fields)}
    values: dict[str, FormValue] = dict(long)
    pages = printed(code, sample(code, **values), tmp_path)
    cells = [text for text in cell_texts(tmp_path / "form.xlsx") if not text.endswith("（续）")]
    pieces = [piece for text in long.values() for piece in text.removesuffix("，").split("，")]
    assert all(text in squeezed("".join(cells)) for text in long.values())
    torn = [piece for piece in pieces if piece not in "".join(pages)]
    assert len(torn) < len(pages)  # only what begins on one page and ends on the next


@pytest.mark.parametrize("code", TABLES)
def test_lines_go_on_over_the_page_under_their_headings(code: str, tmp_path: Path) -> None:
    lines: Any = lines_of(code, 60)
    pages = printed(code, sample(code, **{TABLES[code]: lines}), tmp_path)
    holding = [page for page in pages if re.search(r"第\d+号：", page)]
    assert len(holding) > 1
    heads = {"F02": "序号问题描述标准条款扣分", "F03": "序号内容责任人期限",
             "F21": "序号名称类别数量状态封条号"}  # fmt: skip
    assert all(heads[code] in page for page in holding)
    whole = "".join(pages)
    for number in range(1, 61):
        assert whole.count(f"{number}第{number}号：") >= 1


def test_the_points_are_added_up(tmp_path: Path) -> None:
    lines: Any = lines_of("F02", 60)
    assert "合计扣分150" in "".join(printed("F02", sample("F02", findings=lines), tmp_path))


def test_a_finding_of_two_thousand_characters_goes_on(tmp_path: Path) -> None:
    text = counted(2000, "问")
    lines: Any = [{"description": text, "clause": "考核标准 9.9"}]
    whole = "".join(printed("F02", sample("F02", findings=lines), tmp_path))
    assert all(piece in whole for piece in text.removesuffix("，").split("，"))
    assert whole.count("考核标准9.9") == 1


@pytest.mark.parametrize("code", CODES)
def test_a_blank_form_has_empty_boxes_numbered_lines_and_room_to_sign(
    code: str, tmp_path: Path
) -> None:
    form = CATALOGUE[code]
    filled = fill(form, FormData({}, "安禾医院", slip="K7Q2MX"))
    assert to_pdf(filled, tmp_path / "blank.pdf") == (1 if code == "F21" else 2)
    whole = "".join(page_texts(tmp_path / "blank.pdf"))
    assert "☑" not in whole
    assert whole.count("□") == sum(len(options) for options in form.options.values())
    assert whole.count("签名：____") == len(form.signatures)
    assert "{" not in whole
    assert "None" not in whole
    if code in TABLES:
        numbers = "".join(str(number) for number in range(1, form.blank_lines + 1))
        assert numbers in whole


@pytest.mark.parametrize("code", CODES)
def test_a_blank_form_leaves_no_page_half_empty(code: str, tmp_path: Path) -> None:
    filled = fill(CATALOGUE[code], FormData({}, "安禾医院"))
    sheet: Any = filled.book.sheet
    ends = [each.id for each in sheet.row_breaks.brk] + [sheet.max_row]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    capacity, start = filled.book.body()[1], 0
    for end in ends:
        titles = sum(heights[:3]) if start else 0.0
        assert titles + sum(heights[start:end]) > 0.95 * capacity
        start = end


@pytest.mark.parametrize("code", ["F02", "F04", "F12"])
def test_boxes_still_to_be_written_in_get_the_room_that_is_left(code: str) -> None:
    begun: dict[str, FormValue] = {"subject": "等候", "findings": [{"description": "等候"}]}
    filled = fill(CATALOGUE[code], data(begun))
    sheet: Any = filled.book.sheet
    used = sum(sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1))
    assert filled.pages == 1
    assert used > 0.95 * filled.book.body()[1]


def test_the_only_copy_has_no_ordinal(tmp_path: Path) -> None:
    form = CATALOGUE["F12"]
    to_pdf(fill(form, data(sample("F12"))), tmp_path / "form.pdf", form.copies)
    whole = "".join(page_texts(tmp_path / "form.pdf"))
    assert "职能科室存" in whole
    assert "第一联" not in whole


@pytest.mark.parametrize("code", CODES)
def test_every_copy_says_whose_it_is(code: str, tmp_path: Path) -> None:
    form = CATALOGUE[code]
    filled = fill(form, data(sample(code)))
    assert to_pdf(filled, tmp_path / "form.pdf", form.copies) == len(form.copies) * filled.pages
    whole = "".join(page_texts(tmp_path / "form.pdf"))
    assert all(squeezed(name) in whole for name in form.copies)


@pytest.mark.parametrize("code", CATALOGUE)
def test_our_own_templates_pass_the_check_of_a_hospitals(code: str) -> None:
    assert check_template(CATALOGUE[code], paths.FORMS / f"{code}.xlsx") == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_field_of_a_form_has_its_place_in_the_template(code: str) -> None:
    form = CATALOGUE[code]
    text = "".join(shown_texts(paths.FORMS / f"{code}.xlsx"))
    used = {found.name for found in grammar.placeholders(text)}
    used |= {name.partition(".")[2] for name in used}
    assert {name.rpartition(".")[2] for name in form.fields} <= used


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code != "F01R"])  # a letter
def test_the_double_frame_closes_at_the_end_of_every_page(code: str) -> None:
    values = sample(code) if code in CODES else {}
    long: dict[str, FormValue] = dict.fromkeys(CATALOGUE[code].long_fields, counted(900, "框"))
    sheet: Any = fill(CATALOGUE[code], data({**values, **long})).book.sheet
    ends = [each.id for each in sheet.row_breaks.brk] + [sheet.max_row]
    for end in ends:
        assert sheet.cell(end, 1).border.bottom.style == "double"
        assert sheet.cell(end, 24).border.right.style == "double"
