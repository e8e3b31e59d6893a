"""Importing this module registers every table with `Base.metadata`."""

from app.models import (
    audit_nonconformity,
    bookkeeping,
    complaint,
    corrective_action,
    daily,
    deadline,
    evidence_seal,
    nonconforming_service,
    organisation,
    quality_feedback,
    safety_education,
    service_defect,
)
from app.models.materials import goods_receipt, item, material_lot, rejection, supplier
from app.models.processes import (
    outsourced,
    participation,
    preop_check,
    surgery_exception,
    treatment_error,
)
from app.models.reports import periodic_report

__all__ = [
    "audit_nonconformity",
    "bookkeeping",
    "complaint",
    "corrective_action",
    "daily",
    "deadline",
    "evidence_seal",
    "goods_receipt",
    "item",
    "material_lot",
    "nonconforming_service",
    "organisation",
    "outsourced",
    "participation",
    "periodic_report",
    "preop_check",
    "quality_feedback",
    "rejection",
    "safety_education",
    "service_defect",
    "supplier",
    "surgery_exception",
    "treatment_error",
]
