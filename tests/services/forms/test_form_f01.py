"""F01 from values to workbook and PDF: complete, on two pages, equal in both."""

import time
import zipfile
from collections import Counter
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from app import i18n, paths
from app.services.forms import (
    CATALOGUE,
    Form,
    FormData,
    FormValue,
    Options,
    Signature,
    author,
    fill,
    grammar,
    to_pdf,
    units,
)
from app.services.forms.painting.paint import Plan
from tests.forms_paper import (
    F01,
    cell_texts,
    complaint,
    data,
    page_texts,
    prose,
    shown_texts,
    squeezed,
)


def printed(values: dict[str, FormValue], folder: Path, **more: Any) -> list[str]:
    """The pages' texts of one print."""
    path = folder / "form.pdf"
    to_pdf(fill(F01, data(values, **more)), path)
    return page_texts(path)


def test_an_ordinary_complaint_fits_on_two_pages(tmp_path: Path) -> None:
    assert len(printed(complaint(), tmp_path)) == 2
    assert len(printed(complaint(narrative=prose(500)), tmp_path)) == 2


def test_every_value_is_found_on_the_page(tmp_path: Path) -> None:
    values = complaint()
    whole = "".join(printed(values, tmp_path))
    for name, value in values.items():
        shown = "3,000.00" if name == "compensation_amount" else grammar.value_text(value)
        assert squeezed(shown) in whole, name


def test_every_page_carries_number_pages_hospital_retention_and_anchor(tmp_path: Path) -> None:
    pages = printed(complaint(narrative=prose(2000)), tmp_path)
    for number, page in enumerate(pages, start=1):
        assert f"第{number}页共{len(pages)}页" in page
        for part in ("安禾医院不合格服务管理控制程序", "QR-8.7-01A/0", "保存期限：5年",
                     "审计锚#12340a1b2c3d4e5f60718293", "编号：TS-YWK-202603-0007",
                     "打印：王磊2026-03-1611:00"):  # fmt: skip
            assert part in page
        assert ("（续表）" in page) == (number > 1)


def test_boxes_on_the_page_are_the_boxes_of_the_data(tmp_path: Path) -> None:
    values = complaint()
    groups = [value for value in values.values() if isinstance(value, Options)]
    found = Counter("".join(printed(values, tmp_path)))
    assert found["☑"] == sum(len(group.ticked) for group in groups)
    assert found["□"] == sum(len(group.options) - len(group.ticked) for group in groups)


@pytest.mark.parametrize("length", [0, 1, 20, 500, 2000, 6000, 20000])
def test_a_long_text_goes_on_and_nothing_is_cut(length: int, tmp_path: Path) -> None:
    text = prose(length)
    filled = fill(F01, data(complaint(narrative=text)))
    path = tmp_path / "form.xlsx"
    filled.save(path)
    pieces = [part for part in cell_texts(path) if len(part) > 1 and part in text]
    assert squeezed(text) in told(path)
    assert squeezed(text) in _without_furniture(printed(complaint(narrative=text), tmp_path))
    assert length < 2000 or len(pieces) > 1


def told(workbook: Path) -> str:
    """All texts of a workbook but the labels repeated between the pieces of a text."""
    return squeezed("".join(text for text in cell_texts(workbook) if not text.endswith("（续）")))


def _without_furniture(pages: list[str]) -> str:
    """The pages' texts without what is repeated between the pieces of a text."""
    out = "".join(pages)
    number = len(pages)
    for page in range(1, number + 1):
        out = out.replace(f"第{page}页共{number}页", "")
    for part in (
        "安禾医院不合格服务管理控制程序", "QR-8.7-01A/0", "（续表）", "保存期限：5年",
        "审计锚#12340a1b2c3d4e5f60718293", "一式二联：第一联医务科存档第二联责任科室",
        "打印：王磊2026-03-1611:00", "安禾医院患者投诉记录单编号：TS-YWK-202603-0007",
        "接待时间：2026年3月5日09:40", "投诉事项（事情经过）（续）",
    ):  # fmt: skip
        out = out.replace(part, "")
    return out


def test_all_long_texts_at_their_longest_are_kept(tmp_path: Path) -> None:
    long: dict[str, FormValue] = {
        name: f"{name}起" + prose(20000) + f"{name}止" for name in F01.long_fields
    }
    filled = fill(F01, data(complaint(**long)))
    path = tmp_path / "form.xlsx"
    filled.save(path)
    whole = told(path)
    assert all(squeezed(str(text)) in whole for text in long.values())
    assert to_pdf(filled, tmp_path / "form.pdf") == filled.pages


