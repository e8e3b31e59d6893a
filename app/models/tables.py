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

__all__ = [
    "audit_nonconformity",
    "bookkeeping",
    "complaint",
    "corrective_action",
    "daily",
    "deadline",
    "evidence_seal",
    "nonconforming_service",
    "organisation",
    "quality_feedback",
    "safety_education",
    "service_defect",
]
