"""Keying sheets in: one paper, one operation; begun ones are kept, keyed ones compared with a second keying."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import InvalidRecord, NotFound, StepRefused
from app.i18n import _
from app.models.bookkeeping import Draft
from app.models.organisation import Department
from app.models.surveys.survey import FilledBy, SatisfactionSurvey, SurveySheet, SurveyStatus
from app.services import numbering, records
from app.services.access import Permission
from app.services.operations import Changes, Desk, Operation, actor_of, operation
from app.services.registers.surveys.satisfaction_survey import REGISTER
from app.services.survey_count import questionnaires
from app.services.survey_count.questionnaires import Version
from app.services.text import clean, too_long

WORDS_MOST = 500
REASON_MOST = 200
OPEN_QUESTIONS = ("praise", "complaint", "suggestion")
_BEGUN = SurveySheet.__tablename__  # the drafts of sheets


@dataclass(frozen=True)
class Given:
    """A sheet as it is keyed: a digit or a mark for each question, and the patient's own words."""

    department_id: int | None
    answers: str
    filled_by: FilledBy | None = None
    praise: str = ""
    complaint: str = ""
    suggestion: str = ""


@dataclass(frozen=True)
class SheetView:
    """A sheet as it stands."""

    serial: int
    given: Given
    second_answers: str
    keyed_by_id: int
    void_reason: str

    @property
    def differs(self) -> bool:
        """Whether two keyings of it do not agree."""
        return bool(self.second_answers) and self.second_answers != self.given.answers


@dataclass(frozen=True)
class Keying:
    """What the keying of a survey begins with: its questions, how far it is, what was begun."""

    survey_id: int
    number: str
    title: str
    version: Version
    collected: int | None
    department_id: int | None
    sheets: tuple[SheetView, ...]
    begun: Mapping[str, Any]
    person_id: int

    @property
    def standing(self) -> tuple[SheetView, ...]:
        """The sheets that count."""
        return tuple(one for one in self.sheets if not one.void_reason)

    @property
    def next_serial(self) -> int:
        """What the next sheet is called; it is written on the paper."""
        return max((one.serial for one in self.sheets), default=0) + 1


