"""Sentences about a record: what is to be known of it, who signed what, what a step stumbles over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

import pytest
from pytestqt.qtbot import QtBot

from app import clock
from app.models.base import Choice
from app.services import reading, values
from app.services.reading import RecordView, TrailEntry
from app.services.registers.catalog import by_name
from app.views.context import Context
from app.views.registers.record_notices import further, notice_of, signatures, stumble
from tests.factory import KIND, registered
from tests.views.registers.record_house import Desktop

NAMES = values.Names({}, {})


@pytest.fixture
def view(context: Context) -> RecordView:
    """A complaint of which nothing has to be said."""
    return reading.load(context.desk, KIND, registered(context.desk))


def test_an_ordinary_record_needs_no_notice(view: RecordView) -> None:
    assert notice_of(view)[1:] == ("", "")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"backfilled": True}, ("info", "补录的记录", "")),
        ({"legal_hold": True}, ("wait", "涉诉冻结中：不能作废，不能销毁", "")),
        (
            {"legal_hold": True, "backfilled": True},
            ("wait", "涉诉冻结中：不能作废，不能销毁", "补录的记录"),
        ),
        ({"void_reason": "重复登记"}, ("info", "已作废：重复登记", "")),
        (
            {"void_reason": "重复登记", "read_only": "只能看"},
            ("info", "已作废：重复登记", ""),
        ),
        ({"read_only": "您的角色只能看这件投诉"}, ("info", "您的角色只能看这件投诉", "")),
        (
            {"read_only": "只能看", "legal_hold": True},
            ("wait", "只能看", "涉诉冻结中：不能作废，不能销毁"),
        ),
    ],
)
def test_what_weighs_most_is_said_first(
    view: RecordView, given: dict[str, object], told: tuple[str, str, str]
) -> None:
    assert notice_of(replace(view, **given)) == told


# ---- signatures ------------------------------------------------------------------------------


def entry(action: str, *, person: str = "周敏", signed: bool = True) -> TrailEntry:
    """A step somebody took on 6 March."""
    at = datetime(2026, 3, 6, 10, tzinfo=clock.ZONE)
    return TrailEntry(at, person, action, reading.action_label(KIND, action), "", "", signed)


@pytest.fixture
def in_march(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-09 10:00")


def signed(*trail: TrailEntry) -> dict[str, str]:
    """Section → what stands at the right of its head."""
    texts = signatures(KIND, KIND.sections, trail)
    return {one.title: text for one, text in zip(KIND.sections, texts, strict=True) if text}


def test_the_first_section_is_signed_by_who_registered(in_march: datetime) -> None:
    assert signed(entry("register", signed=False)) == {"接待信息": "周敏 03-06 登记"}


def test_a_signed_step_signs_the_sections_whose_fields_it_needed(in_march: datetime) -> None:
    assert signed(entry("conclude")) == {
        "调查情况": "周敏 03-06 定性", "原因与定性": "周敏 03-06 定性",
    }  # fmt: skip


def test_a_step_without_signature_signs_nothing(in_march: datetime) -> None:
    assert signed(entry("conclude", signed=False)) == {}


def test_the_last_signature_holds(in_march: datetime) -> None:
    texts = signed(entry("conclude", person="周某"), entry("conclude", person="陈某"))
    assert texts["原因与定性"].startswith("陈某")


def test_what_a_step_asks_in_its_dialog_signs_no_section(in_march: datetime) -> None:
    assert signed(entry("escalate")) == {}


# ---- what a step stumbles over ---------------------------------------------------------------


def test_one_section_is_named_and_counted(qtbot: QtBot, context: Context) -> None:
    form = Desktop(qtbot, context, registered(context.desk)).window.form
    assert stumble(form, ()) == ""
    assert stumble(form, ["verification"]) == "先改好“调查情况”一节的 1 处"
    assert stumble(form, ["verification", "determination"]) == "先改好“调查情况”一节的 2 处"


def test_of_several_sections_the_first_is_named_and_all_are_counted(
    qtbot: QtBot, context: Context
) -> None:
    form = Desktop(qtbot, context, registered(context.desk)).window.form
    needed = ["verification", "main_cause", "main_resolution"]
    assert stumble(form, needed) == "先改好“调查情况”等 3 节的 3 处"


def test_what_is_filled_is_nothing_to_stumble_over(qtbot: QtBot, context: Context) -> None:
    form = Desktop(qtbot, context, registered(context.desk)).window.form
    form.enter({"verification": "属实。"})
    assert stumble(form, ["verification"]) == ""


# ---- what steps asked for --------------------------------------------------------------------


def test_what_a_step_asked_for_and_no_section_shows_is_told_below() -> None:
    held = {"escalation_reason": "协商未成", "narrative": "经过", "court_case_number": None}
    assert further(KIND, held, NAMES) == [(KIND["escalation_reason"].label, "协商未成")]


def test_nothing_is_told_below_of_a_register_whose_sections_hold_everything() -> None:
    seal = by_name("evidence_seal")
    placed = {name for section in seal.sections for name in section.fields}
    held = {name: date(2026, 3, 6) for name in placed}
    assert further(seal, held, NAMES) == []


def test_an_empty_answer_is_not_told() -> None:
    empty: dict[str, Choice | str | None] = {"escalation_reason": "", "reopening_reason": None}
    assert further(KIND, empty, NAMES) == []