def test_a_short_field_far_too_long_is_kept_too(tmp_path: Path) -> None:
    text = prose(6000) + "（至此结束）"
    filled = fill(F01, data(complaint(diagnosis=text, main_cause=text)))
    path = tmp_path / "form.xlsx"
    filled.save(path)
    assert told(path).count(squeezed(text)) == 2
    to_pdf(filled, tmp_path / "form.pdf")
    pages = page_texts(tmp_path / "form.pdf")
    assert sum(page.count("（至此结束）") for page in pages) == 2


@pytest.mark.parametrize("length", [0, 2000, 20000])
def test_workbook_and_pdf_break_their_pages_at_the_same_rows(length: int, tmp_path: Path) -> None:
    filled = fill(F01, data(complaint(narrative=prose(length))))
    filled.save(tmp_path / "form.xlsx")
    sheet = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    breaks = [each.id for each in sheet.row_breaks.brk]
    ends = [page[-1] for page in Plan(filled.book).pages]
    assert breaks == ends[:-1]
    assert to_pdf(filled, tmp_path / "form.pdf") == filled.pages == len(ends)
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert all(height is not None and height <= units.HIGHEST_ROW for height in heights)


def structure(path: Path) -> dict[str, object]:
    """What a template is made of, row heights of long texts aside."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    return {
        "merges": sorted(str(merged) for merged in sheet.merged_cells.ranges),
        "widths": {
            key: (column.min, column.max, column.width)
            for key, column in sheet.column_dimensions.items()
        },
        "titles": sheet.print_title_rows,
        "frames": {
            cell.coordinate: (
                cell.border.left.style, cell.border.right.style, cell.border.top.style,
                cell.border.bottom.style, cell.font.name, cell.font.sz, cell.fill.fgColor.rgb,
                cell.alignment.horizontal, cell.alignment.wrap_text,
            )
            for row in sheet.iter_rows() for cell in row
        },
    }  # fmt: skip


def test_a_blank_form_has_the_structure_of_its_template(tmp_path: Path) -> None:
    filled = fill(F01, FormData({}, "安禾医院"))
    filled.save(tmp_path / "blank.xlsx")
    blank, template = structure(tmp_path / "blank.xlsx"), structure(paths.FORMS / "F01.xlsx")
    frames, wanted = blank.pop("frames"), template.pop("frames")
    assert isinstance(frames, dict)
    assert isinstance(wanted, dict)
    assert blank == template
    # Only the rows at the page break differ: there the frame is closed.
    different = {key for key in wanted if frames[key] != wanted[key]}
    at = load_workbook(tmp_path / "blank.xlsx").worksheets[0].row_breaks.brk[0].id
    assert {int(key.strip("ABCDEFGHIJKLMNOPQRSTUVWX")) for key in different} <= {at, at + 1}


def test_a_blank_form_has_all_boxes_empty_and_lines_to_sign_on(tmp_path: Path) -> None:
    pages = printed({}, tmp_path)
    whole = "".join(pages)
    assert len(pages) == 2
    assert "☑" not in whole
    assert whole.count("□") == sum(len(options) for options in F01.options.values())
    assert whole.count("签名：____") == len(F01.signatures)
    assert "{" not in whole
    assert "None" not in whole


def test_a_blank_form_carries_its_slip_and_no_number(tmp_path: Path) -> None:
    filled = fill(F01, FormData({}, "安禾医院", slip="K7Q2MX"))
    to_pdf(filled, tmp_path / "blank.pdf")
    assert "单据码K7Q2MX" in page_texts(tmp_path / "blank.pdf")[0]
    assert read_codes(tmp_path / "blank.pdf") == ["K7Q2MX", "K7Q2MX"]


def read_codes(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        pictures = [page.render(scale=200 / 72).to_pil() for page in document]
    finally:
        document.close()
    return [code.text for picture in pictures for code in zxingcpp.read_barcodes(picture)]


def test_the_code_on_the_page_is_read_back(tmp_path: Path) -> None:
    to_pdf(fill(F01, data(complaint())), tmp_path / "form.pdf")
    assert read_codes(tmp_path / "form.pdf") == ["TS-YWK-202603-0007"] * 2


def test_copies_follow_one_another_with_their_names(tmp_path: Path) -> None:
    path = tmp_path / "form.pdf"
    assert to_pdf(fill(F01, data(complaint())), path, F01.copies) == 4
    pages = page_texts(path)
    assert [standing(page, "第一联医务科存档") for page in pages] == [True, True, False, False]
    assert [standing(page, "第二联责任科室") for page in pages] == [False, False, True, True]
    assert "第1页共2页" in pages[2]


def standing(page: str, name: str) -> bool:
    """The footer names all copies once; the copy's own name stands a second time at the side."""
    return page.count(name) == 2


