"""患者投诉: what form F01 says in other words than the screen, and whose names stand under it."""

from collections.abc import Mapping

from app.i18n import _
from app.models.complaint import ComplainantSignature, Complaint
from app.services.registers.paper import remarks

SIGNATURES: dict[str, str | tuple[str, str]] = {
    "receive": ("receiver_id", "received_at"),
    "leader": ("leader_id", "leader_arrived_at"),
    "reply": "reply",
    "office_head": "conclude",
    "leader_in_charge": "",
}


def paper(complaint: Complaint, shown: Mapping[str, str]) -> dict[str, str]:
    """What F01 says in other words than the screen; nothing written on screen is left out."""
    texts = {"narrative": "\n".join(t for t in (complaint.subject, complaint.narrative) if t)}
    if complaint.anonymous and not complaint.complainant_name:
        texts["complainant_name"] = _("匿名")
    if complaint.complainant_signature is ComplainantSignature.ABSENT:
        texts["complainant_signature"] = _("未到场（{channel}）").format(channel=shown["channel"])
    people = [shown["respondent_person_id"], complaint.respondent_note or ""]
    texts["respondent_person"] = "；".join(text for text in people if text)
    texts["remarks"] = remarks(
        complaint,
        (_("联系约定"), complaint.contact_arrangement),
        (_("反馈内容"), complaint.reply_text),
        (_("超期原因"), complaint.late_reason),
        (_("升级原因"), complaint.escalation_reason),
        (_("案号"), complaint.court_case_number),
        (_("撤诉凭据"), complaint.withdrawal_evidence),
    )
    return texts
