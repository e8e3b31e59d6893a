"""F15 and F16: what a version asks stands on the paper with the digit that is keyed, and nobody's name."""

import re

import pytest
from pypdfium2 import PdfDocument

from app.errors import StepRefused
from app.models.surveys.questionnaire import SurveyKind
from app.services import printing
from app.services.registers import catalog
from app.services.survey_count import questionnaires
from app.services.survey_paper.sheets import KINDS
from tests.cast import Cast
from tests.factory import made

SURVEYS = catalog.by_name("satisfaction_survey")


def pages(cast: Cast, record_id: int | None, code: str) -> list[str]:
    paper = printing.render(cast.handler, SURVEYS, record_id, code, copies=False)
    document = PdfDocument(paper.pdf)
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in document]


@pytest.mark.parametrize("code", KINDS)
def test_every_question_and_option_of_the_version_is_on_the_sheet(cast: Cast, code: str) -> None:
    survey = made(cast.handler, SURVEYS, survey_kind=KINDS[code].value)
    whole = "".join(pages(cast, survey, code))
    version = questionnaires.shipped()[KINDS[code]]
    for question in version.questions:
        assert f"{question.place}" in whole
        assert re.sub(r"\s", "", question.text) in whole
        assert all(re.sub(r"\s", "", one.text) in whole for one in question.options)
    assert whole.count("□") >= sum(len(one.options) for one in version.questions)
    assert "☑" not in whole


def test_an_inpatient_sheet_takes_both_sides_and_an_outpatient_one(cast: Cast) -> None:
    inpatient = made(cast.handler, SURVEYS)
    outpatient = made(cast.handler, SURVEYS, survey_kind="OUTPATIENT")
    assert len(pages(cast, inpatient, "F15")) == 2
    assert len(pages(cast, outpatient, "F16")) == 1


def test_the_code_on_the_sheet_leads_to_the_survey(cast: Cast) -> None:
    survey = made(cast.handler, SURVEYS)
    paper = printing.render(cast.handler, SURVEYS, survey, "F15")
    assert paper.data.qr is not None
    assert paper.number in paper.data.qr


def test_nobody_is_asked_for_a_name(cast: Cast) -> None:
    whole = "".join(pages(cast, made(cast.handler, SURVEYS), "F15"))
    assert not re.search("姓名：|住院号|床号|电话", whole)
    assert "不记姓名" in whole


@pytest.mark.parametrize("code", KINDS)
def test_without_a_survey_the_sheet_asks_what_is_asked_today(cast: Cast, code: str) -> None:
    whole = "".join(pages(cast, None, code))
    assert questionnaires.shipped()[KINDS[code]].questions[-1].text in whole


def test_the_other_kinds_sheet_is_refused_with_the_right_one(cast: Cast) -> None:
    survey = made(cast.handler, SURVEYS, survey_kind=SurveyKind.OUTPATIENT.value)
    with pytest.raises(StepRefused, match="用 F16"):
        pages(cast, survey, "F15")