def test_several_forms_make_one_file(tmp_path: Path) -> None:
    forms = [fill(F01, data(complaint(number=f"TS-{at}"))) for at in range(3)]
    assert to_pdf(forms, tmp_path / "forms.pdf") == 6
    pages = page_texts(tmp_path / "forms.pdf")
    assert ["TS-1" in page for page in pages] == [False, False, True, True, False, False]


def test_a_watermark_stands_on_every_page_and_in_the_workbook(tmp_path: Path) -> None:
    pages = printed(complaint(), tmp_path, watermark="作废")
    assert all(page.count("作废") == 2 for page in pages)
    filled = fill(F01, data(complaint(), watermark="草稿"))
    filled.save(tmp_path / "form.xlsx")
    sheet: Any = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    assert sheet.firstHeader.center.text == sheet.oddHeader.center.text == "草稿"


def test_saving_and_painting_twice_give_the_same(tmp_path: Path) -> None:
    filled = fill(F01, data(complaint(narrative="_x0041_")))
    for name in ("one", "two"):
        filled.save(tmp_path / f"{name}.xlsx")
        to_pdf(filled, tmp_path / f"{name}.pdf")
    assert cell_texts(tmp_path / "one.xlsx") == cell_texts(tmp_path / "two.xlsx")
    assert page_texts(tmp_path / "one.pdf") == page_texts(tmp_path / "two.pdf")
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "one.pdf", "one.xlsx", "two.pdf", "two.xlsx",
    ]  # fmt: skip


def test_days_and_amounts_stay_days_and_amounts_in_the_workbook(tmp_path: Path) -> None:
    fill(F01, data(complaint())).save(tmp_path / "form.xlsx")
    sheet = load_workbook(tmp_path / "form.xlsx").worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell)]
    days = {str(cell.value)[:10] for cell in cells if cell.is_date}
    assert {"2026-03-04", "2026-03-12", "2026-03-16", "2031-03-16"} <= days
    assert [cell.number_format for cell in cells if cell.value == 3000] == ["#,##0.00"]


def test_what_is_signed_says_so_and_leaves_room_for_a_hand(tmp_path: Path) -> None:
    values = complaint(receive=Signature("接待人", None, None))
    whole = "".join(printed(values, tmp_path))
    assert "接待人签名：____________日期：" in whole
    assert "责任科室领导：陈建国2026年3月5日（系统留痕）手签：____________" in whole


@pytest.mark.parametrize("form", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_committed_template_is_what_its_design_draws(form: Form, tmp_path: Path) -> None:
    author.main(tmp_path)
    drawn, committed = tmp_path / f"{form.code}.xlsx", paths.FORMS / f"{form.code}.xlsx"
    assert structure(drawn) == structure(committed)
    assert shown_texts(drawn) == shown_texts(committed)


def test_filling_and_painting_are_quick_once_warm(tmp_path: Path) -> None:
    values = complaint(narrative=prose(500))
    took = []
    for _ in range(4):
        start = time.process_time()
        to_pdf(fill(F01, data(values)), tmp_path / "form.pdf")
        took.append(time.process_time() - start)
    assert min(took) <= 0.3


def test_a_footer_of_two_lines_is_written_as_two_lines(tmp_path: Path) -> None:
    fill(F01, data(complaint())).save(tmp_path / "form.xlsx")
    for path in (tmp_path / "form.xlsx", paths.FORMS / "F01.xlsx"):
        with zipfile.ZipFile(path) as archive:
            sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        assert "_x000" not in sheet.partition("<headerFooter")[2]
    footer: Any = load_workbook(tmp_path / "form.xlsx").worksheets[0].firstFooter
    assert footer.left.text == "保存期限：5 年\n审计锚 #1234 0a1b2c3d4e5f60718293"


def test_paper_stays_chinese_when_the_window_speaks_english(tmp_path: Path) -> None:
    chinese = printed(complaint(), tmp_path)
    try:
        i18n.install("en")
        assert printed(complaint(), tmp_path) == chinese
    finally:
        i18n.install("zh_CN")
