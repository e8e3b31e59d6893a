"""One serious case in the window, from the complaint through the seven duties of 四.2.(3) to its end."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.models.nonconforming_service import NonconformingStatus as S
from app.services import reading, records
from app.services.registers import catalog
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.record_windows import RecordWindows
from tests.cast import PASSWORD, Cast, with_passwords
from tests.factory import KIND, department, registered
from tests.roads import ACTION, FEEDBACK, MAJOR, Move, all_settled, raised
from tests.views.registers.record_house import Desktop

STAFF = {"chief": "W1", "nurse": "W2", "handler": "O1", "head": "O2", "leader": "L1"}
SERVICE = MAJOR.kind


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return with_passwords(cast)


@pytest.fixture
def office(cast: Cast) -> Context:
    """The clerk of 医务科 at the window; the others sign in the dialog."""
    return Context(cast.handler, "经办", "安禾医院", Jobs(inline=True))


def open_at(qtbot: QtBot, office: Context, register: str, record_id: int) -> Desktop:
    return Desktop(qtbot, office, record_id, catalog.by_name(register))


def go(at: Desktop, cast: Cast, move: Move, who: str = "") -> None:
    """Write what a step needs, press its button, and let its person sign."""
    at.window.form.enter(written(move.values(cast)))
    at.check()
    before = at.view.version
    at.take(f"#sign:{move.action}" if _only_others(at, move.action) else move.action)
    if not at.no_dialog():
        at.sign(STAFF[who or move.who], PASSWORD)
    assert at.view.version > before, (move.action, at.said)


def written(values: dict[str, Any]) -> dict[str, Any]:
    """As the form holds them: days in the rows of a table are text."""
    return {name: _rows(one) for name, one in values.items() if one is not None}


def _rows(value: Any) -> Any:
    if not (isinstance(value, list) and value and isinstance(value[0], dict)):
        return value
    return [
        {key: one.isoformat() if isinstance(one, date) else one for key, one in row.items()}
        for row in value
    ]


def _only_others(at: Desktop, action: str) -> bool:
    state = next(one for one in at.window.case.steps if one.action == action)
    return state.is_others


def begun(qtbot: QtBot, office: Context, cast: Cast) -> Desktop:
    """A complaint's window, F7, and the serious nonconformity registered from it."""
    source = registered(cast.handler, received_at=clock.now() - timedelta(hours=2))
    beside = QWidget()
    qtbot.addWidget(beside)
    windows = RecordWindows(office, beside)
    complaint = windows.open_record(KIND, source)
    opened: list[Any] = []
    complaint.links.raise_asked.connect(opened.append)
    complaint.links.raise_nonconformity()
    (beginning,) = opened
    windows.close_all()
    at = Desktop(qtbot, office, None, SERVICE, beginning=beginning)
    at.window.form.enter(
        {"severity": "MAJOR", "functional_department_id": department(cast.admin, "医务科"),
         "responsible_department_id": department(cast.admin, "骨科一病区")}
    )  # fmt: skip
    at.take_main()
    view = at.view
    assert view.status is S.IDENTIFIED, at.said
    assert [one.number for one in view.linked if one.is_origin]
    return at


def settle(qtbot: QtBot, office: Context, cast: Cast, service: int) -> None:
    """The two sheets it raised, each walked to its end in its own window."""
    sheet = raised(cast, SERVICE.name, service, "quality_feedback")
    at = open_at(qtbot, office, "quality_feedback", sheet)
    for move in FEEDBACK.moves[:4]:
        go(at, cast, move)
    action = raised(cast, SERVICE.name, service, "corrective_action")
    at = open_at(qtbot, office, "corrective_action", action)
    for move in ACTION.moves:
        go(at, cast, move, {"approve": "leader", "prove": "head"}.get(move.action, ""))


def lacking(at: Desktop) -> dict[str, str]:
    """Mark → clause of the duties still open, as the card shows them."""
    return {one.mark: one.clause for one in at.view.duties if one.lacking}


def test_a_serious_case_is_carried_through_its_seven_duties(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = begun(qtbot, office, cast)
    assert list(lacking(at)) == list("①②③④⑤⑥⑦")
    close = MAJOR.moves[-1]
    for move in MAJOR.moves[:-1]:
        go(at, cast, move)
    assert set(lacking(at)) == {"②", "③", "④", "⑥"}
    record_id = at.window.case.record_id
    assert record_id is not None
    settle(qtbot, office, cast, record_id)
    at = open_at(qtbot, office, SERVICE.name, record_id)
    go(at, cast, close)
    assert at.view.status is S.CLOSED
    assert not lacking(at)


@pytest.mark.parametrize(
    ("mark", "left_out"),
    [
        ("①", {"remedy": None}), ("②", {}), ("③", {}), ("④", {"evidence": []}),
        ("⑤", {"decision": None}), ("⑥", {"appraisal_skipped": None}), ("⑦", {"points": None}),
    ],
)  # fmt: skip
def test_the_window_refuses_to_close_without_a_duty_and_names_its_clause(
    qtbot: QtBot, office: Context, cast: Cast, mark: str, left_out: dict[str, Any]
) -> None:
    record_id = MAJOR.walk(cast, "close")
    if mark not in "②③":
        all_settled(cast, record_id)
    given = MAJOR.moves[-1].values(cast) | left_out
    version = reading.load(cast.head, SERVICE, record_id).version
    records.change(cast.head, SERVICE, record_id, version, given, "补齐")
    at = open_at(
        qtbot, Context(cast.head, "科长", "安禾医院", office.jobs), SERVICE.name, record_id
    )
    reason = at.window.side.steps.reason("close")
    assert mark in reason
    assert f"四.2.(3){mark}" in reason
    assert not at.window.side.steps.button("close").isEnabled()
    at.take("close")
    if not at.no_dialog():
        at.sign(STAFF["head"], PASSWORD)
    assert at.view.status is S.VERIFIED
