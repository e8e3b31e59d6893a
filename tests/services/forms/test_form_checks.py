"""A hospital's own template: each thing that would go wrong is said before it is accepted."""

import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, Font, PatternFill
from PIL import Image as Pixels

from app import paths
from app.errors import FileProblem
from app.services.forms import check_template, fill, template_for, to_pdf
from tests.forms_paper import F01, complaint, data, page_texts

LINES = replace(F01, fields=(*F01.fields, "lines.name", "lines.qty"))


def template(folder: Path, change: Callable[[Any], object] | None = None) -> Path:
    """A copy of our F01 with something changed by hand."""
    path = folder / "F01.xlsx"
    workbook = load_workbook(paths.FORMS / "F01.xlsx", rich_text=True)
    if change is not None:
        change(workbook.worksheets[0])
    workbook.save(path)
    return path


def said(path: Path, fatal: bool) -> list[str]:
    return [str(each) for each in check_template(LINES, path) if each.fatal is fatal]


def put(cell: str, value: Any) -> Callable[[Any], object]:
    """Write into the first cell of the line under the title, or another one."""

    def change(sheet: Any) -> None:
        sheet[cell] = value

    return change


def two_markers(sheet: Any) -> None:
    sheet["A3"] = "{{# lines }}"
    sheet["J3"] = "{{# lines }}"


def merge_over_the_line(sheet: Any) -> None:
    sheet["A60"] = "{{# lines }}{{ name }}"
    sheet["B60"] = "备注"
    sheet.merge_cells("B60:B62")


def merge_over_the_titles(sheet: Any) -> None:
    sheet.print_title_rows = "1:1"


def second_sheet(sheet: Any) -> None:
    sheet.parent.create_sheet("说明")


def narrow_text(sheet: Any) -> None:
    cell = next(cell for row in sheet.iter_rows() for cell in row if "narrative" in str(cell.value))
    cell.alignment = Alignment(wrap_text=False)


REFUSED: list[tuple[Callable[[Any], object], str]] = [
    (put("A3", "{{ patient_weight }}"), "患者投诉记录单!A3：没有“{{ patient_weight }}”这一项"),
    (put("A3", "{{ sign nobody }}"), "患者投诉记录单!A3：没有“{{ sign nobody }}”这一项"),
    (put("A3", "{{ number + 1 }}"), "患者投诉记录单!A3：没有“{{ number + 1 }}”这一项"),
    (put("A3", "=SUM(B1:B2)"), "患者投诉记录单!A3：模板中不能有公式"),
    (put("A3", "{{ number }"), "患者投诉记录单!A3：占位符中间换了字体或缺一半括号"),
    (
        put("A3", CellRichText(TextBlock(InlineFont(b=True), "{{ num"), "ber }}")),
        "患者投诉记录单!A3：占位符中间换了字体",
    ),
    (lambda sheet: setattr(sheet.column_dimensions["A"], "width", 60), "可打印宽 165 mm"),
    (two_markers, "第 3–3 行有两个明细标记"),
    (merge_over_the_line, "第 60–62 行的合并跨出明细行"),
    (merge_over_the_titles, "第 1–2 行的合并跨出重复打印的标题行"),
    (second_sheet, "有多张工作表"),
    (narrow_text, "文字多时一页放不下，勾选自动换行"),
    (lambda sheet: setattr(sheet.oddFooter.left, "text", "{{ nothing }}"), "页眉页脚：没有“"),
]


@pytest.mark.parametrize(("change", "message"), REFUSED)
def test_what_would_go_wrong_is_refused(
    change: Callable[[Any], object], message: str, tmp_path: Path
) -> None:
    assert any(message in line for line in said(template(tmp_path, change), fatal=True))


def odder_font(sheet: Any) -> None:
    sheet["E2"].font = Font(name="华文彩云", sz=18)


def colored(sheet: Any) -> None:
    rule = CellIsRule(operator="equal", formula=["1"], fill=PatternFill("solid", fgColor="FF0000"))
    sheet.conditional_formatting.add("A1:B2", rule)


def without_field(name: str) -> Callable[[Any], object]:
    def change(sheet: Any) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value and name in str(cell.value):
                    cell.value = None

    return change


WARNED: list[tuple[Callable[[Any], object], str]] = [
    (odder_font, "字体“华文彩云”按宋体打印"),
    (colored, "条件格式和数据有效性不会出现在打印件上"),
    (lambda sheet: setattr(sheet["A3"], "comment", Comment("看这里", "某人")), "批注不会出现"),
    (lambda sheet: setattr(sheet.row_dimensions[5], "hidden", True), "隐藏的行和列不会打印"),
    (lambda sheet: setattr(sheet.column_dimensions["A"], "width", 5), "建议每列缩小约 4%"),
    (without_field("replied_at"), "纸面缺少必填项：replied_at"),
    (without_field("sign receive"), "纸面缺少必填项：receive"),
]


