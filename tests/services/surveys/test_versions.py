"""A new version of a questionnaire: what may not be kept is said in a sentence, what is kept stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from app import clock
from app.errors import InvalidRecord, NotAllowed
from app.models.surveys.questionnaire import QuestionRole
from app.services.survey_count.questionnaires import Question, Version
from app.services.surveys import versions
from tests.cast import Cast
from tests.services.surveys.house import collecting, shipped, version_of

Change = Callable[[list[Question]], list[Question]]


def first(**changes: object) -> Change:
    """The first question with something else in it."""
    return lambda questions: [replace(questions[0], **changes), *questions[1:]]  # type: ignore[arg-type]


def without_overall(questions: list[Question]) -> list[Question]:
    return [one for one in questions if one.role is not QuestionRole.OVERALL]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda _questions: [], "题目 1 到"),
        (without_overall, "要有且只有一题是“总体满意度”"),
        (first(role=QuestionRole.OVERALL), "要有且只有一题是“总体满意度”"),
        (lambda questions: [questions[1], *questions[1:]], "有两题的题码相同"),
        (first(text=""), "第 1 题："),
        (first(short="很长的短名" * 20), "第 1 题："),
        (first(scale="没有这种档次"), "一题 1 到"),
        (first(answerable="没有这个科"), "没有这个职能科室"),
        (first(role=QuestionRole.ITEM, scored_by_department=False, answerable=""), "由哪个职能科室"),
    ],
)  # fmt: skip
def test_what_cannot_be_asked_is_said(cast: Cast, change: Change, said: str) -> None:
    old, before = shipped(), versions.listing(cast.admin)
    wrong = versions.edited(old, questions=change(list(old.questions)))
    with pytest.raises(InvalidRecord) as refused:
        versions.add(cast.admin, wrong)
    assert said in refused.value.problems["questions"]
    assert versions.listing(cast.admin) == before


@pytest.mark.parametrize(
    ("points", "said"),
    [
        ((100, 75, 50, 25, None), "有的档没有分值"),
        ((101, 75, 50, 25, 0), "在 0 到 100 之间"),
        ((100, 75, 80, 25, 0), "第 3 档的分值高于前一档"),
        ((50, 50, 50, 50, 50), "各档分值相同"),
    ],
)
def test_points_fall_from_the_best_answer_on(
    cast: Cast, points: tuple[int | None, ...], said: str
) -> None:
    wrong = versions.edited(shipped(), points={"S5": points})
    with pytest.raises(InvalidRecord) as refused:
        versions.add(cast.admin, wrong)
    assert said in refused.value.problems["points"]


def test_a_survey_keeps_the_version_of_its_day(cast: Cast) -> None:
    before = collecting(cast)
    asked = version_of(cast.handler, before)
    tomorrow = clock.today() + timedelta(days=1)
    fewer: Version = versions.edited(asked, questions=asked.questions[1:], effective_from=tomorrow)
    versions.add(cast.admin, fewer)
    today = version_of(cast.handler, collecting(cast))
    assert [one.code for one in today.questions] == [one.code for one in asked.questions]
    assert version_of(cast.handler, before) == asked
    newest = versions.load(cast.admin)[0]
    assert (newest.number, len(newest.questions)) == (asked.number + 1, len(asked.questions) - 1)
    assert [one.place for one in newest.questions] == list(range(1, len(newest.questions) + 1))


def test_only_who_configures_makes_versions(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        versions.add(cast.nurse, shipped())
