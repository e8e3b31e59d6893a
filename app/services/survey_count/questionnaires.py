"""Versions of questionnaires: the shipped ones, those of the hospital, and what each asks."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import paths
from app.models.surveys.questionnaire import (
    Questionnaire,
    QuestionRole,
    SurveyKind,
    SurveyQuestion,
)
from app.services.operations import Operation

# As a sheet keeps them: a digit for an option, these for the rest.
NOT_APPLICABLE, BLANK = "0", "-"
MOST_OPTIONS = 5


@dataclass(frozen=True)
class Option:
    """An answer one can tick; without points only its share is looked at."""

    text: str
    points: int | None = None
    satisfied: bool = False
    fully: bool = False


@dataclass(frozen=True)
class Question:
    """A question of a version with the options of its scale; `digit` n is `options[n - 1]`."""

    place: int
    code: str
    section: str
    short: str
    text: str
    scale: str
    options: tuple[Option, ...]
    role: QuestionRole
    scored_by_department: bool
    answerable: str

    def option(self, digit: str) -> Option | None:
        """The option an answer stands for; None for 不适用 and for no answer."""
        return self.options[int(digit) - 1] if digit not in (NOT_APPLICABLE, BLANK) else None

    def takes(self, digit: str) -> bool:
        """Whether a key is an answer to this question."""
        if digit in (NOT_APPLICABLE, BLANK):
            return True
        return digit.isdecimal() and 1 <= int(digit) <= len(self.options)


@dataclass(frozen=True)
class Scale:
    """A scale as questions share it."""

    code: str
    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Version:
    """A version of a questionnaire as it is shown, printed and counted."""

    id: int
    kind: SurveyKind
    number: int
    title: str
    intro: str
    effective_from: date
    scales: tuple[Scale, ...]
    questions: tuple[Question, ...]

    @cached_property
    def overall(self) -> Question:
        """The question the 满意率 of a survey is counted by; every version has one."""
        return next(one for one in self.questions if one.role is QuestionRole.OVERALL)

    @property
    def least_answered(self) -> int:
        """How many questions a valid sheet answers at least (不适用 is an answer)."""
        return (len(self.questions) + 1) // 2

    def is_valid(self, answers: str) -> bool:
        """有效: the overall question has an answer, and half of all questions have."""
        overall = answers[self.overall.place - 1]
        answered = len(answers) - answers.count(BLANK)
        return overall not in (NOT_APPLICABLE, BLANK) and answered >= self.least_answered


def shipped() -> Mapping[SurveyKind, Version]:
    """The first version of each questionnaire (questionnaires.toml)."""
    content = tomllib.loads((paths.DEFAULTS / "questionnaires.toml").read_text("utf-8"))
    scales = tuple(
        Scale(row["code"], row["title"], tuple(Option(**option) for option in row["options"]))
        for row in content["scale"]
    )
    known = {one.code: one for one in scales}
    return {
        (kind := SurveyKind(row["kind"])): Version(
            0, kind, 1, row["title"], row["intro"], row["effective_from"], scales,
            tuple(
                _question(place, given, known)
                for place, given in enumerate(row["question"], 1)
            ),
        )
        for row in content["questionnaire"]
    }  # fmt: skip


def _question(place: int, given: Mapping[str, Any], scales: Mapping[str, Scale]) -> Question:
    role = QuestionRole(given.get("role", QuestionRole.ITEM))
    answerable = given.get("answerable", "")
    return Question(
        place, given["code"], given["section"], given["short"], given["text"], given["scale"],
        scales[given["scale"]].options, role, not answerable and role is not QuestionRole.APART,
        answerable,
    )  # fmt: skip


def of_id(session: Session, questionnaire_id: int) -> Version:
    """A version by its id."""
    return read(session, session.get_one(Questionnaire, questionnaire_id))


def read(session: Session, found: Questionnaire) -> Version:
    """A version with its questions."""
    scales = tuple(
        Scale(one["code"], one["title"], tuple(Option(**option) for option in one["options"]))
        for one in found.scales
    )
    known = {one.code: one for one in scales}
    query = select(SurveyQuestion).where(SurveyQuestion.questionnaire_id == found.id)
    questions = tuple(
        Question(
            one.place, one.code, one.section, one.short, one.text, one.scale,
            known[one.scale].options, one.role, one.scored_by_department, one.answerable or "",
        )
        for one in session.scalars(query.order_by(SurveyQuestion.place))
    )  # fmt: skip
    return Version(
        found.id, found.survey_kind, found.version_number, found.title, found.intro,
        found.effective_from, scales, questions,
    )  # fmt: skip


def valid_on(session: Session, kind: SurveyKind, day: date) -> Questionnaire | None:
    """The version that is valid on a day: the newest of those that have begun."""
    query = select(Questionnaire).where(
        Questionnaire.survey_kind == kind, Questionnaire.effective_from <= day
    )
    return session.scalar(query.order_by(Questionnaire.version_number.desc()).limit(1))


def has_any(session: Session, kind: SurveyKind) -> bool:
    """Whether the hospital has a version of this kind."""
    query = select(func.count()).where(Questionnaire.survey_kind == kind)
    return bool(session.scalar(query))


def add(current: Operation, version: Version) -> Questionnaire:
    """Write a version down; from then on it never changes."""
    scales = [
        {"code": one.code, "title": one.title, "options": [_kept(each) for each in one.options]}
        for one in version.scales
        if any(question.scale == one.code for question in version.questions)
    ]
    made = Questionnaire(
        survey_kind=version.kind, version_number=version.number, title=version.title,
        intro=version.intro, effective_from=version.effective_from, scales=scales,
    )  # fmt: skip
    current.add(made)
    for one in version.questions:
        current.insert(
            SurveyQuestion(
                questionnaire_id=made.id, place=one.place, code=one.code, section=one.section,
                short=one.short, text=one.text, scale=one.scale, role=one.role,
                scored_by_department=one.scored_by_department, answerable=one.answerable or None,
            )
        )  # fmt: skip
    return made


def add_shipped(current: Operation, kinds: Sequence[SurveyKind] = tuple(SurveyKind)) -> None:
    """Take up the shipped versions: for a new hospital, or where one has none yet."""
    known = shipped()
    for kind in kinds:
        add(current, known[kind])


def _kept(option: Option) -> dict[str, Any]:
    kept: dict[str, Any] = {"text": option.text}
    if option.points is not None:
        kept["points"] = option.points
    for name in ("satisfied", "fully"):
        if getattr(option, name):
            kept[name] = True
    return kept
