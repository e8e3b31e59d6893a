"""列设置: which columns are seen, in which order, kept for each person."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from app.services.operations import Desk
from app.views.registers.listing.column_dialog import ColumnDialog
from app.views.registers.listing.columns import columns
from app.views.registers.register_page import RegisterPage
from tests.factory import KIND, registered
from tests.views.widgets.keyboard import press, shown


@pytest.fixture
def dialog(qtbot: QtBot) -> ColumnDialog:
    every = [one for one in columns(KIND) if one.name not in ("number", "status", "due_on")]
    usual = [one.name for one in every if not one.layout.extra]
    made = ColumnDialog(None, every, usual, usual)
    shown(qtbot, made, made.view)
    return made


def heads(page: RegisterPage) -> list[str]:
    return [
        str(page.model.headerData(place, Qt.Orientation.Horizontal))
        for place in page.view.shown_columns()
    ]


def test_columns_are_ticked_and_moved_with_the_keyboard(dialog: ColumnDialog) -> None:
    press(dialog.view, "Down")
    press(dialog.view, "Space")
    dialog.move_row(-1)
    assert dialog.view.currentIndex().row() == 0
    press(dialog.view, "Space")
    assert dialog.chosen()[:2] == ["channel", "received_at"]
    dialog.move_row(-1)
    assert dialog.chosen()[:2] == ["channel", "received_at"]


def test_what_happened_cannot_be_switched_off(dialog: ColumnDialog) -> None:
    row = dialog.chosen().index("subject")
    dialog.toggle(row)
    assert "subject" in dialog.chosen()


def test_the_usual_columns_come_back(dialog: ColumnDialog) -> None:
    before = dialog.chosen()
    dialog.toggle(0)
    dialog.move_row(1)
    dialog._restore()
    assert dialog.chosen() == before


def test_choosing_is_kept_for_this_person(
    desk: Desk, open_page: Callable[[], RegisterPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(desk)
    page = open_page()
    usual = heads(page)

    def choose(dialog: ColumnDialog) -> int:
        dialog._fill(["topic", "subject", "received_at"])
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(ColumnDialog, "exec", choose)
    page.card.columns_asked.emit()
    wanted = ["编号", "投诉类别", "投诉事项", "接到", "状态", "反馈期限"]
    assert heads(page) == wanted
    assert heads(open_page()) == wanted
    monkeypatch.setattr(ColumnDialog, "exec", lambda one: one._restore() or 1)
    page.card.columns_asked.emit()
    assert heads(page) == usual
    assert page.chosen_columns.chosen() == ()


def test_leaving_the_dialog_changes_nothing(
    desk: Desk, open_page: Callable[[], RegisterPage], monkeypatch: pytest.MonkeyPatch
) -> None:
    registered(desk)
    page = open_page()
    usual = heads(page)
    monkeypatch.setattr(ColumnDialog, "exec", lambda _one: QDialog.DialogCode.Rejected)
    page.card.columns_asked.emit()
    assert heads(page) == usual


def test_chosen_columns_give_way_in_a_narrow_window_but_are_exported(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    registered(desk)
    page = open_page()
    names = tuple(one.name for one in columns(KIND))
    page.chosen_columns.show(names)
    assert len(heads(page)) < len(names)
    assert heads(page)[-2:] == ["状态", "反馈期限"]
    assert set(page.chosen_columns.names()) == set(names)


def test_names_the_register_no_longer_has_are_passed_over(
    desk: Desk, open_page: Callable[[], RegisterPage]
) -> None:
    page = open_page()
    page.chosen_columns.show(("gone", "topic"))
    assert page.chosen_columns.chosen() == ("number", "topic", "subject", "status", "due_on")
