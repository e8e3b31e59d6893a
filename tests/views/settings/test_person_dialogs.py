"""People, departments and passwords: errors stand beside their field, nothing typed is lost."""

import pytest
from pytestqt.qtbot import QtBot

from app.errors import SignInRefused
from app.models.organisation import Role
from app.services.operations import Desk
from app.services.people import accounts, directory, organisation
from app.services.people.directory import Colleague
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.settings.departments_page import DepartmentDialog
from app.views.settings.own_password import OwnPasswordDialog
from app.views.settings.person_dialog import PersonDialog, ResetCodeDialog
from tests.hospital import PASSWORD, STAFF_NO, desk_of


def shown(qtbot: QtBot, dialog: FormDialog) -> FormDialog:
    qtbot.addWidget(dialog)
    dialog.open()
    return dialog


def person(desk: Desk, staff_no: str) -> Colleague:
    return next(one for one in directory.colleagues(desk) if one.staff_no == staff_no)


def test_a_person_is_added_with_roles_and_a_first_password(qtbot: QtBot, context: Context) -> None:
    dialog = PersonDialog(context, None)
    shown(qtbot, dialog)
    dialog.staff_no.set_value("300001")
    dialog.name.set_value("林芳")
    dialog.department.set_value(2)
    dialog.roles.set_value([Role.REGISTRAR, Role.HANDLER])
    dialog.password.make.click()
    password = dialog.password.value()
    dialog.act.click()
    assert not dialog.isVisible()
    added = person(context.desk, "300001")
    assert added.roles == {Role.REGISTRAR, Role.HANDLER}
    assert password is not None
    assert accounts.enter(context.desk.database, "300001", password).must_change_password


def test_every_missing_field_of_a_new_person_is_named(qtbot: QtBot, context: Context) -> None:
    dialog = PersonDialog(context, None)
    shown(qtbot, dialog)
    dialog.act.click()
    assert {name for name, row in dialog.rows.items() if row.error()} == {
        "staff_no", "name", "department_id",
    }  # fmt: skip
    assert dialog.isVisible()


def test_a_staff_number_in_use_is_said_beside_it(qtbot: QtBot, context: Context) -> None:
    dialog = PersonDialog(context, None)
    shown(qtbot, dialog)
    dialog.staff_no.set_value(STAFF_NO)
    dialog.name.set_value("林芳")
    dialog.department.set_value(2)
    dialog.act.click()
    assert dialog.rows["staff_no"].error() == "工号 100001 已经有人用"
    assert dialog.name.value() == "林芳"
    assert dialog.act.isEnabled()


def test_the_last_administrator_stays(qtbot: QtBot, context: Context) -> None:
    dialog = PersonDialog(context, None, person(context.desk, STAFF_NO))
    shown(qtbot, dialog)
    dialog.roles.set_value([Role.OFFICE_HEAD])
    dialog.act.click()
    assert "最后一个系统管理员" in dialog.rows["roles"].error()


def test_a_person_is_moved_and_stopped(qtbot: QtBot, context: Context) -> None:
    desk_of(context.desk, Role.REGISTRAR)
    dialog = PersonDialog(context, None, person(context.desk, "200001"))
    shown(qtbot, dialog)
    dialog.department.set_value(3)
    dialog.active.set_value(False)
    dialog.act.click()
    changed = person(context.desk, "200001")
    assert (changed.department_id, changed.active) == (3, False)
    assert changed.roles == {Role.REGISTRAR}


def test_a_one_time_code_is_shown_and_opens_the_account(qtbot: QtBot, context: Context) -> None:
    desk_of(context.desk, Role.REGISTRAR)
    dialog = ResetCodeDialog(context, None, person(context.desk, "200001"))
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.act.click()
    code = dialog.code.text()
    assert dialog.isVisible()
    assert accounts.enter(context.desk.database, "200001", code).must_change_password
    dialog.act.click()
    assert not dialog.isVisible()


def test_made_up_passwords_are_accepted_and_differ() -> None:
    made = {organisation.first_password() for _time in range(20)}
    assert len(made) == 20
    assert not any(accounts.password_problem(one, "300001", "林芳") for one in made)


def test_the_own_password_needs_the_old_one(qtbot: QtBot, context: Context) -> None:
    dialog = OwnPasswordDialog(context, None)
    shown(qtbot, dialog)
    dialog.old.set_value("something else")
    dialog.new.set_value("a quiet river bend")
    dialog.again.set_value("a quiet river bend")
    dialog.act.click()
    assert dialog.rows["old"].error() == "原密码不对"
    dialog.old.set_value(PASSWORD)
    dialog.act.click()
    assert not dialog.isVisible()
    accounts.enter(context.desk.database, STAFF_NO, "a quiet river bend")
    with pytest.raises(SignInRefused):
        accounts.enter(context.desk.database, STAFF_NO, PASSWORD)


def test_the_new_password_is_typed_twice(qtbot: QtBot, context: Context) -> None:
    dialog = OwnPasswordDialog(context, None, must=True)
    shown(qtbot, dialog)
    dialog.old.set_value(PASSWORD)
    dialog.new.set_value("a quiet river bend")
    dialog.again.set_value("a quiet river bent")
    dialog.act.click()
    assert dialog.rows["again"].error() == "两次输入的密码不一样"


def test_a_department_is_added_and_a_code_in_use_refused(qtbot: QtBot, context: Context) -> None:
    dialog = DepartmentDialog(context, None)
    shown(qtbot, dialog)
    dialog.code.set_value("ywk")
    dialog.name.set_value("疼痛科")
    dialog.act.click()
    assert dialog.rows["code"].error() == "科室码 YWK 已经用过"
    dialog.code.set_value("TTK")
    dialog.act.click()
    assert ("TTK", "疼痛科", "ttk") in {
        (one.code, one.name, one.initials) for one in organisation.departments(context.desk)
    }


def test_initials_follow_a_new_name_unless_written(qtbot: QtBot, context: Context) -> None:
    first = organisation.departments(context.desk)[0]
    dialog = DepartmentDialog(context, None, first)
    shown(qtbot, dialog)
    dialog.name.set_value("医务部")
    dialog.act.click()
    assert organisation.departments(context.desk)[0].initials == "ywb"
    dialog = DepartmentDialog(context, None, organisation.departments(context.desk)[0])
    shown(qtbot, dialog)
    dialog.initials.set_value("ywb yw")
    dialog.act.click()
    assert organisation.departments(context.desk)[0].initials == "ywb yw"
