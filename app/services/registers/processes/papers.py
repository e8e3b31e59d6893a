"""What the forms of clause 四.5 say in other words than the screen, and whose names stand under them."""

from collections.abc import Mapping

from app.i18n import _
from app.models.processes.outsourced import OutsourcedNonconformity
from app.models.processes.participation import UnqualifiedParticipation
from app.models.processes.preop_check import PreopCheck
from app.models.processes.surgery_exception import SurgeryException
from app.models.processes.treatment_error import TreatmentError
from app.services.registers.paper import remarks

Signatures = dict[str, str | tuple[str, str]]
# Part A of F13 is signed by the step of the check, also where the exception is printed.
SURGERY: Signatures = {
    "scrubbed": "", "handled": "sign_record", "judged": "judge_equipment|review_facility",
    "reviewed": "review",
}  # fmt: skip
CHECK: Signatures = dict.fromkeys(SURGERY, "")
# The head of the ward enters a general error; of a serious one anybody of the ward tells at once.
ERROR: Signatures = {"reported": "enter", "judged": "close"}
# A sheet F03 of these registers: who judged stands with the opinion, who closes has proved nothing.
_BY_HAND = dict.fromkeys(("analyzed", "reviewed", "approved", "implemented", "verified"), "")
PARTICIPATION: Signatures = {**_BY_HAND, "implemented": "supervise|remove"}
CONTRACTOR: Signatures = {
    **_BY_HAND, "reviewed": "penalize", "implemented": "rectify", "verified": "verify|send_back",
}  # fmt: skip


def of_check(check: PreopCheck, shown: Mapping[str, str]) -> dict[str, str]:
    return {"remarks": remarks(check, (_("不用原因"), check.set_aside_reason))}


def of_exception(case: SurgeryException, shown: Mapping[str, str]) -> dict[str, str]:
    """A department of its own for the surgeon has no box."""
    return {"remarks": remarks(case, (_("主刀科室"), shown["surgeon_department_id"]))}


def of_error(error: TreatmentError, shown: Mapping[str, str]) -> dict[str, str]:
    return {
        "remarks": remarks(
            error,
            (_("协助科室"), shown["assisting_department_id"]),
            (_("门诊或住院"), shown["care_type"]),
            (_("改判原因"), error.upgrade_reason),
        )
    }


def of_participation(case: UnqualifiedParticipation, shown: Mapping[str, str]) -> dict[str, str]:
    """F03 has no box for the patient, nor for who took part: both stand before what happened."""
    who, known = case.participant_name, shown["participant_id"]
    beside = "，".join(one for one in (shown["participant_kind"], known) if one and one != who)
    patient = " ".join(one for one in (shown["patient_name"], shown["patient_number"]) if one)
    told = (
        shown["detected_at"],
        "：".join(one for one in (shown["occasion"], case.subject) if one),
        patient and _("患者 {who}").format(who=patient),
        who and _("参与人 {who}").format(who=f"{who}（{beside}）" if beside else who),
    )
    begun = "，".join(one for one in told if one)
    return {
        "narrative": "\n".join(
            one for one in (f"{begun}。" if begun else "", case.narrative) if one
        ),
        "remarks": remarks(case),
    }


def of_contractor(case: OutsourcedNonconformity, shown: Mapping[str, str]) -> dict[str, str]:
    return {"remarks": remarks(case, (_("退回原因"), case.refusal_reason))}
