"""The form shows the sections a record needs; nothing typed is ever out of sight."""

from collections.abc import Callable
from datetime import datetime

import pytest
from pytestqt.qtbot import QtBot

from app.services import records
from app.services.registers.catalog import REGISTERS
from app.views.context import Context
from app.views.jobs import Jobs
from tests.cast import PASSWORD, Cast, with_passwords
from tests.roads import MAJOR, MINOR
from tests.views.registers.record_house import Desktop

MINOR_ONLY = ["现场纠正", "原因与措施"]
MAJOR_ONLY = ["①口头报告", "④证据保管", "⑤讨论与决定", "⑥鉴定"]


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def cast(cast: Cast) -> Cast:
    return with_passwords(cast)


@pytest.fixture
def office(cast: Cast) -> Context:
    return Context(cast.head, "科长", "安禾医院", Jobs(inline=True))


def opened(qtbot: QtBot, office: Context, record_id: int) -> Desktop:
    return Desktop(qtbot, office, record_id, MINOR.kind)


def titles(at: Desktop) -> list[str]:
    """The sections in sight, which the index says too."""
    form, index = at.window.form, at.window.index
    named = [mark.title for mark in form.marks()]
    assert named == [one.title for one in form.sections]
    assert [head.accessibleName() for head in form.heads] == [
        f"{number} {title}" for number, title in enumerate(named, 1)
    ]
    assert index._list.count() == len(named)
    for name, row in form.rows.items():
        is_there = any(name in one.fields for one in form.sections)
        assert row.isVisibleTo(form) is is_there, name
    return named


def test_a_minor_one_needs_no_duties_of_a_major_one(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = opened(qtbot, office, MINOR.begin(cast))
    assert titles(at) == ["发现", "患者与后果", *MINOR_ONLY, "⑦扣分与结果", "验证与备案"]


def test_a_major_one_has_its_measures_on_the_sheet(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = opened(qtbot, office, MAJOR.begin(cast))
    assert titles(at) == ["发现", "患者与后果", *MAJOR_ONLY, "⑦扣分与结果", "验证与备案"]


def test_sections_follow_the_nature_that_is_typed(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = opened(qtbot, office, MINOR.begin(cast))
    at.window.form.focus("severity")  # a section with the keyboard in it would stay
    at.window.form.enter({"severity": "SUSPECTED"})
    at.check()
    assert not set(MINOR_ONLY) & set(titles(at))
    assert set(MAJOR_ONLY) <= set(titles(at))
    at.window.form.enter({"severity": "MINOR"})
    at.check()
    assert not set(MAJOR_ONLY) & set(titles(at))


def test_a_section_with_something_typed_stays(qtbot: QtBot, office: Context, cast: Cast) -> None:
    at = opened(qtbot, office, MINOR.begin(cast))
    at.window.form.enter({"correction": "当场核对", "severity": "MAJOR"})
    at.check()
    assert "现场纠正" in titles(at)
    assert "原因与措施" not in titles(at)
    assert at.window.unsaved()["correction"] == "当场核对"


def test_a_section_emptied_stays_until_that_is_saved(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    record_id = MINOR.begin(cast)
    records.change(cast.head, MINOR.kind, record_id, 1, {"decision_basis": "第 4 条"})
    at = opened(qtbot, office, record_id)
    at.window.form.enter({"decision_basis": ""})
    at.check()
    assert "⑤讨论与决定" in titles(at)
    at.press("S", ctrl=True)
    assert "⑤讨论与决定" not in titles(at)


def test_a_section_does_not_vanish_under_the_keyboard(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = opened(qtbot, office, MINOR.begin(cast))
    at.tab_to("correction")
    at.window.form.enter({"severity": "MAJOR"})
    at.check()
    assert at.window.form.current() == "correction"
    assert "现场纠正" in titles(at)


def test_a_step_that_judges_brings_the_right_sections(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = opened(qtbot, office, MINOR.begin(cast))
    at.take("upgrade")
    at.dialog().rows["incident_level"].editor.set_value("LEVEL_II")  # type: ignore[attr-defined]
    at.sign("O2", PASSWORD)
    assert at.no_dialog(), at.said
    assert titles(at)[2:6] == MAJOR_ONLY
    at.take("downgrade")
    at.dialog().rows["committee_record"].editor.set_value("ZL-3")  # type: ignore[attr-defined]
    at.sign("O2", PASSWORD)
    assert at.no_dialog(), at.said
    assert titles(at)[2:5] == [*MINOR_ONLY, "⑤讨论与决定"]


def test_keys_walk_the_sections_in_sight(qtbot: QtBot, office: Context, cast: Cast) -> None:
    at = opened(qtbot, office, MAJOR.begin(cast))
    at.window.form.go_to(1)
    at.settle()
    at.press("PgDn", ctrl=True)
    assert at.window.form.current() == "oral_report_at"
    assert at.window.index.current() == 2
    at.window.index.chosen.emit(3)
    assert at.window.form.section_of("evidence") == 3


def test_the_button_says_what_to_mend_in_the_sections_in_sight(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = opened(qtbot, office, MAJOR.begin(cast))
    at.take("report_orally")
    assert at.window.form.current() == "oral_report_at"
    assert [mark.errors for mark in at.window.form.marks()] == [0, 0, 3, 0, 0, 0, 0, 0]
    main = at.window.side.steps.main
    assert main is not None
    assert main.warning == "先改好“①口头报告”一节的 3 处"
    at.press("F8")
    assert at.window.form.current() == "oral_report_to_id"


def test_a_section_that_lacks_what_the_next_step_needs_is_not_ticked(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    at = opened(qtbot, office, MAJOR.walk(cast, "decide"))
    place = MAJOR_ONLY.index("⑤讨论与决定") + 2
    item = at.window.index._list.item(place)
    assert item.text() == f"{place + 1} ⑤讨论与决定"


def test_a_section_is_for_answers_of_a_field_that_is_always_there() -> None:
    for kind in REGISTERS:
        always = {name for one in kind.sections if not one.only[0] for name in one.fields}
        for section in kind.sections:
            name, answers = section.only
            if name:
                choices = kind[name].choices
                assert choices is not None
                assert answers < set(choices)
                assert name in always
