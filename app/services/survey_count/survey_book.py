"""Questionnaires and sheets as registers of surveys see them, inside the running operation."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.i18n import _
from app.models.organisation import Department
from app.models.surveys.feedback import SurveyFeedback, SurveyFeedbackStatus
from app.models.surveys.questionnaire import Questionnaire, SurveyKind
from app.models.surveys.survey import SatisfactionSurvey, SurveySheet
from app.services.operations import Operation
from app.services.registers.asked.surveys import Counts, Totals
from app.services.survey_count import questionnaires, tally
from app.services.survey_count.questionnaires import Question
from app.services.survey_count.tally import Low, Paper, Share, Tally

QUOTED_MOST = 12
SUBJECT_LONGEST = 60
WORDS = ("praise", "complaint", "suggestion")
AddFeedback = Callable[[int, dict[str, Any]], None]


class SurveyBook:
    """What `Surveys` promises. A guard only asks; what writes needs an operation."""

    def __init__(
        self,
        session: Session,
        current: Operation | None = None,
        add_feedback: AddFeedback | None = None,
        dispose: Callable[[str], None] | None = None,
    ) -> None:
        self._session = session
        self._current = current
        self._add_feedback = add_feedback
        self._dispose = dispose

    def version(self, kind: SurveyKind, day: date) -> Questionnaire | None:
        if self._current is not None and not questionnaires.has_any(self._session, kind):
            questionnaires.add_shipped(self._current, (kind,))
        return questionnaires.valid_on(self._session, kind, day)

    def counts(self, survey: SatisfactionSurvey) -> Counts:
        sheets = (SurveySheet.survey_id == survey.id, SurveySheet.void_reason.is_(None))
        differ = (*sheets, SurveySheet.second_answers != SurveySheet.answers)
        keyed, differing = (
            self._session.scalar(select(func.count()).select_from(SurveySheet).where(*one)) or 0
            for one in (sheets, differ)
        )
        return Counts(keyed, differing)

    def totals(self, survey: SatisfactionSurvey) -> Totals:
        counted = tally_of(self._session, survey)
        below = low_of(self._session, survey, counted)
        names = department_names(self._session)
        return Totals(
            counted.valid, counted.overall.rate, counted.overall.pure, counted.average_score,
            tuple(_sentence(names, one) for one in below),
        )  # fmt: skip

    def owed(self, survey: SatisfactionSurvey) -> Sequence[int]:
        counted = tally_of(self._session, survey)
        wanted = tally.grouped(low_of(self._session, survey, counted))
        query = select(SurveyFeedback.responsible_department_id).where(
            SurveyFeedback.survey_id == survey.id,
            SurveyFeedback.status != SurveyFeedbackStatus.VOIDED,
        )
        standing = set(self._session.scalars(query))
        return [one for one in wanted if one not in standing]

    def issue_feedback(self, survey: SatisfactionSurvey) -> None:
        if self._add_feedback is None:
            raise RuntimeError("feedback is issued inside an operation")
        owed = set(self.owed(survey))
        counted = tally_of(self._session, survey)
        found = tally.grouped(low_of(self._session, survey, counted))
        for department_id, shares in found.items():
            if department_id in owed:
                self._add_feedback(survey.id, self._feedback(survey, department_id, shares))

    def forget_words(self, survey: SatisfactionSurvey) -> None:
        if self._dispose is None:
            raise RuntimeError("words are disposed of inside an operation")
        said = or_(*(getattr(SurveySheet, one).is_not(None) for one in WORDS))
        query = select(SurveySheet).where(SurveySheet.survey_id == survey.id, said)
        for sheet in self._session.scalars(query):
            for one in WORDS:
                setattr(sheet, one, None)
            self._dispose(sheet.uid)

    def _feedback(
        self, survey: SatisfactionSurvey, department_id: int, shares: Sequence[Share]
    ) -> dict[str, Any]:
        words = "、".join(one.question.short for one in shares)
        of_ward = any(one.question.scored_by_department for one in shares)
        questions = [one.question for one in shares]
        said = words_on(self._session, survey.id, department_id if of_ward else None, questions)
        return {
            "survey_number": survey.number,
            "subject": _("{items}低于目标").format(items=words)[:SUBJECT_LONGEST],
            "responsible_department_id": department_id,
            "functional_department_id": survey.functional_department_id,
            "target": survey.target,
            "low_items": [_row(one) for one in shares],
            "narrative": "\n".join(said[:QUOTED_MOST]) or None,
        }


def tally_of(session: Session, survey: SatisfactionSurvey) -> Tally:
    """Count the sheets of a survey by the version it was begun with."""
    if survey.questionnaire_id is None:
        raise RuntimeError(f"survey {survey.number} has no questionnaire")
    version = questionnaires.of_id(session, survey.questionnaire_id)
    query = select(SurveySheet.department_id, SurveySheet.answers).where(
        SurveySheet.survey_id == survey.id, SurveySheet.void_reason.is_(None)
    )
    rows = session.execute(query.order_by(SurveySheet.serial))
    return tally.count(version, (Paper(*row) for row in rows))


def low_of(session: Session, survey: SatisfactionSurvey, counted: Tally) -> list[Low]:
    """What of a survey is below its target."""
    target = survey.target if survey.target is not None else Decimal(0)
    return counted.low(target, offices(session))


def offices(session: Session) -> Mapping[str, int]:
    """Departments by their part in the procedure."""
    query = select(Department.function, Department.id).where(Department.function.is_not(None))
    return {str(function): one for function, one in session.execute(query)}


def department_names(session: Session) -> Mapping[int, str]:
    query = select(Department.id, Department.name)
    return {one: name for one, name in session.execute(query)}


def quotes(session: Session, survey_id: int, department_id: int | None) -> list[str]:
    """What patients wrote, complaints first; of one department, or of all."""
    rows = _written(session, survey_id, department_id)
    return [text for place in (1, 2) for row in rows if (text := row[place])]


def words_on(
    session: Session, survey_id: int, department_id: int | None, questions: Sequence[Question]
) -> list[str]:
    """The words of those who were not content with one of these questions, each said once."""
    found = [
        row[place]
        for place in (1, 2)
        for row in _written(session, survey_id, department_id)
        if row[place] and any(_is_discontent(one, row[0]) for one in questions)
    ]
    return list(dict.fromkeys(found))


def _is_discontent(question: Question, answers: str) -> bool:
    option = question.option(answers[question.place - 1])
    return option is not None and not option.satisfied


def _written(session: Session, survey_id: int, department_id: int | None) -> Sequence[Any]:
    """Answers, complaint and suggestion of each sheet."""
    query = select(SurveySheet.answers, SurveySheet.complaint, SurveySheet.suggestion).where(
        SurveySheet.survey_id == survey_id, SurveySheet.void_reason.is_(None)
    )
    if department_id is not None:
        query = query.where(SurveySheet.department_id == department_id)
    return session.execute(query.order_by(SurveySheet.serial)).all()


def _row(share: Share) -> dict[str, Any]:
    figures = {
        "item": share.question.text[:60], "answers": share.valid, "rate": _plain(share.rate),
        "pure": _plain(share.pure), "score": _plain(share.score),
    }  # fmt: skip
    return {name: one for name, one in figures.items() if one is not None}


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _sentence(names: Mapping[int, str], one: Low) -> str:
    return _("{department}：{item} {rate} %（{part}/{whole}）").format(
        department=names.get(one.department_id, ""), item=one.share.question.short,
        rate=one.share.rate, part=one.share.satisfied, whole=one.share.valid,
    )  # fmt: skip
