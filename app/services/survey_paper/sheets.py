"""F15, F16: the questions of a version as boxes on paper; the digit beside a box is the one keyed in."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import clock
from app.i18n import _
from app.models.surveys.questionnaire import SurveyKind
from app.models.surveys.survey import SatisfactionSurvey
from app.services.forms import Form, FormValue, Options
from app.services.forms.designs.surveys.sheet import COLUMNS
from app.services.survey_count import questionnaires
from app.services.survey_count.questionnaires import Question, Version
from app.services.world import ReadWorld

KINDS = {"F15": SurveyKind.INPATIENT, "F16": SurveyKind.OUTPATIENT}


def of_survey(world: ReadWorld, form: Form, survey: SatisfactionSurvey) -> dict[str, FormValue]:
    """The sheet handed out in a survey: its version, its period, and nobody's name."""
    if survey.questionnaire_id is None:
        return blank(world.session, form)
    version = questionnaires.of_id(world.session, survey.questionnaire_id)
    return questions(version) | {
        "number": survey.number,
        "period": period(survey),
        "department": world.department(survey.responsible_department_id).name
        if survey.responsible_department_id
        else None,
    }


def blank(session: Session, form: Form) -> dict[str, FormValue]:
    """The sheet of no survey in particular: what is asked today."""
    kind = KINDS.get(form.code)
    if kind is None:
        return {}
    found = questionnaires.valid_on(session, kind, clock.today())
    return questions(
        questionnaires.read(session, found) if found else questionnaires.shipped()[kind]
    )


def questions(version: Version) -> dict[str, FormValue]:
    """The leading questions of one scale share a table; each other one has a line of its own."""
    scale = version.questions[0].scale
    many = next(
        (at for at, one in enumerate(version.questions) if one.scale != scale),
        len(version.questions),
    )
    heads = [one.text for one in version.questions[0].options]
    named: dict[str, FormValue] = {
        f"option{n}": f"{n}\n{heads[n - 1]}" if n <= len(heads) else None for n in range(1, COLUMNS)
    }
    return {
        "intro": version.intro,
        **named,
        f"option{COLUMNS}": "0\n" + _("不适用"),
        "main": [_boxes(one) for one in version.questions[:many]],
        "more": [_line(one) for one in version.questions[many:]],
    }


def period(survey: SatisfactionSurvey) -> str:
    """`2026-07-01 至 2026-09-30`."""
    return _("{begins} 至 {ends}").format(begins=survey.period_from, ends=survey.period_to)


def _boxes(question: Question) -> Mapping[str, FormValue]:
    boxes: dict[str, FormValue] = {
        f"box{n}": Options((str(n),)) if n <= len(question.options) else None
        for n in range(1, COLUMNS)
    }
    return {
        "no": str(question.place), "section": question.section, "text": question.text, **boxes,
        f"box{COLUMNS}": Options(("0",)),
    }  # fmt: skip


def _line(question: Question) -> Mapping[str, FormValue]:
    options = tuple(f"{n} {one.text}" for n, one in enumerate(question.options, 1))
    return {"no": str(question.place), "text": question.text, "choice": Options(options)}
