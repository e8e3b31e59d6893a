"""Clauses of the scoring table while a finding is written: chosen by keyboard, points come with them."""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.services import reading
from app.services.operations import Desk
from app.services.registers import nonconforming_service, quality_feedback
from app.services.registers.register import Register
from app.views.context import Context
from app.views.inputs.editors import RowsEdit, SuggestEdit
from app.views.registers.record_dialog import RecordDialog
from tests.factory import made
from tests.services.upkeep.test_scoring import imported

FEEDBACK, SERVICE = quality_feedback.REGISTER, nonconforming_service.REGISTER


@pytest.fixture(autouse=True)
def morning(set_clock: Callable[[str], datetime]) -> None:
    set_clock("2026-03-09 10:00")


def opened(qtbot: QtBot, context: Context, kind: Register, record_id: int) -> RecordDialog:
    window = RecordDialog(context, kind, record_id)
    window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(window, before_close_func=lambda _one, _kept=window: None)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def findings(window: RecordDialog) -> RowsEdit:
    editor = window.form.rows["findings"].editor
    assert isinstance(editor, RowsEdit)
    return editor


def clause_of(editor: RowsEdit, row: int) -> SuggestEdit:
    cell = editor.cell(row, "clause")
    assert isinstance(cell, SuggestEdit)
    return cell


def test_a_clause_chosen_with_the_arrow_keys_fills_the_empty_points(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    record_id = made(desk, FEEDBACK, findings=[{"description": "未核对腕带"}])
    window = opened(qtbot, context, FEEDBACK, record_id)
    clause = clause_of(findings(window), 0)
    qtbot.keyClick(clause.line, Qt.Key.Key_Down)
    qtbot.keyClick(clause.line, Qt.Key.Key_Down)
    qtbot.keyClick(clause.line, Qt.Key.Key_Down)
    qtbot.keyClick(clause.line, Qt.Key.Key_Return)
    (row,) = findings(window).value()
    assert (row["clause"], row["points"]) == ("3.10", "0.5")
    window.actions_of.save()
    assert reading.load(desk, FEEDBACK, record_id).values["total_points"] == Decimal("0.5")


def test_a_clause_typed_in_full_fills_them_too(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    window = opened(
        qtbot, context, FEEDBACK, made(desk, FEEDBACK, findings=[{"description": "腕带"}])
    )
    editor = findings(window)
    clause = clause_of(editor, 0)
    clause.line.setFocus()
    qtbot.keyClicks(clause.line, "3.2")
    assert [one.code for one in clause.offered()] == ["3.2"]
    qtbot.keyClick(clause.line, Qt.Key.Key_Tab)
    assert editor.cell(0, "points").value() == Decimal(2)


def test_points_that_stand_there_are_never_overwritten(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    finding = {"description": "腕带", "points": "1.5"}
    window = opened(qtbot, context, FEEDBACK, made(desk, FEEDBACK, findings=[finding]))
    editor = findings(window)
    clause = clause_of(editor, 0)
    clause.line.setFocus()
    qtbot.keyClicks(clause.line, "9.1")
    qtbot.keyClick(clause.line, Qt.Key.Key_Tab)
    assert editor.cell(0, "points").value() == Decimal("1.5")


def test_a_row_added_later_offers_the_clauses_too(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    window = opened(qtbot, context, FEEDBACK, made(desk, FEEDBACK))
    editor = findings(window)
    editor.more.click()
    clause = clause_of(editor, 1)
    clause.line.setFocus()
    qtbot.keyClicks(clause.line, "9")
    assert [one.code for one in clause.offered()] == ["9.1"]


def test_without_a_table_clauses_are_written_by_hand(
    qtbot: QtBot, context: Context, desk: Desk
) -> None:
    window = opened(
        qtbot, context, FEEDBACK, made(desk, FEEDBACK, findings=[{"description": "腕带"}])
    )
    editor = findings(window)
    clause = clause_of(editor, 0)
    clause.line.setFocus()
    qtbot.keyClicks(clause.line, "7.7")
    qtbot.keyClick(clause.line, Qt.Key.Key_Return)
    (row,) = editor.value()
    assert row["clause"] == "7.7"
    assert "points" not in row


def test_words_that_only_begin_like_a_clause_stay_as_they_are(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    window = opened(
        qtbot, context, FEEDBACK, made(desk, FEEDBACK, findings=[{"description": "腕带"}])
    )
    clause = clause_of(findings(window), 0)
    clause.line.setFocus()
    qtbot.keyClicks(clause.line, "3")
    qtbot.keyClick(clause.line, Qt.Key.Key_Return)
    assert clause.value() == "3"


def test_the_basis_of_a_service_takes_the_words_of_the_clause_along(
    qtbot: QtBot, context: Context, desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    window = opened(qtbot, context, SERVICE, made(desk, SERVICE))
    basis = window.form.rows["score_basis"].editor
    assert isinstance(basis, SuggestEdit)
    basis.line.setFocus()
    qtbot.keyClicks(basis.line, "9.1")
    qtbot.keyClick(basis.line, Qt.Key.Key_Return)
    assert basis.value() == "9.1 发生严重不合格服务"
    assert window.form.rows["points"].editor.value() == Decimal(10)
