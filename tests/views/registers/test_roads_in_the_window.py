"""Clauses 四.4 and 四.5 in the window: a place that fails three times, operations, a set that is blocked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from argon2 import PasswordHasher
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services import reading
from app.services.operations import Desk
from app.services.people import accounts
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.step_dialog import StepDialog
from tests.cast import PASSWORD, Cast, with_passwords
from tests.factory import VALUES
from tests.hospital import desk_of
from tests.roads import ROADS, Move, Road
from tests.views.registers.record_house import Desktop

STAFF = {"chief": "W1", "nurse": "W2", "handler": "O1", "head": "O2", "engineer": "E1",
         "electrician": "E2", "keeper": "K1", "checker": "K2"}  # fmt: skip
# Of each road the states it comes through, as it stands in the domain.
STATES = {
    "env_restricted": "MEASURED FAIL RESTRICTED ACTION ACTION ACTION ACTION ACTION ACTION"
                      " RECHECK_PASSED ACTION ACTION RECHECK_PASSED SUPERVISOR_CONFIRMED CLOSED",
    "env_warned": "MEASURED WARNED WARNED CLOSED",
    "env_fridge": "MEASURED FAIL ACTION ACTION ACTION ACTION RECHECK_PASSED SUPERVISOR_CONFIRMED"
                  " CLOSED",
    "equipment": "HANDLED RECORDED EQUIPMENT_JUDGED REVIEWED CLOSED",
    "power": "HANDLED RECORDED FACILITY_REVIEWED REVIEWED CLOSED",
    "blocked": "BLOCKED CHECKING USABLE",
}  # fmt: skip


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-11-26 09:30")


@pytest.fixture
def cast(cast: Cast, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Everybody with a password, 设备科 and 总务科 among them; cheaply hashed, there are many."""
    hasher = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(accounts, "_hasher", lambda: hasher)
    made = with_passwords(cast)
    for name, office in (("engineer", "SBK"), ("electrician", "ZWK")):
        made.__dict__[name] = desk_of(
            desk, Role.HANDLER, department=office, staff_no=STAFF[name], password=PASSWORD
        )
    return made


def go(at: Desktop, cast: Cast, road: Road, move: Move) -> None:
    """Write what a step needs, press its button, answer what it asks, and let its person sign."""
    record_id = at.window.case.record_id
    assert record_id is not None
    move.first(cast, record_id)
    given = {name: one for name, one in move.values(cast).items() if one is not None}
    asks = road.kind.step(move.action).asks
    asked = {name: given.pop(name) for name in asks if name in given}
    at.window.reload()
    at.window.form.enter(given)
    at.check()
    before = at.view.version
    at.take(move.action if move.who == road.who else f"#sign:{move.action}")
    if not at.no_dialog():
        answer(at, asked, STAFF[move.who])
    assert at.view.version > before, (move.action, at.said)


def answer(at: Desktop, asked: dict[str, Any], staff_no: str) -> None:
    dialog = at.dialog()
    assert isinstance(dialog, StepDialog)
    for name, value in asked.items():
        dialog.rows[name].editor.set_value(value)
    if dialog._sign is not None:
        at.sign(staff_no, PASSWORD)
    else:
        at.press("Enter", ctrl=True)


def offered(at: Desktop) -> set[str]:
    """The steps the window offers now."""
    return {one.action for one in at.window.case.steps if not one.reason}


@pytest.mark.parametrize("name", STATES)
def test_a_road_is_walked_to_its_end(qtbot: QtBot, cast: Cast, name: str) -> None:
    road, states = ROADS[name], []
    desk = getattr(cast, road.who)
    at = Desktop(qtbot, Context(desk, "陈静", "安禾医院", Jobs(inline=True)), None, road.kind)
    at.window.form.enter(VALUES[road.register](desk, **road.special(cast)))
    at.take_main()
    assert at.view.number, at.said
    for place, move in enumerate(road.moves):
        assert place == len(road.moves) - 1 or "close" not in offered(at), move.action
        go(at, cast, road, move)
        states.append(str(at.view.status))
        assert states[-1] != "BLOCKED" or "confirm" not in offered(at)
    assert states == STATES[name].split()
    trail = reading.load(cast.admin, road.kind, at.view.id).trail
    assert [one.action for one in trail[1:]] == [one.action for one in road.moves]
