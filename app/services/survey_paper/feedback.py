"""F17: the figures of the survey, those of the department beside the whole, and how they are counted."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import select

from app import amounts
from app.amounts import NONE
from app.i18n import _
from app.models.base import VOIDED
from app.models.surveys.feedback import SurveyFeedback
from app.models.surveys.questionnaire import QuestionRole
from app.models.surveys.survey import SatisfactionSurvey
from app.services.forms import Form, FormValue
from app.services.survey_count.survey_book import tally_of
from app.services.survey_count.tally import JUDGED_FROM, Share, counting
from app.services.survey_paper.sheets import period
from app.services.world import ReadWorld


def sheet(world: ReadWorld, form: Form, feedback: SurveyFeedback) -> dict[str, FormValue]:
    """All of it; a feedback written by hand knows only what was written."""
    survey = world.session.get(SatisfactionSurvey, feedback.survey_id or 0)
    if survey is None:
        return {"scores": [_written(one) for one in feedback.low_items], "counting": counting()}
    return {
        "period": period(survey),
        "survey_kind": _(survey.survey_kind.label) if survey.survey_kind else None,
        "issued_count": survey.issued_count,
        "collected_count": survey.collected_count,
        "valid_count": survey.valid_count,
        "response_rate": amounts.percent(
            amounts.rate(survey.collected_count or 0, survey.issued_count or 0)
        ),
        "satisfied_rate": amounts.percent(survey.satisfied_rate),
        "pure_rate": amounts.percent(survey.pure_rate),
        "target": amounts.percent(survey.target),
        "previous": _previous(world, survey),
        "counting": counting(),
        "scores": _scores(world, survey, feedback),
    }  # fmt: skip


def _scores(
    world: ReadWorld, survey: SatisfactionSurvey, feedback: SurveyFeedback
) -> list[Mapping[str, FormValue]]:
    """Every question the department answers for: those of its own sheets, and those of its office."""
    counted = tally_of(world.session, survey)
    own = counted.by_department.get(feedback.responsible_department_id or 0, {})
    function = None
    if feedback.responsible_department_id:
        function = world.department(feedback.responsible_department_id).function
    target = survey.target or Decimal(0)
    rows = []
    for question in counted.version.questions:
        if question.role is QuestionRole.APART:
            continue
        whole = counted.whole[question.code]
        if question.scored_by_department:
            if question.code in own:
                rows.append(_row(own[question.code], whole, target))
        elif function and question.answerable == function:
            rows.append(_row(whole, whole, target))
    return rows


def _row(share: Share, whole: Share, target: Decimal) -> Mapping[str, FormValue]:
    judged = _("低于") if share.is_below(target) else _("达标")
    return {
        "item": share.question.text,
        "answers": share.valid,
        "rate": _plain(share.rate),
        "pure": _plain(share.pure),
        "score": _plain(share.score),
        "whole": _plain(whole.rate),
        "verdict": judged if share.valid >= JUDGED_FROM else NONE,
    }


def _written(row: Mapping[str, object]) -> Mapping[str, FormValue]:
    """A row of a feedback that was written by hand."""
    names = ("item", "answers", "rate", "pure", "score")
    return {name: str(row[name]) if name in row else NONE for name in names} | {
        "whole": NONE,
        "verdict": _("低于"),
    }


def _previous(world: ReadWorld, survey: SatisfactionSurvey) -> str | None:
    """The last survey of the same kind and scope before this one."""
    found = world.session.scalar(
        select(SatisfactionSurvey)
        .where(
            SatisfactionSurvey.survey_kind == survey.survey_kind,
            SatisfactionSurvey.responsible_department_id.is_not_distinct_from(
                survey.responsible_department_id
            ),
            SatisfactionSurvey.period_to < survey.period_from,
            SatisfactionSurvey.satisfied_rate.is_not(None),
            SatisfactionSurvey.status != VOIDED,
        )
        .order_by(SatisfactionSurvey.period_to.desc(), SatisfactionSurvey.id.desc())
        .limit(1)
    )
    if found is None:
        return _("没有更早的同类调查")
    return _("{period}：满意率 {rate}，纯满意度 {pure}").format(
        period=period(found),
        rate=amounts.percent(found.satisfied_rate),
        pure=amounts.percent(found.pure_rate),
    )


def _plain(value: Decimal | None) -> str:
    return NONE if value is None else str(value)
