"""The complaints of the year before, told briefly: what the yearly report is compared with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.demo.complaints import FILED, PRESENT
from app.demo.telling import REGISTER, At, Deed, On, Thread

_PHONES_FROM = 31
_HEADS = {"陈某": "周某"}  # who judges for a department whose complaints somebody else takes


@dataclass(frozen=True)
class _Told:
    """One complaint: when, who took it for which office, what about whom, why, and how it ended."""

    month: int
    day: int
    who: str
    office: str
    channel: str
    topic: str
    department: str
    leader: str
    subject: str
    cause: str
    result: str
    opinion: str
    late_by: int = 0


COMPLAINTS = (
    _Told(1, 9, "刘某", "门诊部", "VISIT", "OUTPATIENT", "门诊药房", "彭某",
          "取药窗口午间只开一个，排队一小时", "RULE_VIOLATION", "APOLOGY", "SATISFIED"),
    _Told(1, 22, "何某", "护理部", "PHONE", "NURSING", "骨科一病区", "吴某",
          "夜间换药等候过久", "RULE_VIOLATION", "SETTLED_BY_COMMUNICATION", "FAIRLY_SATISFIED"),
    _Told(2, 18, "唐某", "财务科", "BOX", "CHARGE", "住院收费处", "施某",
          "出院结账清单看不懂，要求逐项说明", "IMPROPER_CHARGE", "SETTLED_BY_COMMUNICATION", "SATISFIED"),
    _Told(3, 5, "陈某", "医务科", "VISIT", "MEDICAL", "急诊科", "金某",
          "外伤缝合前没有说明要留疤", "COMMUNICATION_GAP", "APOLOGY", "SATISFIED"),
    _Told(3, 19, "郑某", "党委办公室", "ONLINE", "ETHICS", "皮肤科", "孔某",
          "医生看诊时接听私人电话", "ETHICS", "APOLOGY", "FAIRLY_SATISFIED"),
    _Told(4, 3, "陈某", "医务科", "PHONE", "MEDICAL", "儿科", "邓某",
          "退热药剂量与上次不同，没有解释", "COMMUNICATION_GAP", "SETTLED_BY_COMMUNICATION", "SATISFIED"),
    _Told(4, 24, "何某", "护理部", "LETTER", "NURSING", "骨科一病区", "吴某",
          "术后翻身护理不及时", "RULE_VIOLATION", "APOLOGY", "FAIRLY_SATISFIED"),
    _Told(5, 15, "徐某", "院感科", "VISIT", "INFECTION", "内镜室", "姚某",
          "候检区与污染器械通道相连", "RULE_VIOLATION", "SERVICE_REDONE", "FAIRLY_SATISFIED", late_by=3),
    _Told(6, 4, "许某", "总务科", "PHONE", "ENVIRONMENT", "康复科", "曾某",
          "训练厅空调故障两周未修", "RULE_VIOLATION", "SERVICE_REDONE", "SATISFIED", late_by=2),
    _Told(7, 10, "陈某", "医务科", "SUPERIOR", "MEDICAL", "急诊科", "金某",
          "夜间超声检查等候两小时", "RULE_VIOLATION", "APOLOGY", "FAIRLY_SATISFIED", late_by=4),
    _Told(8, 13, "黄某", "供应科", "VISIT", "SUPPLIES", "输液室", "严某",
          "留置针敷贴过敏，换了三种", "NONCONFORMING_PRODUCT", "SERVICE_REDONE", "SATISFIED"),
    _Told(9, 2, "陈某", "医务科", "VISIT", "MEDICAL", "外科一病区", "方某",
          "引流管脱出后重新置管，认为固定不牢", "TECHNICAL_SKILL", "SERVICE_REDONE", "FAIRLY_SATISFIED"),
    _Told(9, 25, "刘某", "门诊部", "ONLINE", "OUTPATIENT", "皮肤科", "孔某",
          "预约时间到了仍等候五十分钟", "RULE_VIOLATION", "APOLOGY", "SATISFIED"),
    _Told(10, 16, "何某", "护理部", "OTHER", "NURSING", "妇产科", "魏某",
          "母乳喂养指导各班说法不一", "COMMUNICATION_GAP", "SETTLED_BY_COMMUNICATION", "SATISFIED"),
    _Told(11, 6, "唐某", "财务科", "PHONE", "CHARGE", "住院收费处", "施某",
          "陪护床收费没有事先告知", "IMPROPER_CHARGE", "APOLOGY", "SATISFIED"),
)  # fmt: skip


def threads(year: int) -> Iterator[Thread]:
    """All of them, each to its end; none in December, of which nobody would write the bulletin."""
    for number, one in enumerate(COMPLAINTS, _PHONES_FROM):
        yield Thread(date(year, one.month, one.day), tuple(_deeds(one, number)))


def _deeds(one: _Told, number: int) -> Iterator[Deed]:
    name = f"P{number}"
    values = _received(one, number)
    yield Deed(name, REGISTER, one.who, 0, 9, 45, values, register="complaint")
    yield Deed(name, "accept", one.who, 0, 11, 5, {"functional_department_id": one.office})
    yield Deed(name, "investigate", one.who, 1, 9, 5, PRESENT | {"leader_id": one.leader})
    head = _HEADS.get(one.who, one.who)
    yield Deed(name, "conclude", head, 3, 16, 5, {
        "verification": "调阅记录、询问当事人，反映的情况基本属实。",
        "determination": "科室有改进余地，已当面说明并提出要求。",
        "cause_categories": [one.cause], "main_cause": one.cause,
        "service_defect": False, "accident_dispute": False,
    })  # fmt: skip
    answer: dict[str, Any] = {
        "resolutions": [one.result], "main_resolution": one.result, "reply_method": "PHONE",
        "complainant_opinion": one.opinion, "reply_text": "已说明经过和改进办法，患方表示理解。",
        "improvement": "科室例会通报，相应流程已修订。",
    }  # fmt: skip
    if one.late_by:
        answer["late_reason"] = "几个科室会签用时过长。"
    yield Deed(name, "reply", one.who, 4, 15, 5, answer, to_deadline=one.late_by)
    yield Deed(name, "close", "周某", 16, 16, 5, FILED)
    yield Deed(name, "archive", "曹某", 20, 10, 5)


def _received(one: _Told, number: int) -> dict[str, Any]:
    return {
        "received_at": At(0, 9, 20), "receiver_id": one.who, "occurred_on": On(0),
        "channel": one.channel, "topic": one.topic, "respondent_department_id": one.department,
        "subject": one.subject, "narrative": f"{one.subject}。", "demand": "说明情况，改进。",
        "complainant_name": "患者家属", "complainant_phone": f"138****00{number}",
        "relationship": "家属", "complainant_signature": "ABSENT",
        "first_receiving_department_id": one.office,
    }  # fmt: skip
