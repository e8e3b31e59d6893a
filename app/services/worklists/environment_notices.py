"""System matters of the environment: calibrations that ran out, limits nobody of the hospital confirmed."""

from collections.abc import Sequence

from app.i18n import _
from app.models.organisation import Role
from app.services.access import Permission
from app.services.environment import table4
from app.services.environment.upkeep import instruments
from app.services.environment.upkeep.instruments import Calibration, InstrumentView
from app.services.operations import Desk
from app.services.people.organisation import Me
from app.services.worklists.notice import Notice

_NAMED = 3
TABLE, INSTRUMENTS = "environment/items", "environment/instruments"


def calibrations(desk: Desk, me: Me) -> list[Notice]:
    """Instruments whose calibration ran out or runs out within a month: the own department's.

    环境监督 is told of all of them.
    """
    if not me.may(Permission.KEEP_POINTS):
        return []
    every = Role.ENVIRONMENT_SUPERVISOR in me.actor.roles
    wanting = [
        one for one in instruments.expiring(desk)
        if every or one.department_id == me.actor.department_id
    ]  # fmt: skip
    over = [one for one in wanting if one.calibration is Calibration.EXPIRED]
    soon = [one for one in wanting if one.calibration is Calibration.SOON]
    found = []
    if over:
        words = _("{n} 台检测仪器检定已过期：{which}；用它们测的结果标“可疑”")
        found.append(_notice("calibration-over", words, over))
    if soon:
        words = _("{n} 台检测仪器 1 个月内检定到期：{which}")
        found.append(_notice("calibration-soon", words, soon))
    return found


def default_limits(desk: Desk, me: Me) -> list[Notice]:
    """Points are measured against limits that are a default, or Table 4 is not there at all."""
    if not me.may(Permission.CONFIGURE):
        return []
    rows = table4.rows(desk)
    if not rows:
        sentence = _("表 4 医疗环境项目还没有载入")
        return [Notice("table4", sentence, _("载入默认表 4"), TABLE)]
    many = sum(1 for one in rows if one.active and one.points and not one.is_confirmed)
    if not many:
        return []
    sentence = _("有检查点的环境项目里，{n} 项的限值还是默认，待医院确认").format(n=many)
    return [Notice("table4", sentence, _("核对表 4"), TABLE)]


def _notice(kind: str, words: str, which: Sequence[InstrumentView]) -> Notice:
    names = "、".join(one.code for one in which[:_NAMED]) + ("…" if len(which) > _NAMED else "")
    return Notice(kind, words.format(n=len(which), which=names), _("登记检定"), INSTRUMENTS)
