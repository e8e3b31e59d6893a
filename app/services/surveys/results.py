"""What a survey says so far: by question, by department, what is below the target and who answers for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import select

from app import amounts, clock
from app.errors import StepRefused
from app.i18n import _
from app.models.base import VOIDED, Choice
from app.models.surveys.feedback import SurveyFeedback
from app.models.surveys.survey import SatisfactionSurvey
from app.services import access, records
from app.services.links.raising import NONCONFORMITY, Beginning
from app.services.operations import Desk, actor_of
from app.services.registers.catalog import by_name
from app.services.registers.register import Register
from app.services.registers.surveys import satisfaction_survey, survey_feedback
from app.services.survey_count.survey_book import (
    department_names,
    low_of,
    quotes,
    tally_of,
    words_on,
)
from app.services.survey_count.tally import Share, Tally
from app.services.world import carried, origin_of

SURVEYS, FEEDBACK = satisfaction_survey.REGISTER, survey_feedback.REGISTER
SUBJECT_LONGEST = 60
QUOTED_MOST = 3


@dataclass(frozen=True)
class Below:
    """A question below the target: whose it is, and the feedback F17 that stands for it."""

    department_id: int
    department: str
    share: Share
    feedback_id: int | None = None
    feedback_number: str = ""
    feedback_state: Choice | None = None


@dataclass(frozen=True)
class Results:
    """All of it, for one person to look at; before the tally it is how things stand now."""

    survey_id: int
    number: str
    title: str
    questionnaire: str
    status: Choice
    target: Decimal
    issued: int | None
    collected: int | None
    tally: Tally
    names: Mapping[int, str]
    below: tuple[Below, ...]
    words: Mapping[int, tuple[str, ...]]

    @property
    def response_rate(self) -> Decimal | None:
        """回收率 in percent."""
        return amounts.rate(self.collected or 0, self.issued or 0)

    @property
    def departments(self) -> list[int]:
        """The departments on the sheets, those with most sheets first."""
        return sorted(self.tally.sheets_of, key=lambda one: (-self.tally.sheets_of[one], one))


def load(desk: Desk, survey_id: int) -> Results:
    """Count the sheets of a survey. Raises NotFound, and StepRefused while there is nothing to count."""
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        survey: SatisfactionSurvey = records.visible_record(session, actor, SURVEYS, survey_id)
        if survey.questionnaire_id is None:
            raise StepRefused(_("补录的调查没有调查表，结果看记录里填的数"))
        counted = tally_of(session, survey)
        if not counted.keyed:
            raise StepRefused(_("还没有录入调查表，没有结果可看"))
        names = department_names(session)
        query = select(SurveyFeedback).where(
            SurveyFeedback.survey_id == survey.id, SurveyFeedback.status != VOIDED
        )
        standing = {
            one.responsible_department_id: one for one in session.scalars(query)
            if access.find(session, actor, FEEDBACK, one.id) is not None
        }  # fmt: skip
        below = tuple(
            _below(names, one.department_id, one.share, standing.get(one.department_id))
            for one in low_of(session, survey, counted)
        )
        return Results(
            survey.id, survey.number, survey.subject or "", survey.questionnaire_name or "",
            survey.status, survey.target or Decimal(0), survey.issued_count,
            survey.collected_count, counted, names, below,
            {one: tuple(quotes(session, survey.id, one)) for one in counted.sheets_of},
        )  # fmt: skip


def begin_nonconformity(
    desk: Desk, survey_id: int, department_id: int, codes: Sequence[str]
) -> Beginning:
    """四.2.(1)②: what a nonconforming service begins with that is raised from questions below the target.

    It comes from the feedback F17 where there is one, else from the survey itself.
    """
    found = load(desk, survey_id)
    low = [
        one for one in found.below
        if one.department_id == department_id and one.share.question.code in codes
    ]  # fmt: skip
    if not low:
        raise StepRefused(_("先选一行低于目标的题目"))
    target = by_name(NONCONFORMITY)
    source: Register = FEEDBACK if low[0].feedback_id else SURVEYS
    source_id = low[0].feedback_id or survey_id
    with desk.database.read() as session:
        actor = actor_of(session, desk.person_id)
        access.require(actor, access.Permission.REGISTER)
        record = records.visible_record(session, actor, source, source_id)
        values = target.defaults(actor, clock.now()) | carried(target, origin_of(source, record))
        asked = [one.share.question for one in low]
        of_ward = any(one.scored_by_department for one in asked)
        said = words_on(session, survey_id, department_id if of_ward else None, asked)
    return Beginning(
        target.name, source.name, source_id,
        values | {
            "responsible_department_id": department_id,
            "subject": _("{items}低于满意度目标").format(
                items="、".join(one.share.question.short for one in low))[:SUBJECT_LONGEST],
            "narrative": "\n".join([_sentence(found, one) for one in low] + said[:QUOTED_MOST]),
        },
    )  # fmt: skip


def _below(
    names: Mapping[int, str], department_id: int, share: Share, feedback: SurveyFeedback | None
) -> Below:
    name = names.get(department_id, "")
    if feedback is None:
        return Below(department_id, name, share)
    return Below(department_id, name, share, feedback.id, feedback.number, feedback.status)


def _sentence(found: Results, one: Below) -> str:
    return _(
        "{number} {title}：“{item}”满意率 {rate} %（{part}/{whole}），低于目标 {target} %。"
    ).format(
        number=found.number, title=found.title, item=one.share.question.text, rate=one.share.rate,
        part=one.share.satisfied, whole=one.share.valid, target=amounts.plain(found.target),
    )  # fmt: skip
