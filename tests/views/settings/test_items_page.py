"""系统 › 物品目录: empty with a way on, filled by hand or from a table, searched, its rules set."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from app.models.organisation import Role
from app.services.operations import Desk
from app.services.registers.stock import GoodsRules
from app.services.stock import goods_rules
from app.services.upkeep import items
from app.views.settings.goods.item_dialogs import ItemDialog, ItemTableDialog
from app.views.settings.goods.items_page import ItemsPage
from app.views.settings.goods.rules_dialog import GoodsRulesDialog
from tests.hospital import desk_of
from tests.services.upkeep.test_items import HIP, SALINE, item, table
from tests.views.settings.house import opened


def page_of(qtbot: QtBot, desk: Desk) -> ItemsPage:
    return opened(qtbot, desk, ItemsPage)


def dialog_of(page: ItemsPage, kind: type[QWidget]) -> QWidget:
    (found,) = page.findChildren(kind)
    return found


def names(page: ItemsPage) -> list[str]:
    model = page.list.model
    return [str(model.index(row, 1).data()) for row in range(model.rowCount())]


def test_an_empty_catalogue_says_how_to_fill_it_and_takes_a_table(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = table(tmp_path, SALINE, HIP)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_all: (str(path), ""))
    page = page_of(qtbot, desk)
    assert page.list.is_showing_instead()
    page.empty.action.click()
    dialog = dialog_of(page, ItemTableDialog)
    assert isinstance(dialog, ItemTableDialog)
    dialog.choose.click()
    assert dialog.verdict.text() == "新增 2 种"
    dialog.act.click()
    page.reload()
    assert names(page) == ["髋关节假体", "0.9% 氯化钠注射液"]


def test_mistakes_of_a_table_are_listed_and_nothing_can_be_imported(
    qtbot: QtBot, desk: Desk, tmp_path: Path
) -> None:
    page = page_of(qtbot, desk)
    page.bring_in.click()
    dialog = dialog_of(page, ItemTableDialog)
    assert isinstance(dialog, ItemTableDialog)
    dialog.read_file(table(tmp_path, ("B1", "床单", "被服", "", "条", "", "", "")))
    assert dialog.mistakes.model.rowCount() == 1
    assert not dialog.act.isEnabled()


def test_an_item_is_added_and_changed_by_its_dialog(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk)
    page.make_new()
    dialog = dialog_of(page, ItemDialog)
    assert isinstance(dialog, ItemDialog)
    dialog.act.click()
    assert dialog.rows["code"].error() == "还没有写编码"
    for name, value in item().items():
        dialog.editors[name].set_value(value)
    dialog.act.click()
    (one,) = items.items(desk)
    assert (one.code, one.category.value, one.implant) == ("Y001", "DRUG", False)
    changing = ItemDialog(page.context, page, one)
    qtbot.addWidget(changing)
    changing.active.set_value(False)
    changing.act.click()
    assert not items.items(desk)[0].active


@pytest.mark.parametrize("typed", ["y001", "氯化", "lhn", "250", "安康制药"])
def test_an_item_is_found_by_whatever_one_remembers(qtbot: QtBot, desk: Desk, typed: str) -> None:
    items.add(desk, item(manufacturer="安康制药"))
    items.add(desk, item(code="H002", name="髋关节假体", specification="48 mm"))
    page = page_of(qtbot, desk)
    page.start_search()
    qtbot.waitUntil(page.search.hasFocus)
    page.search.set_query(typed)
    page.search.asked.emit(typed)
    assert names(page) == ["0.9% 氯化钠注射液"]


def test_the_rules_of_inspection_are_set_in_a_dialog(qtbot: QtBot, desk: Desk) -> None:
    page = page_of(qtbot, desk)
    page.rules.click()
    dialog = dialog_of(page, GoodsRulesDialog)
    assert isinstance(dialog, GoodsRulesDialog)
    assert (dialog.first_lots.value(), dialog.consumables.value()) == (3, True)
    dialog.first_lots.set_value(5)
    dialog.consumables.set_value(False)
    dialog.act.click()
    assert goods_rules.rules(desk) == GoodsRules(5, False)


def test_who_may_not_configure_looks_and_is_told_why(qtbot: QtBot, desk: Desk) -> None:
    items.add(desk, item())
    page = page_of(qtbot, desk_of(desk, Role.STOREKEEPER, department="WZK"))
    assert "由职能科室负责人或系统管理员办理" in page.reason()
    assert not any(one.isEnabled() for one in page.guarded())
    assert names(page) == ["0.9% 氯化钠注射液"]
