"""F15 and F16: the blank sheets of a survey; what they ask stands in the version of its questionnaire."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _
from app.models.surveys.questionnaire import SurveyKind


def blank_sheet(survey: Any, shown: Mapping[str, str]) -> dict[str, str]:
    """A sheet says nothing of the survey but its number, which leads scans back to it."""
    return {}


def inpatient_only(values: Mapping[str, Any]) -> str | None:
    if values.get("survey_kind") is SurveyKind.OUTPATIENT:
        return _("这是门诊调查，用 F16")
    return None


def outpatient_only(values: Mapping[str, Any]) -> str | None:
    if values.get("survey_kind") is SurveyKind.INPATIENT:
        return _("这是住院调查，用 F15")
    return None
