"""The blank sheet of a round: points with their limits and empty boxes, and a code that leads back to it."""

from collections.abc import Mapping, Sequence
from datetime import date

from app import amounts, clock
from app.i18n import _
from app.models.environment.standard import LimitType
from app.services.access import Permission
from app.services.environment import limits, planned
from app.services.environment.limits import LimitView
from app.services.environment.planned import PlannedPoint
from app.services.environment_sheets import sheets
from app.services.forms import ROUND_SHEET, FormValue, Options
from app.services.operations import Desk
from app.services.printing import PrintedForm
from app.services.registers.environment import judging

_NAMED_MOST = 3
_FOUND = "检出"  # as limits are worded: data, not a text of the program


def paper(desk: Desk, point_ids: Sequence[int], code: str = "") -> PrintedForm:
    """These points in their order, on the paper of the slip `code`. Raises NotAllowed."""
    today = clock.today()
    with desk.database.read() as session:
        known = {one.id: one for one in planned.points(session)}
    found = [known[one] for one in point_ids if one in known]
    departments = dict.fromkeys(one.department for one in found)
    given: dict[str, FormValue] = {
        "department": _names(list(departments)) or None,
        "day": today,
        "counted": _("共 {n} 项").format(n=len(found)) if found else None,
        "lines": [_line(one, today) for one in found],
    }
    where = next(iter(departments), "") if len(departments) == 1 else _("多个科室")
    file_name = _("环境巡查纸 {where} {day}").format(where=where, day=f"{today:%Y-%m-%d}")
    slips = (code,) if code else ()
    return sheets.on_paper(desk, ROUND_SHEET, given, file_name, Permission.PRINT_BLANK, slips)


def _names(departments: Sequence[str]) -> str:
    if len(departments) <= _NAMED_MOST:
        return "、".join(departments)
    return _("{first} 等 {n} 个科室").format(first=departments[0], n=len(departments))


def _line(point: PlannedPoint, today: date) -> Mapping[str, FormValue]:
    limit = limits.in_force(point.versions, today) or (point.versions or (None,))[-1]
    line: dict[str, FormValue] = {
        "code": point.code,
        "item": point.item,
        "place": point.place,
        "supervising": _("监督：{office}").format(office=point.supervising or "—"),
    }
    if limit is None:
        return line
    named = f"{point.item}\n{limit.name}" if limit.name else point.item
    return line | {
        "item": named,
        "limit": _limit_words(limit),
        "unit": limit.unit if judging.is_measured(limit) else "",
        "found": _boxes(limit),
    }


def _limit_words(limit: LimitView) -> str:
    """The limit, and below it where a warning begins."""
    action = "–".join(
        amounts.plain(one) for one in (limit.action_low, limit.action_high) if one is not None
    )
    return f"{limit.words}\n{_('干预线 {n}').format(n=action)}" if action else limit.words


def _boxes(limit: LimitView) -> Options:
    """Boxes where nothing is measured, and where something must not be found besides."""
    if limit.limit_type is LimitType.NEGATIVE:
        return Options(("未检出", "检出"))
    if limit.limit_type is LimitType.QUALITATIVE:
        return Options(("符合", "不符合"))
    return Options(("检出",)) if _FOUND in limit.wording else Options(())
