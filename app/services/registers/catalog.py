"""All registers, in menu order, and the tab each stands under. Adding one is a line here."""

from dataclasses import dataclass

from app.errors import NotFound
from app.i18n import N_, _
from app.services.registers import (
    audit_nonconformity_report,
    complaint,
    corrective_action,
    evidence_seal,
    nonconforming_service,
    quality_feedback,
    safety_education,
    service_defect,
)
from app.services.registers.environment import env_check
from app.services.registers.materials import (
    disposition_order,
    goods_receipt,
    in_use_nonconformity,
    material_lot,
    supplier,
)
from app.services.registers.processes import (
    outsourced_nonconformity,
    preop_check,
    staff_qualification,
    surgery_exception,
    treatment_error,
    unqualified_participation,
)
from app.services.registers.register import Register
from app.services.registers.reports import periodic_report
from app.services.registers.surveys import patient_forum, satisfaction_survey, survey_feedback


@dataclass(frozen=True)
class Group:
    """A tab of the desk: one register, or several as sub-lists in the order of their use."""

    name: str
    title: str
    registers: tuple[Register, ...]


GROUPS = (
    Group(complaint.REGISTER.name, complaint.REGISTER.title, (complaint.REGISTER,)),
    Group(
        "services",
        nonconforming_service.REGISTER.title,
        (
            nonconforming_service.REGISTER,
            quality_feedback.REGISTER,
            corrective_action.REGISTER,
            audit_nonconformity_report.REGISTER,
            service_defect.REGISTER,
            evidence_seal.REGISTER,
            safety_education.REGISTER,
        ),
    ),
    Group(
        "materials",
        N_("物资"),
        (
            material_lot.REGISTER,
            goods_receipt.REGISTER,
            in_use_nonconformity.REGISTER,
            disposition_order.REGISTER,
            supplier.REGISTER,
        ),
    ),
    Group("environment", N_("医疗环境"), (env_check.REGISTER,)),
    Group(
        "processes",
        surgery_exception.REGISTER.title,
        (
            surgery_exception.REGISTER,
            preop_check.REGISTER,
            treatment_error.REGISTER,
            unqualified_participation.REGISTER,
            staff_qualification.REGISTER,
            outsourced_nonconformity.REGISTER,
        ),
    ),
    Group(
        "surveys",
        N_("满意度"),
        (satisfaction_survey.REGISTER, survey_feedback.REGISTER, patient_forum.REGISTER),
    ),
    Group("reports", N_("统计报表"), (periodic_report.REGISTER,)),
)
REGISTERS: tuple[Register, ...] = tuple(one for group in GROUPS for one in group.registers)


def by_form(code: str, number: str = "") -> Register:
    """The register whose records are printed on this form: that of the number, else the usual one."""
    wanted = code.upper()
    found = [register for register in REGISTERS if wanted in register.forms]
    for register in found:
        if number.upper().startswith(f"{register.prefix}-"):
            return register
    if found:
        return min(found, key=lambda one: one.form != wanted)
    known = "、".join(form for register in REGISTERS for form in register.forms)
    raise NotFound(_("没有“{code}”这张表单。可用的有：{known}").format(code=code, known=known))


def group_of(register: Register) -> Group:
    """The tab a register stands under."""
    return next(group for group in GROUPS if register in group.registers)


def has(name: str) -> bool:
    """Whether there is a register of this name."""
    return any(register.name == name for register in REGISTERS)


def plural(name: str) -> str:
    """`complaint` → `complaints`, `service_defect_entry` → `service_defect_entries`."""
    return f"{name.removesuffix('y')}ies" if name.endswith("y") else f"{name}s"


def by_name(name: str) -> Register:
    """The register of this name; the plural is accepted (`complaints`)."""
    for register in REGISTERS:
        if name in (register.name, plural(register.name)):
            return register
    known = "、".join(plural(register.name) for register in REGISTERS)
    raise NotFound(_("没有“{name}”这个台账。可用的有：{known}").format(name=name, known=known))
