"""Days and instants as old registers write them."""

import contextlib
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import clock
from app.services.imports import dates
from app.services.imports.cells import Cell, Fault, Formula

LEAP_DAY = clock.instant(date(2024, 2, 29))
LEAP_DAY_0930 = clock.instant(date(2024, 2, 29), time(9, 30))


@pytest.mark.parametrize(
    "cell",
    [
        "2024-02-29", "2024/2/29", "2024.2.29", "2024年2月29日", "2024年2月29号", "20240229",
        20240229, 45351, 45351.0, " 2024-02-29 ", "２０２４－０２－２９", "2024-02-29（周四）",
        "2024年2月29日 星期四", date(2024, 2, 29), datetime(2024, 2, 29),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_day_is_read_in_every_way_it_is_written(cell: Cell) -> None:
    assert dates.read_instant(cell) == LEAP_DAY
    assert dates.read_day(cell) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "cell",
    [
        "2024/2/29 9:30", "2024-02-29 09:30:00", "2024-02-29T09:30:00", "2024年2月29日9时30分",
        "2024年2月29日 上午9:30", "2024年2月29日 9点30分", "202402290930", "20240229093000",
        "20240229 09:30", "2024-02-29T01:30:00Z", "2024-02-29 09:30:00+08:00",
        "２０２４／２／２９　９：３０", 45351.395833333336,
        datetime(2024, 2, 29, 9, 29, 59, 999_998),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_a_time_is_read_in_every_way_it_is_written(cell: Cell) -> None:
    assert dates.read_instant(cell) == LEAP_DAY_0930
    assert dates.read_instant(cell).tzinfo is UTC


def test_the_afternoon_is_the_afternoon() -> None:
    expected = clock.instant(date(2024, 2, 29), time(15, 20))
    assert dates.read_instant("2024-02-29 下午3:20") == expected
    assert dates.read_instant("2024-02-29 下午15:20") == expected
    noon = clock.instant(date(2024, 2, 29), time(12, 5))
    assert dates.read_instant("2024-02-29 下午12:05") == noon


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2024.2.30", "2 月没有 30 日"),
        ("2023-02-29", "2023 年 2 月没有 29 日"),
        ("2024-13-05", "没有 13 月"),
        ("20241305", "没有 13 月"),
        ("2024-03-05 25:00", "没有 25 时"),
        ("2024-03-05 24:00", "没有 24 时，写作次日 00:00"),
        ("2024-03-05 10:61", "没有 61 分 0 秒"),
        ("2024-03-05 至 03-07", "日期后面的“至 03-07”认不出"),
        ("24-3-5", "年份要写四位"),
        ("3月5日", "年份要写四位"),
        ("5/3/2024", "年份要写在最前面"),
        ("2024年3月", "缺少月或日"),
        ("2024", "缺少月或日"),
        ("45351", "这是未设成日期格式的数字，把这一列设为日期格式"),
        ("上周三", "认不出日期"),
        ("", "认不出日期"),
        ("1024-02-01", "年份 1024 不可信"),
        (12, "数字 12 不是日期"),
        (True, "这里不是日期"),
        (None, "这里不是日期"),
        (Formula("=TODAY()"), "这里不是日期"),
        (Fault("#N/A"), "这里不是日期"),
        (time(9, 30), "这里不是日期"),
        (float("nan"), "数字 nan 不是日期"),
        (float("inf"), "数字 inf 不是日期"),
    ],
)
def test_what_is_not_a_date_says_why(cell: Cell, reason: str) -> None:
    with pytest.raises(dates.NotADate) as refused:
        dates.read_instant(cell)
    assert str(refused.value) == reason


moments = st.datetimes(datetime(1950, 1, 1), datetime(2100, 12, 31)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


@given(moments, st.sampled_from(["%Y-%m-%d %H:%M:%S", "%Y年%m月%d日%H时%M分%S秒", "%Y%m%d%H%M%S"]))
def test_every_second_survives_every_writing(moment: datetime, pattern: str) -> None:
    expected = clock.instant(moment.date(), moment.time())
    assert dates.read_instant(moment.strftime(pattern)) == expected
    assert dates.read_instant(moment) == expected


@given(moments)
def test_a_serial_number_is_the_same_second(moment: datetime) -> None:
    serial = (moment - datetime(1899, 12, 30)) / timedelta(days=1)  # noqa: DTZ001
    expected = clock.instant(moment.date(), moment.time())
    assert abs(dates.read_instant(serial) - expected) <= timedelta(seconds=1)


@given(st.text(max_size=40))
def test_any_text_is_a_date_or_a_reason(text: str) -> None:
    with contextlib.suppress(dates.NotADate):
        assert dates.read_instant(text).tzinfo is UTC
