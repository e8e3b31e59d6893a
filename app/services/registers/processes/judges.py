"""Who may judge what (三.9–三.13): the part in the procedure decides, not the role alone."""

from typing import Any

from app.i18n import _
from app.models.organisation import MEDICAL_AFFAIRS, NURSING
from app.services.registers.world import World

EQUIPMENT, GENERAL_AFFAIRS = "EQUIPMENT", "GENERAL_AFFAIRS"
STAFF = frozenset({MEDICAL_AFFAIRS, NURSING})  # 三.9: whoever of the two judged, both know it


def only(world: World, functions: tuple[str, ...], what: str, clause: str) -> str | None:
    """The reason why somebody of another department does not judge this."""
    if world.actor.department_function in functions:
        return None
    return _("{what}由{who}办理（{clause}），请转给他们").format(
        what=what, who=_("或").join(world.office(one).name for one in functions), clause=clause
    )


def of_staff(world: World, what: str) -> str | None:
    """三.9: who may operate is judged by 医务科 and 护理部."""
    return only(world, (MEDICAL_AFFAIRS, NURSING), what, "三.9")


def chief_surgeon(world: World, case: Any) -> str | None:
    """三.11, HR-17: what happens in surgery is judged, handled and signed by the chief surgeon."""
    if case.chief_surgeon_id == world.actor.id:
        return None
    if case.chief_surgeon_id is None:
        return _("还没有填写主刀；由主刀本人办理（四.5.(4)）")
    return _("由主刀 {name} 本人办理（三.11、四.5.(4)）；主刀写错的先更正").format(
        name=world.person(case.chief_surgeon_id)
    )


def in_charge(world: World, case: Any, what: str) -> str | None:
    """三.13: an outsourced service is watched by the department in charge of it."""
    if case.functional_department_id in (None, world.actor.department_id):
        return None
    return _("{what}由主管科室{who}办理（三.13），请转给他们").format(
        what=what, who=world.department(case.functional_department_id).name
    )
