"""The tally against a recount in plain SQL, the two ways of counting, and what is below the target."""

import random
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from app.errors import StepRefused
from app.models.surveys.questionnaire import QuestionRole
from app.services import reading, records
from app.services.links import raising
from app.services.operations import Desk
from app.services.survey_count import tally
from app.services.survey_count.tally import JUDGED_FROM, Paper
from app.services.surveys import keying, results, versions
from app.services.surveys.keying import Given
from tests.cast import Cast
from tests.factory import VALUES, department, take
from tests.services.surveys.house import (
    FEEDBACK,
    SURVEYS,
    collecting,
    drawn,
    filled,
    shipped,
    tallied,
    values,
)

# Written without a look at the program's own counting: each digit of each sheet that is valid.
RECOUNT = """
WITH sheet AS (
    SELECT s.id, s.department_id, s.answers, v.questionnaire_id
    FROM survey_sheet s JOIN satisfaction_survey v ON v.id = s.survey_id
    WHERE s.survey_id = :survey AND s.void_reason IS NULL
), valid AS (
    SELECT * FROM sheet
    WHERE substr(answers, (SELECT place FROM survey_question q WHERE q.role = 'OVERALL'
                           AND q.questionnaire_id = sheet.questionnaire_id), 1) BETWEEN '1' AND '9'
    AND 2 * length(replace(answers, '-', '')) >= length(answers)
)
SELECT q.code, v.department_id, substr(v.answers, q.place, 1) AS digit, count(*)
FROM valid v JOIN survey_question q ON q.questionnaire_id = v.questionnaire_id
GROUP BY 1, 2, 3
"""


def recounted(desk: Desk, survey: int) -> dict[tuple[str, int, str], int]:
    with desk.database.read() as session:
        rows = session.execute(text(RECOUNT), {"survey": survey})
        return {(code, ward, digit): many for code, ward, digit, many in rows}


def test_every_figure_agrees_with_a_recount_in_plain_sql(cast: Cast) -> None:
    survey = collecting(cast)
    filled(cast, survey, 80)
    found = results.load(cast.handler, survey)
    counted = recounted(cast.admin, survey)
    digits = ("1", "2", "3", "4", "5")
    for code, whole in found.tally.whole.items():
        for ward, shares in found.tally.by_department.items():
            share = shares[code]
            own = [counted.get((code, ward, one), 0) for one in digits[: len(share.chosen)]]
            assert share.chosen == own
            assert share.not_applicable == counted.get((code, ward, "0"), 0)
            assert share.blank == counted.get((code, ward, "-"), 0)
            satisfied = sum(
                many for many, one in zip(own, share.question.options, strict=True) if one.satisfied
            )
            rate = None if not sum(own) else round(100 * satisfied / sum(own), 1)
            assert share.rate is None or abs(float(share.rate) - float(rate or 0)) < 0.06
        together = sum(many for (one, _ward, _digit), many in counted.items() if one == code)
        assert together == found.tally.valid
        assert whole.valid == sum(
            many for (one, _ward, digit), many in counted.items()
            if one == code and digit in digits
        )  # fmt: skip


def test_the_tally_is_written_down_and_stays(cast: Cast) -> None:
    survey = collecting(cast)
    filled(cast, survey, 30)
    found = results.load(cast.handler, survey)
    tallied(cast, survey)
    written = values(cast.handler, survey)
    assert written["valid_count"] == found.tally.valid
    assert written["satisfied_rate"] == found.tally.overall.rate
    assert written["pure_rate"] == found.tally.overall.pure
    assert written["average_score"] == found.tally.average_score
    assert len((written["below_target"] or "").splitlines()) == len(found.below)


def test_not_applicable_and_unanswered_are_in_no_denominator() -> None:
    version = shipped()
    answers = ["1" * 19, "0" + "1" * 18, "-" + "1" * 18, "3" + "1" * 18]
    share = tally.count(version, [Paper(1, one) for one in answers]).whole["A01"]
    assert (share.valid, share.not_applicable, share.blank) == (2, 1, 1)
    assert (share.rate, share.score) == (Decimal("50.0"), Decimal("75.0"))


def test_both_ways_of_counting_are_told_apart() -> None:
    version = shipped()
    papers = [Paper(1, one + "1" * 18) for one in "11223"]
    share = tally.count(version, papers).whole["A01"]
    assert (share.rate, share.pure) == (Decimal("80.0"), Decimal("40.0"))


def test_a_sheet_without_the_overall_answer_or_half_of_the_others_is_not_valid() -> None:
    version = shipped()
    whole, without_overall = "1" * 19, "1" * 17 + "-1"
    half, less = "1" * 9 + "-" * 8 + "1-", "1" * 8 + "-" * 9 + "1-"
    counted = tally.count(version, [Paper(1, one) for one in (whole, without_overall, half, less)])
    assert (counted.keyed, counted.valid) == (4, 2)


@given(st.integers(0, 10**6), st.integers(1, 60))
def test_the_departments_add_up_to_the_whole(seed: int, many: int) -> None:
    version, chance = shipped(), random.Random(seed)
    counted = tally.count(
        version, [Paper(chance.choice((1, 2, 3)), drawn(version, chance)) for _one in range(many)]
    )
    assert sum(counted.sheets_of.values()) == counted.valid
    for code, share in counted.whole.items():
        parts = [one[code].chosen for one in counted.by_department.values()]
        assert share.chosen == [sum(column) for column in zip(*parts, strict=True)] or not parts
        for rate in (share.rate, share.pure):
            assert rate is None or 0 <= rate <= 100
        assert share.pure is None or share.rate is None or share.pure <= share.rate


