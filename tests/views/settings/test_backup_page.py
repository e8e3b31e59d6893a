"""系统 › 备份: backing up with a key, and what is asked before data are brought back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.services.operations import Desk
from app.services.people import organisation
from app.services.upkeep.backups import keeping, making
from app.views.context import Context
from app.views.settings.backup.backup_page import BackupPage
from app.views.settings.backup.places_dialog import PlacesDialog
from app.views.settings.backup.restore_dialog import RestoreDialog
from tests.hospital import PASSWORD


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> BackupPage:
    made = BackupPage(context)
    qtbot.addWidget(made)
    made.allow(organisation.me(context.desk))
    made.reload()
    made.show()
    return made


def restore_dialog(page: BackupPage) -> RestoreDialog:
    making.make(page.context.desk)
    page.reload()
    page.list.view.select_row(0)
    page.list.opened.emit(page.list.current())
    (dialog,) = page.findChildren(RestoreDialog)
    return dialog


def test_one_click_backs_up_and_lists_the_verified_copy(page: BackupPage, desk: Desk) -> None:
    page.now.click()
    assert len(keeping.state(desk).backups) == 1
    assert "已校验" in page.last.text()
    assert page.list.model.rowCount() == 1


def test_no_back_up_is_not_called_verified(page: BackupPage) -> None:
    texts = [one.text() for one in page.list.findChildren(QLabel)]
    assert "还没有备份" in texts


def test_ctrl_enter_in_a_restore_leaves_everything_as_it_is(qtbot: QtBot, page: BackupPage) -> None:
    dialog = restore_dialog(page)
    asked: list[object] = []
    page.restore_asked.connect(lambda backup, _password: asked.append(backup))
    dialog.password.set_value(PASSWORD)
    qtbot.waitUntil(dialog.isActiveWindow)
    qtbot.keyClick(dialog.keep, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    assert not dialog.isVisible()
    assert dialog.act.property("kind") == "danger"
    assert dialog.act.x() < dialog.keep.x()


def test_a_restore_asks_the_password_before_anything_is_handed_on(page: BackupPage) -> None:
    dialog = restore_dialog(page)
    asked: list[object] = []
    page.restore_asked.connect(lambda backup, password: asked.append((backup, password)))
    dialog.act.click()
    assert asked == []
    assert dialog.rows["password"].error() == "还没有输入密码"
    dialog.password.set_value(PASSWORD)
    dialog.act.click()
    ((backup, password),) = asked
    assert password == PASSWORD
    assert backup == page._state.last


def test_a_place_inside_the_data_is_said_beside_its_field(page: BackupPage, tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    page.places.click()
    (dialog,) = page.findChildren(PlacesDialog)
    dialog.second.set_value(str(inside))
    dialog.act.click()
    assert "一起丢" in dialog.rows["second"].error()
