"""What the forms of reports say: the figures of the record, frozen ones where it was handed in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import clock
from app.models.organisation import Department, Person
from app.models.reports.periodic_report import ReadReceipt, ReportKind
from app.services.forms import Chart, Form, FormData, FormValue, Options
from app.services.registers.register import Register
from app.services.registers.reports import periods
from app.services.registers.reports.fields import CHECKS, failed
from app.services.registers.reports.periodic_report import REGISTER, period_of
from app.services.reports import composing, freezing
from app.services.reports.figures import Entry, Figure, Picture, Report, Table, caption, drawn
from app.services.reports.freezing import DEPARTMENT, HOSPITAL, RECIPIENTS

LABEL = "label"
_NOTHING = "无"
_FROZEN = "提交冻结"


def around(session: Session, kind: Register, form: Form, record: Any) -> dict[str, FormValue]:
    """Values by their names on paper; nothing for the forms of other registers."""
    period = period_of(record) if kind is REGISTER else None
    if period is None:
        return {}
    kept = freezing.standing(session, record)
    report = kept.report if kept else composing.count(session, record)
    found = of_report(form, report)
    found["period_name"] = period.name
    found["counted"] = _counted(kept)
    if kept is not None:
        found["responsible_department"] = kept.report.facts[DEPARTMENT]
        if sent_to := kept.report.facts.get(RECIPIENTS):
            found["recipient_departments"] = sent_to
    if "samples.goods" in form.fields:
        found["samples"] = [_sample(form, row) for row in record.samples]
    if "receipts" in form.fields:
        found["receipts"] = _receipts(session, record.id)
    return found


def stamped(session: Session, kind: Register, record: Any, data: FormData) -> FormData:
    """Of a report that was handed in every print is the same: its time and anchor are its own."""
    kept = freezing.standing(session, record) if kind is REGISTER else None
    if kept is None:
        return data
    return replace(
        data, hospital=kept.report.facts[HOSPITAL] or data.hospital, anchor=kept.anchor,
        printed_by=kept.taken_by, printed_at=kept.taken_at, printed_as=_FROZEN,
    )  # fmt: skip


def _sample(form: Form, row: Mapping[str, Any]) -> Mapping[str, FormValue]:
    """A sampled lot with its six checks; none is ticked before it was looked at."""
    bad, is_done = failed(row), bool(row.get("result"))
    ticks: dict[str, FormValue] = {
        name: Options(form.options[name], frozenset({int(name in bad)} if is_done else ()))
        for name, _word in CHECKS
    }
    return {"goods": str(row.get("goods", ""))} | ticks


def of_report(form: Form, report: Report) -> dict[str, FormValue]:
    """The tables, notes and charts of a report that this form has a place for."""
    found: dict[str, FormValue] = {}
    for table in report.tables:
        if f"{table.name}.{LABEL}" in form.fields:
            found[table.name] = _lines(table)
        if f"{table.name}_note" in form.fields:
            found[f"{table.name}_note"] = table.note
    for name in form.fields:
        picture = name.removeprefix("chart_")
        if picture != name:
            found[name] = _chart(report, picture)
    return found


def _lines(table: Table) -> list[Mapping[str, FormValue]]:
    if not table.rows:
        return [{LABEL: table.empty or _NOTHING, **{key: "" for key, _label in table.columns}}]
    return [
        {LABEL: line.label}
        | {key: _shown(one) for (key, _label), one in zip(table.columns, line.entries, strict=True)}
        for line in table.rows
    ]


def _shown(entry: Entry) -> FormValue:
    """A whole number stays one, so that a spreadsheet can add it up."""
    if isinstance(entry, Figure):
        is_plain = isinstance(entry.value, int) and not entry.unit
        return entry.value if is_plain else entry.text
    return entry


def _chart(report: Report, name: str) -> FormValue:
    picture = next((one for one in report.pictures if one.name == name), None)
    return None if picture is None else chart(report, picture)


def chart(report: Report, picture: Picture) -> Chart:
    """A chart with the numbers of its table."""
    table = report.table(picture.table)
    lines = drawn(picture, table)
    series = [dict(table.columns)[picture.column]]
    beside: tuple[Any, ...] = ()
    before = table.column(picture.beside)[: len(lines)] if picture.beside else ()
    if any(_number(one) for one in before):
        series = [_period_name(report), dict(table.columns)[picture.beside]]
        beside = tuple(_number(one) for one in before)
    numbers = tuple(_number(one) for one in table.column(picture.column)[: len(lines)])
    return Chart(
        picture.shape, caption(picture, table), tuple(line.label for line in lines), numbers,
        tuple(series), beside, picture.goal,
    )  # fmt: skip


def _period_name(report: Report) -> str:
    period = periods.parse(ReportKind(report.kind), report.period)
    return period.name if period else report.period


def _number(entry: Entry) -> Any:
    return entry.value if isinstance(entry, Figure) else None


def _counted(kept: freezing.Frozen | None) -> str:
    moment = clock.local(kept.taken_at if kept else clock.now())
    words = "截至 {moment}（已冻结）" if kept else "截至 {moment}（未提交，数据还会变）"
    return words.format(moment=f"{moment:%Y-%m-%d %H:%M}")


def _receipts(session: Session, report_id: int) -> str:
    """Who has read it, and when; what is still missing is written by hand."""
    query = (
        select(Department.name, Person.name, ReadReceipt.read_at)
        .join(Person, Person.id == ReadReceipt.person_id)
        .join(Department, Department.id == ReadReceipt.department_id)
        .where(ReadReceipt.report_id == report_id)
        .order_by(ReadReceipt.read_at)
    )
    return "；".join(
        f"{department} {name} {clock.local(at):%m-%d %H:%M}"
        for department, name, at in session.execute(query)
    )
