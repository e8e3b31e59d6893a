"""Who I am, what I may, and the departments as 系统 lists them."""

from app.models.organisation import Role
from app.services.access import Permission
from app.services.operations import Desk
from app.services.people import accounts, directory, organisation
from tests.hospital import desk_of


def test_permissions_follow_the_roles_of_this_moment(desk: Desk) -> None:
    nurse = desk_of(desk, Role.REGISTRAR)
    assert not organisation.me(nurse).may(Permission.CONFIGURE)
    assert organisation.me(nurse).may(Permission.REGISTER)
    accounts.change_person(desk, nurse.person_id, 1, frozenset({Role.OFFICE_HEAD}), active=True)
    assert organisation.me(nurse).may(Permission.CONFIGURE)


def test_departments_out_of_use_come_last_and_people_are_counted(desk: Desk) -> None:
    first = organisation.departments(desk)[0]
    assert (first.code, first.functional, first.people) == ("YWK", True, 1)
    directory.change_department(desk, first.id, first.name, active=False)
    assert organisation.departments(desk)[-1].code == "YWK"


def test_the_first_account_is_both_until_it_is_divided(desk: Desk) -> None:
    assert organisation.undivided(desk) == "周敏"
    accounts.change_person(desk, desk.person_id, 1, frozenset({Role.ADMIN}), active=True)
    assert organisation.undivided(desk) is None
