"""Every figure of a report agrees with a count made separately, and with the records behind it."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app import clock
from app.demo import hospital
from app.models.complaint import CauseCategory, Channel, ResolutionType
from app.models.materials.item import ItemCategory
from app.models.materials.material_lot import Phenomenon
from app.models.materials.rejection import Disposition
from app.models.reports.periodic_report import ReportKind as K
from app.services import report_paper
from app.services.operations import Desk
from app.services.registers.reports import periods
from app.services.reports import activity, composing, selecting
from app.services.reports.figures import Figure, Report
from tests.hospital import founded
from tests.services.reports import invented
from tests.services.reports import recount as r

LOCAL = clock.ZONE
BEGIN = datetime(2024, 11, 3, 7, tzinfo=LOCAL)
END = datetime(2026, 12, 10, tzinfo=LOCAL)  # answered before the calendar ends
SUPPLY, PHARMACY = 8, 7


@pytest.fixture(scope="module", params=["demo", "invented"])
def told(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    """The demo hospital, and two years of invented records."""
    desk = founded(tmp_path_factory.mktemp("reports"))
    fill(desk, request.param, 1_500)
    yield desk
    desk.database.close()


def fill(desk: Desk, which: str, many: int) -> None:
    if which == "demo":
        hospital.fill(desk)
        return
    invented.fill(desk, many, BEGIN, END)
    months = (f"{year}-{month:02d}" for year in (2025, 2026) for month in range(1, 13))
    activity.enter(desk, {month: (9_876, 543) for month in months})


def report(desk: Desk, kind: K, code: str, office: int = 1) -> Report:
    record = SimpleNamespace(kind=kind, period=code, functional_department_id=office, subject="")
    with desk.database.read() as session:
        return composing.count(session, record)


def value(found: Report, table: str, line: str, column: str) -> int | Decimal | None:
    return found.table(table).figure(line, column).value


def year_of(desk: Desk) -> int:
    """The year most was told of."""
    return max(r.day(one["received_at"]).year for one in r.rows(desk, "complaint"))


# ---- F20 ---------------------------------------------------------------------------------------


def test_the_year_of_complaints_agrees(told: Desk) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year))
    today = clock.today()
    whole = r.rows(told, "complaint")
    for span, column in ((year, "now"), (year - 1, "last")):
        these = r.within(whole, "received_at", date(span, 1, 1), date(span, 12, 31))
        repeated, phones = r.again(these)
        expected = {
            "received": len(these),
            "replied": sum(bool(one["replied_at"]) for one in these),
            "late": sum(r.late(one, today) for one in these),
            "duplicates": sum(one["status"] == "DUPLICATE" for one in these),
            "litigation": sum(one["litigation_filed"] for one in these),
            "again": repeated,
            "again_people": phones,
        }
        if span < year and not these:  # nothing is compared with a year of which nothing is known
            expected = dict.fromkeys(expected)
            assert "没有投诉记录，不作比较" in found.table("overview").note
        assert {key: value(found, "overview", key, column) for key in expected} == expected


def test_the_rates_follow_from_what_was_entered_by_hand(told: Desk) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year))
    entered = {
        one["month"]: one for one in r.rows(told, "activity_figure")
        if one["month"][:4] == str(year)
    }  # fmt: skip
    these = r.within(r.rows(told, "complaint"), "received_at", date(year, 1, 1), date(year, 12, 31))
    many = sum(f"{r.day(one['received_at']):%Y-%m}" in entered for one in these)
    treated = sum(one["outpatients"] for one in entered.values())
    left = sum(one["discharges"] for one in entered.values())
    assert value(found, "overview", "outpatients", "now") == r.rate(many, treated, 10_000)
    assert value(found, "overview", "discharges", "now") == r.rate(many, left, 1_000)
    said = f"按已填人次的 {len(entered)} 个月" in found.table("overview").note
    assert said is (0 < len(entered) < 12)


@pytest.mark.parametrize(
    ("table", "column", "choices"),
    [
        ("channels", "channel", Channel),
        ("causes", "main_cause", CauseCategory),
        ("results", "main_resolution", ResolutionType),
    ],
)
def test_complaints_by_what_was_chosen_agree(
    told: Desk, table: str, column: str, choices: type
) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year)).table(table)
    now, last = (
        r.within(r.rows(told, "complaint"), "received_at", date(one, 1, 1), date(one, 12, 31))
        for one in (year, year - 1)
    )
    for one in choices:
        count = r.by(now, column)[one.value]
        assert found.figure(one.value, "count").value == count
        assert found.figure(one.value, "share").value == r.rate(count, len(now))
        before = r.by(last, column)[one.value] if last else None
        assert found.figure(one.value, "before").value == before
    assert sum(entry.value for entry in found.column("count")) == len(now)


def test_totals_stand_under_the_lines_they_sum_up_and_in_no_chart(told: Desk) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year))
    now, last = (
        r.within(r.rows(told, "complaint"), "received_at", date(one, 1, 1), date(one, 12, 31))
        for one in (year, year - 1)
    )
    for name in ("months", "channels", "departments", "causes", "results"):
        table = found.table(name)
        assert table.total is not None
        assert table.rows[-1] is table.total
        assert table.figure("all", "count").value == len(now)
        assert table.figure("all", "share").value == 100
        assert table.figure("all", "before").value == (len(last) or None)
        for picture in found.pictures:
            if picture.table == name:
                assert "合计" not in report_paper.chart(found, picture).labels
    grades = [
        one for one in r.within(r.rows(told, "nonconforming_service"), "appraised_at",
                                date(year, 1, 1), date(year, 12, 31)) if one["accident_grade"]
    ]  # fmt: skip
    assert value(found, "accidents", "all", "count") == len(grades)


def test_what_is_said_first_is_what_was_counted(told: Desk) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year))
    said = [one.label for one in found.tables[0].lines]
    now = r.within(r.rows(told, "complaint"), "received_at", date(year, 1, 1), date(year, 12, 31))
    assert f"接到投诉 {len(now)} 件" in said[0]
    cause, many = max(
        ((one, r.by(now, "main_cause")[one.value]) for one in CauseCategory),
        key=lambda pair: pair[1],
    )
    assert any(f"主要原因：{cause.label} {many} 件" in one for one in said)
    due = [one for one in now if one["due_on"]]
    late = sum(r.late(one, clock.today()) for one in due)
    share = r.rate(late, len(due))
    assert any(f"超期 {late} 件，超期率 {share} %" in one for one in said) is bool(late)


def test_the_surveys_of_the_year_agree(told: Desk) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year)).table("surveys")
    held = [
        one for one in r.rows(told, "satisfaction_survey")
        if one["status"] != "VOIDED" and one["satisfied_rate"] is not None
        and str(one["period_to"])[:4] == str(year)
    ]  # fmt: skip
    assert [one.key for one in found.lines] == [one["number"] for one in held]
    for one in held:
        for column, name in (("valid", "valid_count"), ("issued", "issued_count")):
            assert found.figure(one["number"], column).value == one[name]
        rate = Decimal(str(one["satisfied_rate"])).quantize(Decimal("0.1"))
        assert found.figure(one["number"], "rate").value == rate
    assert bool(found.note) is bool(held)


def test_complaints_by_department_and_month_agree(told: Desk) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year))
    now = r.within(r.rows(told, "complaint"), "received_at", date(year, 1, 1), date(year, 12, 31))
    departments = r.by(now, "respondent_department_id")
    lines = found.table("departments").lines
    assert {int(one.key): one.entries[0].value for one in lines} == departments
    assert [one.entries[0].value for one in lines] == sorted(departments.values(), reverse=True)
    months = r.Counter(r.day(one["received_at"]).month for one in now)
    counted = found.table("months").column("count")
    assert [one.value for one in counted] == [months[n] for n in range(1, 13)]


def test_a_chart_shows_the_first_ten_of_many_rows(told: Desk) -> None:
    found = report(told, K.COMPLAINTS, str(year_of(told)))
    (picture,) = [one for one in found.pictures if one.name == "departments"]
    lines = found.table("departments").lines
    chart = report_paper.chart(found, picture)
    assert chart.labels == tuple(one.label for one in lines[:10])
    assert chart.title.endswith("（前 10 项）") is (len(lines) > 10)


def test_the_largest_causes_come_first_and_add_up(told: Desk) -> None:
    found = report(told, K.COMPLAINTS, str(year_of(told))).table("causes")
    counts = [one.value for one in found.column("count")]
    assert counts == sorted(counts, reverse=True)
    shares = [r.rate(sum(counts[: n + 1]), sum(counts)) for n in range(len(counts))]
    assert [one.value for one in found.column("running")] == shares


@pytest.mark.parametrize("rule", ["all", "single", "several"])
def test_days_to_the_answer_agree(told: Desk, rule: str) -> None:
    year = year_of(told)
    found = report(told, K.COMPLAINTS, str(year))
    wanted = {"all": {"D03", "D04"}, "single": {"D03"}, "several": {"D04"}}[rule]
    these = [
        one
        for one in r.within(
            r.rows(told, "complaint"), "received_at", date(year, 1, 1), date(year, 12, 31)
        )
        if one["due_on"] and one["due_rule"] in wanted
    ]
    taken = r.spans(told, these)
    late = sum(r.late(one, clock.today()) for one in these)
    expected = {
        "count": len(these), "answered": len(taken), "mean": r.average(taken),
        "median": r.nearest(taken, Decimal("0.5")), "p90": r.nearest(taken, Decimal("0.9")),
        "late": late, "late_rate": r.rate(late, len(these)),
    }  # fmt: skip
    assert {name: value(found, "days", rule, name) for name in expected} == expected


def test_accidents_money_and_effects_agree(told: Desk) -> None:
    year = year_of(told)
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = report(told, K.COMPLAINTS, str(year))
    services = r.rows(told, "nonconforming_service")
    grades = [
        one["accident_grade"][1] for one in r.within(services, "appraised_at", first, last)
        if one["accident_grade"]
    ]  # fmt: skip
    for level in "1234":
        assert value(found, "accidents", f"G{level}", "count") == grades.count(level)
    complaints = r.rows(told, "complaint")
    paid = [one for one in r.within(complaints, "received_at", first, last)
            if one["compensation_amount"]]  # fmt: skip
    told_already = {
        target for source, target in r.links(told, "complaint", "nonconforming_service")
        if any(one["id"] == source and one["compensation_amount"] for one in complaints)
    }  # fmt: skip
    others = [one for one in r.within(services, "found_at", first, last)
              if one["compensation_amount"] and one["id"] not in told_already]  # fmt: skip
    for key, these in (("complaints", paid), ("services", others)):
        amount = sum((Decimal(str(one["compensation_amount"])) for one in these), Decimal(0))
        assert value(found, "money", key, "count") == len(these)
        assert value(found, "money", key, "amount") == amount.quantize(Decimal("0.01"))
    for table, column, source in (
        ("corrective_action", "source", "issued_at"),
        ("quality_feedback", "check_category", "issued_at"),
    ):
        these = [one for one in r.within(r.rows(told, table), source, first, last)
                 if one[column] == "COMPLAINT"]  # fmt: skip
        judged = [one for one in these if one["effect"]]
        good = [one for one in judged if one["effect"] == "EFFECTIVE"]
        numbers = (len(these), len(judged), len(good), r.rate(len(good), len(judged)))
        assert tuple(value(found, "effects", table, name)
                     for name in ("issued", "judged", "effective", "rate")) == numbers  # fmt: skip


# ---- F18, F19 ----------------------------------------------------------------------------------


def quarter_of(desk: Desk) -> str:
    """The last quarter in which goods came."""
    last = max(r.day(one["received_at"]) for one in r.rows(desk, "material_lot"))
    return periods.holding(last, 3).code


def verdicts(lots: list[dict[str, Any]]) -> tuple[int | Decimal | None, ...]:
    seen = [one for one in lots if one["verdict"]]
    good = [one for one in seen if one["verdict"] == "ACCEPTED"]
    waiting = [one for one in lots if one["status"] in ("RECEIVED_PENDING", "INSPECTING")]
    return (len(lots), len(seen), len(good), len(seen) - len(good), len(waiting),
            r.rate(len(good), len(seen)))  # fmt: skip


@pytest.mark.parametrize("office", [SUPPLY, PHARMACY])
def test_the_quarter_of_goods_agrees(told: Desk, office: int) -> None:
    code = quarter_of(told)
    period = periods.parse(K.INSPECTION, code)
    assert period is not None
    found = report(told, K.INSPECTION, code, office)
    lots, cases, orders = (
        [one for one in r.within(r.rows(told, table), column, period.first, period.last)
         if one["functional_department_id"] == office]
        for table, column in (("material_lot", "received_at"), ("in_use_nonconformity", "found_at"),
                              ("disposition_order", "issued_at"))
    )  # fmt: skip
    names = ("arrived", "inspected", "accepted", "rejected", "waiting", "rate")
    table = found.table("categories")
    assert tuple(table.figure("all", name).value for name in names) == verdicts(lots)
    for category in ItemCategory:
        own = [one for one in lots if one["category"] == category.value]
        if own:
            shown = tuple(table.figure(category.value, name).value for name in names)
            assert shown == verdicts(own)
    bad = [one for one in lots if one["verdict"] == "REJECTED"]
    for one in Phenomenon:
        many = sum(r.has(lot, "phenomena", one.value) for lot in bad)
        lines = {line.key: line.entries[0].value for line in found.table("reasons").lines}
        assert lines.get(one.value, 0) == many
    for way in Disposition:
        these = [one for one in orders if one["disposition"] == way.value]
        lines = {line.key: line.entries for line in found.table("dispositions").lines}
        if these:
            running = sum(one["status"] in ("PROPOSED", "REVIEWED", "APPROVED") for one in these)
            assert [one.value for one in lines[way.value]] == [len(these), running]
    used = found.table("in_use")
    assert used.figure("all", "count").value == len(cases)
    assert used.figure("all", "patients").value == sum(one["used_on_patient"] for one in cases)
    assert used.figure("all", "closed").value == sum(one["status"] == "CLOSED" for one in cases)


def test_suppliers_are_ranked_by_what_was_wrong(told: Desk) -> None:
    code = quarter_of(told)
    period = periods.parse(K.INSPECTION, code)
    assert period is not None
    found = report(told, K.INSPECTION, code, SUPPLY).table("suppliers")
    lots, cases = (
        [one for one in r.within(r.rows(told, table), column, period.first, period.last)
         if one["functional_department_id"] == SUPPLY and one["supplier_name"]]
        for table, column in (("material_lot", "received_at"), ("in_use_nonconformity", "found_at"))
    )  # fmt: skip
    seen = [one for one in lots if one["verdict"]]
    bad = r.by((one for one in seen if one["verdict"] == "REJECTED"), "supplier_name")
    used = r.by(cases, "supplier_name")
    many = r.by(seen, "supplier_name")
    ranked = sorted({*many, *used}, key=lambda one: (-bad[one] - used[one], -many[one], one))
    assert [one.key for one in found.lines] == ranked[:10]
    for line in found.lines:
        shown = [one.value for one in line.entries if isinstance(one, Figure)]
        name = line.key
        good = r.rate(many[name] - bad[name], many[name])
        assert shown == [many[name], bad[name], good, used[name]]


def test_the_last_five_quarters_agree(told: Desk) -> None:
    code = quarter_of(told)
    period = periods.parse(K.INSPECTION, code)
    assert period is not None
    lines = report(told, K.INSPECTION, code, SUPPLY).table("trend").lines
    assert [one.key for one in lines] == [period.moved(-back).code for back in (4, 3, 2, 1, 0)]
    lots = [one for one in r.rows(told, "material_lot")
            if one["functional_department_id"] == SUPPLY]  # fmt: skip
    for back, line in zip((4, 3, 2, 1, 0), lines, strict=True):
        span = period.moved(-back)
        own = verdicts(r.within(lots, "received_at", span.first, span.last))
        assert [one.value for one in line.entries[:3]] == [own[1], own[3], own[5]]


def test_the_half_year_agrees(told: Desk) -> None:
    last = max(r.day(one["received_at"]) for one in r.rows(told, "material_lot"))
    period = periods.holding(last, 6)
    found = report(told, K.SUPERVISION, period.code)
    lots = r.within(r.rows(told, "material_lot"), "received_at", period.first, period.last)
    for line in found.table("offices").lines:
        own = verdicts([one for one in lots if str(one["functional_department_id"]) == line.key])
        assert [one.value for one in line.entries] == [own[0], own[1], own[3], own[5]]
    actions = [
        one
        for one in r.within(
            r.rows(told, "corrective_action"), "issued_at", period.first, period.last
        )
        if one["source"] == "NONCONFORMING_ITEM"
    ]
    judged = [one for one in actions if one["effect"]]
    good = [one for one in judged if one["effect"] == "EFFECTIVE"]
    assert [one.value for one in found.table("actions").lines[0].entries] == [
        len(actions), len(judged), len(good), r.rate(len(good), len(judged)),
    ]  # fmt: skip


def test_the_bulletin_of_an_office_agrees(told: Desk) -> None:
    whole = [one for one in r.rows(told, "complaint") if one["functional_department_id"] == 1]
    month = periods.holding(max(r.day(one["received_at"]) for one in whole), 1)
    found = report(told, K.BULLETIN, month.code, 1)
    for span, column in ((month, "now"), (month.moved(-1), "last")):
        these = r.within(whole, "received_at", span.first, span.last)
        expected = {
            "received": len(these),
            "replied": sum(bool(one["replied_at"]) for one in these),
            "running": sum(one["status"] in r.RUNNING for one in these),
            "late": sum(r.late(one, clock.today()) for one in these),
            "dissatisfied": sum(one["complainant_opinion"] == "DISSATISFIED" for one in these),
        }
        assert {key: value(found, "overview", key, column) for key in expected} == expected


# ---- the records behind ------------------------------------------------------------------------


@pytest.mark.parametrize("kind", list(K))
def test_behind_every_number_stand_as_many_records(told: Desk, kind: K) -> None:
    last = max(r.day(one["received_at"]) for one in r.rows(told, "material_lot"))
    code = periods.holding(last, periods.LENGTHS[kind]).code
    office = SUPPLY if kind is K.INSPECTION else 1
    found = report(told, kind, code, office)
    looked_at = 0
    with told.database.read() as session:
        for table in found.tables:
            for line in table.lines:
                for (name, _label), entry in zip(table.columns, line.entries, strict=True):
                    if not isinstance(entry, Figure) or entry.behind is None:
                        continue
                    behind = selecting.ids(session, entry.behind)
                    assert len(set(behind)) == len(behind)
                    if (
                        line.key != "again_people"
                        and name not in ("amount", "wan")
                        and isinstance(entry.value, int)
                    ):
                        assert len(behind) == entry.value, (table.name, line.key, name)
                        looked_at += 1
    assert looked_at > 20


@pytest.mark.faults
def test_a_year_of_twenty_thousand_records_agrees(
    tmp_path: Path, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2026-12-31 09:00")
    desk = founded(tmp_path)
    begin = datetime(2026, 1, 1, tzinfo=LOCAL)
    invented.fill(desk, 20_000, begin, datetime(2026, 12, 10, tzinfo=LOCAL))
    test_the_year_of_complaints_agrees(desk)
    test_complaints_by_department_and_month_agree(desk)
    for rule in ("all", "single", "several"):
        test_days_to_the_answer_agree(desk, rule)
    test_accidents_money_and_effects_agree(desk)
    for office in (SUPPLY, PHARMACY):
        test_the_quarter_of_goods_agrees(desk, office)
    test_suppliers_are_ranked_by_what_was_wrong(desk)
    test_the_half_year_agrees(desk)
    for kind in K:
        test_behind_every_number_stand_as_many_records(desk, kind)
    desk.database.close()
