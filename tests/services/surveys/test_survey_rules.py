"""What a survey may say, what stays once its papers are out, and what F17 prints of it."""

from datetime import date
from typing import Any

import pytest

from app import amounts
from app.errors import InvalidRecord, StepRefused
from app.services import lists, printing, reading, records
from tests.cast import Cast
from tests.factory import department, made, take
from tests.services.surveys.house import (
    FEEDBACK,
    SURVEYS,
    collecting,
    filled,
    tallied,
    values,
    version_of,
)
from tests.services.test_printing import pdf_text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"period_from": date(2026, 3, 9), "period_to": date(2026, 3, 8)}, "period_to"),
        ({"target": "0"}, "target"),
        ({"target": "100.5"}, "target"),
        ({"issued_count": -1}, "issued_count"),
        ({"collected_count": 3}, "issued_count"),
        ({"issued_count": 3, "collected_count": 4}, "collected_count"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(
    cast: Cast, given: dict[str, Any], field: str
) -> None:
    with pytest.raises(InvalidRecord) as refused:
        made(cast.handler, SURVEYS, **given)
    assert field in refused.value.problems


def change(cast: Cast, survey: int, **given: Any) -> None:
    version = reading.load(cast.handler, SURVEYS, survey).version
    records.change(cast.handler, SURVEYS, survey, version, given, "更正")


def test_the_kind_stays_once_papers_are_out(cast: Cast) -> None:
    planned = made(cast.handler, SURVEYS)
    change(cast, planned, survey_kind="OUTPATIENT")
    assert values(cast.handler, planned)["questionnaire_name"].startswith("门诊")
    with pytest.raises(StepRefused, match="已经开始发放"):
        change(cast, collecting(cast), survey_kind="OUTPATIENT")


def test_what_was_counted_is_not_written_over(cast: Cast) -> None:
    survey = collecting(cast)
    filled(cast, survey, 12)
    tallied(cast, survey)
    with pytest.raises(StepRefused, match="已经统计"):
        change(cast, survey, collected_count=11)
    change(cast, survey, remarks="一张重复，已在原始表上注明")
    assert values(cast.handler, survey)["collected_count"] == 12


def test_more_came_back_than_was_keyed(cast: Cast) -> None:
    survey = collecting(cast)
    with pytest.raises(StepRefused, match="还没有录入调查表"):
        take(cast.handler, SURVEYS, survey, "tally", issued_count=5, collected_count=5)
    filled(cast, survey, 4)
    with pytest.raises(StepRefused, match="回收 5 份，录入了 4 张"):
        take(cast.handler, SURVEYS, survey, "tally", issued_count=5, collected_count=5)


def test_the_sheet_of_a_department_prints_the_figures_of_its_survey(cast: Cast) -> None:
    """F17: every question the department answers for, the target, and the survey before."""
    survey = collecting(cast, target="99")
    filled(cast, survey, 60)
    questions = version_of(cast.handler, survey).questions
    tallied(cast, survey)
    take(cast.handler, SURVEYS, survey, "issue_feedback")
    ward = department(cast.admin, "骨科一病区")
    ids = list(lists.ids(cast.head, FEEDBACK, lists.Query(
        filters={"responsible_department_id": ward})))  # fmt: skip
    assert len(ids) == 1
    words = pdf_text(printing.render(cast.head, FEEDBACK, ids[0], copies=False))
    rate = amounts.plain(values(cast.handler, survey)["satisfied_rate"])
    for part in (f"{rate}%", "65", "60", "92.3%", "99", "低于", "没有更早的同类调查"):
        assert part in words
    for one in questions:
        assert (one.text[:5] in words) is one.scored_by_department


def test_a_sheet_written_by_hand_prints_what_was_written(cast: Cast) -> None:
    sheet = made(cast.handler, FEEDBACK)
    words = pdf_text(printing.render(cast.handler, FEEDBACK, sheet, copies=False))
    assert "夜间病区安静3080" in words  # the question, answers, and the share
    assert "低于" in words
