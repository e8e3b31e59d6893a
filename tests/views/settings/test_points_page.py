"""系统 › 投诉渠道: an opening by keyboard, and its letters one by one."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app import clock
from app.models.daily import PointKind
from app.models.organisation import Role
from app.services import records
from app.services.operations import Changes
from app.services.people import organisation, shift
from app.services.people.shift import Shift
from app.services.upkeep import complaint_points
from app.views.context import Context
from app.views.main_window import MainWindow
from app.views.settings.procedure.point_dialogs import OpeningDialog, PointDialog
from app.views.settings.procedure.points_page import PointsPage
from app.views.settings.system_page import SystemPage
from tests.factory import KIND, complaint_values, department
from tests.hospital import desk_of


@pytest.fixture
def page(qtbot: QtBot, context: Context, begun: Shift) -> PointsPage:
    desk = context.desk
    complaint_points.add_point(desk, PointKind.BOX, "门诊一楼大厅", department(desk, "急诊科"))
    desk_of(desk, Role.REGISTRAR)
    context.announce(Changes(frozenset({"person"})))
    window = MainWindow(context, begun)
    qtbot.addWidget(window)
    window.show()
    window.top.set_current("system")
    system = window.page()
    assert isinstance(system, SystemPage)
    system.show_page("points")
    made = system.page("points")
    assert isinstance(made, PointsPage)
    made.allow(organisation.me(desk))
    return made


def test_an_opening_needs_only_the_witness_and_the_number(page: PointsPage) -> None:
    page.make_new()
    (dialog,) = page.window().findChildren(OpeningDialog)
    dialog.act.click()
    assert dialog.rows["witness"].error() == "还没有选见证人"
    dialog.witness.set_value(page.context.directory.people[0].id)
    if dialog.witness.value() == dialog.opened_by.value():
        dialog.witness.set_value(page.context.directory.people[1].id)
    dialog.letters.set_value(3)
    dialog.act.click()
    (opening,) = complaint_points.openings(page.context.desk)
    assert opening.letters == 3
    assert page.openings.model.rowCount() == 1


def test_a_letter_opens_a_complaint_that_knows_its_box(page: PointsPage) -> None:
    desk = page.context.desk
    page.make_new()
    (dialog,) = page.window().findChildren(OpeningDialog)
    others = [one for one in page.context.directory.people if one.id != desk.person_id]
    dialog.witness.set_value(others[0].id)
    dialog.letters.set_value(1)
    dialog.act.click()
    page.openings.view.select_row(0)
    page.register.click()
    window = page.window()
    assert isinstance(window, MainWindow)
    (record,) = window.windows.windows()
    assert record.form.changes()["channel"] == "BOX"
    assert record.form.changes()["receiver_id"] == desk.person_id
    window.windows.close_all()


def texts_of(page: PointsPage) -> list[str]:
    """What can be read on the page."""
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


def test_without_a_box_the_page_says_what_to_do_first(
    qtbot: QtBot, context: Context, begun: Shift
) -> None:
    made = PointsPage(context)
    qtbot.addWidget(made)
    made.show()
    made.allow(organisation.me(context.desk))
    made.reload()
    assert {"还没有信箱和电话", "先有在用的信箱，才能登记开箱。"} <= set(texts_of(made))
    assert not made.open_box.isEnabled()
    assert made.open_box.toolTip() == "先有在用的信箱，才能登记开箱"
    made.no_points.action.click()
    (dialog,) = made.window().findChildren(PointDialog)
    assert dialog.isVisible()


def test_the_first_box_makes_openings_possible_and_the_last_one_taken_out_ends_them(
    page: PointsPage,
) -> None:
    assert page.open_box.isEnabled()
    (box,) = complaint_points.points(page.context.desk)
    page.context.announce(
        complaint_points.change_point(
            page.context.desk, box.id, box.place, box.department_id, "", active=False
        )
    )
    page.reload()
    assert not page.open_box.isEnabled()
    page.make_new()
    assert page.window().findChildren(OpeningDialog) == []


def test_a_box_never_opened_says_how_to_note_an_opening(page: PointsPage) -> None:
    assert "这里还没有开箱记录" in texts_of(page)
    assert page.points.view.isVisible()


def test_what_cannot_be_done_has_its_reason_beside_it(page: PointsPage) -> None:
    desk = page.context.desk
    page.make_new()
    (dialog,) = page.window().findChildren(OpeningDialog)
    others = [one for one in page.context.directory.people if one.id != desk.person_id]
    dialog.witness.set_value(others[0].id)
    dialog.letters.set_value(0)
    dialog.act.click()
    assert not page.register.isEnabled()
    assert "1 次开箱，零封也记；要登记来信，先选一次开箱" in texts_of(page)
    page.openings.view.select_row(0)
    assert "1 次开箱，零封也记；这次没有来信" in texts_of(page)


def test_a_registered_letter_is_counted_without_the_page_writing_anything(
    page: PointsPage,
) -> None:
    desk = page.context.desk
    (box,) = complaint_points.points(desk)
    witness = page.context.directory.people[-1].id
    moment = clock.now().replace(second=0, microsecond=0)
    complaint_points.record_opening(desk, box.id, moment, desk.person_id, witness, 2)
    (opening,) = complaint_points.openings(desk)
    begins = dict(complaint_points.letter(desk, opening.id))
    done = records.register(desk, KIND, complaint_values(desk) | begins)
    written = shift.audit_seq(desk)
    page.context.announce(done)
    page.openings.view.select_row(0)
    assert page.register.text() == "登记下一封（还剩 1 封）"
    assert shift.audit_seq(desk) == written
