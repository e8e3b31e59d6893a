"""How SQLite goes about the statements of lists: one index not taken, and a second is a minute."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import event

from app.services import lists, search
from app.services.lists import Query
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.worklists import figures
from tests.cast import Cast
from tests.factory import KIND, made, registered

FIRST = 101


@pytest.fixture
def many(desk: Desk) -> Desk:
    """A desk with some records; without statistics SQLite reckons with a million."""
    for place in range(30):
        registered(desk, subject="呼叫铃" if place % 2 else "换药等候")
    return desk


def plan(desk: Desk, query: Query, limit: int | None = FIRST) -> str:
    """The plan of the last statement a list sends."""
    return plan_of(desk, lambda: lists.ids(desk, KIND, query, limit))


def plan_of(desk: Desk, work: Callable[[], object]) -> str:
    """The plan of the last statement this work sends."""
    return plans_of(desk, work)[-1]


def plans_of(desk: Desk, work: Callable[[], object]) -> list[str]:
    """The plans of all statements this work sends."""
    sent: list[tuple[str, Any]] = []

    def note(_c: Any, _cursor: Any, words: str, given: Any, *_rest: Any) -> None:
        sent.append((words, given))

    event.listen(desk.database.engine, "before_cursor_execute", note)
    work()
    event.remove(desk.database.engine, "before_cursor_execute", note)
    raw: Any = desk.database.engine.raw_connection()
    plans = [
        "\n".join(row[3] for row in raw.execute(f"EXPLAIN QUERY PLAN {words}", given))
        for words, given in sent
        if words.startswith("SELECT")
    ]
    raw.close()
    return plans


def test_the_newest_are_read_from_the_list_index_without_sorting(many: Desk) -> None:
    found = plan(many, Query())
    assert "ix_complaint_list" in found
    assert "TEMP B-TREE" not in found


@pytest.mark.parametrize("column", ["number", "due_on"])
def test_a_sort_by_an_indexed_column_sorts_nothing(many: Desk, column: str) -> None:
    assert "FOR ORDER BY" not in plan(many, Query(sort=column)).replace("LAST TERM OF ", "")


@pytest.mark.parametrize("column", ["status", "respondent_department_id"])
def test_a_sort_by_choices_or_departments_goes_along_their_index(many: Desk, column: str) -> None:
    query = Query(sort=column)
    found = [
        one
        for one in plans_of(many, lambda: lists.ids(many, KIND, query, FIRST))
        if "ix_complaint" in one
    ]
    assert len(found) > 5
    assert all("SEARCH complaint USING" in one for one in found)


def test_a_filter_of_the_list_reads_its_index_and_no_record(many: Desk) -> None:
    found = plan(many, Query(filters={"channel": "PHONE"}))
    assert "SCAN complaint USING COVERING INDEX ix_complaint_list" in found


def test_few_hits_are_looked_up_by_their_ids(many: Desk) -> None:
    found = plan(many, Query(text="呼叫"))
    assert "SEARCH complaint USING INTEGER PRIMARY KEY" in found
    assert "SCAN complaint\n" not in found


def test_many_hits_are_met_on_the_way_through_the_list(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MANY", 3)
    monkeypatch.setattr(search, "NEAR", 0)
    found = plan(many, Query(text="呼叫"))
    assert "SCAN complaint USING COVERING INDEX ix_complaint_list" in found
    assert "TEMP B-TREE" not in found


def test_a_common_word_is_collected_once(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MANY", 3)
    assert plan(many, Query(text="呼叫")).count("VIRTUAL TABLE") == 1


def test_both_ways_find_the_same(many: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("呼叫", "呼叫铃", "呼叫 换药", "换药等候", "急诊科", "0007", "呼叫 0007")
    few = [lists.ids(many, KIND, Query(text=word)) for word in words]
    monkeypatch.setattr(search, "MANY", 0)
    assert [lists.ids(many, KIND, Query(text=word)) for word in words] == few


@pytest.mark.parametrize("near", [0, 3, 12, 100])
@pytest.mark.parametrize(
    "word", ["呼叫", "呼叫铃", "呼叫 换药", "换药等候", "急诊科", "呼叫 0007", "呼叫 陈", "0007"]
)
def test_the_first_with_a_common_word_are_the_beginning_of_all(
    many: Desk, monkeypatch: pytest.MonkeyPatch, word: str, near: int
) -> None:
    queries = [
        Query(text=word),
        Query(text=word, sort="number", descending=False),
        Query(text=word, filters={"channel": "PHONE"}),
    ]
    whole = [lists.ids(many, KIND, one) for one in queries]
    monkeypatch.setattr(search, "MANY", 0)
    monkeypatch.setattr(search, "NEAR", near)
    assert [lists.ids(many, KIND, one, 4) for one in queries] == [one[:4] for one in whole]


def test_the_first_with_a_common_word_are_sought_among_the_newest(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MANY", 3)
    found = plan(many, Query(text="呼叫"), 4)
    assert "SEARCH complaint USING INTEGER PRIMARY KEY" in found
    assert "VIRTUAL TABLE INDEX 0:" in found


def test_a_part_of_a_number_is_read_through_the_narrow_index(many: Desk) -> None:
    found = plan(many, Query(text="0007"))
    assert "COVERING INDEX ix_complaint_codes" in found
    assert "SCAN found_0_1\n" not in found


def test_a_single_character_is_asked_of_the_index_of_pairs(many: Desk) -> None:
    found = plan(many, Query(text="铃"), limit=None)
    assert "VIRTUAL TABLE" in found
    assert "SCAN found_0" not in found


def test_a_common_word_is_counted_past_the_records(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MANY", 3)
    sent = plans_of(many, lambda: lists.counts(many, KIND, Query(text="呼叫")))
    assert any("SCAN complaint USING COVERING INDEX ix_complaint_status" in one for one in sent)
    assert not any("TEMP B-TREE" in one for one in sent)


def test_a_common_word_in_one_channel_is_counted_through_the_list_index(
    many: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MANY", 3)
    query = Query(text="呼叫", filters={"channel": "VISIT"})
    sent = plans_of(many, lambda: lists.counts(many, KIND, query))
    assert any("SCAN complaint USING COVERING INDEX ix_complaint_list" in one for one in sent)


def test_who_a_record_is_about_is_told_apart_by_an_index(many: Desk) -> None:
    assert "INDEX ix_complaint_about" in plan(many, Query(text="呼叫"))


def test_a_part_of_a_lot_number_is_read_through_the_narrow_index(cast: Cast) -> None:
    kind = catalog.by_name("material_lot")
    for _turn in range(5):
        made(cast.keeper, kind)
    found = plan_of(cast.admin, lambda: lists.ids(cast.admin, kind, Query(text="0872"), FIRST))
    assert "COVERING INDEX ix_material_lot_codes" in found


def test_the_newest_lots_are_read_from_the_list_index_without_sorting(cast: Cast) -> None:
    kind = catalog.by_name("material_lot")
    found = plan_of(cast.admin, lambda: lists.ids(cast.admin, kind, Query(), FIRST))
    assert "ix_material_lot_list" in found
    assert "TEMP B-TREE" not in found


def test_the_charts_of_a_department_read_the_list_index_and_no_record(many: Desk) -> None:
    found = plan_of(
        many, lambda: figures.year(many, KIND, "main_cause", "respondent_department_id")
    )
    assert "COVERING INDEX ix_complaint_list" in found


def test_a_list_without_words_asks_nothing_but_its_ids(many: Desk) -> None:
    assert len(plans_of(many, lambda: lists.ids(many, KIND, Query()))) == 1


@pytest.mark.parametrize(
    "kind", [one for one in catalog.REGISTERS if one.watches], ids=lambda one: one.name
)
def test_all_watches_are_counted_in_one_question_by_index(desk: Desk, kind: Register) -> None:
    table = kind.model.__tablename__
    plans = plans_of(desk, lambda: lists.counts(desk, kind, Query()))
    assert len(plans) == 2  # states, watches
    assert f"SCAN {table}\n" not in f"{plans[-1]}\n"
