"""发放 by keyboard alone: scan, quantity, ward, and the receiver's signature."""

from collections.abc import Callable
from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.materials.material_lot import MaterialLot
from app.models.organisation import Role
from app.services import reading
from app.services.operations import Desk
from app.views.group_page import GroupPage
from app.views.main_window import MainWindow
from app.views.materials.issue_dialog import IssueDialog
from tests.cast import PASSWORD, Cast
from tests.hospital import desk_of
from tests.roads import LOT
from tests.views.materials.house import shown, typed, window_of

Key = Qt.Key


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def lot(cast: Cast) -> int:
    """600 bags of lot 4087202 on the shelf."""
    return LOT.walk(cast, until="withdraw")


@pytest.fixture
def keeper(desk: Desk, cast: Cast) -> Desk:
    """Who issues; and beside them a nurse who receives. Both can sign."""
    desk_of(desk, Role.REGISTRAR, department="GK1", staff_no="W9", password=PASSWORD)
    return desk_of(desk, Role.STOREKEEPER, department="WZK", staff_no="K9", password=PASSWORD)


@pytest.fixture
def main(qtbot: QtBot, keeper: Desk, lot: int) -> MainWindow:
    """The storekeeper's desk with the tab of goods in front."""
    return window_of(qtbot, keeper)


def dialog_of(main: MainWindow) -> IssueDialog:
    return shown(main, IssueDialog)


def in_stock(cast: Cast, lot: int) -> int:
    with cast.admin.database.read() as session:
        return session.get_one(MaterialLot, lot).in_stock


def issue_by_keyboard(qtbot: QtBot, main: MainWindow, quantity: str = "20") -> IssueDialog:
    """Ctrl+I, the number of the lot, a quantity, the ward; the keyboard is in 工号 then."""
    main.goods.show("issue", ())
    dialog = dialog_of(main)
    typed(qtbot, dialog, "4087202", Key.Key_Return)
    typed(qtbot, dialog, quantity, Key.Key_Return)
    typed(qtbot, dialog, "", Key.Key_Return)  # an empty line: everything is scanned
    assert dialog.focusWidget() is dialog.ward.first_input()
    typed(qtbot, dialog, "gk1", Key.Key_Return, Key.Key_Return)
    assert dialog.focusWidget() is dialog.sign.first_input()
    return dialog


