"""What is offered at registration, and what the program counts itself."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.errors import InvalidRecord
from app.services import reading, records
from app.services.links import raising
from app.services.registers import catalog
from app.views.context import Context
from app.views.jobs import Jobs
from tests.cast import Cast
from tests.factory import department, made
from tests.roads import ACTION, FEEDBACK, MINOR
from tests.views.registers.record_house import Desktop

SHEET = FEEDBACK.kind
ROWS = [{"description": "三人未核对腕带", "clause": "3.2", "points": "2"}]


@pytest.fixture(autouse=True)
def today(set_clock: Callable[[str], datetime]) -> datetime:
    return set_clock("2026-03-06 16:20")


@pytest.fixture
def office(cast: Cast) -> Context:
    return Context(cast.handler, "经办", "安禾医院", Jobs(inline=True))


def titles(at: Desktop) -> list[str]:
    return [one.title for one in at.window.form.sections]


def test_a_checker_writes_the_findings_at_once(qtbot: QtBot, office: Context, cast: Cast) -> None:
    at = Desktop(qtbot, office, None, SHEET)
    assert titles(at) == ["检查", "存在问题"]
    ward = department(cast.admin, "骨科一病区")
    at.window.form.enter(
        {"responsible_department_id": ward, "subject": "腕带核对", "findings": ROWS,
         "severity": "MINOR", "requested_on": date(2026, 3, 13)}
    )  # fmt: skip
    at.take_main()
    held = at.view.values
    assert [row["description"] for row in held["findings"]] == ["三人未核对腕带"]
    assert (held["severity"], held["requested_on"]) == ("MINOR", date(2026, 3, 13))
    assert held["total_points"] == Decimal(2)
    main = at.window.side.steps.main
    assert main is not None
    assert (main.action, main.warning) == ("issue", "")


def test_findings_are_no_duty_at_registration(qtbot: QtBot, office: Context, cast: Cast) -> None:
    at = Desktop(qtbot, office, None, SHEET)
    ward = department(cast.admin, "骨科一病区")
    at.window.form.enter({"responsible_department_id": ward})
    at.take_main()
    assert at.view.number.startswith("FK-"), at.said


def test_findings_change_freely_until_the_sheet_goes_out(cast: Cast) -> None:
    record_id = made(cast.handler, SHEET, findings=ROWS)
    changed = [{**ROWS[0], "points": "3"}]
    records.change(cast.handler, SHEET, record_id, 1, {"findings": changed})
    FEEDBACK.go(cast, record_id, FEEDBACK.moves[0])
    version = reading.load(cast.head, SHEET, record_id).version
    later: dict[str, Any] = {"requested_on": date(2026, 4, 1)}
    with pytest.raises(InvalidRecord, match="整改期限"):
        records.change(cast.handler, SHEET, record_id, version, later)
    records.change(cast.handler, SHEET, record_id, version, later, "科室申请延期")


def test_a_sheet_raised_in_the_window_takes_the_finding_over(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    source = made(cast.handler, MINOR.kind, narrative="未核对腕带即给药。")
    beginning = raising.begin(cast.handler, MINOR.kind, source, SHEET.name)
    at = Desktop(qtbot, office, None, SHEET, beginning=beginning)
    at.take_main()
    assert "未核对腕带即给药。" in at.view.values["findings"][0]["description"]


def test_what_comes_from_elsewhere_opens_its_section(
    qtbot: QtBot, office: Context, cast: Cast
) -> None:
    """A cause found before is not lost because a new action sheet begins without causes."""
    source = made(cast.handler, MINOR.kind, cause_category="ETHICS")
    beginning = raising.begin(cast.handler, MINOR.kind, source, ACTION.register)
    at = Desktop(qtbot, office, None, ACTION.kind)
    assert "原因分析" not in titles(at)
    at = Desktop(qtbot, office, None, ACTION.kind, beginning=beginning)
    assert "原因分析" in titles(at)
    at.take_main()
    assert at.view.values["cause_category"] == "ETHICS"


@pytest.mark.parametrize(
    ("road", "names"),
    [(FEEDBACK, ["total_points"]), (ACTION, ["rechecked_on", "same_before", "same_after"])],
)
def test_what_the_program_counts_is_shown_and_explained_but_not_written_in(
    qtbot: QtBot, office: Context, cast: Cast, road: Any, names: list[str]
) -> None:
    record_id = road.begin(cast)
    at = Desktop(qtbot, office, record_id, road.kind)
    for name in names:
        row = at.window.form.rows[name]
        assert row.editor.is_read_only()
        assert row._help_label.isVisibleTo(at.window.form)
        assert "自动" in row._help_label.text()
        with pytest.raises(InvalidRecord, match="由程序计算"):
            records.change(cast.handler, road.kind, record_id, at.view.version, {name: None})


def test_counted_fields_exist() -> None:
    for kind in catalog.REGISTERS:
        assert kind.computed <= kind.by_name.keys()
        assert kind.offered <= kind.by_name.keys() - kind.registration
