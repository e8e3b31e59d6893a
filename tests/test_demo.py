"""The demo hospital is lived in on any day: something is due, something is overdue, and cases have ends."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from app import clock
from app.demo import hospital, last_year, shift
from app.demo.complaints import STORIES
from app.demo.goods_in import CEPHALOSPORIN, FILES
from app.demo.surveys import stories as surveys
from app.models.bookkeeping import StepEntry
from app.models.complaint import CauseCategory, Complaint, ResolutionType
from app.models.materials.material_lot import MaterialLot
from app.models.organisation import Person
from app.services import audit, listings, lists, reading
from app.services.labels import content
from app.services.links import chain
from app.services.materials import recall_text, tracing
from app.services.operations import Desk
from app.services.people import directory
from app.services.registers import catalog
from app.services.registers.materials import shelf_life
from app.services.registers.parts import LabelKind
from app.services.registers.register import Register
from app.services.reporting import figures_view
from app.services.upkeep import scoring
from app.services.worklists import ward_sheet, worklist
from tests.factory import KIND, department
from tests.hospital import founded


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """One hospital for all that only look at it."""
    desk = founded(tmp_path_factory.mktemp("demo"))
    hospital.fill(desk)
    yield desk
    desk.database.close()


@pytest.mark.parametrize(
    "today", ["2026-11-23", "2026-02-20", "2026-10-05", "2026-06-13", "2027-01-03"]
)
def test_something_is_due_and_overdue_on_any_day(
    tmp_path: Path, set_clock: Callable[[str], datetime], today: str
) -> None:
    set_clock(f"{today} 09:00")
    desk = founded(tmp_path)
    hospital.fill(desk)
    counts = lists.counts(desk, KIND, lists.Query())
    assert (counts.total, counts.overdue, counts.soon) == (12 + len(last_year.COMPLAINTS), 1, 1)
    actions = lists.counts(desk, catalog.by_name("corrective_action"), lists.Query())
    assert (actions.total, actions.overdue) == (8, 1)
    assert states(desk, "quality_feedback")["RETURNED"] == 1
    desk.database.close()


def yearly(desk: Desk) -> dict[str, Any]:
    """The yearly reports by their state."""
    kind = catalog.by_name("periodic_report")
    return {
        one.status.value: one
        for one in views(desk, kind)
        if str(one.values["kind"]) == "COMPLAINTS"
    }


def test_the_year_before_was_reported_on_and_this_one_is_compared_with_it(filled: Desk) -> None:
    found = yearly(filled)
    assert set(found) == {"FILED", "DRAFT"}
    assert "同意提交管理评审" in str(found["FILED"].values["leader_opinion"])
    assert found["FILED"].values["presented_on"]
    assert found["FILED"].due is not None
    assert found["FILED"].due.remaining.word == "按期报送"
    overview = figures_view.opened(filled, found["DRAFT"].id).report.table("overview")
    assert int(overview.figure("received", "last").value or 0) >= len(last_year.COMPLAINTS)
    before = figures_view.opened(filled, found["FILED"].id)
    assert before.report.table("overview").figure("late", "now").value == 3
    assert before.changed == 0


def test_when_the_year_is_over_its_report_goes_to_the_leader_and_the_review(
    tmp_path: Path, set_clock: Callable[[str], datetime]
) -> None:
    set_clock("2027-02-10 09:00")
    desk = founded(tmp_path)
    hospital.fill(desk)
    kind = catalog.by_name("periodic_report")
    by_year = {
        str(one.values["period"]): one for one in views(desk, kind)
        if str(one.values["kind"]) == "COMPLAINTS"
    }  # fmt: skip
    assert {year: one.status.value for year, one in by_year.items()} == {
        "2025": "FILED", "2026": "FILED"
    }  # fmt: skip
    report = figures_view.opened(desk, by_year["2026"].id).report
    assert report.table("overview").figure("outpatients", "now").value
    assert "没有填" not in report.table("overview").note
    desk.database.close()


def test_every_lot_is_of_an_item_of_the_catalogue(filled: Desk) -> None:
    with filled.database.read() as session:
        lots = session.query(MaterialLot).all()
        assert [one.subject for one in lots if one.item_id is None] == []


def test_causes_results_and_channels_are_covered(filled: Desk) -> None:
    with filled.database.read() as session:
        found = session.query(Complaint).all()
        assert {one.main_cause for one in found} >= set(CauseCategory)
        results = {one.main_resolution for one in found} - {None}
        assert results >= set(ResolutionType) - {ResolutionType.LITIGATION}
        assert Counter(one.status.value for one in found)["LITIGATION"] == 1
        assert len({one.channel for one in found}) == 7
        assert audit.verify(session).ok


@pytest.mark.parametrize(
    ("register", "expected"),
    [
        ("nonconforming_service", {
            "CLOSED": 5, "UNDER_REVIEW": 1, "CORRECTED": 1, "REPORTED_ORALLY": 1}),
        ("quality_feedback", {"FILED": 10, "ACKNOWLEDGED": 3, "RETURNED": 1, "PREPARED": 1}),
        ("corrective_action", {
            "CLOSED": 1, "EFFECTIVE": 3, "INEFFECTIVE": 1, "IMPLEMENTING": 2, "OPEN": 1}),
        ("audit_nonconformity_report", {"CLOSED": 1, "VERIFIED": 1}),
        ("service_defect_entry", {"CLOSED": 2, "REPORTED": 1}),
        ("evidence_seal", {"SEALED": 1, "OPENED": 1}),
        ("safety_education", {"PLANNED": 1, "HELD": 1, "CLOSED": 1}),
        ("material_lot", {
            "STOCKED": 10, "RETURNED": 4, "REPLACED": 3, "SUPPLIED": 1, "RECEIVED_PENDING": 2}),
        ("goods_receipt", {"STORED": 11, "PREPARED": 1}),
        ("in_use_nonconformity", {"CLOSED": 2, "NOTIFIED": 2}),
        ("disposition_order", {"CLOSED": 8, "EXECUTED": 1}),
        ("surgery_exception", {"CLOSED": 3, "REVIEWED": 1, "EQUIPMENT_JUDGED": 1}),
        ("preop_check", {"USABLE": 6, "BLOCKED": 1}),
        ("treatment_error", {"CLOSED": 1, "RESCUE_AND_NOTIFIED": 1}),
        ("unqualified_participation", {"CLOSED": 1, "SUPERVISED": 1}),
        ("staff_qualification", {"VALID": 3, "PROPOSED": 1}),
        ("outsourced_nonconformity", {"RECTIFIED": 1}),
        ("supplier", {"APPROVED": 2, "WARNING": 1, "SUSPENDED": 1}),
    ],
)  # fmt: skip
def test_what_complaints_lead_to_stands_in_every_state_worth_seeing(
    filled: Desk, register: str, expected: dict[str, int]
) -> None:
    assert states(filled, register) == expected


def test_every_clause_cited_is_an_example_of_the_demo_s_own_table(filled: Desk) -> None:
    known = {one.code: one for one in scoring.in_use(filled)}
    assert all(one.text.startswith("示例：") for one in known.values())
    cited = [
        (row["clause"], row["points"])
        for view in views(filled, catalog.by_name("quality_feedback"))
        for row in view.values["findings"]
        if row.get("points")
    ]
    assert cited
    for clause, points in cited:
        assert known[clause].points == Decimal(points)


def test_the_serious_case_went_through_its_seven_duties(filled: Desk) -> None:
    kind = catalog.by_name("nonconforming_service")
    closed = [one for one in views(filled, kind) if one.duties and str(one.status) == "CLOSED"]
    assert [duty.mark for duty in closed[0].duties] == list("①②③④⑤⑥⑦")
    assert not [duty.lacking for duty in closed[0].duties if duty.lacking]
    told = [closed[0].duties[at].at for at in (0, 4, 6)]
    assert all(told)
    assert told == sorted(one for one in told if one)


def test_a_serious_case_under_review_shows_what_it_still_lacks(filled: Desk) -> None:
    kind = catalog.by_name("nonconforming_service")
    open_ones = [one for one in views(filled, kind) if str(one.status) == "UNDER_REVIEW"]
    assert [duty.mark for duty in open_ones[0].duties if duty.lacking] == list("⑤⑥⑦")


@pytest.mark.parametrize(
    ("subject", "reached"),
    [
        ("输液器接头漏液，床单浸湿、剂量不足",
         {"nonconforming_service", "quality_feedback", "service_defect_entry",
          "in_use_nonconformity", "disposition_order", "supplier"}),
        ("称产程观察不及时，新生儿转科",
         {"nonconforming_service", "quality_feedback", "corrective_action", "evidence_seal"}),
    ],
)  # fmt: skip
def test_the_chain_leads_from_the_complaint_to_all_that_came_of_it(
    filled: Desk, subject: str, reached: set[str]
) -> None:
    complaint = next(one for one in views(filled, KIND) if one.values["subject"] == subject)
    around = chain.around(filled, KIND, complaint.id)
    assert {one.register for one in around.nodes[1:]} == reached


def test_an_ineffective_action_was_opened_again(filled: Desk) -> None:
    kind = catalog.by_name("corrective_action")
    failed = next(one for one in views(filled, kind) if str(one.status) == "INEFFECTIVE")
    again = [one for one in failed.linked if one.register == kind.name and not one.is_origin]
    assert [str(one.status) for one in again] == ["IMPLEMENTING"]


# ---- goods ---------------------------------------------------------------------------------------


def lots(desk: Desk, **wanted: object) -> list[reading.RecordView]:
    found = views(desk, catalog.by_name("material_lot"))
    return [
        one for one in found
        if all(one.values[name] == value for name, value in wanted.items())
    ]  # fmt: skip


def test_half_a_year_to_the_day_is_enough_and_a_day_less_is_not(filled: Desk) -> None:
    found = {
        one.values["lot_number"]: (
            shelf_life.whole_months(
                clock.local(one.values["received_at"]).date(), one.values["expires_on"]
            ),
            str(one.status),
        )
        for one in lots(filled, subject=CEPHALOSPORIN)
    }
    assert found == {
        "DEMO-L03": (5, "RETURNED"), "DEMO-L03A": (6, "STOCKED"), "DEMO-L03B": (5, "RETURNED")
    }  # fmt: skip
    (exact,) = lots(filled, lot_number="DEMO-L03A")
    arrived = clock.local(exact.values["received_at"]).date()
    assert exact.values["expires_on"] == shelf_life.months_after(arrived, 6)


def test_what_was_tried_against_the_rules_is_refused_and_in_the_audit(filled: Desk) -> None:
    with filled.database.read() as session:
        refused = session.execute(text("SELECT new FROM audit_value WHERE field = 'reason'")).all()
    said = " ".join(one[0] for one in refused)
    assert "现在是“待检”，判合格后才能入库" in said
    assert "有效期不足半年" in said
    (waiting,) = lots(filled, lot_number="DEMO-L12")
    assert (str(waiting.status), waiting.values["verdict"]) == ("RECEIVED_PENDING", None)


def test_a_set_that_lacked_a_thing_was_used_only_after_it_was_checked_again(filled: Desk) -> None:
    kind = catalog.by_name("preop_check")
    (found,) = [one for one in views(filled, kind) if one.values["replacement"]]
    assert [step.action for step in found.trail] == [
        "register", "block", "check_again", "confirm"]  # fmt: skip
    assert "项目不完整" in found.values["earlier_rounds"]


def test_what_surgery_is_not_allowed_is_in_the_audit_with_its_clause(filled: Desk) -> None:
    with filled.database.read() as session:
        refused = session.execute(text("SELECT new FROM audit_value WHERE field = 'reason'")).all()
    said = " ".join(one[0] for one in refused)
    assert "项目不完整，不得使用（四.5.(1)）" in said
    assert "术前确认现在是“不得使用”，不能办“确认可用”（四.5.(1)）" in said
    assert "手术异常现在是“设备已鉴别”，不能办“结案”（四.6）" in said


def test_the_knife_that_failed_in_surgery_carries_the_red_label(filled: Desk) -> None:
    case = next(one for one in views(filled, catalog.by_name("in_use_nonconformity"))
                if one.values["category"] == "EQUIPMENT")  # fmt: skip
    (label,) = content.read(filled, case.register, [case.id]).labels
    assert label.content.kind is LabelKind.BAD
    assert [one.register for one in case.linked] == ["surgery_exception"]
    assert case.values["functional_department_id"] == department(filled, "设备科")


def test_whoever_leads_another_is_qualified_on_that_day(filled: Desk) -> None:
    led = next(one for one in views(filled, catalog.by_name("unqualified_participation"))
               if str(one.status) == "SUPERVISED")  # fmt: skip
    paper = next(one for one in views(filled, catalog.by_name("staff_qualification"))
                 if one.number == led.values["qualification_number"])  # fmt: skip
    assert paper.values["person_id"] == led.values["supervisor_id"]
    assert paper.values["valid_from"] <= clock.today() <= paper.values["valid_until"]


def test_a_qualification_is_about_to_run_out(filled: Desk) -> None:
    days = sorted(
        (one.values["valid_until"] - clock.today()).days
        for one in views(filled, catalog.by_name("staff_qualification"))
        if one.values["valid_until"]
    )
    assert 0 < days[0] < 60 < days[1]


@pytest.mark.parametrize(
    ("ordered", "number", "parts"),
    [
        (2000, "DEMO-L02", {"STOCKED": 1700, "REPLACED": 300}),
        (5000, "DEMO-L10", {"STOCKED": 4600, "SUPPLIED": 0}),
    ],
)
def test_parts_of_a_delivery_add_up_and_what_came_later_was_inspected(
    filled: Desk, ordered: int, number: str, parts: dict[str, int]
) -> None:
    own = lots(filled, lot_number=number)
    first, later = own[1:][::-1], own[0]  # the newest first
    assert {str(one.status): one.values["received_quantity"] for one in first} == parts
    assert sum(one.values["ordered_quantity"] for one in first) == ordered
    assert (str(later.status), later.values["verdict"]) == ("STOCKED", "ACCEPTED")


def test_an_implant_is_on_its_shelf_and_known_as_one(filled: Desk) -> None:
    (plate,) = lots(filled, lot_number="DEMO-L06")
    assert (str(plate.status), plate.values["implant"]) == ("STOCKED", True)


def test_all_quilts_of_the_kind_were_looked_at_again(filled: Desk) -> None:
    case = next(one for one in views(filled, catalog.by_name("in_use_nonconformity"))
                if one.values["category"] == "LIVING")  # fmt: skip
    counted = ("kind_total", "kind_good", "kind_bad", "kind_open", "quantity")
    assert [case.values[name] for name in counted] == [410, 399, 11, 0, 2]
    taken = {step.action: step.person for step in case.trail}
    assert taken["approve"] == "冯某"


def test_a_drug_a_patient_had_is_a_service_defect_and_the_case_waits(filled: Desk) -> None:
    case = next(one for one in views(filled, catalog.by_name("in_use_nonconformity"))
                if one.values["category"] == "DRUG")  # fmt: skip
    assert [one.register for one in case.linked] == ["service_defect_entry", "supplier"]
    assert case.values["functional_department_id"] == department(filled, "药剂科")


def test_a_recall_finds_shelf_wards_and_cases(filled: Desk) -> None:
    found = tracing.trace(filled, recall_text.read("DEMO-L01、DEMO-L05、DEMO-L99"))
    assert [(one.in_stock, len(one.receipts)) for one in found.lots] == [(280, 1)]
    assert {one.department for one in found.lots[0].issued} == {"骨科一病区", "输液室"}
    assert [one.lot_number for one in found.cases] == ["DEMO-L05"]
    assert found.misses == ("DEMO-L99",)


def test_a_licence_is_about_to_run_out(filled: Desk) -> None:
    days = sorted(
        (one.values["licence_until"] - clock.today()).days
        for one in views(filled, catalog.by_name("supplier"))
    )
    assert 0 < days[0] < 45 < days[1]


@pytest.mark.parametrize("kind", catalog.REGISTERS, ids=lambda kind: kind.name)
def test_every_list_of_it_can_be_taken_away(filled: Desk, kind: Register, tmp_path: Path) -> None:
    ids = lists.ids(filled, kind, lists.Query())
    heading = listings.Heading("全部", "从新到旧")
    columns = listings.default_columns(kind)
    done = listings.export(filled, kind, ids, columns, heading, tmp_path / "台账.xlsx")
    assert (done.rows, done.left_out) == (len(ids), 0)


def test_everybody_of_it_has_a_first_page(filled: Desk) -> None:
    for person in directory.load(filled).people:
        seat = Desk(filled.database, person.id)
        ward_sheet.ward_sheet(seat)
        assert worklist.worklist(seat).is_whole


def test_time_runs_forward_while_it_is_told(filled: Desk) -> None:
    with filled.database.read() as session:
        moments = [one.at for one in session.query(StepEntry).order_by(StepEntry.id)]
    assert len(moments) > 200
    assert moments == sorted(moments)


def test_whoever_stands_in_a_record_is_invented(filled: Desk) -> None:
    with filled.database.read() as session:
        names = {one.name for one in session.query(Person) if one.name != "周敏"}
        kinds = [kind for kind in catalog.REGISTERS if "patient_number" in kind.by_name]
        patients: list[Any] = [one for kind in kinds for one in session.query(kind.model)]
        numbers = {one.patient_number for one in patients if one.patient_number}
    assert {one[-1] for one in names} == {"某"}
    assert {one[:5] for one in numbers} == {"DEMO-"}


def test_the_survey_of_the_last_quarter_is_as_it_was_told(filled: Desk) -> None:
    (survey,) = views(filled, catalog.by_name("satisfaction_survey"))
    held = survey.values
    counted = ("issued_count", "collected_count", "valid_count")
    assert tuple(held[one] for one in counted) == (300, 276, 270)
    assert held["satisfied_rate"] == Decimal("94.8")
    assert str(held["below_target"]).splitlines() == [
        "骨科一病区：夜间安静 77.1 %（37/48）", "总务科：膳食 81.9 %（221/270）",
    ]  # fmt: skip
    sheets = views(filled, catalog.by_name("survey_feedback"))
    assert {str(one.status) for one in sheets} == {"VERIFIED", "RESPONDED"}
    (forum,) = views(filled, catalog.by_name("patient_forum"))
    assert str(forum.values["opinions"][0]["number"]).startswith("TS-")


@pytest.mark.parametrize(
    ("today", "first", "last", "name"),
    [
        (date(2026, 11, 30), date(2026, 7, 1), date(2026, 9, 30), "2026 年第三季度"),
        (date(2027, 1, 15), date(2026, 7, 1), date(2026, 9, 30), "2026 年第三季度"),
        (date(2027, 1, 21), date(2026, 10, 1), date(2026, 12, 31), "2026 年第四季度"),
        (date(2027, 5, 5), date(2027, 1, 1), date(2027, 3, 31), "2027 年第一季度"),
    ],
)
def test_a_survey_is_of_a_whole_quarter_that_is_over(
    today: date, first: date, last: date, name: str
) -> None:
    assert surveys.quarter_before(today) == (first, last, name)


def states(desk: Desk, register: str) -> Counter[str]:
    return Counter(str(one.status) for one in views(desk, catalog.by_name(register)))


def views(desk: Desk, kind: Register) -> list[reading.RecordView]:
    return [reading.load(desk, kind, one) for one in lists.ids(desk, kind, lists.Query())]


def test_nobody_is_real() -> None:
    for deed in FILES:
        assert deed.values.get("subject", "示例医药").startswith("示例医药")
    for story in STORIES:
        phone = story.values["complainant_phone"]
        assert phone.startswith("138****00")
        number = story.values.get("patient_number", "DEMO-0000")
        assert number.startswith("DEMO-")


def test_the_scripted_shift_leaves_database_forms_and_screens(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    """Every page and dialog is opened on the way; a Qt warning or an error would fail the test."""
    shift.play(tmp_path)
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []
    assert (tmp_path / "demo.db").stat().st_size > 100_000
    assert len(list((tmp_path / "forms").glob("F01-*.pdf"))) == 13 + len(last_year.COMPLAINTS)
    assert len(list((tmp_path / "forms").glob("F01-*.xlsx"))) == 13 + len(last_year.COMPLAINTS)
    printed = Counter(path.name[:3] for path in (tmp_path / "forms").glob("*.pdf"))
    counted = {"F02": 16, "F03": 12, "F04": 3, "F12": 6, "F13": 13, "F21": 3}
    assert {form: printed[form] for form in counted} == counted
    assert len(list((tmp_path / "screens").glob("*.png"))) >= 25
    assert "演示医院已建立" in capsys.readouterr().out