def test_of_few_answers_nothing_is_judged() -> None:
    version = shipped()
    papers = [Paper(1, "1" * 10 + "5" + "1" * 8)] * (JUDGED_FROM - 1)
    assert tally.count(version, papers).low(Decimal(90), {}) == []
    assert len(tally.count(version, [*papers, papers[0]]).low(Decimal(90), {})) == 1


def test_exactly_the_target_is_not_below_it() -> None:
    version = shipped()
    papers = [Paper(1, "1" * 19)] * 9 + [Paper(1, "1" * 10 + "3" + "1" * 8)]
    assert tally.count(version, papers).low(Decimal(90), {}) == []
    assert len(tally.count(version, papers).low(Decimal("90.01"), {})) == 1


def test_what_belongs_to_no_ward_is_answered_by_its_office() -> None:
    version = shipped()
    papers = [Paper(ward, "1" * 12 + "5" + "1" * 6) for ward in (1, 2) for _one in range(5)]
    found = tally.count(version, papers).low(Decimal(90), {"GENERAL_AFFAIRS": 7})
    assert [(one.department_id, one.share.question.short) for one in found] == [(7, "膳食")]
    assert found[0].share.valid == 10


def test_questions_apart_are_never_below_the_target() -> None:
    version = shipped()
    apart = [one for one in version.questions if one.role is QuestionRole.APART]
    assert {one.short for one in apart} == {"廉洁", "推荐意愿"}
    papers = [Paper(1, "1" * 16 + "2" + "1" + "4")] * 9
    assert tally.count(version, papers).low(Decimal(90), {"PARTY_OFFICE": 3}) == []


# ---- feedback ----------------------------------------------------------------------------------------

NOISY = "1" * 10 + "4" + "1" * 8
HUNGRY = "1" * 12 + "4" + "1" * 6


@pytest.fixture
def low(cast: Cast) -> int:
    """One ward that is noisy at night, and meals nobody likes."""
    survey = collecting(cast)
    ward = department(cast.admin, "骨科一病区")
    other = department(cast.admin, "儿科")
    for _one in range(6):
        keying.key(cast.handler, survey, Given(ward, NOISY, complaint="半夜推车响"))
        keying.key(cast.handler, survey, Given(other, HUNGRY, complaint="饭菜凉"))
    tallied(cast, survey)
    return survey


def test_each_department_below_the_target_gets_one_feedback_with_the_patients_words(
    cast: Cast, low: int
) -> None:
    take(cast.handler, SURVEYS, low, "issue_feedback")
    linked = reading.load(cast.handler, SURVEYS, low).linked
    views = [reading.load(cast.handler, FEEDBACK, one.record_id) for one in linked]
    by_department = {one.values["responsible_department_id"]: one.values for one in views}
    ward = by_department[department(cast.admin, "骨科一病区")]
    kitchen = by_department[department(cast.admin, "总务科")]
    assert len(views) == 2
    assert ward["subject"] == "夜间安静低于目标"
    assert ward["narrative"] == "半夜推车响"
    assert ward["low_items"][0]["rate"] == "0"
    assert kitchen["low_items"][0]["answers"] == 12
    assert kitchen["narrative"] == "饭菜凉"


def test_a_voided_feedback_is_owed_again_and_the_standing_one_is_not_doubled(
    cast: Cast, low: int
) -> None:
    take(cast.handler, SURVEYS, low, "issue_feedback")
    with pytest.raises(StepRefused, match="都已发反馈表"):
        take(cast.handler, SURVEYS, low, "issue_feedback")
    first = reading.load(cast.handler, SURVEYS, low).linked[0]
    records.void(cast.head, FEEDBACK, first.record_id, 1, "发错科室")
    take(cast.handler, SURVEYS, low, "issue_feedback")
    standing = [
        one
        for one in reading.load(cast.handler, SURVEYS, low).linked
        if str(one.status) != "VOIDED"
    ]
    assert len(standing) == 2


def test_one_key_makes_a_nonconforming_service_of_what_is_below_the_target(
    cast: Cast, low: int
) -> None:
    ward = department(cast.admin, "骨科一病区")
    begun = results.begin_nonconformity(cast.handler, low, ward, ["A11"])
    assert begun.source_register == "satisfaction_survey"
    take(cast.handler, SURVEYS, low, "issue_feedback")
    begun = results.begin_nonconformity(cast.handler, low, ward, ["A11"])
    assert (begun.register, begun.source_register) == (raising.NONCONFORMITY, "survey_feedback")
    assert begun.values["source"] == "SURVEY"
    assert begun.values["responsible_department_id"] == ward
    assert "满意率 0.0 %（0/6），低于目标 90 %" in begun.values["narrative"]
    given = VALUES["nonconforming_service"](cast.handler) | begun.values
    assert given["subject"] == "夜间安静低于满意度目标"


def test_an_old_survey_keeps_its_score_when_a_new_version_comes(cast: Cast, low: int) -> None:
    before = results.load(cast.handler, low)
    newest = versions.load(cast.admin)[0]
    harder = versions.edited(newest, points={"S5": (100, 50, 0, 0, 0)})
    versions.add(cast.admin, harder)
    after = results.load(cast.handler, low)
    assert after.tally.average_score == before.tally.average_score
    assert after.tally.whole["A11"].score == before.tally.whole["A11"].score