def begin(desk: Desk, survey_id: int) -> Keying:
    """Read what keying begins with. Raises NotFound, and StepRefused when nothing is collected now."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        survey = records.visible_record(session, actor, REGISTER, survey_id)
        _refuse_unless_collecting(survey)
        begun = _begun(session, survey_id, actor.id)
        return Keying(
            survey_id, survey.number, survey.subject or "",
            questionnaires.of_id(session, survey.questionnaire_id), survey.collected_count,
            survey.responsible_department_id, tuple(_sheets(session, survey_id)),
            dict(begun.values) if begun else {}, actor.id,
        )  # fmt: skip


@operation("survey_sheet.key")
def key(current: Operation, survey_id: int, given: Given) -> tuple[Changes, int]:
    """Keep one more sheet; answers its serial. What was begun of it is used up.

    Raises InvalidRecord with everything that is wrong, StepRefused once the survey is tallied.
    """
    survey = collecting(current, survey_id)
    held = accepted(current.session, version_of(current.session, survey), given)
    # Two people at two PCs key into one survey: one after the other gets its serial.
    lock = select(SatisfactionSurvey.id).where(SatisfactionSurvey.id == survey_id)
    current.session.execute(lock.with_for_update())
    newest = select(func.max(SurveySheet.serial)).where(SurveySheet.survey_id == survey_id)
    serial = (current.session.scalar(newest) or 0) + 1
    current.add(SurveySheet(survey_id=survey_id, serial=serial, keyed_by_id=current.actor.id,
                            keyed_at=current.now, **held))  # fmt: skip
    _drop_begun(current, survey_id)
    return current.changes(survey), serial


@operation("survey_sheet.correct")
def correct(current: Operation, survey_id: int, serial: int, given: Given) -> Changes:
    """Correct a sheet before the survey is tallied; the trail keeps what stood there."""
    survey = collecting(current, survey_id)
    sheet = _sheet(current.session, survey_id, serial)
    held = accepted(current.session, version_of(current.session, survey), given)
    for name, value in held.items():
        setattr(sheet, name, value)
    return current.changes(survey)


@operation("survey_sheet.key_again")
def key_again(current: Operation, survey_id: int, serial: int, answers: str) -> bool:
    """Keep what somebody else keyed of the same paper; whether both agree."""
    survey = collecting(current, survey_id)
    sheet = _sheet(current.session, survey_id, serial)
    if sheet.keyed_by_id == current.actor.id:
        raise StepRefused(_("第 {n} 张是您录入的，第二次录入请换一位").format(n=serial))
    if problem := _wrong_answers(version_of(current.session, survey), answers):
        raise InvalidRecord({"answers": problem})
    sheet.second_answers = answers
    sheet.second_keyed_by_id = current.actor.id
    current.changes(survey)
    return sheet.answers == answers


@operation("survey_sheet.settle")
def settle(current: Operation, survey_id: int, serial: int, answers: str) -> Changes:
    """What the paper says where two keyings differ; both are then the same."""
    survey = collecting(current, survey_id)
    sheet = _sheet(current.session, survey_id, serial)
    if sheet.second_answers is None:
        raise StepRefused(_("第 {n} 张还没有第二次录入").format(n=serial))
    if problem := _wrong_answers(version_of(current.session, survey), answers):
        raise InvalidRecord({"answers": problem})
    sheet.answers = sheet.second_answers = answers
    return current.changes(survey)


@operation("survey_sheet.void")
def void(current: Operation, survey_id: int, serial: int, reason: str) -> Changes:
    """A sheet that should not have been keyed keeps its serial and counts no more."""
    survey = collecting(current, survey_id)
    sheet = _sheet(current.session, survey_id, serial)
    said = clean(reason)
    if problem := _("还没有写作废原因") if not said else too_long(said, REASON_MOST):
        raise InvalidRecord({"void_reason": problem})
    sheet.void_reason = said
    current.why = said
    return current.changes(survey)


@operation("survey_sheet.begun")
def keep_begun(current: Operation, survey_id: int, values: Mapping[str, Any]) -> None:
    """Keep what is keyed of a sheet so far, for this person alone."""
    current.permit()
    draft = _begun(current.session, survey_id, current.actor.id)
    if draft is None:
        draft = Draft(register=_BEGUN, record_id=survey_id, person_id=current.actor.id,
                      slip_code=numbering.new_slip(), values={})  # fmt: skip
        current.session.add(draft)
    draft.values = dict(values)
    draft.saved_at = current.now


def collecting(current: Operation, survey_id: int) -> SatisfactionSurvey:
    """The survey whose sheets are keyed now. Raises NotAllowed and StepRefused."""
    survey: SatisfactionSurvey = records.fetch(current, REGISTER, survey_id)
    current.require(Permission.REGISTER, survey, REGISTER)
    _refuse_unless_collecting(survey)
    return survey


def _refuse_unless_collecting(survey: SatisfactionSurvey) -> None:
    if survey.status is SurveyStatus.PLANNED:
        raise StepRefused(_("还没有开始发放：先办“开始发放”，再录入调查表"))
    if survey.status is not SurveyStatus.COLLECTING:
        raise StepRefused(
            _("这次调查{state}，调查表不能再录入或更正").format(state=_(survey.status.label))
        )


def version_of(session: Session, survey: SatisfactionSurvey) -> Version:
    """The version a survey was begun with."""
    if survey.questionnaire_id is None:
        raise StepRefused(_("这次调查没有问卷，不能录入"))
    return questionnaires.of_id(session, survey.questionnaire_id)


def accepted(session: Session, version: Version, given: Given) -> dict[str, Any]:
    """A sheet as it is kept. Raises InvalidRecord with everything that is wrong."""
    problems: dict[str, str] = {}
    department = session.get(Department, given.department_id) if given.department_id else None
    if department is None or not department.active:
        problems["department_id"] = _("还没有选择科室")
    if problem := _wrong_answers(version, given.answers):
        problems["answers"] = problem
    words = {name: clean(getattr(given, name), lines=True) for name in OPEN_QUESTIONS}
    for name, text in words.items():
        if problem := too_long(text, WORDS_MOST):
            problems[name] = problem
    if problems:
        raise InvalidRecord(problems)
    return {
        "department_id": given.department_id,
        "filled_by": FilledBy(given.filled_by) if given.filled_by else None,
        "answers": given.answers,
        **{name: text or None for name, text in words.items()},
    }


def _wrong_answers(version: Version, answers: str) -> str | None:
    """Why these are not the answers of a sheet."""
    if len(answers) != len(version.questions):
        return _("问卷有 {n} 题，录入了 {given} 题").format(
            n=len(version.questions), given=len(answers)
        )
    for question, digit in zip(version.questions, answers, strict=True):
        if not question.takes(digit):
            return _("第 {n} 题只有 {most} 档，没有“{digit}”").format(
                n=question.place, most=len(question.options), digit=digit
            )
    if set(answers) <= {questionnaires.BLANK}:
        return _("一题也没有答：空白的调查表不用录入")
    return None


def _sheet(session: Session, survey_id: int, serial: int) -> SurveySheet:
    found = session.scalar(
        select(SurveySheet).where(
            SurveySheet.survey_id == survey_id, SurveySheet.serial == serial,
            SurveySheet.void_reason.is_(None),
        )
    )  # fmt: skip
    if found is None:
        raise NotFound(_("没有第 {n} 张，或已经作废").format(n=serial))
    return found


def _sheets(session: Session, survey_id: int) -> list[SheetView]:
    query = select(SurveySheet).where(SurveySheet.survey_id == survey_id)
    return [
        SheetView(
            one.serial,
            Given(one.department_id, one.answers, one.filled_by, one.praise or "",
                  one.complaint or "", one.suggestion or ""),
            one.second_answers or "", one.keyed_by_id, one.void_reason or "",
        )
        for one in session.scalars(query.order_by(SurveySheet.serial))
    ]  # fmt: skip


def _begun(session: Session, survey_id: int, person_id: int) -> Draft | None:
    query = select(Draft).where(
        Draft.register == _BEGUN, Draft.record_id == survey_id, Draft.person_id == person_id
    )
    return session.scalar(query.order_by(Draft.id.desc()).limit(1))


def _drop_begun(current: Operation, survey_id: int) -> None:
    draft = _begun(current.session, survey_id, current.actor.id)
    if draft is not None:
        current.session.delete(draft)
