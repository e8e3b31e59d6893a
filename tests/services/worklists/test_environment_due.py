"""首页: what is to be measured today, what was missed, what to put right; never a long list (四.4)."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from app import clock
from app.models.environment.standard import Frequency
from app.models.organisation import Role
from app.services.environment import table4
from app.services.environment.upkeep import instruments
from app.services.operations import Desk
from app.services.worklists import environment_due, notices, worklist
from app.services.worklists.tasks import ENVIRONMENT, OVERDUE, Task
from tests.factory import department
from tests.hospital import desk_of
from tests.services.environment.standing import checked, item, many_points, place, planned_since
from tests.services.environment.standing import point as new_point

Clock = Callable[[str], datetime]


@pytest.fixture(autouse=True)
def today(set_clock: Clock) -> datetime:
    return set_clock("2026-11-26 10:00")


def point(desk: Desk, code: str, name: str, where: str = "手术室", since: str = "2026-11-26",
          line: str = "1") -> int:  # fmt: skip
    made = new_point(desk, code, place(desk, name, where), line)
    planned_since(desk, made, date.fromisoformat(since))
    return made


def listed(desk: Desk) -> list[Task]:
    return list(worklist.worklist(desk).of(ENVIRONMENT))


def titles(desk: Desk) -> list[str]:
    return [one.title for one in listed(desk)]


def test_whoever_measures_sees_what_the_own_department_has_to_measure(desk: Desk) -> None:
    for number in range(1, 6):
        point(desk, "E25", f"第 {number} 手术间")
    point(desk, "E15", "骨科治疗室", "骨科一病区")
    nurse = desk_of(desk, Role.REGISTRAR, department="SSS")
    (task,) = listed(nurse)
    assert task.title == "静压差：第 1 手术间、第 2 手术间、第 3 手术间等 5 处"
    assert (task.next, task.department, task.tool) == ("开始巡查", "手术室", "round")
    assert worklist.worklist(nurse).counts[ENVIRONMENT] == 1
    assert titles(desk_of(desk, Role.VIEWER, department="SSS", staff_no="V1")) == []


def test_what_was_measured_leaves_the_list(desk: Desk) -> None:
    made = point(desk, "E25", "第 2 手术间")
    nurse = desk_of(desk, Role.REGISTRAR, department="SSS")
    assert len(listed(nurse)) == 1
    checked(desk, made, clock.now())
    assert listed(nurse) == []


def test_what_was_missed_is_said_with_its_days_and_leads_to_the_calendar(
    desk: Desk, set_clock: Clock
) -> None:
    made = point(desk, "E25", "第 2 手术间", since="2026-11-01")
    for day in (20, 21, 22, 24):
        checked(desk, made, clock.instant(date(2026, 11, day)))
    checked(desk, made, clock.now())
    nurse = desk_of(desk, Role.REGISTRAR, department="SSS")
    (task,) = listed(nurse)
    assert task.title == "静压差漏测 3 次：第 2 手术间"  # on the 19th, 23rd and 25th
    assert (task.tool, task.due_on, OVERDUE in task.groups) == (
        "env_calendar", date(2026, 11, 25), False,
    )  # fmt: skip
    assert task.about == (department(desk, "手术室"),)
    set_clock("2026-12-03 10:00")
    assert "静压差漏测 6 次：第 2 手术间" in titles(nurse)


def test_a_missed_month_is_said_for_a_month_and_then_kept_by_the_calendar_only(
    desk: Desk, set_clock: Clock
) -> None:
    point(desk, "E34", "总排口", "总务科", since="2026-10-01")
    office = desk_of(desk, Role.HANDLER, department="ZWK")
    assert "污水 粪大肠菌群漏测 1 次：总排口" in titles(office)
    set_clock("2026-12-02 10:00")
    assert "污水 粪大肠菌群漏测 1 次：总排口" in titles(office)  # November's
    assert not any("漏测 2 次" in one for one in titles(office))


def test_who_supervises_sees_what_was_missed_in_other_departments(desk: Desk) -> None:
    point(desk, "E25", "第 2 手术间", since="2026-11-20")
    point(desk, "E15", "骨科治疗室", "骨科一病区", since="2026-11-20")
    supervisor = desk_of(desk, Role.ENVIRONMENT_SUPERVISOR, department="YGK")
    assert titles(supervisor) == ["含氯消毒剂有效浓度漏测 6 次：骨科治疗室"]
    logistics = desk_of(desk, Role.HANDLER, department="ZWK", staff_no="Z1")
    assert titles(logistics) == ["静压差漏测 6 次：第 2 手术间"]


def test_what_is_due_stands_before_what_was_missed(desk: Desk) -> None:
    point(desk, "E23", "第 2 手术间", since="2026-11-24")
    found = listed(desk_of(desk, Role.REGISTRAR, department="SSS"))
    assert [one.tone for one in found] == ["wait", "fail"]


def test_many_items_become_one_line_of_their_department(desk: Desk) -> None:
    room = place(desk, "供应室灭菌间", "供应室")
    codes = [f"E{number:02}" for number in range(2, 21) if number not in (12, 18)]
    for code in codes:
        new_point(desk, code, room)
    nurse = desk_of(desk, Role.REGISTRAR, department="GYS")
    assert titles(nurse) == ["17 项 17 处待测"]


def test_a_long_list_of_departments_ends_with_how_many_more(desk: Desk) -> None:
    names = ["急诊科", "儿科", "皮肤科", "骨科一病区", "骨科二病区", "妇产科", "康复科", "外科一病区",
             "内镜室", "输液室", "门诊药房", "检验科", "呼吸科", "放射科"]  # fmt: skip
    for name in names:
        point(desk, "E15", f"{name}治疗室", name, since="2026-11-25")
    supervisor = desk_of(desk, Role.ENVIRONMENT_SUPERVISOR, department="YGK")
    found = titles(supervisor)
    assert len(found) == environment_due.MOST
    assert found[-1] == "其他 3 个科室漏测 3 次"


def test_a_calibration_that_ran_out_is_a_matter_of_its_department(desk: Desk) -> None:
    today = clock.today()
    for code, days in (("YC-01", -1), ("YC-02", 20), ("YC-03", 300)):
        instruments.add(
            desk,
            {
                "code": code,
                "name": "微压差计",
                "department_id": department(desk, "手术室"),
                "calibrated_until": today + timedelta(days=days),
            },
        )
    said = ["1 台检测仪器检定已过期：YC-01；用它们测的结果标“可疑”",
            "1 台检测仪器 1 个月内检定到期：YC-02"]  # fmt: skip
    head = desk_of(desk, Role.DEPT_HEAD, department="SSS")
    found = notices.notices(head)
    assert [one.sentence for one in found] == said
    assert {one.page for one in found} == {"environment/instruments"}
    supervisor = desk_of(desk, Role.ENVIRONMENT_SUPERVISOR, department="YGK", staff_no="Y1")
    assert [one.sentence for one in notices.notices(supervisor)] == said
    other = desk_of(desk, Role.DEPT_HEAD, department="GK1", staff_no="G1")
    assert notices.notices(other) == []


def test_limits_in_use_that_nobody_confirmed_are_a_matter_of_who_configures(desk: Desk) -> None:
    def said() -> list[str]:
        return [one.sentence for one in notices.notices(desk) if one.kind == "table4"]

    assert said() == []
    point(desk, "E25", "第 2 手术间")
    assert said() == ["有检查点的环境项目里，1 项的限值还是默认，待医院确认"]
    table4.confirm(desk, [item(desk, "E25")])
    assert said() == []


def test_the_list_of_a_large_hospital_is_there_at_once(desk: Desk) -> None:
    often = [Frequency.DAILY] * 5 + [Frequency.TWICE_DAILY, Frequency.WEEKLY, Frequency.MONTHLY]
    where = department(desk, "手术室")
    many_points(desk, where, item(desk, "E23"), often, 300, date(2026, 1, 1))
    logistics = desk_of(desk, Role.ENVIRONMENT_SUPERVISOR, department="ZWK")
    moments = []
    for _turn in range(3):
        began = time.process_time()
        found = listed(logistics)
        moments.append(time.process_time() - began)
    assert len(found) == 1
    assert min(moments) < 0.8  # 0.15 s on a free machine
