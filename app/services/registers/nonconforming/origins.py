"""四.2.(1)①–④: what a nonconforming service is found by, and what it takes over from there."""

from typing import Any

from app.models.corrective_action import ActionSource
from app.models.keeping import Severity
from app.models.nonconforming_service import NcSource
from app.models.quality_feedback import CheckCategory
from app.models.service_defect import DefectDegree
from app.services.registers.world import Origin

REGISTERS = {
    "complaint": NcSource.COMPLAINT, "audit_nonconformity_report": NcSource.INTERNAL_AUDIT,
    "satisfaction_survey": NcSource.SURVEY, "survey_feedback": NcSource.SURVEY,
    "patient_forum": NcSource.SURVEY, "periodic_report": NcSource.MANAGEMENT_REVIEW,
}  # fmt: skip
# A sheet F02 and an action F03 say themselves what they were found by.
CHECKS = {
    CheckCategory.COMPLAINT: NcSource.COMPLAINT, CheckCategory.SURVEY: NcSource.SURVEY,
    CheckCategory.THIRD_PARTY: NcSource.THIRD_PARTY,
}  # fmt: skip
ACTIONS = {
    ActionSource.COMPLAINT: NcSource.COMPLAINT, ActionSource.INTERNAL_AUDIT: NcSource.INTERNAL_AUDIT,
    ActionSource.EXTERNAL_AUDIT: NcSource.THIRD_PARTY, ActionSource.SURVEY: NcSource.SURVEY,
    ActionSource.MANAGEMENT_REVIEW: NcSource.MANAGEMENT_REVIEW,
}  # fmt: skip


def found_by(origin: Origin) -> NcSource:
    """Which of the four a record stands for; what is none of them was found by daily work."""
    if origin.register == "quality_feedback":
        return CHECKS.get(origin.values["check_category"], NcSource.DAILY_CHECK)
    if origin.register == "corrective_action":
        return ACTIONS.get(origin.values["source"], NcSource.DAILY_CHECK)
    return REGISTERS.get(origin.register, NcSource.DAILY_CHECK)


def carry(origin: Origin) -> dict[str, Any]:
    """四.2.(1)①–④: what comes from a complaint, a survey, a check, an audit."""
    # 四.5.(2): handled as major until the committee has judged it (domain §8, 10).
    serious = origin.register == "treatment_error" and origin.values["degree"] is DefectDegree.MAJOR
    disputed = bool(origin.values.get("accident_dispute")) or serious
    severity = Severity.SUSPECTED.value if disputed else origin.get("severity")
    return {
        "source": found_by(origin).value,
        "source_number": origin.number,
        "severity": severity or Severity.MINOR.value,
        "incident_level": origin.get("incident_level"),
        "responsible_department_id": origin.get(
            "respondent_department_id", "responsible_department_id"
        ),
        "functional_department_id": origin.get(
            "functional_department_id", "inspecting_department_id"
        ),
        "respondent_person_id": origin.get("respondent_person_id"),
        "patient_name": origin.get("patient_name"),
        "patient_number": origin.get("patient_number"),
        "remedy": origin.get("rescue"),
        "oral_report_at": origin.get("medical_told_at"),
        "found_at": origin.get("occurred_at") if serious else None,  # D22 runs from there
        "subject": (origin.get("subject") or origin.title)[:60],
        "narrative": "\n".join(
            text for text in (origin.get("narrative") or origin.title, origin.reason) if text
        ),
    }
