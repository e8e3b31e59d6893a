"""系统 › 考核标准: without a table a sentence says so; a table comes in; a clause is changed."""

from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services.operations import Desk
from app.services.upkeep import scoring
from app.views.settings.procedure.scoring_dialogs import RuleDialog, ScoringTableDialog
from app.views.settings.procedure.scoring_page import ScoringPage
from tests.hospital import desk_of
from tests.services.upkeep.test_scoring import RULES, imported, table
from tests.views.settings.house import opened


def page_of(qtbot: QtBot, desk: Desk) -> ScoringPage:
    return opened(qtbot, desk, ScoringPage)


def test_without_a_table_a_sentence_says_that_the_program_brings_no_points(
    qtbot: QtBot, desk: Desk
) -> None:
    page = page_of(qtbot, desk)
    assert page.list.is_showing_instead()
    assert page.empty.accessibleName() == "本院还没有导入考核标准"
    assert "程序不带任何分值" in page.empty.accessibleDescription()


def test_a_table_comes_in_through_the_dialog(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, RULES)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    page = page_of(qtbot, desk)
    page.empty.action.click()
    (dialog,) = page.findChildren(ScoringTableDialog)
    assert not dialog.act.isEnabled()
    dialog.choose.click()
    assert dialog.verdict.text() == "新增 3 条"
    dialog.act.click()
    page.reload()
    assert page.list.model.rowCount() == 3
    assert page.list.model.index(0, 2).data() == "2"


def test_mistakes_are_listed_and_nothing_can_be_imported(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = page_of(qtbot, desk)
    page.make_new()
    (dialog,) = page.findChildren(ScoringTableDialog)
    dialog.read_file(table(tmp_path, [("3.2", "腕带", "半分"), ("3.3", "", 1)]))
    assert dialog.mistakes.model.rowCount() == 2
    assert not dialog.act.isEnabled()


def test_a_clause_is_changed_with_enter(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    imported(desk, tmp_path)
    page = page_of(qtbot, desk)
    page.list.view.setFocus()
    page.list.view.select_row(0)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Return)
    (dialog,) = page.findChildren(RuleDialog)
    dialog.points.set_value(Decimal(3))
    dialog.act.click()
    assert scoring.in_use(desk)[0].points == Decimal(3)


def test_others_see_the_table_and_why_they_cannot_change_it(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    imported(desk, tmp_path)
    page = page_of(qtbot, desk_of(desk, Role.REGISTRAR))
    assert page.list.model.rowCount() == 3
    assert "职能科室负责人或系统管理员" in page.reason()
    assert not page.change.isEnabled()
    assert not page.more.isEnabled()
