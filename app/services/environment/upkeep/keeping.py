"""Who keeps points and instruments: each department its own, the offices and 环境监督 all of them (四.4).

Limits and rows of Table 4 are the hospital's and need the right to configure; where a department
measures and with what, its head knows best.
"""

from app.errors import NotAllowed
from app.i18n import _
from app.services import access
from app.services.access import MATRIX, Permission
from app.services.operations import Operation
from app.services.registers.world import Actor


def keeps_all(actor: Actor) -> bool:
    """Whether somebody keeps the points of every department."""
    return any(MATRIX[Permission.KEEP_POINTS, role] == "A" for role in actor.roles)


def require(current: Operation, *department_ids: int) -> None:
    """Raise NotAllowed, in words, unless the person keeps the points of these departments."""
    current.require(access.Permission.KEEP_POINTS)
    if keeps_all(current.actor):
        return
    if any(one != current.actor.department_id for one in department_ids):
        raise NotAllowed(
            _("您只管本科室的检查点和仪器。别的科室的，由那个科室或环境监督、职能科室负责人办理。")
        )
