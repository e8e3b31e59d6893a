"""投诉答复函: what the complainant is told in writing. Nothing about the inquiry or about people."""

from collections.abc import Mapping
from typing import Any

from app.i18n import _
from app.models.complaint import Complaint, Opinion, ResolutionType, Sex
from app.services.registers.parts import Letter

_ADDRESS = {Sex.MALE: "先生", Sex.FEMALE: "女士"}
_OUTCOMES = {
    ResolutionType.SETTLED_BY_COMMUNICATION: "经沟通达成一致",
    ResolutionType.APOLOGY: "向您赔礼道歉",
    ResolutionType.SERVICE_REDONE: "重新提供医疗服务",
    ResolutionType.HARDSHIP_COMPENSATION: "给予适当困难补偿",
    ResolutionType.LITIGATION: "通过司法程序解决",
}
# 医疗纠纷预防和处理条例 22 条, as the complainant reads it.
_WAYS = (
    "三、解决途径\n　　您如对上述答复有异议，可以依法通过下列途径解决：（一）双方自愿协商；"
    "（二）申请人民调解；（三）申请行政调解；（四）向人民法院提起诉讼；"
    "（五）法律、法规规定的其他途径。"
)


def paper(complaint: Complaint, shown: Mapping[str, str]) -> dict[str, str]:
    """The texts of the letter. Whoever stayed anonymous is addressed as 投诉人."""
    name = shown["complainant_name"]
    sex = _ADDRESS.get(complaint.complainant_sex, "") if complaint.complainant_sex else ""
    is_named = bool(name) and not complaint.anonymous
    outcomes = [_OUTCOMES[ResolutionType(one)] for one in complaint.resolutions]
    dissatisfied = complaint.complainant_opinion is Opinion.DISSATISFIED
    return {
        "salutation": f"尊敬的{name}{sex}" if is_named else "尊敬的投诉人",
        "subject": f"“{complaint.subject}”" if complaint.subject else "有关事项",
        "outcome": f"{'；'.join(outcomes)}。" if outcomes else "",
        "ways": _WAYS if dissatisfied else "",
        "office": shown["functional_department_id"] or shown["first_receiving_department_id"],
    }


def not_yet(values: Mapping[str, Any]) -> str | None:
    """Without an answer there is nothing to write to the complainant."""
    if not values.get("replied_at"):
        return _("还没有答复：在“反馈”一节填反馈时间")
    if not values.get("reply_text"):
        return _("还没有写反馈内容：函上的“调查情况”就是它")
    return None


LETTER = Letter(form="F01R", paper=paper, not_yet=not_yet)
