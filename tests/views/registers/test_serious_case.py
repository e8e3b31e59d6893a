"""One serious case in the window: the seven duties of 四.2.(3), every form of it printed, none skipped."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import clock
from app.models.nonconforming_service import NonconformingStatus as S
from app.services import reading, records
from app.services.links import raising
from app.services.registers import catalog
from app.services.registers.register import Register
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.printing import paper_window
from app.views.printing.preview import PreviewWindow
from app.views.registers.record_windows import RecordWindows
from app.views.registers.step_dialog import StepDialog
from tests.cast import PASSWORD, Cast, with_passwords
from tests.factory import KIND, department, evidence_seal_values, registered
from tests.forms_paper import page_texts
from tests.roads import (
    AUDIT,
    DEFECT,
    FEEDBACK,
    MAJOR,
    MAJOR_ACTION,
    SEAL,
    Move,
    all_settled,
    raised,
)
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
    given = written(move.values(cast))
    asked = {name: given.pop(name) for name in at.kind.step(move.action).asks if name in given}
    at.window.form.enter(given)
    at.check()
    before = at.view.version
    at.take(f"#sign:{move.action}" if _only_others(at, move.action) else move.action)
    if not at.no_dialog():
        for name, value in asked.items():
            at.dialog().rows[name].editor.set_value(value)  # type: ignore[attr-defined]
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


def begun(
    qtbot: QtBot, office: Context, cast: Cast, source: tuple[Register, int] | None = None
) -> Desktop:
    """A complaint's window or another one's, F7, and the serious nonconformity registered from it."""
    received = clock.now() - timedelta(hours=2)
    source = source or (KIND, registered(cast.handler, received_at=received))
    beside = QWidget()
    qtbot.addWidget(beside)
    windows = RecordWindows(office, beside)
    complaint = windows.open_record(*source)
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
    for move in MAJOR_ACTION.moves:
        go(at, cast, move, {"prove": "head"}.get(move.action, ""))


def lacking(at: Desktop) -> dict[str, str]:
    """Mark → clause of the duties still open, as the card shows them."""
    return {one.mark: one.clause for one in at.view.duties if one.lacking}


def sealed(qtbot: QtBot, office: Context, cast: Cast, service: int) -> int:
    """The evidence listed in a window raised from the case; who was there for the hospital signs."""
    begun = raising.begin(cast.handler, SERVICE, service, SEAL.register)
    at = Desktop(qtbot, office, None, SEAL.kind, beginning=begun)
    rows = begun.values["items"]
    given = evidence_seal_values(cast.handler) | begun.values
    given |= {
        "hospital_witness_id": cast.chief.person_id,
        "items": [row | {"seal_number": f"封-{place}"} for place, row in enumerate(rows, 1)],
    }
    at.window.form.enter(written({name: one for name, one in given.items() if one}))
    at.take_main()
    assert at.view.number, at.said
    at.take("seal")
    at.sign(STAFF["handler"], PASSWORD)
    assert "由医方在场人" in step_dialog(at)
    at.sign(STAFF["chief"], PASSWORD)
    assert str(at.view.status) == "SEALED"
    assert at.window.form.rows["items"].editor.is_read_only()
    return at.view.id


def step_dialog(at: Desktop) -> str:
    """What the open dialog says of a signature that was not taken."""
    asked = at.dialog()
    assert isinstance(asked, StepDialog)
    return " ".join(one.text() for one in asked.findChildren(QLabel) if one.isVisible())


def on_paper(
    qtbot: QtBot, office: Context, register: str, record_id: int, monkeypatch: pytest.MonkeyPatch,
    folder: Path,
) -> str:  # fmt: skip
    """Open the record, preview its form, save it with Ctrl+D; the words of the PDF."""
    at = open_at(qtbot, office, register, record_id)
    at.window.actions_of.preview()
    at.settle()
    (preview,) = at.window.findChildren(PreviewWindow)
    path = folder / f"{register}.pdf"
    monkeypatch.setattr(paper_window, "choose_file", lambda *_ask: path)
    qtbot.keyClick(preview.pages, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    at.settle()
    preview.close()
    return "".join("".join(page_texts(path)).split())


def test_every_form_of_a_serious_case_is_printed(
    qtbot: QtBot, office: Context, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A defect reported up the chain, F7, the duties; F12, F02, F03, F21 and what they must say."""
    defect = DEFECT.walk(cast, "report")
    at = open_at(qtbot, office, DEFECT.register, defect)
    for move in DEFECT.moves[:2]:
        go(at, cast, move, "head" if move.action == "judge" else "nurse")
    at = begun(qtbot, office, cast, (DEFECT.kind, defect))
    record_id = at.window.case.record_id
    assert record_id is not None
    listed = MAJOR.moves[-1].values(cast)["evidence"]
    at.window.form.enter({"evidence": listed})
    for move in MAJOR.moves[:-1]:
        go(at, cast, move)
    seal = sealed(qtbot, office, cast, record_id)
    settle(qtbot, office, cast, record_id)
    go(open_at(qtbot, office, SERVICE.name, record_id), cast, MAJOR.moves[-1])
    raised_from = partial(raised, cast, SERVICE.name, record_id)
    said = {
        name: on_paper(qtbot, office, name, one, monkeypatch, tmp_path)
        for name, one in (
            (DEFECT.register, defect), (SEAL.register, seal),
            ("quality_feedback", raised_from("quality_feedback")),
            ("corrective_action", raised_from("corrective_action")),
        )
    }  # fmt: skip
    service = reading.load(cast.head, SERVICE, record_id)
    assert str(service.status) == "CLOSED"
    for register, words in WORDS.items():
        assert [one for one in words if one not in said[register]] == [], register
    for register in (SEAL.register, "quality_feedback", "corrective_action"):
        assert service.number in said[register]


