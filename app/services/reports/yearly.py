"""F20 年度投诉汇总 (四.1.(5)③, HR-19): a year of complaints beside the year before."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.amounts import rate
from app.i18n import _
from app.models.complaint import Complaint, ComplaintStatus
from app.models.corrective_action import ActionSource
from app.models.keeping import AccidentGrade, Effect
from app.models.quality_feedback import CheckCategory
from app.models.surveys.survey import SatisfactionSurvey
from app.services.registers.reports.periods import Period
from app.services.reports import activity, cases, complaints, counting, headline, selecting
from app.services.reports.complaints import COUNT, Scope
from app.services.reports.figures import (
    ALL,
    COLUMNS,
    GROWTH_FROM,
    MONEY,
    PERCENT,
    ROWS,
    TENTH,
    Behind,
    Fact,
    Figure,
    Line,
    Picture,
    Table,
    change,
    percent,
)
from app.services.survey_count import tally

NOW, LAST, CHANGE, SHARE = "now", "last", "change", "growth"
_COMPARING = (LAST, CHANGE, SHARE, complaints.BEFORE)
PER_OUTPATIENTS, PER_DISCHARGES = 10_000, 1_000
SERVICE, ACTION, SHEET = "nonconforming_service", "corrective_action", "quality_feedback"
SURVEY = "satisfaction_survey"
_GRADES = ("一级", "二级", "三级", "四级")


def tables(session: Session, scope: Scope, people: Mapping[int, str]) -> tuple[Table, ...]:
    """All of them, in the order of the paper."""
    before = scope.period.year_before()
    compared: tuple[Table, ...] = (
        overview(session, scope, before),
        complaints.months(session, scope, before),
        complaints.channels(session, scope, before),
        complaints.departments(session, scope, before),
        complaints.causes(session, scope, before),
        complaints.results(session, scope, before),
    )
    [known] = counting.counted(session, scope.received(before))
    if not known:
        compared = tuple(_alone(one, before) for one in compared)
    found = (
        *compared,
        complaints.days(session, scope),
        accidents(session, scope),
        money(session, scope),
        effects(session, scope),
        cases.typical(session, scope, people),
        surveys(session, scope),
    )
    return (headline.of_year(found, scope.period, scope.as_of), *found)


def pictures() -> tuple[Picture, ...]:
    """The charts of the paper."""
    return (
        Picture("months", _("各月投诉（件）"), COLUMNS, "months", COUNT, beside=complaints.BEFORE),
        Picture("causes", _("原因（主因，件）"), ROWS, "causes", COUNT),
        Picture("departments", _("被投诉科室（件）"), ROWS, "departments", COUNT),
        Picture("results", _("处理结果（件）"), ROWS, "results", COUNT),
    )


def overview(session: Session, scope: Scope, before: Period) -> Table:
    """The year at a glance, beside the one before."""
    now, last = _glance(session, scope, scope.period), _glance(session, scope, before)
    lines = []
    for key, label in (
        ("received", _("投诉总量（件）")),
        ("replied", _("其中已反馈（件）")),
        ("late", _("其中超期（件）")),
        ("duplicates", _("其中并案（件）")),
        ("litigation", _("其中患方已起诉（件）")),
        ("again", _("同一电话再次投诉（件）")),
        ("again_people", _("再次投诉的电话（个）")),
        ("outpatients", _("每万门诊人次投诉（件）")),
        ("discharges", _("每千出院人次投诉（件）")),
    ):
        this, other = now[key], last[key]
        lines.append(Line(key, label, (this, other, *change(this.value, other.value))))
    columns = (
        (NOW, scope.period.name), (LAST, before.name), (CHANGE, _("增减")), (SHARE, _("增减率")),
    )  # fmt: skip
    return Table("overview", _("总体情况"), _("项目"), columns, tuple(lines),
                 note=_note(session, scope, before))  # fmt: skip


def _int(one: Figure) -> int:
    return int(one.value or 0)


def _note(session: Session, scope: Scope, before: Period) -> str:
    """How far the year is, over which months the rates were counted, and of what no share is said."""
    words = _lacking(session, scope.period, before)
    if scope.is_running:
        words = _("{period}还没有结束，统计到 {day}，与上年全年相比只作参考。").format(
            period=scope.period.name, day=scope.as_of
        ) + words  # fmt: skip
    return words + _("上年不足 {n} 件的不算增减率。").format(n=GROWTH_FROM)


def _lacking(session: Session, *spans: Period) -> str:
    """Where not every month has its numbers: over which the rates were counted."""
    words = []
    for span in spans:
        known = len(activity.of_period(session, span))
        if known < span.length:
            said = _("{period}的发生率按已填人次的 {n} 个月计算") if known else _(
                "{period}没有填门诊和出院人次，不计算发生率"
            )  # fmt: skip
            words.append(said.format(period=span.name, n=known))
    return "；".join(words) + "。" if words else ""


def _glance(session: Session, scope: Scope, period: Period) -> dict[str, Figure]:
    whole = scope.received(period)
    span = [period.first.isoformat(), period.after.isoformat()]
    parts: dict[str, Fact] = {
        "replied": (selecting.KNOWN, "replied_at", None),
        "late": scope.late,
        "duplicates": (selecting.IS, "status", ComplaintStatus.DUPLICATE.value),
        "litigation": (selecting.IS, "litigation_filed", True),
        "again": (selecting.AGAIN, "complainant_phone", span),
    }
    total, *counts = counting.counted(session, whole, *([one] for one in parts.values()))
    found = {
        name: Figure(many, whole.and_(fact))
        for (name, fact), many in zip(parts.items(), counts, strict=True)
    }
    again = whole.and_(parts["again"])
    people = select(func.count(Complaint.complainant_phone.distinct()))
    many = session.scalar(people.where(*selecting.conditions(again)))
    return found | {
        "received": Figure(total, whole),
        "again_people": Figure(many or 0, again),
        **_rates(session, whole, period),
    }


def _rates(session: Session, whole: Behind, period: Period) -> dict[str, Figure]:
    """Complaints of the months whose numbers are known, in relation to those numbers."""
    known = activity.of_period(session, period)
    if not known:
        return {"outpatients": Figure(None), "discharges": Figure(None)}
    facts = [
        ((selecting.WITHIN, "received_at", [month.first.isoformat(), month.after.isoformat()]),)
        for month, _one in known
    ]
    _all, *counts = counting.counted(session, whole, *facts)
    many = sum(counts)
    out = sum(one.outpatients for _month, one in known)
    inside = sum(one.discharges for _month, one in known)
    return {
        "outpatients": Figure(rate(many, out, PER_OUTPATIENTS)),
        "discharges": Figure(rate(many, inside, PER_DISCHARGES)),
    }


def accidents(session: Session, scope: Scope) -> Table:
    """Medical accidents by their level, appraised in the period (D20, D21)."""
    whole = selecting.of_period(
        SERVICE, "appraised_at", scope.period, (selecting.KNOWN, "accident_grade", None)
    )
    grades = counting.grouped(session, whole, "accident_grade")
    lines, all_of_them = [], 0
    for label in _GRADES:
        members = [one for one in AccidentGrade if one.label.startswith(label)]
        many = sum(grades.get(one, 0) for one in members)
        all_of_them += many
        fact = (selecting.AMONG, "accident_grade", [one.value for one in members])
        lines.append(Line(members[0].value[:2], label, (Figure(many, whole.and_(fact)),)))
    return Table("accidents", _("医疗事故"), _("级别"), ((COUNT, _("件数")),), tuple(lines),
                 total=Line(ALL, _("合计"), (Figure(all_of_them, whole),)))  # fmt: skip


def money(session: Session, scope: Scope) -> Table:
    """What was paid, in yuan and in ten thousands; a case told in both registers counts once."""
    paid: Fact = (selecting.KNOWN, "compensation_amount", None)
    rows = (
        ("complaints", _("投诉（按接到日期）"), scope.received().and_(paid)),
        ("services", _("不合格服务（投诉里没有写的）"), selecting.of_period(
            SERVICE, "found_at", scope.period, paid, (selecting.UNPAID, "", None))),
    )  # fmt: skip
    lines, total, cases_ = [], Decimal(0), 0
    for key, label, behind in rows:
        [many] = counting.counted(session, behind)
        amount = _amount(counting.summed(session, behind, "compensation_amount"))
        total, cases_ = total + amount, cases_ + many
        lines.append(Line(key, label, (Figure(many, behind), Figure(amount, behind, MONEY),
                                       Figure(_ten_thousands(amount), behind))))  # fmt: skip
    lines.append(Line("all", _("合计"), (Figure(cases_), Figure(total, None, MONEY),
                                       Figure(_ten_thousands(total)))))  # fmt: skip
    columns = ((COUNT, _("件数")), ("amount", _("金额（元）")), ("wan", _("金额（万元）")))
    return Table("money", _("补偿赔偿"), _("来源"), columns, tuple(lines))


def _amount(value: Any) -> Decimal:
    return Decimal(str(value or 0)).quantize(Decimal("0.01"))


def _ten_thousands(amount: Decimal) -> Decimal:
    return (amount / 10_000).quantize(Decimal("0.01"))


def effects(session: Session, scope: Scope) -> Table:
    """整改有效率: of what came from complaints and was verified, how much had its effect."""
    rows = (
        (ACTION, _("纠正（预防）措施单"), selecting.of_period(
            ACTION, "issued_at", scope.period,
            (selecting.IS, "source", ActionSource.COMPLAINT.value))),
        (SHEET, _("质量检查反馈表"), selecting.of_period(
            SHEET, "issued_at", scope.period,
            (selecting.IS, "check_category", CheckCategory.COMPLAINT.value))),
    )  # fmt: skip
    judged: Fact = (selecting.KNOWN, "effect", None)
    good: Fact = (selecting.IS, "effect", Effect.EFFECTIVE.value)
    lines = [_effect_line(session, key, label, behind, judged, good) for key, label, behind in rows]
    sums = [sum(_int(_at(one, place)) for one in lines) for place in range(3)]
    lines.append(
        Line(
            "all",
            _("合计"),
            (*(Figure(one) for one in sums), percent(sums[2], sums[1])),
        )
    )
    columns = (
        ("issued", _("发出")), ("judged", _("已验证")), ("effective", _("有效")),
        ("rate", _("有效率")),
    )  # fmt: skip
    return Table("effects", _("整改有效率"), _("来源"), columns, tuple(lines),
                 note=_("有效率 = 验证为“有效”的 / 已经验证的；部分有效不算有效。"))  # fmt: skip


def _at(line: Line, place: int) -> Figure:
    found = line.entries[place]
    assert isinstance(found, Figure)
    return found


def _effect_line(
    session: Session, key: str, label: str, behind: Behind, judged: Fact, good: Fact
) -> Line:
    issued, seen, effective = counting.counted(session, behind, [judged], [good])
    return Line(key, label, (
        Figure(issued, behind), Figure(seen, behind.and_(judged)),
        Figure(effective, behind.and_(good)), percent(effective, seen),
    ))  # fmt: skip


def surveys(session: Session, scope: Scope) -> Table:
    """满意度 of the year: what each survey that was counted says, by both ways of counting."""
    held = selecting.of_period(
        SURVEY, "period_to", scope.period, (selecting.KNOWN, "satisfied_rate", None)
    )
    query = select(SatisfactionSurvey).where(*selecting.conditions(held))
    lines = []
    for one in session.scalars(query.order_by(SatisfactionSurvey.period_to, SatisfactionSurvey.id)):
        own = held.and_((selecting.IS, "id", one.id))
        lines.append(Line(one.number, one.subject or one.number, (
            Figure(one.issued_count), Figure(one.collected_count), Figure(one.valid_count),
            Figure(_tenth(one.satisfied_rate), own, PERCENT),
            Figure(_tenth(one.pure_rate), own, PERCENT), Figure(_tenth(one.target), None, PERCENT),
        )))  # fmt: skip
    columns = (
        ("issued", _("发放")), ("collected", _("回收")), ("valid", _("有效")), ("rate", _("满意率")),
        ("pure", _("纯满意度")), ("target", _("目标")),
    )  # fmt: skip
    return Table("surveys", _("满意度"), _("调查"), columns, tuple(lines),
                 note=tally.counting() if lines else "",
                 empty=_("本年没有满意度调查数据"))  # fmt: skip


def _tenth(share: Decimal | None) -> Decimal | None:
    return None if share is None else share.quantize(TENTH)


def _alone(table: Table, before: Period) -> Table:
    """A table that compares with nothing: of the period before nothing was recorded."""
    places = [at for at, (key, _label) in enumerate(table.columns) if key in _COMPARING]
    said = _("{period}没有投诉记录，不作比较。").format(period=before.name)
    note = table.note + said if table.name == "overview" else table.note

    def alone(line: Line) -> Line:
        entries = enumerate(line.entries)
        return replace(line, entries=tuple(
            Figure(None) if at in places else entry for at, entry in entries
        ))  # fmt: skip

    total = None if table.total is None else alone(table.total)
    return replace(table, note=note, lines=tuple(map(alone, table.lines)), total=total)
