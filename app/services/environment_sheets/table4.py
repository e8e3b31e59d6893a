"""表 4 on paper: all rows and limits as the hospital keeps them, and what it has not confirmed yet."""

from collections.abc import Iterator, Mapping, Sequence

from app import amounts, clock
from app.i18n import _
from app.models.environment.standard import ItemGroup, SourceStatus
from app.services.access import Permission
from app.services.environment import table4
from app.services.environment.limits import LimitView
from app.services.environment.table4 import LineView, RowView
from app.services.environment_sheets import sheets
from app.services.forms import TABLE4, FormValue
from app.services.operations import Desk
from app.services.printing import PrintedForm

Line = Mapping[str, FormValue]
DEFAULT = "默认，待医院确认"
# The groups of the table by the names of their tables on the paper.
GROUPS = {
    ItemGroup.MICROBIOLOGY: "microbiology",
    ItemGroup.CLEAN_ROOMS: "clean_rooms",
    ItemGroup.WATER_WASTE: "water_waste",
    ItemGroup.LOGISTICS: "logistics",
}
_NOTICE = (
    "程序文件所附表 4 的表体缺失，本表依现行标准重建，供检查和修改；“依据”栏标“默认，待医院确认”的，"
    "由医院核对现行文本后在“系统 › 环境”里确认或更改。改过的限值自生效之日起用，旧记录仍按当时的限值。"
)


def paper(desk: Desk) -> PrintedForm:
    """The table as it stands today, rows out of use left out. Raises NotAllowed."""
    rows = [one for one in table4.rows(desk) if one.active]
    lines = [line for row in rows for line in row.lines if line.shown.enabled]
    waiting = sum(not one.is_confirmed for one in lines)
    itself = [f"{one.code} {one.name}" for one in rows if one.checks_itself]
    given: dict[str, FormValue] = {
        "counted": _("{rows} 项，{lines} 条限值，待确认 {n} 条").format(
            rows=len(rows), lines=len(lines), n=waiting
        ),
        "printed_on": clock.today(),
        "notice": _NOTICE,
        "itself": _itself(itself),
    }
    for group, name in GROUPS.items():
        given[name] = list(_lines([one for one in rows if one.item_group is group]))
    day = f"{clock.today():%Y-%m-%d}"
    file_name = _("表4 医疗环境责任部门分配 {day}").format(day=day)
    return sheets.on_paper(desk, TABLE4, given, file_name, Permission.PRINT_BLANK)


def _itself(names: Sequence[str]) -> str:
    if not names:
        return _("没有检查与监督同一科室的项目。")
    return _("{n} 项检查与监督是同一科室，须改派监督科室（程序文件三.8）：{names}").format(
        n=len(names), names="、".join(names)
    )


def _lines(rows: Sequence[RowView]) -> Iterator[Line]:
    for row in rows:
        for line in row.lines:
            if line.shown.enabled:
                yield _line(row, line)


def _line(row: RowView, line: LineView) -> Line:
    limit = line.shown
    supervising = row.supervising_department
    return {
        "code": row.code,
        "name": row.name,
        "area": row.area_class,
        "line": _applies(limit),
        "limit": limit.words,
        "unit": limit.unit.replace("皿(", "皿\n("),
        "action": _action(limit),
        "standard": limit.standard,
        "frequency": _(limit.frequency.label),
        "responsible": row.responsible_department or row.responsible,
        "supervising": f"{supervising}＊" if row.checks_itself else supervising,
        "source": _source(line),
    }


def _applies(limit: LimitView) -> str:
    """What the limit is for, and in which months."""
    season = _("{first}–{last} 月").format(first=limit.month_from, last=limit.month_to)
    return " ".join(one for one in (limit.name, season if limit.season else "") if one)


def _action(limit: LimitView) -> str:
    return "–".join(
        amounts.plain(one) for one in (limit.action_low, limit.action_high) if one is not None
    )


def _source(line: LineView) -> str:
    """Where the number comes from, and whether the hospital stands behind it."""
    status = _(line.shown.source_status.label)
    since = _("自 {day}").format(day=line.shown.effective_from)
    if line.is_confirmed:
        return f"{_(SourceStatus.HOSPITAL.label)}\n{since}"
    return f"{DEFAULT}\n{line.shown.source or status}"
