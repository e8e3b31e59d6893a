"""超限点位清单 on paper: for the round of the supervisors, and for the leader in charge."""

from collections.abc import Mapping

from app import clock
from app.i18n import _, source_language
from app.services.environment import out_of_limits
from app.services.environment.out_of_limits import Asked, Line, Which
from app.services.environment.trends.trend import moment
from app.services.environment_sheets import sheets
from app.services.forms import OUT_LIST, FormValue
from app.services.operations import Desk
from app.services.printing import PrintedForm


def paper(desk: Desk, asked: Asked) -> PrintedForm:
    """All of what is asked for. Raises NotAllowed."""
    with source_language():
        found = out_of_limits.found(desk, asked, most=None)
        lines = [_line(one) for one in found.lines]
        nothing = {"what": _("没有超限的检查点"), "failures": "", "days": ""}
        given: dict[str, FormValue] = {
            "asked": words(asked),
            "counted": _("{now}　共 {n} 个").format(now=moment(clock.now()), n=len(lines)),
            "lines": lines or [nothing],
            "note": _(
                "超出限值的点位采取措施直至复查合格并经监督确认，方可关闭（程序文件四.4）；"
                "同一件累计 3 次不合格抄送分管领导。"
            ),
        }
        day = f"{clock.today():%Y-%m-%d}"
        file_name = _("超限点位清单 {day}").format(day=day)
    return sheets.on_paper(desk, OUT_LIST, given, file_name)


def words(asked: Asked) -> str:
    """What is asked for, in words."""
    if asked.is_span:
        return _("{first} 至 {last} 首次不合格的").format(first=asked.first, last=asked.last)
    return {
        Which.OPEN: _("现在未关闭的"),
        Which.RESTRICTED: _("现在停用的"),
        Which.TO_SUPERVISE: _("等监督确认的"),
        Which.OFTEN: _("累计 3 次以上不合格的"),
        Which.WARNED: _("预警未处理的"),
    }[asked.which]


def _line(one: Line) -> Mapping[str, FormValue]:
    again = one.last_at != one.failed_at
    verdict = _(one.last_verdict.label) if one.last_verdict else ""
    last = (moment(one.last_at), f"{one.last_result} {verdict}".strip())
    what = (f"{one.point_code} {one.item}".strip(), one.place)
    return {
        "number": one.number,
        "what": "\n".join(part for part in what if part),
        "department": one.department,
        "limit": one.limit,
        "first": f"{moment(one.failed_at)}\n{one.first_result}",
        "failures": one.failures,
        "last": "\n".join(last) if again else "",
        "restricted": one.restricted,
        "days": one.days,
        "state": _(one.status.label),
        "next": one.next_is,
    }