@pytest.mark.parametrize(("change", "message"), WARNED)
def test_what_is_only_worse_is_told_and_accepted(
    change: Callable[[Any], object], message: str, tmp_path: Path
) -> None:
    path = template(tmp_path, change)
    assert any(message in line for line in said(path, fatal=False))
    assert said(path, fatal=True) == []


def test_our_own_template_is_sound() -> None:
    assert check_template(F01, paths.FORMS / "F01.xlsx") == []


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The file with one more part in it, or one part extended."""
    other = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(other, "w") as target:
        for part in source.namelist():
            body = source.read(part)
            if part == name:
                body = body.replace(b"</worksheet>", content + b"</worksheet>")
            target.writestr(part, body)
        if name not in source.namelist():
            target.writestr(name, content)
    return other


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/drawings/drawing1.xml", b"<xdr:wsDr><xdr:sp/></xdr:wsDr>"),
        ("xl/charts/chart1.xml", b"<c/>"),
        ("xl/worksheets/sheet1.xml", b'<legacyDrawingHF r:id="rId9"/>'),
    ],
)
def test_shapes_charts_and_header_pictures_are_refused(
    name: str, content: bytes, tmp_path: Path
) -> None:
    path = with_part(template(tmp_path), name, content)
    assert any("有文本框、图形、图表、控件或页眉图片" in line for line in said(path, fatal=True))


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0old .xls", b"", b"PK\x03\x04broken"])
def test_what_is_no_workbook_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "F01.xlsx"
    path.write_bytes(content)
    assert any("另存为不含宏、未加密" in line for line in said(path, fatal=True))


def test_a_macro_is_refused(tmp_path: Path) -> None:
    path = with_part(template(tmp_path), "xl/vbaProject.bin", b"macro")
    assert any("不含宏" in line for line in said(path, fatal=True))


def test_a_sound_template_of_the_hospital_is_used(tmp_path: Path) -> None:
    path = template(tmp_path, put("E2", "本院患者投诉登记单"))
    assert template_for(F01, tmp_path) == (path, [])
    to_pdf(fill(F01, data(complaint()), path), tmp_path / "form.pdf")
    assert "本院患者投诉登记单" in page_texts(tmp_path / "form.pdf")[0]


def test_a_broken_template_is_reported_and_ours_is_used(tmp_path: Path) -> None:
    template(tmp_path, put("A3", "{{ patient_weight }}"))
    used, notices = template_for(F01, tmp_path)
    assert used == paths.FORMS / "F01.xlsx"
    assert notices[0] == "F01：本院模板不能用，改用内置模板。"
    assert notices[1].startswith("患者投诉记录单!A3：没有“{{ patient_weight }}”这一项")


def test_a_mended_template_is_looked_at_again(tmp_path: Path) -> None:
    path = template(tmp_path, put("A3", "{{ patient_weight }} {{ bed_number }}"))
    assert template_for(F01, tmp_path)[1]
    shutil.copy(paths.FORMS / "F01.xlsx", path)
    assert template_for(F01, tmp_path) == (path, [])


def test_without_a_template_of_its_own_ours_is_used(tmp_path: Path) -> None:
    assert template_for(F01, tmp_path) == template_for(F01, None) == (paths.FORMS / "F01.xlsx", [])


def test_an_anchor_is_printed_even_when_a_template_forgot_it(tmp_path: Path) -> None:
    def forget(sheet: Any) -> None:
        sheet.firstFooter.left.text = sheet.oddFooter.left.text = "本院存档"

    path = template(tmp_path, forget)
    to_pdf(fill(F01, data(complaint()), path), tmp_path / "form.pdf")
    for page in page_texts(tmp_path / "form.pdf"):
        assert "本院存档审计锚#12340a1b2c3d4e5f60718293" in page


def test_text_is_wrapped_where_a_template_forgot_to(tmp_path: Path) -> None:
    text = "一段在一行里放不下的诊断文字，后面还有很多内容，" * 4 + "到此为止"

    def unwrap(sheet: Any) -> None:
        for row in sheet.iter_rows():
            for cell in row:
                cell.alignment = Alignment(wrap_text=False)

    path = template(tmp_path, unwrap)
    to_pdf(fill(F01, data(complaint(diagnosis=text)), path), tmp_path / "form.pdf")
    assert text in page_texts(tmp_path / "form.pdf")[0]


def lines_template(path: Path, rows: int = 1) -> Path:
    """A small list form: two title rows, a repeated line, a sum."""
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet.append(["{{ hospital }}", None])
    sheet.append(["名称", "数量"])
    sheet.append(["{{# lines }}{{ name }}", "{{ qty }}"])
    sheet.append(["合计", "{{ sum lines.qty }}"])
    for row in sheet.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True)
    sheet.print_title_rows = "1:2"
    workbook.save(path)
    return path


def test_a_line_is_repeated_for_every_record_and_summed(tmp_path: Path) -> None:
    path = lines_template(tmp_path / "list.xlsx")
    assert said(path, fatal=True) == []
    lines = [{"name": f"物品{at}号", "qty": at} for at in range(1, 121)]
    filled = fill(LINES, data({"lines": lines}), path)
    filled.save(tmp_path / "form.xlsx")
    to_pdf(filled, tmp_path / "form.pdf")
    pages = page_texts(tmp_path / "form.pdf")
    assert len(pages) == filled.pages > 1
    assert all("名称数量" in page for page in pages)
    whole = "".join(pages)
    assert all(f"物品{at}号{at}" in whole for at in range(1, 121))
    assert pages[-1].count(str(sum(range(1, 121)))) == 1
    values = [row[1].value for row in load_workbook(tmp_path / "form.xlsx").active.iter_rows()]
    assert values[2:] == [*range(1, 121), sum(range(1, 121))]


def test_a_blank_list_has_empty_lines(tmp_path: Path) -> None:
    path = lines_template(tmp_path / "list.xlsx")
    filled = fill(LINES, data({}), path)
    filled.save(tmp_path / "form.xlsx")
    assert load_workbook(tmp_path / "form.xlsx").active.max_row == 2 + LINES.blank_lines + 1


def test_a_label_beside_a_long_text_of_several_rows_is_repeated(tmp_path: Path) -> None:
    path = tmp_path / "tied.xlsx"
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet["A1"], sheet["B1"], sheet["B2"] = "科室意见", "{{ narrative }}", "{{ sign reply }}"
    sheet.merge_cells("A1:A2")
    sheet.column_dimensions["B"].width = 50
    for cell in ("A1", "B1", "B2"):
        sheet[cell].alignment = Alignment(wrap_text=True, vertical="top")
    workbook.save(path)
    text = "".join(f"第{at}句意见，" for at in range(900))
    filled = fill(F01, data({"narrative": text}), path)
    to_pdf(filled, tmp_path / "form.pdf")
    pages = page_texts(tmp_path / "form.pdf")
    assert len(pages) > 2
    assert pages[0].startswith("科室意见")
    assert all("科室意见（续）" in page for page in pages[1:])
    assert all(f"第{at}句意见" in "".join(pages) for at in (0, 450, 899))
    assert "反馈人签名" in pages[-1]


def test_a_form_wider_than_its_paper_is_not_printed(tmp_path: Path) -> None:
    path = template(tmp_path, lambda sheet: setattr(sheet.column_dimensions["A"], "width", 90))
    with pytest.raises(FileProblem, match="比纸宽"):
        to_pdf(fill(F01, data({}), path), tmp_path / "form.pdf")


def test_a_text_that_no_page_can_hold_is_refused_with_its_row(tmp_path: Path) -> None:
    path = tmp_path / "bad.xlsx"
    workbook = Workbook()
    sheet: Any = workbook.active
    sheet["A1"], sheet["B1"], sheet["B2"] = "{{ narrative }}", "甲", "乙"
    sheet.merge_cells("A1:A2")
    sheet["A1"].alignment = Alignment(wrap_text=True)
    workbook.save(path)
    assert any("患者" in line or "放不下" in line for line in said(path, fatal=True))
    with pytest.raises(FileProblem, match="第 1 行"):
        fill(F01, data({"narrative": "很长" * 9000}), path)


def test_a_missing_template_is_a_problem_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="打不开"):
        fill(F01, data({}), tmp_path / "none.xlsx")


def test_a_file_that_cannot_be_written_is_a_problem_and_leaves_nothing(tmp_path: Path) -> None:
    filled = fill(F01, data({}))
    with pytest.raises(FileProblem, match="没有存成"):
        filled.save(tmp_path / "no folder" / "form.xlsx")
    with pytest.raises(FileProblem, match="没有存成"):
        to_pdf(filled, tmp_path / "no folder" / "form.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_logo_stays_and_is_painted_twice(tmp_path: Path) -> None:
    logo = BytesIO()
    Pixels.new("RGB", (40, 40), (200, 0, 0)).save(logo, format="PNG")
    path = template(tmp_path, lambda sheet: sheet.add_image(Image(logo), "A1"))
    filled = fill(F01, data({}), path)
    for name in ("one", "two"):
        filled.save(tmp_path / f"{name}.xlsx")
        to_pdf(filled, tmp_path / f"{name}.pdf")
        private: Any = load_workbook(tmp_path / f"{name}.xlsx").worksheets[0]
        assert len(private._images) == 2
        assert b"/XObject" in (tmp_path / f"{name}.pdf").read_bytes()
