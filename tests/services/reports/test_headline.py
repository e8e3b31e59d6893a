"""要点: what a report says first, in the words its numbers call for."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from app.services.registers.reports.periods import Period
from app.services.reports import headline
from app.services.reports.figures import ALL, PERCENT, Figure, Line, Table, change

YEAR = Period(2025, 1, 12)
OVER, RUNNING = date(2026, 1, 8), date(2025, 11, 30)
OVERVIEW = (
    "received",
    "replied",
    "late",
    "litigation",
    "again_people",
    "outpatients",
    "discharges",
)
ZERO = Decimal("0.0")


def table(name: str, columns: tuple[str, ...], **lines: tuple[Any, ...]) -> Table:
    """A table of these numbers; the keys of its lines are their labels."""
    made = tuple(
        Line(key, key, tuple(one if isinstance(one, Figure) else Figure(one) for one in entries))
        for key, entries in lines.items()
    )
    return Table(name, name, "", tuple((one, one) for one in columns), made)


def year(**given: Any) -> list[Table]:
    """The tables of a quiet year, with some numbers of its own."""
    numbers: dict[str, tuple[Any, Any]] = dict.fromkeys(OVERVIEW, (0, 0))
    numbers |= {"outpatients": (ZERO, ZERO), "discharges": (ZERO, ZERO)}
    numbers |= given.pop("overview", {})
    overview = {key: (now, last, *change(now, last)) for key, (now, last) in numbers.items()}
    counts = ("count", "answered", "median", "p90", "late", "late_rate")
    return [
        table("overview", ("now", "last", "change", "growth"), **overview),
        table("causes", ("count",), **given.pop("causes", {})),
        table("departments", ("count",), **given.pop("departments", {})),
        table("days", counts, **{ALL: given.pop("days", (0, 0, None, None, 0, None))}),
        table("accidents", ("count",), **given.pop("accidents", {"四级": (0,)})),
        table("money", ("count", "amount"), **{ALL: given.pop("money", (0, ZERO))}),
        table("effects", ("issued", "judged", "rate"), **{ALL: given.pop("effects", (0, 0, None))}),
        table("surveys", ("rate", "target"), **given.pop("surveys", {})),
    ]


def said(tables: list[Table], as_of: date = OVER) -> list[str]:
    return [one.label for one in headline.of_year(tables, YEAR, as_of).lines]


@pytest.mark.parametrize(
    ("now", "last", "as_of", "expected"),
    [
        (15, 12, OVER, "2025 年接到投诉 15 件，比上年多 3 件（+25.0 %）。"),
        (12, 15, OVER, "2025 年接到投诉 12 件，比上年少 3 件（-20.0 %）。"),
        (5, 4, OVER, "2025 年接到投诉 5 件，比上年多 1 件。"),
        (12, 12, OVER, "2025 年接到投诉 12 件，与上年持平。"),
        (12, None, OVER, "2025 年接到投诉 12 件（上年没有记录，不作比较）。"),
        (12, 15, RUNNING, "2025 年到 11-30 为止接到投诉 12 件，上年全年 15 件。"),
    ],
)
def test_it_begins_with_how_many_beside_the_year_before(
    now: int, last: int | None, as_of: date, expected: str
) -> None:
    assert said(year(overview={"received": (now, last)}), as_of)[0] == expected


def test_a_year_without_complaints_says_only_that() -> None:
    assert said(year()) == ["2025 年接到投诉 0 件，与上年持平。"]


def test_the_largest_causes_and_departments_are_named_and_what_is_not_known_is_none() -> None:
    causes = {"收费": (2,), "沟通": (6,), "—": (9,), "技术": (1,), "产品": (3,)}
    lines = said(year(overview={"received": (21, 1)}, causes=causes,
                      departments={"骨科": (4,), "儿科": (1,)}))  # fmt: skip
    assert "主要原因：沟通 6 件、产品 3 件、收费 2 件。" in lines
    assert "投诉较多的科室：骨科 4 件。" in lines
    assert "没有科室被投诉两次以上。" in said(year(overview={"received": (1, 1)}))


def test_rates_stand_beside_those_of_the_year_before_where_both_are_known() -> None:
    rates: dict[str, Any] = {"received": (9, 9), "outpatients": (Decimal("0.5"), Decimal("0.7"))}
    rates["discharges"] = (Decimal("0.6"), None)
    assert (
        said(year(overview=rates))[1] == "每万门诊人次 0.5 件（上年 0.7 件），每千出院人次 0.6 件。"
    )
    rates |= {"outpatients": (None, None), "discharges": (None, None)}
    assert "不计算发生率" in said(year(overview=rates))[1]


def test_what_is_grave_is_said_and_its_absence_too() -> None:
    quiet = said(year(overview={"received": (9, 9)}))
    assert "没有起算反馈时限的投诉。" in quiet
    assert "没有鉴定为医疗事故的；没有补偿、赔偿。" in quiet
    assert "没有由投诉开出整改单。" in quiet
    share = Figure(Decimal("22.2"), None, PERCENT)
    good = Figure(Decimal("66.7"), None, PERCENT)
    content = {
        "三季度住院": (Figure(Decimal("88.1"), None, PERCENT), Figure(Decimal(90), None, PERCENT))
    }
    grave = said(year(
        overview={"received": (9, 9), "litigation": (1, 0), "again_people": (2, 0)},
        days=(9, 8, 4, 11, 2, share), accidents={"二级": (1,), "四级": (2,)},
        money=(1, Decimal("200.00")), effects=(4, 3, good), surveys=content,
    ))  # fmt: skip
    assert grave[3:] == [
        "已反馈 8 件，中位数 4 个工作日，九成在 11 个工作日内；超期 2 件，超期率 22.2 %。",
        "鉴定为医疗事故：二级 1 件、四级 2 件；补偿、赔偿 1 件，共 200.00 元；患方起诉 1 件；"
        "2 个电话投诉两次以上。",
        "由投诉开出整改单 4 张，已验证 3 张，有效率 66.7 %。",
        "三季度住院满意率 88.1 %，低于目标 90 %。",
    ]


@pytest.mark.parametrize(
    ("now", "last", "by", "share"),
    [
        (12, 10, "+2", "+20.0 %"),
        (3, 9, "-6", "—"),
        (0, 0, "0", "—"),
        (Decimal("0.5"), Decimal("0.8"), "-0.3", "-37.5 %"),
        (7, None, "—", "—"),
    ],
)
def test_a_change_is_a_number_and_of_enough_a_share(
    now: Any, last: Any, by: str, share: str
) -> None:
    assert tuple(one.text for one in change(now, last)) == (by, share)
