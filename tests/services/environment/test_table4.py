"""Table 4 in the hospital's hands: versions of limits, confirmation, who checks and who supervises."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete

from app import clock
from app.errors import InvalidRecord, NotAllowed, StepRefused
from app.models.environment.standard import EnvItem, EnvLimit, Frequency, LimitType, SourceStatus
from app.services.environment import limits, table4
from app.services.environment.table4 import RowView
from app.services.environment.upkeep import limit_versions
from app.services.environment.upkeep.limit_versions import NewLimit
from app.services.operations import Changes, Desk, Operation, operation
from tests.cast import Cast
from tests.factory import department
from tests.services.environment.standing import item, place, point

PAPER = "院办〔2026〕3 号第 2 条"


def row(desk: Desk, code: str) -> RowView:
    """A row of the table."""
    return next(one for one in table4.rows(desk) if one.code == code)


def said(one: RowView, **other: Any) -> dict[str, Any]:
    """What a row says, as its dialog hands it over."""
    names = (
        "name", "area_class", "responsible", "responsible_department_id",
        "supervising_department_id", "method", "active",
    )  # fmt: skip
    return {name: getattr(one, name) for name in names} | other


def wanted(desk: Desk, code: str, **other: Any) -> NewLimit:
    """The first limit of a row with something changed."""
    latest = row(desk, code).lines[0].latest
    return replace(limit_versions.of_version(latest), **({"source": PAPER} | other))


def problems_of(work: Callable[[], object]) -> dict[str, str]:
    """Field → reason of what is refused."""
    with pytest.raises(InvalidRecord) as refusal:
        work()
    return dict(refusal.value.problems)


def test_a_changed_limit_is_a_new_version_and_the_old_one_stays(desk: Desk) -> None:
    soon = clock.today() + timedelta(days=10)
    before = row(desk, "E25").lines[0].latest
    limit_versions.change(desk, item(desk, "E25"), "1", wanted(desk, "E25", low=Decimal(8)), soon)
    line = row(desk, "E25").lines[0]
    assert [one.words for one in line.versions] == ["8–20", "5–20"]
    assert line.current == before
    assert line.coming is not None
    assert (line.coming.effective_from, line.coming.source) == (soon, PAPER)
    assert line.coming.source_status is SourceStatus.HOSPITAL
    assert limits.in_force(line.versions, soon - timedelta(days=1)) == before
    assert limits.in_force(line.versions, soon) == line.coming


def test_a_version_never_begins_before_today(desk: Desk) -> None:
    yesterday = clock.today() - timedelta(days=1)
    new = wanted(desk, "E25", low=Decimal(8))
    found = problems_of(lambda: limit_versions.change(desk, item(desk, "E25"), "1", new, yesterday))
    assert list(found) == ["effective_from"]
    assert "不能早于今天" in found["effective_from"]


def test_a_version_that_changes_nothing_is_refused(desk: Desk) -> None:
    new = wanted(desk, "E25")
    found = problems_of(
        lambda: limit_versions.change(desk, item(desk, "E25"), "1", new, clock.today())
    )
    assert found == {"high": "和 2020-01-01 起的版本一样，没有要改的"}


def test_a_day_has_one_version(desk: Desk) -> None:
    where = item(desk, "E25")
    limit_versions.change(desk, where, "1", wanted(desk, "E25", low=Decimal(8)), clock.today())
    new = wanted(desk, "E25", low=Decimal(9))
    found = problems_of(lambda: limit_versions.change(desk, where, "1", new, clock.today()))
    assert list(found) == ["effective_from"]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"source": " "}, "source"),
        ({"high": None}, "high"),
        ({"low": Decimal(21)}, "low"),
        ({"low": Decimal("5.00001")}, "low"),
        ({"high": Decimal("NaN")}, "high"),
        ({"action_high": Decimal(20)}, "action_high"),
        ({"action_low": Decimal(5)}, "action_low"),
        ({"plausible_high": Decimal(19)}, "plausible_high"),
        ({"plausible_low": Decimal(6)}, "plausible_low"),
        ({"month_from": 11}, "month_to"),
        ({"standard_year": 20126}, "standard_year"),
        ({"limit_type": LimitType.QUALITATIVE}, "wording"),
        ({"unit": "字" * 31}, "unit"),
    ],
)
def test_a_limit_has_to_make_sense(desk: Desk, given: dict[str, Any], field: str) -> None:
    new = wanted(desk, "E25", **given)
    found = problems_of(
        lambda: limit_versions.change(desk, item(desk, "E25"), "1", new, clock.today())
    )
    assert list(found) == [field]


def test_numbers_the_type_does_not_ask_for_are_not_kept(desk: Desk) -> None:
    new = wanted(desk, "E25", limit_type=LimitType.GE)
    limit_versions.change(desk, item(desk, "E25"), "1", new, clock.today())
    latest = row(desk, "E25").lines[0].latest
    assert (latest.words, latest.high, latest.action_high) == ("≥5", None, None)


def test_a_further_limit_needs_a_name_of_its_own(desk: Desk) -> None:
    new = wanted(desk, "E25", name="")
    where = item(desk, "E25")
    found = problems_of(lambda: limit_versions.add_line(desk, where, new, clock.today()))
    assert list(found) == ["name"]
    new = wanted(desk, "E25", name="对室外")
    found = problems_of(lambda: limit_versions.add_line(desk, where, new, clock.today()))
    assert list(found) == ["name"]
    new = wanted(desk, "E25", name="刷手间")
    limit_versions.add_line(desk, where, new, clock.today())
    assert [one.line for one in row(desk, "E25").lines] == ["1", "2", "3"]


def test_the_default_table_is_to_be_confirmed_row_by_row(desk: Desk) -> None:
    assert not any(one.is_confirmed for one in table4.rows(desk))
    limit_versions.change(
        desk, item(desk, "E25"), "1", wanted(desk, "E25", low=Decimal(8)), clock.today()
    )
    assert not row(desk, "E25").is_confirmed  # its second line still is as it came
    table4.confirm(desk, [item(desk, "E25"), item(desk, "E23")])
    assert [one.code for one in table4.rows(desk) if one.is_confirmed] == ["E23", "E25"]
    old = row(desk, "E25").lines[0].versions[1]
    assert old.source_status is SourceStatus.KNOWN  # what was replaced is history
    with pytest.raises(StepRefused):
        table4.confirm(desk, [item(desk, "E25")])


def test_rows_whose_checker_is_its_own_supervisor_are_flagged(desk: Desk) -> None:
    assert [one.code for one in table4.rows(desk) if one.checks_itself] == [
        "E42", "E50", "E51", "E52",
    ]  # fmt: skip
    party = department(desk, "医院办公室")
    table4.change(desk, item(desk, "E50"), said(row(desk, "E50"), supervising_department_id=party))
    assert not row(desk, "E50").checks_itself
    assert row(desk, "E50").supervising_department == "医院办公室"


def test_a_point_of_the_supervising_department_flags_its_row(desk: Desk) -> None:
    assert not row(desk, "E23").checks_itself
    point(desk, "E23", place(desk, "总务科机房", "总务科"))
    assert row(desk, "E23").checks_itself


def test_a_row_needs_a_name_of_its_own_and_a_supervisor(desk: Desk) -> None:
    given = said(row(desk, "E24"), name="静压差", supervising_department_id=None)
    found = problems_of(lambda: table4.change(desk, item(desk, "E24"), given))
    assert set(found) == {"name", "supervising_department_id"}


def test_a_row_of_the_hospitals_own_gets_the_next_code(desk: Desk) -> None:
    given = said(row(desk, "E24"), name="地下车库一氧化碳", item_group="LOGISTICS")
    made = table4.add(desk, given).record_id
    assert made is not None
    new = NewLimit("", LimitType.LE, Frequency.MONTHLY, high=Decimal(10), source=PAPER)
    limit_versions.add_line(desk, made, new, clock.today())
    one = row(desk, "E54")
    assert (one.name, one.is_confirmed, one.lines[0].shown.words) == (
        "地下车库一氧化碳",
        True,
        "≤10",
    )


def test_table4_is_changed_by_those_who_configure_only(cast: Cast) -> None:
    new = wanted(cast.admin, "E25", low=Decimal(8))
    where = item(cast.admin, "E25")
    for desk in (cast.chief, cast.handler, cast.leader, cast.keeper):
        with pytest.raises(NotAllowed):
            limit_versions.change(desk, where, "1", new, clock.today())
        with pytest.raises(NotAllowed):
            table4.confirm(desk, [where])
        with pytest.raises(NotAllowed):
            table4.change(desk, where, said(row(cast.admin, "E25")))
    limit_versions.change(cast.head, where, "1", new, clock.today())


def test_a_database_made_before_gets_the_rows_it_lacks(desk: Desk) -> None:
    assert table4.missing_defaults(desk) == 0
    with pytest.raises(StepRefused):
        table4.load_defaults(desk)
    _forget(desk, ("E30", "E31"))
    assert table4.missing_defaults(desk) == 2
    table4.load_defaults(desk)
    assert [one.code for one in table4.rows(desk)] == [f"E{number:02}" for number in range(1, 54)]
    assert [line.shown.words for line in row(desk, "E31").lines] == ["24–26", "24–27"]


def test_what_holds_changes_at_midnight_of_the_hospital(
    desk: Desk, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-11-30 23:50")
    new = wanted(desk, "E25", low=Decimal(8))
    limit_versions.change(desk, item(desk, "E25"), "1", new, date(2026, 12, 1))
    assert row(desk, "E25").lines[0].shown.words == "5–20"
    set_clock("2026-12-01 00:10")
    assert row(desk, "E25").lines[0].shown.words == "8–20"
    assert row(desk, "E25").lines[0].coming is None


@operation("test.forget_rows")
def _forget(current: Operation, codes: tuple[str, ...]) -> Changes:
    """Take rows away, as if the table had been shorter when the database was made."""
    current.permit()
    connection = current.session.connection()
    for code in codes:
        row_id = connection.exec_driver_sql(
            f"SELECT id FROM env_item WHERE code = '{code}'"
        ).scalar_one()
        connection.execute(delete(EnvLimit.__table__).where(EnvLimit.__table__.c.item_id == row_id))
        connection.execute(delete(EnvItem.__table__).where(EnvItem.__table__.c.id == row_id))
    return current.changes()
