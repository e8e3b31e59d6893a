"""The reports of the demo hospital: made when their period was over, written, reviewed, read, or late."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from app.demo.telling import ACTIVITY, READ, REGISTER, REPORTS, Deed, On, Thread, report_name
from app.models.reports.periodic_report import ReportKind
from app.services.registers.reports import periods
from app.services.registers.reports.periods import Period

K = ReportKind
LEADER = "冯某"
# Who writes in the name of an office; 设备科 has nobody in the demo hospital.
WRITERS: Mapping[str, str] = {
    "医务科": "陈某", "护理部": "何某", "门诊部": "刘某", "党委办公室": "郑某", "财务科": "唐某",
    "供应科": "邱某", "总务科": "许某", "院感科": "徐某", "药剂科": "雷某",
}  # fmt: skip
HEADS: Mapping[str, str] = {"医务科": "周某", "供应科": "黄某"}
_MONTHS_TOLD, _QUARTERS_TOLD = 8, 3
_YEAR_TURNS_AFTER = 60  # days into a year in which the one before is still being written about
_ACTIVITY = (18_420, 2_016)
_WAVE = (0, -1_480, 620, 410, 950, 380, 740, 510, 230, -360, 190, 80)

QUARTERLY = {
    "analysis": "到货都按批检验。不合格批当日隔离、挂红牌，由采购科室与供方办理退货、更换或补足，"
                "没有一批进入合格区。不合格集中在效期和外观，多见于临时补货的小批次。",
    "suggestions": "一、合同写明到货时剩余有效期不少于六个月，不足的拒收。二、同一供方一季内两批不合格的，"
                   "约谈并加严检验。三、病区报告的使用中问题与到货检验记录一并分析。",
}  # fmt: skip
REVIEWED = "同意。供方约谈结果下季报告，效期要求写入年度采购合同。"
HALF_YEARLY = {
    "attendees": "医务科、药剂科、供应科、设备科、院感科",
    "findings": "抽查批次的检验记录、标识和处置记录齐全；一处待检区与合格区之间隔离带移位，当场恢复。",
    "guidance": "采购前先查供方档案；近效期物品按月列清单先发先用；检验员与采购员分开签字，"
                "节假日到货也不例外。",
}  # fmt: skip
YEARLY = {
    "analysis": "一、原因：违反规章或操作规程的居首，问题多在查对、告知和科室之间的衔接；解释不到位使小事升级。\n"
                "二、时限：当场解决和单一科室办理的较快；超期的不是等几个科室会签，就是等外包单位答复，都没有人催办。\n"
                "三、整改：改流程、改表单的措施验证有效；只提要求的容易反复。",
    "suggestions": "一、查对和告知列入下年度安全教育必修内容，医务科、护理部按季抽查。\n"
                   "二、跨科室的投诉由医务科在受理当日指定主责科室，次日召集协调；到期前两个工作日还没有结论的，报分管领导。\n"
                   "三、收费、送餐等反复出现的问题，财务科、总务科在第一季度内完成核对，结果报质控例会。",
}  # fmt: skip
YEAR_REVIEWED = "同意提交管理评审。跨科室投诉当日明确主责科室，超期的逐件说明原因。"
# The year before opened no sheets of action: its words say what its numbers say.
YEAR_BEFORE = {
    "analysis": "一、原因：违反规章或操作规程的居首，占近一半，问题多在查对、告知和等候；患者不理解的多因解释不到位。\n"
                "二、时限：超期的都由单一科室办理，到期前没有人提醒；当场说明的办得最快。\n"
                "三、整改：各件都在科务会通报并修订了流程，但没有开整改单，效果无从验证。",
    "suggestions": "一、查对和告知列入下年度安全教育必修内容，医务科、护理部按季抽查。\n"
                   "二、到期前两个工作日还没有结论的，受理科室报医务科；超期的逐件写明原因。\n"
                   "三、定性为违反规章的投诉一律开反馈表或整改单，按期验证，季度例会通报结果。",
}  # fmt: skip
YEAR_BEFORE_REVIEWED = "同意提交管理评审。定性为违反规章的一律开单整改，超期的逐件说明原因。"
MONTHLY = {
    "analysis": "本月投诉及其处理情况见上表。",
    "suggestions": "请有关科室在科务会上传达，整改措施落实情况在下月质控例会上汇报。",
}


def threads(today: date) -> Iterator[Thread]:
    """What was made month by month, and what became of each report."""
    this = periods.holding(today, 1)
    first = this.moved(-_MONTHS_TOLD)
    yield Thread(first.first, tuple(_activity(first, today)))
    before = reported(today).moved(-1)
    if before.after < first.first:
        yield Thread(before.after, (Deed("", REPORTS, "周某", 0, 8, 10),))
        yield from _bulletins(periods.holding(before.last, 1), before.after, is_last=False)
    yield from _year_before(before)
    for month in (first.moved(place) for place in range(_MONTHS_TOLD + 1)):
        if month.first <= today:
            yield Thread(month.first, (Deed("", REPORTS, "周某", 0, 8, 10),))
            is_last = month == this
            yield from _bulletins(month.moved(-1), month.first, is_last=is_last)
    for back in range(_QUARTERS_TOLD, 0, -1):
        quarter = periods.holding(today, 3).moved(-back)
        yield from _quarter(quarter, is_last=back == 1)
    yield _half_year(periods.holding(today, 6).moved(-1))
    yield _year(today)


def _activity(first: Period, today: date) -> Iterator[Deed]:
    """The months before, each of them with its figures."""
    month = Period(first.year - 1, 1, 1)
    given = {}
    while month.after <= today:
        given[month.code] = _treated(month, today)
        month = month.moved(1)
    days = (today - first.first).days
    yield Deed("", ACTIVITY, "周某", max(days - 1, 0), 7, 50, given)


def _treated(month: Period, today: date) -> tuple[int, int]:
    """Outpatients and discharges of a month."""
    wave = _WAVE[month.part - 1] + (240 if month.year == today.year else 0)
    return _ACTIVITY[0] + wave, _ACTIVITY[1] + wave // 9


def _bulletins(month: Period, day: date, *, is_last: bool) -> Iterator[Thread]:
    for office, who in WRITERS.items():
        name = report_name(K.BULLETIN, month, office)
        deeds = [
            Deed(name, "begin", who, 1, 9, 20),
            Deed(name, "issue", who, 1, 10, 5, MONTHLY),
        ]
        if office != "医务科":
            deeds.append(Deed(name, READ, "周某", 2, 8, 30))
        if not is_last:
            deeds.append(Deed(name, "file", who, 9, 16, 0))
        yield Thread(day, tuple(deeds))


def _quarter(quarter: Period, *, is_last: bool) -> Iterator[Thread]:
    """The first quarters are filed; of the last one 供应科's waits for the leader, 药剂科's is late."""
    for office in ("供应科", "药剂科"):
        name, who = report_name(K.INSPECTION, quarter, office), WRITERS[office]
        written = [
            Deed(name, "begin", who, 4, 9, 0),
            Deed(name, "submit", who, 8, 15, 30, QUARTERLY),
        ]
        if office in HEADS:
            written.append(Deed(name, "endorse", HEADS[office], 9, 9, 0))
        reviewed = [
            Deed(name, "review", LEADER, 11, 16, 30, {"leader_opinion": REVIEWED}),
            Deed(name, "file", who, 12, 8, 40),
        ]
        if not is_last:
            yield Thread(quarter.after, (*written, *reviewed))
        elif office in HEADS:
            yield Thread(quarter.after, tuple(written))


def _half_year(half: Period) -> Thread:
    name = report_name(K.SUPERVISION, half, "医务科")
    return Thread(half.after, (
        Deed(name, "begin", "陈某", 2, 9, 0),
        Deed(name, "submit", "陈某", 10, 16, 0, HALF_YEARLY, to_check=True),
        Deed(name, "endorse", "周某", 11, 9, 0),
        Deed(name, "review", LEADER, 12, 15, 0, {
            "leader_opinion": "按指导意见执行，隔离带列入每日巡查。"}),
    ))  # fmt: skip


def reported(today: date) -> Period:
    """The year that is being reported on."""
    return Period((today - timedelta(days=_YEAR_TURNS_AFTER)).year, 1, 12)


def _entered(year: Period, days: int) -> Deed:
    """Outpatients and discharges of a whole year, before it is reported on."""
    given = {month.code: _treated(month, year.last) for month in year.months()}
    return Deed("", ACTIVITY, "周某", days, 8, 0, given)


def _handed_in(name: str, days: int, written: Mapping[str, str], opinion: str) -> tuple[Deed, ...]:
    """A yearly report on its way to the management review, so many days into its story."""
    return (
        Deed(name, "submit", "陈某", days, 15, 30, written),
        Deed(name, "endorse", "周某", days + 1, 9, 0),
        Deed(name, "review", LEADER, days + 4, 16, 30, {"leader_opinion": opinion}),
        Deed(name, "file", "陈某", days + 12, 10, 0, {"presented_on": On(days + 12)}),
    )


def _year_before(year: Period) -> Iterator[Thread]:
    """The report on the year before, made when that year was over and handed in on time."""
    name = report_name(K.COMPLAINTS, year, "医务科")
    yield Thread(year.after, (
        _entered(year, 2),
        Deed(name, "begin", "陈某", 4, 9, 0),
        *_handed_in(name, 8, YEAR_BEFORE, YEAR_BEFORE_REVIEWED),
    ))  # fmt: skip


def _year(today: date) -> Thread:
    """医务科 begins the yearly report before the year is over; after it, it is handed in."""
    year = reported(today)
    name = report_name(K.COMPLAINTS, year, "医务科")
    values = {
        "kind": K.COMPLAINTS, "period": year.code, "responsible_department_id": "医务科",
        "functional_department_id": "医务科", **YEARLY,
    }  # fmt: skip
    day = min(year.after, today) - timedelta(days=1)
    over = (today - day).days
    handed_in = _handed_in(name, 9, YEARLY, YEAR_REVIEWED)
    return Thread(day, (
        Deed(name, REGISTER, "陈某", 0, 7, 10, values, register="periodic_report"),
        Deed(name, "begin", "陈某", 0, 7, 30),
        *(one for one in (_entered(year, 3), *handed_in) if one.days < over),
    ))  # fmt: skip
