"""考核标准: a hospital's own table is read with all its mistakes at once, and taken over as a whole."""

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.errors import FileProblem, InvalidRecord, NotAllowed
from app.models.organisation import Role
from app.services.imports.cells import Cell, Formula
from app.services.operations import Desk
from app.services.upkeep import scoring, scoring_tables
from tests.hospital import desk_of

HEAD = ("条款", "考核内容", "扣分（分）")
RULES = (
    ("3.2", "输液未核对腕带", 2),
    ("3.10", "交接班记录缺签名", "0.5 分"),
    ("9.1", "发生严重不合格服务", 10),
)


def table(folder: Path, rows: Sequence[Sequence[Any]], head: Sequence[str] = HEAD) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["安禾医院质量考核标准"])
    sheet.append(list(head))
    for row in rows:
        sheet.append(list(row))
    path = folder / "考核标准.xlsx"
    book.save(path)
    book.close()
    return path


def imported(desk: Desk, folder: Path, rows: Sequence[Sequence[Any]] = RULES) -> None:
    scoring.import_table(desk, scoring.read_table(desk, table(folder, rows)))


def codes(desk: Desk) -> list[str]:
    return [one.code for one in scoring.in_use(desk)]


def test_the_program_brings_no_points_of_its_own(desk: Desk) -> None:
    assert scoring.rules(desk) == []


def test_a_table_becomes_the_standard_in_the_order_a_person_counts(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    assert [(one.code, one.points) for one in scoring.in_use(desk)] == [
        ("3.2", Decimal(2)), ("3.10", Decimal("0.5")), ("9.1", Decimal(10)),
    ]  # fmt: skip


def test_reading_writes_nothing_and_says_what_would_change(desk: Desk, tmp_path: Path) -> None:
    imported(desk, tmp_path)
    rows = [("3.2", "输液未核对腕带", 3), ("3.10", "交接班记录缺签名", "0.5"), ("4.1", "新的", 1)]
    found = scoring.read_table(desk, table(tmp_path, rows))
    assert (found.new, found.changed, found.gone) == (1, ("3.2",), ("9.1",))
    assert codes(desk) == ["3.2", "3.10", "9.1"]


def test_what_a_later_table_does_not_name_goes_out_of_use_but_stays(
    desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    imported(desk, tmp_path, RULES[:2])
    assert codes(desk) == ["3.2", "3.10"]
    assert [one.code for one in scoring.rules(desk)] == ["3.2", "3.10", "9.1"]
    imported(desk, tmp_path)
    assert codes(desk) == ["3.2", "3.10", "9.1"]


def test_headings_inside_the_table_are_left_out(desk: Desk, tmp_path: Path) -> None:
    rows = [("", "一、护理安全", ""), *RULES]
    assert scoring.read_table(desk, table(tmp_path, rows)).table.left_out == 1


def test_a_csv_of_an_old_system_is_read(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "标准.csv"
    path.write_bytes("编号,考核项目,分值\n001,未戴胸牌,1\n".encode("gb18030"))
    (rule,) = scoring.read_table(desk, path).table.rules
    assert (rule.code, rule.points) == ("001", Decimal(1))


def test_every_mistake_is_said_with_its_cell(desk: Desk, tmp_path: Path) -> None:
    rows = [
        ("3.2", "输液未核对腕带", -2),
        ("3.3", "", 1),
        ("", "没有条款号", 1),
        ("3.4", "算出来的", "=1+1"),
        ("3.5", "太细", "0.125"),
        ("3.6", "留下的", 1),
        ("3.6", "又一次", 2),
    ]
    found = scoring.read_table(desk, table(tmp_path, rows)).table.mistakes
    assert [(one.row, one.column) for one in found] == [
        (3, "C"), (4, "B"), (5, "A"), (6, "C"), (7, "C"), (9, "A"),
    ]  # fmt: skip


def test_a_table_with_mistakes_is_not_taken_over(desk: Desk, tmp_path: Path) -> None:
    reading = scoring.read_table(desk, table(tmp_path, [("3.2", "腕带", "两分")]))
    with pytest.raises(InvalidRecord):
        scoring.import_table(desk, reading)
    assert scoring.rules(desk) == []


def test_a_table_without_its_headings_is_refused_in_words(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"条款.*内容.*扣分"):
        scoring.read_table(desk, table(tmp_path, RULES, head=("甲", "乙", "丙")))


def test_an_empty_table_is_a_mistake(desk: Desk, tmp_path: Path) -> None:
    (mistake,) = scoring.read_table(desk, table(tmp_path, [])).table.mistakes
    assert mistake.row == 0


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        (2, "2"), (0, "0"), (0.5, "0.5"), ("２分", "2"), ("1.25 分", "1.25"), (" 3 ", "3"),
        (-1, None), ("NaN", None), ("Infinity", None), ("", None), (None, None), (True, None),
        (Formula("=1"), None), ("1000000", None), ("0.001", None),
    ],
)  # fmt: skip
def test_points_are_plain_numbers(cell: Cell, points: str | None) -> None:
    assert scoring_tables.read_points(cell) == (Decimal(points) if points else None)


def test_a_clause_is_added_and_changed_by_hand(desk: Desk) -> None:
    scoring.add(desk, "5.1", "未戴胸牌", Decimal(1))
    (one,) = scoring.rules(desk)
    scoring.change(desk, one.id, "未佩戴胸牌", Decimal(2), True)
    (one,) = scoring.rules(desk)
    assert (one.text, one.points) == ("未佩戴胸牌", Decimal(2))


def test_everything_wrong_with_a_clause_is_said(desk: Desk) -> None:
    scoring.add(desk, "5.1", "未戴胸牌", Decimal(1))
    with pytest.raises(InvalidRecord) as refused:
        scoring.add(desk, "5.1", " ", None)
    assert set(refused.value.problems) == {"code", "text", "points"}


def test_the_table_is_the_office_heads_and_the_administrators(desk: Desk, tmp_path: Path) -> None:
    reading = scoring.read_table(desk, table(tmp_path, RULES))
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        scoring.import_table(nurse, reading)
    with pytest.raises(NotAllowed):
        scoring.add(nurse, "1", "甲", Decimal(1))
    scoring.import_table(desk_of(desk, Role.OFFICE_HEAD, staff_no="200002"), reading)
    assert codes(desk) == ["3.2", "3.10", "9.1"]
