"""人次 from a table: months however they are written, every mistake at once, all of them or none."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import FileProblem, InvalidRecord, NotAllowed
from app.services import audit
from app.services.reporting import activity_sheet
from app.services.reports import activity
from app.services.reports.activity import Activity
from tests.cast import Cast
from tests.services.imports import files

HEADS = ("月份", "门诊人次", "出院人次")


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-30 10:00")


def table(folder: Path, *rows: tuple[Any, ...], heads: tuple[str, ...] = HEADS) -> Path:
    return files.xlsx(folder / "人次.xlsx", [("安禾医院门诊工作量", "", ""), heads, *rows])


def months(path: Path) -> dict[str, tuple[int, int]]:
    found = activity_sheet.read(path)
    assert found.mistakes == ()
    return dict(found.months)


def test_a_month_may_be_written_in_many_ways(tmp_path: Path) -> None:
    ways = ("2026-01", "2026年2月", "２０２６/3", "2026.4月份", 202605, "202606", date(2026, 7, 1),
            "2026-08-31", "2026 年 10 月")  # fmt: skip
    path = table(tmp_path, *((one, 18_420, 2_016) for one in ways))
    assert list(months(path)) == [f"2026-{n:02d}" for n in (1, 2, 3, 4, 5, 6, 7, 8, 10)]


def test_numbers_may_have_commas_and_headings_other_names(tmp_path: Path) -> None:
    rows = (("2026-09", "18,420", 2016.0), (None, None, None), ("2026-10", 0, "0"))
    path = table(tmp_path, *rows, heads=("统计月份", "门急诊人次", "出院人数"))
    assert months(path) == {"2026-09": (18_420, 2_016), "2026-10": (0, 0)}


def test_all_mistakes_are_said_with_their_place(tmp_path: Path) -> None:
    path = table(
        tmp_path, ("2026-09", 1, 2), ("2026-09", 3, 4), ("2026-12", 1, 1), (2026.1, 1, 1),
        ("合计", "一万八", None), ("2026-08", -1, 1.5),
    )  # fmt: skip
    found = activity_sheet.read(path)
    said = [(one.row, one.column, one.found) for one in found.mistakes]
    assert said == [
        (4, "A", "2026-09"), (5, "A", "2026-12"), (6, "A", "2026.1"), (7, "A", "合计"),
        (7, "B", "一万八"), (7, "C", "（空）"), (8, "B", "-1"), (8, "C", "1.5"),
    ]  # fmt: skip


def test_another_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="要有三列"):
        activity_sheet.read(files.xlsx(tmp_path / "别的.xlsx", [("姓名", "电话"), ("甲", "1")]))
    empty = activity_sheet.read(table(tmp_path))
    assert [one.expected for one in empty.mistakes] == ["表头下面每行一个月"]


def test_months_come_in_whole_or_not_at_all(cast: Cast, tmp_path: Path) -> None:
    activity.enter(cast.head, {"2026-09": (1, 1)})
    good = activity_sheet.read(table(tmp_path, ("2026-09", 18_000, 2_000), ("2026-10", 9, 8)))
    with pytest.raises(NotAllowed):
        activity_sheet.bring_in(cast.nurse, good)
    activity_sheet.bring_in(cast.head, good)
    known = dict(activity.listing(cast.head))
    assert known["2026-09"] == Activity("2026-09", 18_000, 2_000)
    assert known["2026-10"] == Activity("2026-10", 9, 8)
    bad = activity_sheet.read(table(tmp_path, ("2026-08", 1, 1), ("2026-10", "?", 8)))
    with pytest.raises(InvalidRecord, match="还有 1 处要改"):
        activity_sheet.bring_in(cast.head, bad)
    assert dict(activity.listing(cast.head))["2026-08"] is None
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok
