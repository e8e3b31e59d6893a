"""Importing this module registers every table with `Base.metadata`."""

from sqlalchemy.orm import configure_mappers

from app.models import (
    audit_nonconformity,
    bookkeeping,
    complaint,
    corrective_action,
    daily,
    deadline,
    evidence_seal,
    nonconforming_service,
    nudge,
    organisation,
    quality_feedback,
    safety_education,
    service_defect,
)
from app.models.environment import check as env_check
from app.models.environment import standard as env_standard
from app.models.materials import goods_receipt, item, material_lot, rejection, supplier
from app.models.processes import (
    outsourced,
    participation,
    preop_check,
    surgery_exception,
    treatment_error,
)
from app.models.reports import periodic_report
from app.models.surveys import feedback, forum, questionnaire, survey

__all__ = [
    "audit_nonconformity",
    "bookkeeping",
    "complaint",
    "corrective_action",
    "daily",
    "deadline",
    "env_check",
    "env_standard",
    "evidence_seal",
    "feedback",
    "forum",
    "goods_receipt",
    "item",
    "material_lot",
    "nonconforming_service",
    "nudge",
    "organisation",
    "outsourced",
    "participation",
    "periodic_report",
    "preop_check",
    "quality_feedback",
    "questionnaire",
    "rejection",
    "safety_education",
    "service_defect",
    "supplier",
    "surgery_exception",
    "survey",
    "treatment_error",
]


def settle() -> None:
    """Finish the mapping of every class; else whoever asks first waits a twentieth of a second."""
    configure_mappers()
