"""Finding: what is looked for, what is there, what is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.services import audit, listings, lists, reading, records, search
from app.services.lists import Query
from app.services.operations import Desk
from app.services.registers.catalog import REGISTERS, by_name
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import KIND, complaint_values, department, made, registered, step
from tests.hospital import colleague
from tests.roads import ACTION

FIRST = {
    "narrative": "夜间呼叫铃无人应答，家属自行处理。",
    "subject": "呼叫铃",
    "complainant_name": "李秀英",
}
SECOND = {"narrative": "换药费被拆成三项收取，多收 36 元。", "subject": "100%收费_问题",
          "complainant_phone": "010-66668888", "ticket_number": "GD2026-0042"}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("呼叫", "1"), ("叫铃", "1"), ("呼叫铃无人", "1"), ("呼铃", ""), ("铃呼", ""),
        ("换药 三项", "2"), ("换药 呼叫", ""), ("收", "2"), ("秀英", "1"), ("李秀英", "1"),
        ("6666", "2"), ("0042", "2"), ("gd2026", "2"), ("TS-YWK", "12"), ("0001", "1"),
        ("100%", "2"), ("费_问", "2"), ("%", "2"), ("_", "2"), ("'", ""), ('"', ""),
        ("*", "1"), ("急诊", "1"), ("jzk", "1"), ("儿科", "2"), ("36 元", "2"), ("  ", "12"),
        ("NOT 呼叫", ""), ("呼叫 OR", ""), ("）", ""),
    ],
)  # fmt: skip
def test_search_table(desk: Desk, text: str, found: str) -> None:
    registered(desk, **FIRST)
    registered(desk, respondent_department_id=department(desk, "儿科"), **SECOND)
    expected = sorted(int(one) for one in found)
    assert sorted(lists.ids(desk, KIND, Query(text=text))) == expected


@pytest.mark.parametrize("many", [0, 10_000])
@pytest.mark.parametrize("limit", [None, 5])
def test_each_single_character_is_found_where_it_stands(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, many: int, limit: int | None
) -> None:
    monkeypatch.setattr(search, "MANY", many)
    registered(desk, **FIRST)
    registered(desk, **SECOND)
    texts = [complaint_values(desk, **one) for one in (FIRST, SECOND)]
    written = [" ".join(str(value) for value in one.values()) for one in texts]
    for letter in {one for text in written for one in text if search.SINGLE.fullmatch(one)} | {
        "鲸"
    }:
        expected = {place for place, text in enumerate(written, 1) if letter in text}
        assert set(lists.ids(desk, KIND, Query(text=letter), limit)) == expected, letter


def test_changed_text_is_found_anew_and_the_old_no_more(desk: Desk) -> None:
    from app.services import reading, records

    record_id = registered(desk, **FIRST)
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, {"narrative": "电梯故障。"}, why="写错")
    assert list(lists.ids(desk, KIND, Query(text="电梯"))) == [record_id]
    assert list(lists.ids(desk, KIND, Query(text="无人"))) == []


def test_filters_and_order(desk: Desk, set_clock: Callable[[str], datetime]) -> None:
    set_clock("2026-03-06 10:00")
    first = registered(desk)
    set_clock("2026-03-09 10:00")
    second = registered(desk, channel="PHONE")
    assert list(lists.ids(desk, KIND, Query())) == [second, first]
    assert list(lists.ids(desk, KIND, Query(descending=False))) == [first, second]
    assert list(lists.ids(desk, KIND, Query(filters={"channel": "PHONE"}))) == [second]
    only = Query(received_from=date(2026, 3, 9), received_to=date(2026, 3, 9))
    assert list(lists.ids(desk, KIND, only)) == [second]


def test_choices_are_sorted_as_they_are_listed_and_departments_by_initials(desk: Desk) -> None:
    def sorted_by(name: str) -> list[int]:
        return list(lists.ids(desk, KIND, Query(sort=name, descending=False)))

    def at(name: str) -> int:
        return department(desk, name)

    box = registered(desk, channel="BOX", respondent_department_id=at("急诊科"))
    visit = registered(desk, channel="VISIT", respondent_department_id=at("儿科"))
    phone = registered(desk, channel="PHONE", respondent_department_id=at("急诊科"))
    letter = registered(desk, channel="LETTER", respondent_department_id=at("护理部"))
    assert sorted_by("channel") == [visit, phone, letter, box]
    assert sorted_by("respondent_department_id") == [visit, letter, box, phone]
    step(desk, visit, "accept", functional_department_id=at("医务科"))
    records.void(desk, KIND, box, reading.load(desk, KIND, box).version, "重复登记")
    assert sorted_by("status") == [phone, letter, visit, box]
    newest = Query(sort="respondent_department_id")
    assert list(lists.ids(desk, KIND, newest, 3)) == [phone, box, letter]


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize(
    "column", ["status", "respondent_department_id", "functional_department_id"]
)
def test_one_value_after_the_other_is_the_same_order_as_sorted(
    desk: Desk, column: str, descending: bool
) -> None:
    places = [department(desk, name) for name in ("急诊科", "儿科", "护理部")]
    for turn in range(8):
        one = registered(desk, subject="候诊太久", respondent_department_id=places[turn % 3])
        if turn % 2:
            step(desk, one, "accept", functional_department_id=places[turn % 3])
    in_turn = Query(sort=column, descending=descending)
    by_sorting = list(lists.ids(desk, KIND, replace(in_turn, text="候诊")))
    assert list(lists.ids(desk, KIND, in_turn)) == by_sorting
    assert list(lists.ids(desk, KIND, in_turn, 5)) == by_sorting[:5]
    assert len(by_sorting) == 8


def test_people_are_sorted_by_initials_and_nobody_comes_last(desk: Desk) -> None:
    names = {"D01": "朱某", "D02": "安某", "D03": "陈某"}
    people = {
        name: colleague(desk, number, name, 1, frozenset()).person_id
        for number, name in names.items()
    }
    nobody = registered(desk, respondent_person_id=None)
    about = {name: registered(desk, respondent_person_id=one) for name, one in people.items()}
    rising = Query(sort="respondent_person_id", descending=False)
    ranked = [about["安某"], about["陈某"], about["朱某"]]
    assert list(lists.ids(desk, KIND, rising)) == [*ranked, nobody]
    falling = Query(sort="respondent_person_id")
    assert list(lists.ids(desk, KIND, falling)) == [*reversed(ranked), nobody]


def test_chips_count_states_overdue_and_soon(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-03-02 10:00")
    late = registered(desk)
    set_clock("2026-03-05 10:00")
    soon = registered(desk)
    step(desk, soon, "accept", functional_department_id=department(desk, "医务科"))
    set_clock("2026-03-10 10:00")
    registered(desk)
    counts = lists.counts(desk, KIND, Query())
    assert (counts.total, counts.overdue, counts.soon) == (3, 1, 1)
    assert counts.by_status == {"REGISTERED": 2, "ACCEPTED": 1}
    assert lists.counts(desk, KIND, Query(filters={"channel": "VISIT"})) == counts
    none = lists.counts(desk, KIND, Query(filters={"channel": "BOX"}))
    assert (none.total, none.by_status, none.overdue) == (0, {}, 0)
    assert list(lists.ids(desk, KIND, Query(due="overdue"))) == [late]
    assert list(lists.ids(desk, KIND, Query(due="soon"))) == [soon]


def row(desk: Desk, kind: Register, record_id: int) -> lists.Row:
    """A record as its list shows it."""
    return lists.rows(desk, kind, [record_id])[0]


def test_a_day_of_recheck_is_told_from_a_day_of_completion(
    desk: Desk, cast: Cast, set_clock: Callable[[str], datetime], tmp_path: Path
) -> None:
    set_clock("2026-03-06 16:20")
    running = made(cast.handler, ACTION.kind, requested_on=date(2026, 3, 13))
    waiting = ACTION.walk(cast)
    running_due, waiting_due = (row(desk, ACTION.kind, one).due for one in (running, waiting))
    assert running_due is not None
    assert waiting_due is not None
    assert not running_due.word.startswith("复查")
    assert waiting_due.word.startswith("复查 还剩")
    columns = ("number", "due_on")
    assert listings.label(ACTION.kind, "due_on") == "期限"
    path = tmp_path / "台账.xlsx"
    listings.export(desk, ACTION.kind, [waiting], columns, listings.Heading("", ""), path)
    cells = [cell.value for cell in next(load_workbook(path).active.iter_rows(min_row=6))]
    assert cells[-1] == waiting_due.word


def test_a_register_with_one_kind_of_deadline_names_it() -> None:
    assert KIND.due_head == "反馈期限"


@pytest.mark.parametrize(("points", "shown"), [("2", "2"), ("0.5", "0.5"), ("10", "10")])
def test_points_are_listed_without_idle_zeros(desk: Desk, points: str, shown: str) -> None:
    sheet = by_name("quality_feedback")
    findings = [{"description": "未核对腕带", "clause": "3.2", "points": points}]
    record_id = made(desk, sheet, findings=findings)
    assert row(desk, sheet, record_id).cells["total_points"] == shown


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("输液器", {"输液", "液器", "器"}),
        ("CT 检查", {"ct", "t", "检查", "查"}),
        ("", set()),
        ("😀", set()),
    ],
)
def test_grams(text: str, tokens: set[str]) -> None:
    assert search.grams(text) == tokens


def test_only_what_was_written_anew_goes_into_the_index_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_id = registered(desk, **FIRST)
    indexed: list[int] = []
    usual = search.index_tokens
    monkeypatch.setattr(
        search, "index_tokens", lambda *given: (indexed.extend(given[2]), usual(*given))
    )
    step(desk, record_id, "accept", functional_department_id=department(desk, "医务科"))
    step(desk, record_id, "investigate")
    assert indexed == []
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, {"improvement": "每床一铃"})
    assert indexed == [record_id]
    assert list(lists.ids(desk, KIND, Query(text="一铃"))) == [record_id]
    assert list(lists.ids(desk, KIND, Query(text="呼叫"))) == [record_id]


def test_every_text_that_is_found_is_followed_by_the_audit() -> None:
    for kind in REGISTERS:
        assert set(search.indexed(kind)) <= set(audit.columns(kind.model)), kind.name
