"""Deadlines as versions: a change adds one, the records already counted keep theirs."""

from datetime import date, timedelta

import pytest

from app import clock
from app.errors import InvalidRecord, NotAllowed
from app.models.deadline import TimeUnit
from app.models.organisation import Role
from app.services import audit
from app.services.days import deadlines
from app.services.operations import Desk
from app.services.upkeep import deadline_rules
from tests.hospital import desk_of


def rule(desk: Desk, code: str) -> deadline_rules.Rule:
    return next(one for one in deadline_rules.rules(desk) if one.code == code)


def test_a_change_is_a_new_version_and_the_old_one_stays(desk: Desk) -> None:
    today = clock.today()
    deadline_rules.change(desk, "D03", TimeUnit.WORKING_DAY, 4, "院办〔2026〕3 号", today)
    changed = rule(desk, "D03")
    assert changed.current is not None
    assert (changed.current.amount, changed.current.source) == (4, "院办〔2026〕3 号")
    assert [one.amount for one in changed.versions] == [4, 5]
    with desk.database.read() as session:
        yesterday = clock.instant(today - timedelta(days=1))
        assert deadlines.rule_for(session, "D03", yesterday).amount == 5
        assert deadlines.rule_for(session, "D03", clock.now()).amount == 4
        assert audit.verify(session).ok


def test_d06_is_switched_on_and_off_as_versions(desk: Desk) -> None:
    assert rule(desk, "D06").latest.enabled is False
    today = clock.today()
    later = today + timedelta(days=7)
    deadline_rules.change(desk, "D06", TimeUnit.WORKING_DAY, 3, "院内制度", today)
    deadline_rules.change(desk, "D06", TimeUnit.WORKING_DAY, 3, "院内制度", later, enabled=False)
    switched = rule(desk, "D06")
    assert [one.enabled for one in switched.versions] == [False, True, False]
    assert switched.current is not None
    assert switched.current.enabled
    assert switched.coming is not None
    assert switched.coming.effective_from == later


def test_the_past_cannot_be_changed(desk: Desk) -> None:
    yesterday = clock.today() - timedelta(days=1)
    with pytest.raises(InvalidRecord) as refused:
        deadline_rules.change(desk, "D03", TimeUnit.WORKING_DAY, 4, "院办", yesterday)
    assert "不能早于今天" in refused.value.problems["effective_from"]


def test_a_version_cannot_be_overwritten(desk: Desk) -> None:
    today = clock.today()
    deadline_rules.change(desk, "D03", TimeUnit.WORKING_DAY, 4, "院办", today)
    with pytest.raises(InvalidRecord) as refused:
        deadline_rules.change(desk, "D03", TimeUnit.WORKING_DAY, 3, "院办", today)
    assert "换一个日期" in refused.value.problems["effective_from"]


@pytest.mark.parametrize(
    ("unit", "amount", "source", "day", "field"),
    [
        (TimeUnit.WORKING_DAY, None, "院办", date(2027, 1, 4), "amount"),
        (TimeUnit.WORKING_DAY, 0, "院办", date(2027, 1, 4), "amount"),
        (TimeUnit.HOUR, 5_000, "院办", date(2027, 1, 4), "amount"),
        (TimeUnit.IMMEDIATE, 1, "院办", date(2027, 1, 4), "amount"),
        (TimeUnit.WORKING_DAY, 4, "  ", date(2027, 1, 4), "source"),
        (TimeUnit.WORKING_DAY, 4, "文" * 201, date(2027, 1, 4), "source"),
        (TimeUnit.WORKING_DAY, 4, "院办", None, "effective_from"),
        (TimeUnit.WORKING_DAY, 4, "院办", date(2126, 1, 4), "effective_from"),
    ],
)
def test_what_cannot_be_a_deadline_is_said_beside_its_field(
    desk: Desk, unit: TimeUnit, amount: int | None, source: str, day: date | None, field: str
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        deadline_rules.change(desk, "D03", unit, amount, source, day)
    assert set(refused.value.problems) == {field}


def test_a_version_that_says_the_same_is_refused(desk: Desk) -> None:
    known = rule(desk, "D03").latest
    with pytest.raises(InvalidRecord) as refused:
        deadline_rules.change(desk, "D03", known.unit, known.amount, known.source, clock.today())
    assert "没有要改的" in refused.value.problems["amount"]


def test_a_registrar_may_not_change_deadlines(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    with pytest.raises(NotAllowed):
        deadline_rules.change(nurse, "D03", TimeUnit.WORKING_DAY, 4, "院办", clock.today())
    assert len(rule(desk, "D03").versions) == 1