def test_the_leader_writes_the_approval_in_its_dialog(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    """A leader has no hand in the record: what F03 九 wants is asked by the step itself."""
    action = MAJOR_ACTION.walk(cast, "approve")
    leader = Context(cast.leader, "分管领导", "安禾医院", office.jobs)
    at = open_at(qtbot, leader, MAJOR_ACTION.register, action)
    assert at.view.read_only is not None
    at.take_main()
    at.sign(STAFF["leader"], PASSWORD)
    dialog = at.dialog()
    assert isinstance(dialog, StepDialog)
    assert "第九栏" in dialog.rows["approval_opinion"].error()
    dialog.rows["approval_opinion"].editor.set_value("同意，全院推开。")
    at.sign(STAFF["leader"], PASSWORD)
    assert at.view.status.value == "APPROVED", at.said


def test_a_dialog_goes_on_with_what_was_just_written(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    head = Context(cast.head, "科长", "安禾医院", office.jobs)
    at = open_at(qtbot, head, MAJOR_ACTION.register, MAJOR_ACTION.walk(cast, "review"))
    at.window.form.enter({"approval_opinion": "措施没有期限，退回。"})
    at.take("reject")
    asked = at.dialog()
    assert isinstance(asked, StepDialog)
    assert asked.rows["approval_opinion"].editor.value() == "措施没有期限，退回。"
    at.press("Enter", ctrl=True)
    assert at.view.values["approval_opinion"] == "措施没有期限，退回。"
    assert at.view.status.value == "CAUSE_ANALYZED"


def test_an_audit_report_is_walked_and_printed(
    qtbot: QtBot, office: Context, cast: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """四.2.(3) 次段, F04: the ward signs its measures in the auditor's window."""
    record_id = AUDIT.begin(cast)
    at = open_at(qtbot, office, AUDIT.register, record_id)
    for move in AUDIT.moves:
        go(at, cast, move)
    said = on_paper(qtbot, office, AUDIT.register, record_id, monkeypatch, tmp_path)
    assert said.count("系统留痕") >= 5 * 3  # five signatures, three copies
    assert "受审科室负责人：" in said


# What the paper of a serious case must bear besides its fields: who signed what.
WORDS = {
    "service_defect_entry": ["报告链", "职能科室：", "（系统留痕，复核"],
    "evidence_seal": ["第一联医方", "第二联患方", "医方在场人：", "患方在场人签名：", "输液瓶", "封-1"],
    "quality_feedback": ["检查人：", "（系统留痕，责任确认", "（系统留痕，复核"],
    "corrective_action": ["职能科室：", "批准人：", "（系统留痕，复核", "（系统留痕，审批", "实施人："],
}  # fmt: skip


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
