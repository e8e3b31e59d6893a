"""F14: a round prints whole, with what was done about its failures and every re-check until one passed."""

import re
from datetime import datetime

import pytest

from app import clock
from app.models.environment.check import EnvCheck
from app.models.organisation import Role
from app.services import printing, reading, records, values
from app.services.operations import Desk
from app.services.people import directory
from app.services.registers.environment.env_check import REGISTER
from app.services.registers.register import Kind
from tests.env_checks import Theatre, measured, pressure_that_failed, round_of, theatre
from tests.env_points import CLEAN, CULTURE, FRIDGE, PRESSURE, WATER
from tests.factory import take
from tests.hospital import desk_of
from tests.written import pdf_text

# Counted, drawn as boxes, or in words of the paper's own.
SAID_OTHERWISE = {
    "checked_at", "recheck_count", "failures", "rechecks", "verdict", "rechecked_by_id",
    "action_due_on", "odd_confirmed", "recheck_odd_confirmed", "value",
}  # fmt: skip


@pytest.fixture
def who(desk: Desk) -> Theatre:
    return theatre(desk)


def text_of(desk: Desk, check_id: int) -> str:
    return pdf_text(printing.render(desk, REGISTER, check_id, copies=False))


def test_a_check_prints_its_whole_round(desk: Desk, who: Theatre) -> None:
    first, *_others = round_of(
        who, measured(who, WATER, "62"), measured(who, PRESSURE, "3"),
        measured(who, CULTURE, None, finding="GOOD"),
    )  # fmt: skip
    text = text_of(desk, first)
    assert "3项：合格1，预警1，不合格1" in text
    assert "总务科王工" in text
    assert all(word in text for word in ("62", "未检出", "5–20Pa", "GB50333-2013", "T-H2O"))
    assert text.count("☑合格") == text.count("☑预警") == text.count("☑不合格") == 1


def test_what_the_reader_may_not_see_is_not_printed(desk: Desk, who: Theatre) -> None:
    """骨科 checks its own ward; the store of drugs is none of its business."""
    ward, other = round_of(
        who, measured(who, CLEAN, None, finding="GOOD"), measured(who, FRIDGE, "5.1")
    )
    reader = desk_of(desk, Role.DEPT_HEAD, department="GK1", staff_no="R1")
    text = text_of(reader, ward)
    assert "病区清洁" in text
    assert "冷藏温度" not in text
    assert "冷藏温度" in text_of(desk, other)


def test_a_failure_is_followed_until_it_is_closed(desk: Desk, who: Theatre) -> None:
    check_id = pressure_that_failed(who, "3.4", "4.1", "6.2")
    text = text_of(desk, check_id)
    assert all(f"第{at}次" in text for at in (1, 2, 3))
    assert "第4次" not in text
    today = f"{clock.today():%Y-%m-%d}"
    for word in (
        "初效滤网积尘", "更换滤网", f"完成{today}", "☑是□否", "第2手术间", f"停用{today}",
        f"恢复{today}", "现场复核属实", f"抄送分管领导{today}", "监督科室：",
    ):  # fmt: skip
        assert word in text, word
    assert text.count("☑不合格") == 3
    assert text.count("☑合格") == 1


def test_each_attempt_keeps_what_was_done_before_its_recheck(desk: Desk, who: Theatre) -> None:
    """V07: what was done in vain stands beside what helped, on paper and in the record."""
    check_id = pressure_that_failed(who, "3.4")
    for action, value in (("调整风阀", "4.1"), ("换中效滤网", "6.2")):
        take(who.mender, REGISTER, check_id, "finish_action", action=action)
        take(who.nurse, REGISTER, check_id, "recheck", recheck_value=value)
    text = text_of(desk, check_id)
    for action in ("更换滤网", "调整风阀", "换中效滤网"):
        assert f"措施：{action}" in text
    rows = reading.load(desk, REGISTER, check_id).values["rechecks"]
    assert [one["action"] for one in rows] == ["更换滤网", "调整风阀", "换中效滤网"]


def test_what_passed_says_that_nothing_failed(desk: Desk, who: Theatre) -> None:
    [check_id] = round_of(who, measured(who, PRESSURE, "8.5"))
    assert text_of(desk, check_id).count("（无）") == 2


def test_a_sample_without_result_leaves_lines_to_write_on(desk: Desk, who: Theatre) -> None:
    [check_id] = round_of(who, measured(who, CULTURE, None, pending=True))
    text = text_of(desk, check_id)
    assert "（无）" not in text
    assert "☑" not in text
    assert text.count("□是□否") == 5


def test_notes_say_at_which_point_they_were_made(desk: Desk, who: Theatre) -> None:
    first, _second = round_of(
        who, measured(who, PRESSURE, "8.5", note="门开着时测的"), measured(who, WATER, "8")
    )
    assert "0001备注：门开着时测的" in text_of(desk, first)


def test_the_paper_is_named_by_form_and_number(desk: Desk, who: Theatre) -> None:
    made = printing.render(desk, REGISTER, pressure_that_failed(who), copies=False)
    assert made.file_name.startswith("F14-HJ-SSS-")
    assert made.pages == 1


def test_whatever_was_written_about_a_failure_stands_on_paper(desk: Desk, who: Theatre) -> None:
    """Every field of the record, but for what only leads to the next re-check."""
    check_id = pressure_that_failed(who, "3.4", "4.1", "6.2")
    text = text_of(desk, check_id)
    with desk.database.read() as session:
        names = directory.read(session).names()
        record = session.get_one(EnvCheck, check_id)
        for field in REGISTER.fields:
            value = getattr(record, field.name)
            if field.name in SAID_OTHERWISE or value in (None, "", False):
                continue
            shown = re.sub(r"\s", "", values.shown(field, value, names, REGISTER))
            if field.kind in (Kind.DATE, Kind.DATETIME):
                day = clock.local(value).date() if isinstance(value, datetime) else value
                shown = f"{day:%Y-%m-%d}"
            assert shown in text, field.name


def test_a_void_check_says_so_and_why(desk: Desk, who: Theatre) -> None:
    first, second = round_of(
        who, measured(who, PRESSURE, None, pending=True), measured(who, WATER, "8")
    )
    version = reading.load(desk, REGISTER, first).version
    records.void(desk, REGISTER, first, version, "采样瓶打破")
    text = text_of(desk, first)
    assert "作废原因：采样瓶打破" in text
    assert "透析用水" not in text  # it stands alone now
    assert "静压差" not in text_of(desk, second)


def test_the_blank_form_needs_no_record(desk: Desk) -> None:
    assert printing.render(desk, REGISTER, None).file_name == "F14-空白"


def test_a_masked_copy_names_nobody(desk: Desk, who: Theatre) -> None:
    check_id = pressure_that_failed(who, "6.2")
    made = printing.render(desk, REGISTER, check_id, copies=False, masked=True)
    text = pdf_text(made)
    assert "脱敏副本" in text
    assert "陈静" not in text.replace("打印：陈静", "")
    assert "静压差" in text
