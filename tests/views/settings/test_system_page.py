"""系统: its pages, who may do what there, and that they follow what is changed elsewhere."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from app.models.daily import ReferenceDocument
from app.models.organisation import Role
from app.services import records
from app.services.access import COLUMNS, Permission
from app.services.operations import Desk
from app.services.people import accounts, directory, shift
from app.services.registers import nonconforming_service
from app.services.registers.catalog import REGISTERS
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.settings.departments_page import DepartmentsPage
from app.views.settings.people_page import PeoplePage
from app.views.settings.permissions_page import PermissionsPage
from app.views.settings.procedure.documents_page import DocumentsPage
from app.views.settings.procedure.numbers_page import NumbersPage
from app.views.settings.system_page import PAGES, SystemPage
from app.views.widgets.cells import cell_of
from tests.factory import VALUES
from tests.hospital import desk_of


@pytest.fixture
def page(qtbot: QtBot, context: Context) -> SystemPage:
    """The page as the administrator sees it."""
    return shown(qtbot, context)


def shown(qtbot: QtBot, context: Context) -> SystemPage:
    made = SystemPage(context)
    qtbot.addWidget(made)
    made.resize(1366, 620)
    made.show()
    return made


def colleague(desk: Desk, *roles: Role) -> Context:
    return Context(desk_of(desk, *roles), "陈静", "安禾医院", Jobs(inline=True))


def test_every_page_opens_and_names_its_keys(page: SystemPage) -> None:
    for name, _title, _make in PAGES:
        page.show_page(name)
        assert page.current() == name
        assert page.strip_keys()
        page.appear()


def test_on_a_ward_pc_all_pages_are_in_sight_and_whole(page: SystemPage) -> None:
    assert not page.index.verticalScrollBar().isVisible()
    for name, title, _make in PAGES:
        page.show_page(name)
        QApplication.processEvents()
        assert page.title.text() == title
        assert page.minimumSizeHint().width() <= 1366, name


def test_the_arrow_keys_walk_through_the_pages_past_the_headings(
    qtbot: QtBot, page: SystemPage
) -> None:
    page.activateWindow()
    page.next_area()
    walked = [page.current()]
    for _step in PAGES[1:]:
        qtbot.keyClick(page.index, Qt.Key.Key_Down)
        walked.append(page.current())
    assert walked == [name for name, _title, _make in PAGES]


def test_a_heading_is_no_page(qtbot: QtBot, page: SystemPage) -> None:
    middle = page.index.visualItemRect(page.index.item(0)).center()
    qtbot.mouseClick(page.index.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert page.current() == PAGES[0][0]


def test_looking_at_every_page_writes_nothing(context: Context, page: SystemPage) -> None:
    written = shift.audit_seq(context.desk)
    for name, _title, _make in PAGES:
        page.show_page(name)
        page.reload()
    assert shift.audit_seq(context.desk) == written


def test_a_database_without_documents_offers_those_of_the_procedure(
    qtbot: QtBot, context: Context, page: SystemPage
) -> None:
    with context.desk.database.write() as session:
        for one in session.scalars(select(ReferenceDocument)):
            session.delete(one)
    page.show_page("documents")
    documents = page.page("documents")
    assert isinstance(documents, DocumentsPage)
    assert documents.empty.isVisible()
    nurse = shown(qtbot, colleague(context.desk, Role.REGISTRAR))
    nurse.show_page("documents")
    theirs = nurse.page("documents")
    assert isinstance(theirs, DocumentsPage)
    assert theirs.empty.action.isHidden()
    documents.empty.action.click()
    assert len(documents._entries) == 9
    assert documents.list.view.isVisible()


def test_ctrl_tab_goes_round(page: SystemPage) -> None:
    for _step in PAGES:
        page.next_page()
    assert page.current() == PAGES[0][0]


def test_only_the_buttons_of_the_page_shown_are_seen(page: SystemPage) -> None:
    people = page.page("people")
    departments = page.page("departments")
    assert all(button.isVisible() for button in people.head_buttons())
    assert not any(button.isVisible() for button in departments.head_buttons())


@pytest.mark.parametrize("name", ["people", "departments", "holidays", "deadlines", "audit"])
def test_a_registrar_may_look_and_reads_why_not_more(qtbot: QtBot, desk: Desk, name: str) -> None:
    page = shown(qtbot, colleague(desk, Role.REGISTRAR)).page(name)
    assert not any(button.isEnabled() for button in page.guarded())
    assert page.refusal()
    assert page.reason() == page.refusal()


def test_a_role_given_meanwhile_opens_the_buttons(qtbot: QtBot, desk: Desk) -> None:
    context = colleague(desk, Role.REGISTRAR)
    page = shown(qtbot, context)
    changes = accounts.change_person(
        desk, context.desk.person_id, 1, frozenset({Role.ADMIN}), active=True
    )
    context.announce(changes)
    assert all(button.isEnabled() for button in page.page("people").guarded())


def test_a_department_renamed_elsewhere_is_read_anew(page: SystemPage, context: Context) -> None:
    departments = page.page("departments")
    assert isinstance(departments, DepartmentsPage)
    first = directory.load(context.desk).departments[0]
    changes = directory.change_department(context.desk, first.id, "医务部")
    context.announce(changes)
    page.show_page("departments")
    assert departments.list.model.index(0, 1).data() == "医务部"


def test_own_roles_are_marked_in_the_matrix(page: SystemPage) -> None:
    matrix = page.page("permissions")
    assert isinstance(matrix, PermissionsPage)
    assert matrix.list.model.columnCount() == 1 + len(COLUMNS)
    assert matrix.list.model.rowCount() == len(Permission)
    row = matrix.list.model.row_of(Permission.MANAGE_PEOPLE)
    tones = [
        cell_of(matrix.list.model.index(row, 1 + COLUMNS.index(role))).tone
        for role in (Role.ADMIN, Role.SECURITY_ADMIN, Role.REGISTRAR)
    ]
    assert tones == ["accent", "text", "text3"]


def test_a_refusal_is_shown_in_the_page(page: SystemPage) -> None:
    page.show_problem("没有存上")
    assert page.notice.isVisible()
    assert page.notice.text() == "没有存上"


def test_people_are_found_by_initials_department_and_role(page: SystemPage, desk: Desk) -> None:
    desk_of(desk, Role.STOREKEEPER)
    people = page.page("people")
    assert isinstance(people, PeoplePage)
    page.context.announce(accounts.add_person(desk, "200002", "单雄信", 2, frozenset()))
    for typed, found in (
        ("dxx", 1),
        ("sxx", 1),
        ("仓库", 1),
        ("护理部", 1),
        ("2000", 2),
        ("无", 0),
    ):
        people.search.setText(typed)
        assert people.list.model.rowCount() == found, typed


def test_stopped_people_are_listed_on_request(page: SystemPage, desk: Desk) -> None:
    stopped = desk_of(desk, Role.REGISTRAR).person_id
    page.context.announce(
        accounts.change_person(desk, stopped, 1, frozenset({Role.REGISTRAR}), active=False)
    )
    people = page.page("people")
    assert isinstance(people, PeoplePage)
    assert people.list.model.rowCount() == 1
    people.chips.set_current("all")
    people.chips.chosen.emit("all")
    assert people.list.model.rowCount() == 2


def test_one_person_with_both_parts_is_said_until_divided(page: SystemPage, desk: Desk) -> None:
    people = page.page("people")
    assert isinstance(people, PeoplePage)
    assert people.undivided.isVisibleTo(people)
    page.context.announce(
        accounts.change_person(desk, desk.person_id, 1, frozenset({Role.ADMIN}), active=True)
    )
    assert not people.undivided.isVisibleTo(people)


def test_a_low_window_scrolls_the_list_to_the_page(page: SystemPage) -> None:
    assert page.minimumSizeHint().width() < 1000
    page.resize(1024, 400)
    page.show_page("pc")
    row = page.index.visualItemRect(page.index.currentItem())
    assert page.index.viewport().rect().contains(row.center())


def test_the_next_number_follows_a_registration_in_any_register(
    page: SystemPage, context: Context
) -> None:
    kind = nonconforming_service.REGISTER
    page.show_page("numbers")
    numbers = page.page("numbers")
    assert isinstance(numbers, NumbersPage)

    def next_number() -> str:
        row = [one.name for one in REGISTERS].index(kind.name)
        return cell_of(numbers.list.model.index(row, 3)).text

    assert next_number().endswith("-0001")
    values = VALUES[kind.name](context.desk)
    context.run(page, records.register, lambda _changes: None, None, kind, values)
    assert next_number().endswith("-0002")
