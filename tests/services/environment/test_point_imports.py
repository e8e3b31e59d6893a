"""Points from a table of the hospital: rooms come of themselves, mistakes are said all at once."""

from pathlib import Path

import pytest

from app.errors import FileProblem, InvalidRecord, NotAllowed
from app.services.environment.upkeep import places, point_imports, points
from app.services.operations import Desk
from tests.cast import Cast
from tests.services.environment.standing import place, point
from tests.services.imports import files

HEAD = ("项目编码", "限值", "地点", "科室", "频次")


def table(folder: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Path:
    return files.xlsx(folder / "检查点.xlsx", [("安禾医院环境检查点",), head, *rows])


def test_a_table_makes_rooms_and_points(desk: Desk, tmp_path: Path) -> None:
    point(desk, "E23", place(desk, "第 2 手术间"))
    path = table(
        tmp_path,
        ("E23", "", "第 2 手术间", "手术室", ""),
        ("静压差", "对室外", "第 3 手术间", "SSS", ""),
        ("E32", "冷藏 2–8 ℃", "1 号冷藏柜", "药库", "每日"),
    )
    reading = point_imports.read_table(desk, path)
    assert (reading.table.mistakes, reading.new, reading.new_places) == ((), 2, 2)
    point_imports.import_table(desk, reading)
    found = {one.code: one for one in points.points(desk)}
    assert sorted(found) == ["E23-01", "E25-01", "E32-01"]
    assert found["E25-01"].limit is not None
    assert found["E25-01"].limit.words == "≥15"
    assert found["E32-01"].frequency == "DAILY"
    assert [one.name for one in places.places(desk)] == ["1 号冷藏柜", "第 2 手术间", "第 3 手术间"]
    again = point_imports.read_table(desk, path)
    assert (again.new, again.new_places) == (0, 0)


def test_every_mistake_of_a_table_is_said_with_its_place(desk: Desk, tmp_path: Path) -> None:
    place(desk, "第 2 手术间")
    path = table(
        tmp_path,
        ("E99", "", "第 1 手术间", "手术室", ""),
        ("E25", "", "第 1 手术间", "手术室", ""),
        ("E23", "", "", "手术室", ""),
        ("E23", "", "第 1 手术间", "太平间", ""),
        ("E23", "", "第 2 手术间", "骨科一病区", ""),
        ("E23", "", "第 4 手术间", "手术室", "每分钟"),
        ("E24", "", "第 5 手术间", "手术室", ""),
        ("E24", "", "第 5 手术间", "手术室", ""),
        ("E23", "", "第 5 手术间", "骨科一病区", ""),
    )
    reading = point_imports.read_table(desk, path)
    found = [(one.row, one.column) for one in reading.table.mistakes]
    assert found == [
        (3, "A"), (4, "B"), (5, "C"), (6, "D"), (7, "D"), (8, "E"), (10, ""), (11, ""),
    ]  # fmt: skip
    assert "对室外" in reading.table.mistakes[1].expected
    with pytest.raises(InvalidRecord, match="还有 8 处要改"):
        point_imports.import_table(desk, reading)
    assert points.points(desk) == []


def test_a_table_without_its_headings_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="项目编码"):
        point_imports.read_table(desk, table(tmp_path, ("E23",), head=("什么",)))


def test_a_head_brings_in_the_own_departments_points_only(cast: Cast, tmp_path: Path) -> None:
    own = table(tmp_path, ("E15", "", "骨科治疗室", "骨科一病区", ""))
    point_imports.import_table(cast.chief, point_imports.read_table(cast.chief, own))
    other = table(tmp_path, ("E23", "", "第 2 手术间", "手术室", ""))
    with pytest.raises(NotAllowed, match="只管本科室"):
        point_imports.import_table(cast.chief, point_imports.read_table(cast.chief, other))
    assert [one.code for one in points.points(cast.admin)] == ["E15-01"]