def test_a_lot_goes_out_by_keyboard_alone(
    qtbot: QtBot, main: MainWindow, cast: Cast, lot: int
) -> None:
    dialog = issue_by_keyboard(qtbot, main)
    typed(qtbot, dialog, "W9", Key.Key_Return)
    typed(qtbot, dialog, PASSWORD)
    qtbot.keyClick(dialog, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert not dialog.isVisible()
    assert in_stock(cast, lot) == 580
    ledger = reading.load(cast.keeper, LOT.kind, lot).ledger
    assert ledger is not None
    assert (ledger.movements[0].department, ledger.movements[0].quantity) == ("骨科一病区", 20)


@pytest.mark.parametrize(
    ("staff_no", "password", "said"),
    [("W9", "not the password", "工号或密码不对"), ("K9", PASSWORD, "领用人不能是发放人本人")],
)
def test_a_refused_signature_is_said_and_nothing_entered_is_lost(
    qtbot: QtBot, main: MainWindow, cast: Cast, lot: int, staff_no: str, password: str, said: str
) -> None:
    dialog = issue_by_keyboard(qtbot, main)
    typed(qtbot, dialog, staff_no, Key.Key_Return)
    typed(qtbot, dialog, password)
    dialog.act.click()
    assert said in dialog.refusal()
    assert dialog.isVisible()
    assert dialog.unfinished().quantities == (20,)
    assert in_stock(cast, lot) == 600


def test_more_than_there_is_is_refused_at_its_line(qtbot: QtBot, main: MainWindow) -> None:
    main.goods.show("issue", ())
    dialog = dialog_of(main)
    typed(qtbot, dialog, "4087202", Key.Key_Return)
    typed(qtbot, dialog, "601", Key.Key_Return)
    assert dialog.rows.rows[0].error() == "只剩 600 袋"
    assert dialog.focusWidget() is dialog.rows.rows[0].quantity.first_input()


def test_what_left_the_shelf_meanwhile_is_said_at_its_line(
    qtbot: QtBot, main: MainWindow, cast: Cast, lot: int
) -> None:
    dialog = issue_by_keyboard(qtbot, main)
    LOT.go(cast, lot, LOT.moves[-1])
    typed(qtbot, dialog, "W9", Key.Key_Return)
    typed(qtbot, dialog, PASSWORD)
    dialog.act.click()
    assert "现在是“待检”" in dialog.rows.rows[0].error()
    assert "一批也没有发放" in dialog.refusal()


def test_what_is_not_there_is_said_and_can_be_typed_again(qtbot: QtBot, main: MainWindow) -> None:
    main.goods.show("issue", ())
    dialog = dialog_of(main)
    typed(qtbot, dialog, "9999999", Key.Key_Return)
    assert "没有可发放的“9999999”" in dialog.missed()
    typed(qtbot, dialog, "4087202", Key.Key_Return)
    assert dialog.missed() == ""
    assert len(dialog.rows.rows) == 1


def test_of_several_lots_one_is_chosen_with_the_arrows(
    qtbot: QtBot, main: MainWindow, cast: Cast, lot: int
) -> None:
    other = LOT.walk(cast, until="withdraw")
    main.goods.show("issue", ())
    dialog = dialog_of(main)
    typed(qtbot, dialog, "lhn", Key.Key_Return)
    assert dialog.rows.rows == []
    typed(qtbot, dialog, "", Key.Key_Down, Key.Key_Return)
    assert [row.lot.lot_id for row in dialog.rows.rows] == [other]
    typed(qtbot, dialog, "5", Key.Key_Return)
    typed(qtbot, dialog, "4087202", Key.Key_Return)
    typed(qtbot, dialog, "", Key.Key_Return)
    assert [row.lot.lot_id for row in dialog.rows.rows] == [other, lot]


def test_what_was_begun_and_closed_is_there_again(qtbot: QtBot, main: MainWindow) -> None:
    dialog = issue_by_keyboard(qtbot, main)
    qtbot.keyClick(dialog, Key.Key_Escape)
    assert not dialog.isVisible()
    main.goods.show("issue", ())
    again = dialog_of(main)
    assert again.unfinished() == dialog.unfinished()
    assert again.unfinished().quantities == (20,)


def test_the_tab_of_goods_opens_it_for_the_lot_that_is_marked(
    qtbot: QtBot, main: MainWindow, lot: int
) -> None:
    page = main.page()
    assert isinstance(page, GroupPage)
    page.page().view.select_row(0)
    qtbot.keyClick(page.page().view, Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert [row.lot.lot_id for row in dialog_of(main).rows.rows] == [lot]


def test_the_record_of_a_stocked_lot_offers_it_as_its_next_step(
    qtbot: QtBot, main: MainWindow, lot: int
) -> None:
    record = main.windows.open_record(LOT.kind, lot)
    assert record.side.steps.main is not None
    assert record.side.steps.main.label == "发放…"
    record.actions_of.take_main()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, IssueDialog)]
    assert [row.lot.lot_id for row in dialog.rows.rows] == [lot]
    dialog.reject()


def test_who_may_not_issue_is_not_offered_it(qtbot: QtBot, cast: Cast, lot: int) -> None:
    window = window_of(qtbot, cast.head)
    page = window.page()
    assert isinstance(page, GroupPage)
    assert "Ctrl+I" not in [keys for keys, _words in page.strip_keys()]
    assert reading.load(cast.head, LOT.kind, lot).tools == ()
