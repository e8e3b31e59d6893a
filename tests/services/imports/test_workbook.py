"""Registers are read from every format, and hostile files are refused by name."""

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.worksheet.formula import ArrayFormula

from app.errors import FileProblem
from app.services.imports import archive, old_excel, workbook
from app.services.imports.cells import Fault, Formula, Row
from tests.services.imports import files

HEADINGS = ("留言编号", "留言时间", "留言详情")
ROWS = [HEADINGS, ("1", "2024-02-29", "等候\t时间长\n第二行"), ("2", "2024-03-01", "收费不明")]


def texts(path: Path) -> list[tuple[object, ...]]:
    return [row.cells for row in workbook.read(path).sheets[0].rows]


def test_every_format_gives_the_same_rows(tmp_path: Path) -> None:
    expected = [HEADINGS, ("1", "2024-02-29", "窗口排队"), ("2", "2024-03-01", "收费不明")]
    lines = "\n".join(",".join(row) for row in expected)
    utf8, gbk, utf16 = (tmp_path / name for name in ("u.csv", "g.csv", "w.csv"))
    utf8.write_bytes(lines.encode("utf-8-sig"))
    gbk.write_bytes(lines.replace(",", "\t").encode("gbk"))
    utf16.write_bytes(lines.encode("utf-16"))
    for path in (
        files.xlsx(tmp_path / "a .xlsx", expected),
        files.ods(tmp_path / "b.ods", "".join(files.ods_row(*row) for row in expected)),
        files.xls(tmp_path / "c.xls", expected),
        utf8,
        gbk,
        utf16,
    ):
        assert texts(path) == expected, path.name


def test_values_keep_their_kind_and_their_row_number(tmp_path: Path) -> None:
    moment = datetime(2024, 2, 29, 9, 30)  # noqa: DTZ001 - a cell holds wall-clock time
    path = files.xlsx(tmp_path / "a.xlsx", [("标题",), (), (2549, 1.5, True, moment, None, " ")])
    sheet = workbook.read(path).sheets[0]
    assert sheet.rows == (Row(1, ("标题",)), Row(3, (2549, 1.5, True, moment)))


