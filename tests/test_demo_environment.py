"""The demo hospital's environment: seven stories as they are to be told, and what was refused in them."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from sqlalchemy import text

from app.demo import hospital
from app.demo.environment import points as p
from app.models.environment.check import EnvVerdict
from app.services import lists, reading
from app.services.environment.plan import SlotState
from app.services.materials import zones
from app.services.materials.zones import Asked, Zone
from app.services.operations import Desk
from app.services.reading import RecordView
from app.services.registers import catalog
from tests.factory import department
from tests.hospital import founded
from tests.services.environment.standing import due

KIND = catalog.by_name("env_check")


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One hospital for all that only look at it."""
    desk = founded(tmp_path_factory.mktemp("environment"))
    hospital.fill(desk)
    yield desk
    desk.database.close()


def at(desk: Desk, item: str, place: str, verdict: EnvVerdict) -> RecordView:
    """The one check of an item at a place that came out so."""
    seen = (reading.load(desk, KIND, one) for one in lists.ids(desk, KIND, lists.Query(text=item)))
    (found,) = [
        one for one in seen
        if one.values["place"] == place and one.values["verdict"] is verdict
        and one.values["item_code"] == item
    ]  # fmt: skip
    return found


def measured(view: RecordView) -> list[Decimal]:
    """The first value and those of the re-checks."""
    again = [Decimal(str(row["value"])) for row in view.values["rechecks"] or ()]
    return [view.values["value"], *again]


@pytest.mark.parametrize(
    ("item", "place", "values"),
    [
        ("E25", p.THEATRES[1], ["3", "6.2"]),
        ("E06", p.ICU, ["9", "7", "3"]),
        ("E17", p.DRESSING, ["62", "96"]),
        ("E35", p.OUTLET, ["1.1", "4.3"]),
        ("E13", p.DRESSING, ["160", "140", "120", "20"]),
    ],
)
def test_what_failed_was_closed_by_the_recheck_that_passed(
    filled: Desk, item: str, place: str, values: list[str]
) -> None:
    view = at(filled, item, place, EnvVerdict.FAIL)
    assert measured(view) == [Decimal(one) for one in values]
    assert str(view.status) == "CLOSED"
    assert view.values["supervised_by_id"] not in (None, view.values["checker_id"])


def test_the_leader_was_told_after_three_failures_of_one_case(filled: Desk) -> None:
    thrice = at(filled, "E13", p.DRESSING, EnvVerdict.FAIL)
    twice = at(filled, "E06", p.ICU, EnvVerdict.FAIL)
    assert thrice.values["leader_told_at"] is not None
    assert twice.values["leader_told_at"] is None


def test_a_warning_was_dealt_with_and_is_no_failure(filled: Desk) -> None:
    view = at(filled, "E39", p.WATER, EnvVerdict.WARN)
    assert (measured(view), str(view.status)) == ([Decimal(62), Decimal(8)], "CLOSED")
    assert view.values["supervised_by_id"] is None


def test_the_new_lamp_was_held_against_its_own_limit(filled: Desk) -> None:
    view = at(filled, "E18", p.DRESSING, EnvVerdict.PASS)
    assert (view.values["value"], view.values["limit_text"]) == (Decimal(96), "≥90")


def test_what_lay_in_the_warm_cabinet_waits_to_be_inspected(filled: Desk) -> None:
    view = at(filled, "E32", p.COLD, EnvVerdict.FAIL)
    assert str(view.status) == "ACTION"
    assert view.values["released_at"] is None
    lines = zones.stock(filled, Asked("DEMO-L66")).lines
    assert [(one.zone, one.place) for one in lines] == [(Zone.WAITING, "药库 2 号备用柜（待检）")]


def test_issuing_from_it_and_closing_too_early_are_refused_with_their_clause(
    filled: Desk,
) -> None:
    with filled.database.read() as session:
        rows = session.execute(text("SELECT new FROM audit_value WHERE field = 'reason'")).all()
    said = " ".join(one[0] for one in rows)
    assert "环境检查现在是“已限用”，不能办“结案”（四.6）" in said
    assert "环境检查现在是“整改中”，不能办“结案”（四.6）" in said
    assert "药库 1 号冷藏柜 因库房温度 冷藏 2–8 ℃不合格停用" in said


def test_the_days_of_the_theatres_were_measured_and_today_is_due(filled: Desk) -> None:
    theatre = department(filled, "手术室")
    today = due(filled, department_id=theatre)
    assert {one.state for one in today} == {SlotState.DUE}
    assert len(today) == 3 * len(p.THEATRES)
