"""四.2.(3)①–⑦, HR-08: a major nonconformity has seven duties; none can be left out."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from app import clock
from app.errors import InvalidRecord, StepRefused
from app.services import reading, records
from app.services.operations import Desk
from tests.cast import Cast
from tests.factory import made, take
from tests.roads import (
    ACTION,
    FEEDBACK,
    MAJOR,
    all_settled,
    issue_sheet,
    raised,
    settle_action,
    settle_sheet,
    status,
)

KIND = MAJOR.kind
Clock = Callable[[str], datetime]


def blank(desk: Desk, record_id: int, **values: Any) -> None:
    """Take values away again, as a hand that wants to leave a duty out would."""
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, values, "试着略过")


def void(desk: Desk, register: Any, record_id: int) -> None:
    version = reading.load(desk, register, record_id).version
    records.void(desk, register, record_id, version, "开错了")


def close(cast: Cast, record_id: int, **other: Any) -> None:
    move = MAJOR.moves[-1]
    take(cast.head, KIND, record_id, "close", **(move.values(cast) | other))


def before_closing(cast: Cast) -> int:
    """A major one with all seven duties done, verified, its sheets settled; only to be closed."""
    record_id = MAJOR.walk(cast, "close")
    all_settled(cast, record_id)
    return record_id


def test_one_serious_case_goes_through_all_seven_duties(cast: Cast) -> None:
    record_id = MAJOR.walk(cast)
    view = reading.load(cast.head, KIND, record_id)
    assert str(view.status) == "CLOSED"
    assert [one.mark for one in view.duties] == list("①②③④⑤⑥⑦")
    assert [one.clause for one in view.duties] == [f"四.2.(3){mark}" for mark in "①②③④⑤⑥⑦"]
    assert not any(one.lacking for one in view.duties)


@pytest.mark.parametrize(
    ("mark", "values", "said"),
    [
        ("①", {"oral_report_at": None}, "还没有登记口头报告"),
        ("①", {"oral_report_to_id": None}, "还没有登记口头报告"),
        ("①", {"remedy": None}, "还没有写补救措施"),
        ("⑤", {"decision": None}, "还没有写决定"),
        ("⑤", {"attitude": None, "aftercare": None}, "还没有写本人态度、善后"),
        ("⑦", {"points": None}, "还没有登记扣分"),
    ],
)
def test_a_duty_taken_back_stops_the_closing(
    cast: Cast, mark: str, values: dict[str, Any], said: str
) -> None:
    record_id = before_closing(cast)
    blank(cast.head, record_id, **values)
    with pytest.raises(StepRefused, match=said) as refused:
        close(cast, record_id)
    assert f"四.2.(3){mark}" in str(refused.value)


@pytest.mark.parametrize(
    ("mark", "given", "said"),
    [
        ("④", {"evidence": []}, "还没有证据清单和保管人"),
        ("⑥", {"appraisal_skipped": None}, "写鉴定等级，或不申请鉴定的理由"),
    ],
)
def test_a_duty_never_done_stops_the_closing(
    cast: Cast, mark: str, given: dict[str, Any], said: str
) -> None:
    record_id = before_closing(cast)
    with pytest.raises(StepRefused, match=said) as refused:
        close(cast, record_id, **given)
    assert f"四.2.(3){mark}" in str(refused.value)
    assert status(cast.head, KIND, record_id) == "VERIFIED"


def test_the_action_sheet_voided_makes_duty_two_open_again(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "close")
    void(cast.head, ACTION.kind, raised(cast, KIND.name, record_id, "corrective_action"))
    with pytest.raises(StepRefused, match=r"还没有开出处理单 F03（四\.2\.\(3\)②）"):
        close(cast, record_id)


def test_the_action_sheet_without_cause_and_opinion_leaves_duty_two_open(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "close")
    with pytest.raises(StepRefused, match=r"还缺经过、原因、后果或科室意见（四\.2\.\(3\)②）"):
        close(cast, record_id)


def test_the_feedback_sheet_voided_makes_duty_three_open_again(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "close")
    void(cast.head, FEEDBACK.kind, raised(cast, KIND.name, record_id, "quality_feedback"))
    with pytest.raises(StepRefused, match=r"还没有开出反馈表 F02（四\.2\.\(3\)③）"):
        close(cast, record_id)


def test_a_feedback_sheet_not_sent_leaves_duty_three_open(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "close")
    settle_action(cast, record_id)
    with pytest.raises(StepRefused, match=r"还没有发出（四\.2\.\(3\)③）"):
        close(cast, record_id)


def test_sheets_sent_but_not_verified_stop_the_closing(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "close")
    settle_action(cast, record_id)
    issue_sheet(cast, record_id)
    with pytest.raises(StepRefused, match="尚未验证有效"):
        close(cast, record_id)
    settle_sheet(cast, record_id)
    close(cast, record_id)
    assert status(cast.head, KIND, record_id) == "CLOSED"


def test_the_decision_says_all_of_its_six_parts(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "decide")
    with pytest.raises(InvalidRecord) as refused:
        take(cast.head, KIND, record_id, "decide")
    assert set(refused.value.problems) == {
        "nature", "circumstances", "attitude", "decision_basis", "decision", "aftercare",
    }  # fmt: skip


def test_a_sealing_does_instead_of_the_list_once_it_is_sealed(cast: Cast) -> None:
    from app.services.registers import evidence_seal

    seal = evidence_seal.REGISTER
    record_id = before_closing(cast)
    listed = records.register(
        cast.handler, seal, seal_values(cast), origin=(KIND, record_id)
    ).record_id
    assert listed is not None
    with pytest.raises(StepRefused, match=r"四\.2\.\(3\)④"):
        close(cast, record_id, evidence=[])
    take(cast.handler, seal, listed, "seal")
    close(cast, record_id, evidence=[])
    assert status(cast.head, KIND, record_id) == "CLOSED"


def seal_values(cast: Cast) -> dict[str, Any]:
    from tests.factory import evidence_seal_values

    return evidence_seal_values(cast.handler)


def test_closing_needs_a_result(cast: Cast) -> None:
    record_id = before_closing(cast)
    with pytest.raises(StepRefused, match=r"还没有选择处理结果（四\.2\.\(4\)）"):
        close(cast, record_id, resolutions=[], main_resolution=None)


def test_gross_negligence_is_told_to_the_authority_within_twelve_hours(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-03-06 20:00")
    found = datetime.fromisoformat("2026-03-06T19:30+08:00")
    record_id = made(cast.head, KIND, severity="MAJOR", major_negligence=True, found_at=found)
    with cast.admin.database.read() as session:
        due = session.get_one(KIND.model, record_id).authority_due_at
    assert due == datetime.fromisoformat("2026-03-07T07:30+08:00")


def test_gross_negligence_never_told_stops_the_closing(cast: Cast) -> None:
    record_id = before_closing(cast)
    blank(cast.head, record_id, major_negligence=True)
    with pytest.raises(StepRefused, match="还没有登记上报卫生行政部门的时间"):
        close(cast, record_id)
    close(cast, record_id, authority_reported_at=clock.now())
    assert status(cast.head, KIND, record_id) == "CLOSED"


@pytest.mark.parametrize(
    ("severity", "level", "due"),
    [
        ("MAJOR", None, "2026-03-07"), ("SUSPECTED", None, "2026-03-07"),
        ("MINOR", "LEVEL_II", "2026-03-07"), ("MINOR", "LEVEL_III", "2026-03-09"),
        ("MINOR", None, None),
    ],
)  # fmt: skip
def test_the_level_decides_the_hours_until_it_is_written(
    cast: Cast, set_clock: Clock, severity: str, level: str | None, due: str | None
) -> None:
    """D26: Ⅰ and Ⅱ within 24 hours, Ⅲ and Ⅳ within 72; weekends count."""
    set_clock("2026-03-06 20:00")
    found = datetime.fromisoformat("2026-03-06T19:30+08:00")
    record_id = made(cast.head, KIND, severity=severity, incident_level=level, found_at=found)
    view = reading.load(cast.head, KIND, record_id)
    assert (str(view.due.due_on) if view.due else None) == due


def test_once_it_is_written_no_deadline_runs_any_more(cast: Cast) -> None:
    record_id = MAJOR.walk(cast, "review")
    assert reading.load(cast.head, KIND, record_id).due
    MAJOR.go(cast, record_id, MAJOR.moves[1])
    assert reading.load(cast.head, KIND, record_id).due is None