def test_phantom_rows_are_dropped(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(["留言编号"])
    page.append(["1"])
    for row in range(3, 2_000):
        page.cell(row, 1).number_format = "@"
        page.cell(row, 2, " ")
    book.save(tmp_path / "a.xlsx")
    assert len(workbook.read(tmp_path / "a.xlsx").sheets[0].rows) == 2
    phantom = (
        '<table:table-row table:number-rows-repeated="65000"><table:table-cell/></table:table-row>'
    )
    path = files.ods(tmp_path / "b.ods", files.ods_row("编号") + phantom)
    assert len(workbook.read(path).sheets[0].rows) == 1


def test_formulas_and_errors_are_kept_apart_from_values(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page["A1"] = "=1+1"
    page["B1"] = "=cmd|'/c calc'!A1"
    page["C1"] = ArrayFormula("C1", "=SUM(A1:B1)")
    page["D1"] = "#N/A"
    page["E1"] = "文字"
    book.save(tmp_path / "a.xlsx")
    assert texts(tmp_path / "a.xlsx") == [
        (
            Formula("=1+1"),
            Formula("=cmd|'/c calc'!A1"),
            Formula("=SUM(A1:B1)"),
            Fault("#N/A"),
            "文字",
        )
    ]
    cell = (
        '<table:table-row><table:table-cell office:value-type="float" office:value="2"'
        ' table:formula="of:=1+1"/></table:table-row>'
    )
    assert texts(files.ods(tmp_path / "b.ods", cell)) == [(Formula("=1+1"),)]


def test_formulas_of_an_old_workbook_are_kept_apart_too(tmp_path: Path) -> None:
    path = files.xls(tmp_path / "a.xls", [("编号", "=1"), ("1", "x")])
    assert texts(path) == [("编号", Formula("=…")), ("1", "x")]


@given(st.binary(max_size=2_000), st.integers(0, 3_000))
def test_a_damaged_old_workbook_has_no_formulas_and_no_end_of_patience(
    noise: bytes, place: int
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        good = files.xls(Path(folder) / "a.xls", [("编号", "=1")]).read_bytes()
    found = old_excel.formulas(good[:place] + noise + good[place + len(noise) :])
    assert all(text == "=…" for text in found.values())


def test_text_that_looks_like_a_formula_in_a_text_file_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('="007",=1+1\n', encoding="utf-8")
    assert texts(path) == [("007", "=1+1")]


def refused(path: Path) -> str:
    with pytest.raises(FileProblem) as problem:
        workbook.read(path)
    assert path.name in str(problem.value) or "工作表" in str(problem.value)
    return str(problem.value)


def package(path: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return path


def test_names_and_kinds_that_are_no_register_are_refused(tmp_path: Path) -> None:
    lock = tmp_path / "~$投诉.xlsx"
    lock.write_bytes(b"x")
    assert "锁文件" in refused(lock)
    assert "找不到" in refused(tmp_path / "无.xlsx")
    empty = tmp_path / "a.xlsx"
    empty.write_bytes(b"")
    assert "空文件" in refused(empty)
    page = tmp_path / "b.xls"
    page.write_text("<html><table></table></html>", encoding="utf-8")
    assert "不是能读的表格" in refused(page)
    assert "不是能读的表格" in refused(package(tmp_path / "c.xlsx", {"a.txt": b"x"}))
    binary = tmp_path / "d.csv"
    binary.write_bytes(b"a\x00b\xff")
    assert "文字编码" in refused(binary)


def test_damaged_files_are_refused(tmp_path: Path) -> None:
    good = files.xlsx(tmp_path / "a.xlsx", ROWS).read_bytes()
    cut = tmp_path / "b.xlsx"
    cut.write_bytes(good[: len(good) // 2])
    assert "已损坏" in refused(cut)
    flipped = bytearray(good)
    flipped[good.index(b"xl/worksheets") + 60] ^= 0xFF
    other = tmp_path / "c.xlsx"
    other.write_bytes(bytes(flipped))
    assert "已损坏" in refused(other)
    old = tmp_path / "d.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    assert "已损坏" in refused(old)


def test_bombs_are_refused_before_parsing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    base = {"xl/workbook.xml": b"<workbook/>"}
    spaces = package(tmp_path / "a.xlsx", base | {"xl/worksheets/sheet1.xml": b" " * 30_000_000})
    assert "压缩得异常紧" in refused(spaces)
    many = {f"xl/{n}.xml": b"x" for n in range(archive.MOST_MEMBERS)}
    assert "部件" in refused(package(tmp_path / "b.xlsx", base | many))
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w") as inner:
        inner.writestr("a", "b")
    inside = {"xl/embeddings/a.ZIP": nested.getvalue()}
    assert "嵌着另一个文件" in refused(package(tmp_path / "c.xlsx", base | inside))
    monkeypatch.setattr(archive, "MOST_UNPACKED", 1000)
    assert "解开后" in refused(files.xlsx(tmp_path / "d.xlsx", ROWS))
    monkeypatch.setattr(archive, "MOST_BYTES", 1000)
    assert "超过 0 MB" in refused(tmp_path / "d.xlsx")


def test_a_part_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    path = package(tmp_path / "a.xlsx", {"xl/workbook.xml": b"x" * 5000})
    content = path.read_bytes()
    true, false = (5000).to_bytes(4, "little"), (10).to_bytes(4, "little")
    path.write_bytes(content.replace(true, false))
    assert "已损坏" in refused(path)


def test_overlapping_parts_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("xl/workbook.xml", b"<workbook/>")
        target.writestr("b.xml", b"<b/>")
        target.infolist()[1].header_offset = 0
    assert "重叠" in refused(path)


@pytest.mark.parametrize(
    "attack",
    [
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><worksheet>&b;</worksheet>',
        b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><worksheet>&c;</worksheet>',
    ],
)
def test_entity_declarations_are_refused(tmp_path: Path, attack: bytes) -> None:
    path = package(
        tmp_path / "a.xlsx",
        {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": attack},
    )
    assert "实体声明" in refused(path)
    utf16 = "<!DOCTYPE a><worksheet/>".encode("utf-16")
    other = package(
        tmp_path / "b.xlsx",
        {"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": utf16},
    )
    assert "UTF-8" in refused(other)


def test_a_declaration_across_two_chunks_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "_CHUNK", 7)
    path = package(tmp_path / "a.xlsx", {"xl/workbook.xml": b"<a/>   <!DOCTYPE a>"})
    assert "实体声明" in refused(path)


def test_too_many_rows_and_far_away_cells_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    far = openpyxl.Workbook()
    page = far.active
    assert page is not None
    page["A1"] = "编号"
    page["XFD1048576"] = "远"
    far.save(tmp_path / "a.xlsx")
    assert "列" in refused(tmp_path / "a.xlsx")
    wide = files.ods_row("x", attributes='table:number-rows-repeated="1048576"')
    assert "50000 行" in refused(files.ods(tmp_path / "b.ods", wide))
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    assert "超过 2 行" in refused(files.xlsx(tmp_path / "c.xlsx", ROWS))
