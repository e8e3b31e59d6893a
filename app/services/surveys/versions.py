"""The hospital's versions of its questionnaires: a new one comes from an old one, and none is ever changed."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app import clock
from app.errors import InvalidRecord
from app.i18n import N_, _
from app.models.organisation import Department
from app.models.surveys.questionnaire import Questionnaire, QuestionRole, SurveyKind
from app.models.surveys.survey import SatisfactionSurvey
from app.services.access import Permission
from app.services.operations import Changes, Desk, Operation, operation
from app.services.survey_count import questionnaires
from app.services.survey_count.questionnaires import (
    MOST_OPTIONS,
    Option,
    Question,
    Scale,
    Version,
)
from app.services.text import clean, too_long

MOST_QUESTIONS = 40
LIMITS: Mapping[str, int] = {"section": 12, "short": 20, "text": 120}
NEEDED: Mapping[str, str] = {
    "section": N_("还没有写方面"), "short": N_("还没有写简称"), "text": N_("还没有写题目"),
}  # fmt: skip
TITLE_LONGEST, INTRO_LONGEST = 60, 500
LEAST_POINTS, MOST_POINTS = 0, 100

Points = Sequence[int | None]
"""What each option of a scale scores; of a scale that is not scored nothing does."""


@dataclass(frozen=True)
class VersionView:
    """A version as it is listed: how many surveys use it, and whether it is the one asked today."""

    version: Version
    surveys: int
    is_current: bool
    is_taken_up: bool = True


def listing(desk: Desk) -> list[VersionView]:
    """All versions, newest first; where the hospital has none, the shipped one it would begin with."""
    with desk.database.read() as session:
        today = clock.today()
        found: list[VersionView] = []
        for kind in SurveyKind:
            current = questionnaires.valid_on(session, kind, today)
            query = select(Questionnaire).where(Questionnaire.survey_kind == kind)
            rows = session.scalars(query.order_by(Questionnaire.version_number.desc())).all()
            found += [
                VersionView(
                    questionnaires.read(session, one), _uses(session, one.id), one is current
                )
                for one in rows
            ]
            if not rows:
                shipped = questionnaires.shipped()[kind]
                found.append(VersionView(shipped, 0, is_current=True, is_taken_up=False))
        return found


@dataclass(frozen=True)
class Overview:
    """All versions, and the names of the departments that answer, by their part in the procedure."""

    versions: tuple[VersionView, ...]
    offices: Mapping[str, str]


def overview(desk: Desk) -> Overview:
    """What the page of questionnaires shows."""
    return Overview(tuple(listing(desk)), dict(answerers(desk)))


def load(desk: Desk) -> list[Version]:
    """The same without how they are used."""
    return [one.version for one in listing(desk)]


def scales() -> tuple[Scale, ...]:
    """The scales a question may be put on."""
    return next(iter(questionnaires.shipped().values())).scales


def edited(
    version: Version,
    *,
    title: str | None = None,
    intro: str | None = None,
    effective_from: date | None = None,
    questions: Sequence[Question] | None = None,
    points: Mapping[str, Points] | None = None,
) -> Version:
    """A version with some of it changed, its questions numbered in their order.

    `points` are those of whole scales, by their code: what an answer scores from this version on.
    """
    known = {one.code: with_points(one, (points or {}).get(one.code)) for one in version.scales}
    known |= {one.code: one for one in scales() if one.code not in known}
    wanted = [
        replace(one, place=place, options=known[one.scale].options if one.scale in known else ())
        for place, one in enumerate(version.questions if questions is None else questions, 1)
    ]
    return replace(
        version,
        title=version.title if title is None else clean(title),
        intro=version.intro if intro is None else clean(intro, lines=True),
        effective_from=effective_from or version.effective_from,
        scales=tuple(known.values()),
        questions=tuple(wanted),
    )


@operation("questionnaire.add")
def add(current: Operation, version: Version) -> Changes:
    """Keep a new version, numbered after the newest; surveys planned from its day on take it.

    Raises InvalidRecord with everything that is wrong.
    """
    current.require(Permission.CONFIGURE)
    if problems := wrong(current.session, version):
        raise InvalidRecord(problems)
    if not questionnaires.has_any(current.session, version.kind):
        questionnaires.add_shipped(current, (version.kind,))
    newest = select(func.max(Questionnaire.version_number)).where(
        Questionnaire.survey_kind == version.kind
    )
    number = (current.session.scalar(newest) or 0) + 1
    return current.changes(questionnaires.add(current, replace(version, number=number)))


def wrong(session: Session, version: Version) -> dict[str, str]:
    """Field → what is wrong; of a question `questions`, with its place."""
    problems: dict[str, str] = {}
    if (
        problem := _("还没有写标题")
        if not version.title
        else too_long(version.title, TITLE_LONGEST)
    ):
        problems["title"] = problem
    if problem := _("还没有写致患者的话") if not version.intro else too_long(
        version.intro, INTRO_LONGEST
    ):  # fmt: skip
        problems["intro"] = problem
    if said := _wrong_questions(session, version.questions):
        problems["questions"] = said
    if said := next(filter(None, map(wrong_points, version.scales)), ""):
        problems["points"] = said
    return problems


def wrong_points(scale: Scale) -> str:
    """What is wrong with the points of a scale; its options stand with the best answer first."""
    given = [one.points for one in scale.options]
    points = [one for one in given if one is not None]
    if not points:
        return ""
    if len(points) < len(given):
        return _("“{scale}”有的档没有分值：每档都填，或者都空着（不计分）").format(
            scale=scale.title
        )
    if not all(LEAST_POINTS <= one <= MOST_POINTS for one in points):
        return _("“{scale}”的分值在 {least} 到 {most} 之间").format(
            scale=scale.title, least=LEAST_POINTS, most=MOST_POINTS
        )
    for place, (better, worse) in enumerate(pairwise(points), 2):
        if worse > better:
            return _("“{scale}”第 {n} 档的分值高于前一档：从最好的一档起由高到低").format(
                scale=scale.title, n=place
            )
    if points[0] == points[-1]:
        return _("“{scale}”各档分值相同，分不出高低").format(scale=scale.title)
    return ""


def _wrong_questions(session: Session, questions: Sequence[Question]) -> str:
    """The first thing wrong with the questions."""
    functions = set(session.scalars(select(Department.function)))
    found = [*_of_all(questions)]
    for one in questions:
        found += [
            _("第 {n} 题：{problem}").format(n=one.place, problem=problem)
            for problem in _of_one(one, functions)
        ]
    return next(iter(found), "")


def _of_all(questions: Sequence[Question]) -> Iterator[str]:
    if not 1 <= len(questions) <= MOST_QUESTIONS:
        yield _("题目 1 到 {n} 题").format(n=MOST_QUESTIONS)
    overall = [one for one in questions if one.role is QuestionRole.OVERALL]
    if len(overall) != 1:
        yield _("要有且只有一题是“总体满意度”，满意率按它计")
    elif not any(one.satisfied for one in overall[0].options):
        yield _("总体满意度的档次里没有算“满意”的，换一种档次")
    if len({one.code for one in questions}) < len(questions):
        yield _("有两题的题码相同，每题一个题码")


def _of_one(one: Question, functions: Set[str | None]) -> Iterator[str]:
    for name, limit in LIMITS.items():
        text = getattr(one, name)
        if problem := _(NEEDED[name]) if not text else too_long(text, limit):
            yield problem
    if not 1 <= len(one.options) <= MOST_OPTIONS:
        yield _("一题 1 到 {most} 档").format(most=MOST_OPTIONS)
    if one.answerable and one.answerable not in functions:
        yield _("没有这个职能科室，重新选择")
    if one.role is QuestionRole.ITEM and not one.scored_by_department and not one.answerable:
        yield _("不按科室计分的，选由哪个职能科室答复")


def with_points(scale: Scale, points: Points | None) -> Scale:
    """The same scale, its options scored anew."""
    if points is None:
        return scale
    options: tuple[Option, ...] = tuple(
        replace(one, points=given) for one, given in zip(scale.options, points, strict=True)
    )
    return replace(scale, options=options)


def _uses(session: Session, questionnaire_id: int) -> int:
    query = select(func.count()).where(SatisfactionSurvey.questionnaire_id == questionnaire_id)
    return session.scalar(query) or 0


@dataclass(frozen=True)
class Line:
    """A question as it is written in a new version; whose code it keeps, its short name says."""

    number: int
    section: str
    short: str
    text: str
    scale: str
    role: QuestionRole
    answerable: str = ""


def lines_of(version: Version) -> list[Line]:
    """The questions of a version, to be written anew."""
    return [
        Line(one.place, one.section, one.short, one.text, one.scale, one.role, one.answerable)
        for one in version.questions
    ]


def asked(version: Version, lines: Sequence[Line]) -> list[Question]:
    """Questions in the order of their numbers; one of the same short name is the same question."""
    codes = {one.short: one.code for one in version.questions}
    fresh = (f"N{n:02d}" for n in range(1, 100) if f"N{n:02d}" not in codes.values())
    known = {one.code: one for one in (*version.scales, *scales())}
    found: list[Question] = []
    for place, one in enumerate(sorted(lines, key=lambda line: line.number), 1):
        apart = one.role is QuestionRole.APART
        options = known[one.scale].options if one.scale in known else ()
        found.append(
            Question(
                place, codes.get(clean(one.short)) or next(fresh), clean(one.section),
                clean(one.short), clean(one.text), one.scale, options, one.role,
                not one.answerable and not apart, one.answerable,
            )
        )  # fmt: skip
    return found


def answerers(desk: Desk) -> list[tuple[str, str]]:
    """The departments that may answer for a question: their part in the procedure, their name."""
    with desk.database.read() as session:
        query = select(Department.function, Department.name).where(
            Department.function.is_not(None), Department.active
        )
        return [(str(function), name) for function, name in session.execute(query)]
