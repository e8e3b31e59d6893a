"""系统 › 代理授权: an approver names a deputy by keyboard and takes it back; others see their own."""

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.services.operations import Desk
from app.services.people import delegations
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.settings import delegations_page
from app.views.settings.delegations_page import DelegationDialog, DelegationsPage
from tests.cast import Cast

FIRST, LAST = date(2026, 3, 9), date(2026, 3, 13)


@pytest.fixture
def cast(cast: Cast, set_clock: Callable[[str], datetime]) -> Cast:
    set_clock("2026-03-09 08:00")
    return cast


def page_of(qtbot: QtBot, desk: Desk) -> DelegationsPage:
    page = DelegationsPage(Context(desk, "陈静", "安禾医院", Jobs(inline=True)))
    qtbot.addWidget(page)
    page.resize(1300, 600)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.reload()
    return page


def dialog_of(qtbot: QtBot, page: DelegationsPage) -> DelegationDialog:
    page.add.click()
    (dialog,) = page.findChildren(DelegationDialog)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    return dialog


def states(page: DelegationsPage) -> list[str]:
    model = page.list.model
    last = model.columnCount() - 1
    return [str(model.index(row, last).data()) for row in range(model.rowCount())]


def test_an_approver_names_a_deputy_by_keyboard(qtbot: QtBot, cast: Cast) -> None:
    page = page_of(qtbot, cast.chief)
    dialog = dialog_of(qtbot, page)
    assert dialog.who.value() == cast.chief.person_id
    assert [item.value for item in _offered(dialog)] == [cast.nurse.person_id]
    qtbot.keyClick(dialog.deputy.line, Qt.Key.Key_Down)
    qtbot.keyClick(dialog.deputy.line, Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.ends_on.first_input(), "2026-3-13")
    dialog.reason.set_value("外出开会")
    qtbot.keyClick(dialog.act, Qt.Key.Key_Space)
    (made,) = delegations.listed(cast.chief)
    assert (made.starts_on, made.ends_on, made.reason) == (FIRST, LAST, "外出开会")
    page.reload()
    assert states(page) == ["代理中"]


def test_what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(
    qtbot: QtBot, cast: Cast
) -> None:
    dialog = dialog_of(qtbot, page_of(qtbot, cast.chief))
    dialog.act.click()
    assert dialog.rows["to_id"].error() == "还没有选代理人"
    dialog.deputy.set_value(cast.nurse.person_id)
    dialog.ends_on.set_value(date(2026, 3, 8))
    dialog.reason.set_value("休假")
    dialog.act.click()
    assert dialog.rows["ends_on"].error() == "不能早于开始日期 2026-03-09"
    assert dialog.reason.value() == "休假"


def test_a_delegation_is_withdrawn_with_the_delete_key(
    qtbot: QtBot, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    delegations.add(cast.chief, cast.chief.person_id, cast.nurse.person_id, FIRST, LAST, "外出开会")
    asked: list[str] = []

    def agree(_parent: QWidget, title: str, _text: str, **_words: str) -> bool:
        asked.append(title)
        return True

    monkeypatch.setattr(delegations_page, "confirm", agree)
    page = page_of(qtbot, cast.chief)
    page.list.view.setFocus()
    page.list.view.select_row(0)
    qtbot.keyClick(page.list.view, Qt.Key.Key_Delete)
    page.reload()
    assert asked == ["撤回陈静给陈静的授权？"]
    assert states(page) == ["已撤回"]
    assert not page.withdraw.isEnabled()


def test_who_manages_people_sees_all_and_adds_for_every_approver(qtbot: QtBot, cast: Cast) -> None:
    delegations.add(cast.chief, cast.chief.person_id, cast.nurse.person_id, FIRST, LAST, "外出开会")
    page = page_of(qtbot, cast.admin)
    assert page.list.model.rowCount() == 1
    dialog = dialog_of(qtbot, page)
    dialog.who.set_value(cast.leader.person_id)
    dialog.who.changed.emit()
    assert cast.handler.person_id in [item.value for item in _offered(dialog)]


def test_the_deputy_sees_what_was_lent_but_cannot_take_it_back(qtbot: QtBot, cast: Cast) -> None:
    delegations.add(cast.chief, cast.chief.person_id, cast.nurse.person_id, FIRST, LAST, "外出开会")
    page = page_of(qtbot, cast.nurse)
    page.list.view.select_row(0)
    assert not page.withdraw.isEnabled()
    assert "授权人本人" in page.withdraw.toolTip()
    assert not page.add.isEnabled()
    assert "没有可以授权的审批角色" in page.reason()


def test_others_see_nothing_of_it(qtbot: QtBot, cast: Cast) -> None:
    delegations.add(cast.chief, cast.chief.person_id, cast.nurse.person_id, FIRST, LAST, "外出开会")
    page = page_of(qtbot, cast.nursing)
    assert page.list.is_showing_instead()


def _offered(dialog: DelegationDialog) -> list[delegations_page.PickItem]:
    dialog.deputy.line.open_asked.emit()
    dialog.deputy.line.escaped.emit()
    return dialog.deputy.offered()
