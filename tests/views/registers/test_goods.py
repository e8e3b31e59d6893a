"""A lot is registered by choosing its item; a supplier's record shows its file, and opens what is in it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from app import clock
from app.services.upkeep import items
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.links.file_card import FileDialog
from tests.cast import Cast
from tests.factory import made
from tests.roads import LOT, RETURNED, SUPPLIER
from tests.services.suppliers.test_supplier_file import accepted, supplier
from tests.services.upkeep.test_items import item
from tests.views.registers.record_house import Desktop


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 00:10")


def desk_of(cast: Cast, who: str) -> Context:
    return Context(getattr(cast, who), "张某", "安禾医院", Jobs(inline=True))


def test_choosing_an_item_by_its_initials_fills_what_the_catalogue_says(
    qtbot: QtBot, cast: Cast
) -> None:
    items.add(cast.head, item(manufacturer="安康制药", registration_number="国药准字H1"))
    items.add(cast.head, item(code="Y002", specification="500 mL", unit="瓶"))
    supplier(cast, licence_until=clock.today() + timedelta(days=400))
    at = Desktop(qtbot, desk_of(cast, "keeper"), None, LOT.kind)
    at.tab_to("subject")
    at.type("lhnzsy")
    at.press("Down")
    at.press("Down")
    at.press("Enter")
    values = at.window.form.changes()
    assert (values["subject"], values["category"]) == ("0.9% 氯化钠注射液", "DRUG")
    assert (values["specification"], values["unit"]) == ("500 mL", "瓶")
    at.tab_to("lot_number")
    at.type("4087202")
    at.tab_to("supplier_name")
    at.type("akyy")
    at.press("Down")
    at.press("Enter")
    at.tab_to("received_quantity")
    at.type("600")
    at.tab_to("isolation_place")
    at.type("待检区 1")
    at.take_main()
    assert at.view.values["supplier_name"] == "安康医药有限公司"
    assert str(at.view.status) == "RECEIVED_PENDING"


def test_a_name_two_items_bear_is_not_guessed(qtbot: QtBot, cast: Cast) -> None:
    items.add(cast.head, item())
    items.add(cast.head, item(code="Y002", specification="500 mL"))
    at = Desktop(qtbot, desk_of(cast, "keeper"), None, LOT.kind)
    at.tab_to("subject")
    at.type("0.9% 氯化钠注射液")
    at.press("Esc")
    at.press("Tab")
    assert at.window.form.changes().get("specification") is None


def test_goods_that_are_in_no_catalogue_are_written_by_hand(qtbot: QtBot, cast: Cast) -> None:
    at = Desktop(qtbot, desk_of(cast, "keeper"), None, LOT.kind)
    at.fill("subject", "棉签")
    assert at.window.form.changes()["subject"] == "棉签"


def test_the_file_of_a_supplier_stands_beside_its_record_and_opens_what_is_in_it(
    qtbot: QtBot, cast: Cast
) -> None:
    one = supplier(cast, licence_until=clock.today() + timedelta(days=400))
    lot = RETURNED.walk(cast, until="send_back_goods")
    accepted(cast)
    at = Desktop(qtbot, desk_of(cast, "buyer"), one, SUPPLIER.kind)
    card = at.window.side.file
    assert card.isVisible()
    assert card.action.text() == "全部 1 件"
    asked: list[tuple[str, int]] = []
    at.window.links.record_asked.connect(lambda name, record: asked.append((name, record)))
    card.show_all()
    at.settle()
    (dialog,) = at.window.findChildren(FileDialog)
    assert "检验 2 批，不合格 1 批，不合格率 50.0%；按数量 50.0%" in dialog.accessibleDescription()
    assert dialog.list.model.index(0, 6).data() == "包装破损"
    at.press("Enter")
    assert asked == [("material_lot", lot)]
    assert not dialog.isVisible()


def test_records_that_are_no_suppliers_have_no_file(qtbot: QtBot, cast: Cast) -> None:
    at = Desktop(qtbot, desk_of(cast, "keeper"), made(cast.keeper, LOT.kind), LOT.kind)
    assert not at.window.side.file.isVisible()


def test_what_the_program_works_out_completes_no_section(qtbot: QtBot, cast: Cast) -> None:
    at = Desktop(qtbot, desk_of(cast, "keeper"), made(cast.keeper, LOT.kind), LOT.kind)
    form = at.window.form
    assert form.base()["keeping"] is not None
    marks = dict(zip([one.title for one in form.sections], form.marks(), strict=True))
    assert (marks["到货"].is_complete, marks["结论"].is_complete) == (True, False)
