"""The forms of clauses 四.2, 四.3 and 四.5, to workbook and PDF: complete, tables that go on, no room lost."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
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
from tests import forms_surveys
from tests.forms_paper import cell_texts, data, page_texts, shown_texts, squeezed
from tests.forms_services import CODES, TABLES, lines_of, sample

LETTERS = {"F01R", "F07"}  # without a frame
TWO_PAGES = {"F03", "F13"}
HEADS = {
    "F02": "序号问题描述标准条款扣分",
    "F03": "序号内容责任人期限",
    "F08": "注册证号外观包装质量证明结论不合格原因",
    "F09": "序号检验记录号编码、名称规格型号单位应收实收批号有效期至单价金额存放区位",
    "F11": "序号名称证号或说明有效期至到期提醒",
    "F11A": "序号日期品名、规格、批号质量问题不合格报告号处理结果供方答复登记人",
    "F21": "序号名称类别数量状态封条号",
} | forms_surveys.HEADS
TWO_BLANK_PAGES = {"F02", "F03", "F04", "F12", "F13", "F17"}


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


def readings(value: FormValue) -> list[str]:
    """How a value may read on paper: as text, or as its column shows days and amounts."""
    ways = [grammar.value_text(value).removesuffix(".0")]
    if isinstance(value, date):
        ways += [grammar.value_text(value, "年月日"), f"{value:%Y-%m-%d}"]
    if isinstance(value, Decimal):
        ways += [f"{value:,.2f}", f"{value.normalize():f}"]
    return [squeezed(one) for one in ways]


def in_lines(code: str, name: str) -> bool:
    """Whether a group of boxes stands in every line of the table of a form."""
    return f"{TABLES.get(code, '')}.{name}" in CATALOGUE[code].fields


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
        assert any(one in whole for one in readings(value)), name


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
    groups = [value for _name, value in plain(values) if isinstance(value, Options)]
    found = Counter("".join(printed(code, values, tmp_path)))
    assert found["☑"] == sum(len(group.ticked) for group in groups)
    assert found["□"] == sum(len(group.options) - len(group.ticked) for group in groups)


@pytest.mark.parametrize("code", CODES)
def test_an_ordinary_record_takes_few_pages(code: str, tmp_path: Path) -> None:
    assert len(printed(code, sample(code), tmp_path)) == (2 if code in TWO_PAGES else 1)


@pytest.mark.parametrize("code", CODES)
def test_every_page_carries_number_pages_and_the_mark_of_going_on(
    code: str, tmp_path: Path
) -> None:
    form = CATALOGUE[code]
    long: dict[str, FormValue] = dict.fromkeys(form.long_fields, counted(2400, "长"))
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
    # Between the pieces of a text stands the label that is repeated, and what is beside it.
    cells = [
        text
        for text in cell_texts(tmp_path / "form.xlsx")
        if not text.endswith("（续）") and "签名：" not in text
    ]
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
    assert all(HEADS[code] in page for page in holding)
    whole = "".join(pages)
    assert all(f"第{number}号：" in whole for number in range(1, 61))


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
    assert to_pdf(filled, tmp_path / "blank.pdf") == (2 if code in TWO_BLANK_PAGES else 1)
    whole = "".join(page_texts(tmp_path / "blank.pdf"))
    assert "☑" not in whole
    assert whole.count("□") == sum(
        len(options) * (form.blank_lines if in_lines(code, name) else 1)
        for name, options in form.options.items()
    )
    assert whole.count("签名：____") == len(form.signatures)
    assert "{" not in whole
    assert "None" not in whole
    if code in TABLES:
        assert re.search("".join(f"{at}.*" for at in range(1, form.blank_lines + 1)), whole)


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


@pytest.mark.parametrize("code", [code for code in CATALOGUE if code not in LETTERS])
def test_the_double_frame_closes_at_the_end_of_every_page(code: str) -> None:
    values = sample(code) if code in CODES else {}
    long: dict[str, FormValue] = dict.fromkeys(CATALOGUE[code].long_fields, counted(900, "框"))
    sheet: Any = fill(CATALOGUE[code], data({**values, **long})).book.sheet
    ends = [each.id for each in sheet.row_breaks.brk] + [sheet.max_row]
    for end in ends:
        assert sheet.cell(end, 1).border.bottom.style == "double"
        assert sheet.cell(end, 24).border.right.style == "double"
