"""The twelve invented complaints, told as the steps that were taken (all six causes, five results)."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

DEMAND = "demand"


@dataclass(frozen=True)
class Act:
    """A step: who took it, how many days after receipt, and what was written with it.

    `late_by` counts from the deadline instead, for an answer that came too late.
    """

    action: str
    who: str
    days: int
    values: dict[str, Any] = field(default_factory=dict)
    hour: int = 15
    late_by: int = 0


@dataclass(frozen=True)
class Story:
    """One complaint. Departments and people stand by name; dates move with the installation day."""

    key: str
    day: date
    hour: int
    who: str
    values: dict[str, Any]
    acts: tuple[Act, ...]


def _who(name: str, number: int, relation: str = "本人", **more: Any) -> dict[str, Any]:
    return {
        "complainant_name": name,
        "complainant_phone": f"138****00{number:02d}",
        "relationship": relation,
    } | more


def _judge(cause: str, found: str, opinion: str, **more: Any) -> dict[str, Any]:
    return {
        "verification": found,
        "determination": opinion,
        "cause_categories": [cause],
        "main_cause": cause,
        "service_defect": False,
        "accident_dispute": False,
    } | more


def _reply(result: str, how: str, opinion: str, text: str, **more: Any) -> dict[str, Any]:
    return {
        "resolutions": [result],
        "main_resolution": result,
        "reply_method": how,
        "complainant_opinion": opinion,
        "reply_text": text,
    } | more


FILED = {
    "archive_parts": ["PATIENT", "EVIDENCE", "HANDLING"],
    "duties_told": ["LEGAL_WAYS", "SEALING", "COPYING"],
}
PRESENT = {"leader_present": True}
ABSENT = {"leader_present": False, "leader_absent_reason": "正在手术，委托副主任到场说明"}

STORIES = (
    Story("C01", date(2026, 1, 13), 10, "彭某",
          _who("孙某", 1, patient_name="孙某", care_type="OUTPATIENT", patient_number="DEMO-0001") | {
              "channel": "VISIT", "topic": "OUTPATIENT", "respondent_department_id": "门诊药房",
              "subject": "取药排队四十分钟，工作人员边接私人电话边发药",
              "narrative": "上午在门诊药房三号窗口排队 40 分钟。窗口工作人员一边接私人电话一边发药，"
                           "老人动作慢还被催促。",
              DEMAND: "要求当面道歉，窗口不得接打私人电话。", "complainant_signature": "SIGNED",
              "first_receiving_department_id": "门诊药房", "on_site_result": "RESOLVED"},
          (Act("resolve_on_site", "彭某", 0, {
              "cause_categories": ["ETHICS"], "main_cause": "ETHICS", "resolutions": ["APOLOGY"],
              "main_resolution": "APOLOGY", "complainant_opinion": "SATISFIED",
              "improvement": "组长与当事人当场道歉；发药岗位手机集中存放。"}, hour=11),
           Act("close", "刘某", 0, FILED, hour=17))),
    Story("C02", date(2026, 1, 20), 9, "何某",
          _who("李某", 2, "配偶", patient_name="赵某", care_type="INPATIENT",
               patient_number="DEMO-0002", bed_number="12", patient_department_id="骨科一病区") | {
              "channel": "PHONE", "topic": "NURSING", "respondent_department_id": "骨科一病区",
              "subject": "夜间呼叫铃 25 分钟无人应答",
              "narrative": "凌晨 2 点按呼叫铃 25 分钟无人应答，家属自己去推便盆，病人很痛苦。",
              DEMAND: "夜间要有人及时应答。", "complainant_signature": "ABSENT",
              "first_receiving_department_id": "护理部"},
          (Act("accept", "何某", 0, {"functional_department_id": "护理部"}),
           Act("investigate", "何某", 1, PRESENT | {"leader_id": "吴某", "on_site_result":
               "CONTACT_ESTABLISHED", "contact_arrangement": "护理部每两日电话联系家属"}),
           Act("conclude", "何某", 3, _judge(
               "RULE_VIOLATION", "当夜一名护士同时抢救另一患者，未按规定请求支援；呼叫记录属实。",
               "违反夜间应答规定，按一般不合格处理，扣 2 分。", service_defect=True,
               department_statement="当班护士正在抢救，未呼叫二线。"), hour=16),
           Act("reply", "何某", 6, _reply(
               "SETTLED_BY_COMMUNICATION", "PHONE", "SATISFIED",
               "已说明当夜情况并致歉，增设夜间应答记录和二线呼叫。",
               improvement="增设夜间应答记录；抢救时由二线护士接应呼叫。")))),
    Story("C03", date(2026, 2, 3), 14, "唐某",
          _who("钱某", 3, patient_name="钱某", care_type="OUTPATIENT", patient_number="DEMO-0003") | {
              "channel": "BOX", "topic": "CHARGE", "respondent_department_id": "住院收费处",
              "subject": "换药费被拆成三项收取，多收 36 元",
              "narrative": "换药一次，收费单上拆成材料、处置、护理三项，比上次多收 36 元。",
              DEMAND: "退还多收的钱，说明收费依据。", "complainant_signature": "ABSENT",
              "first_receiving_department_id": "财务科"},
          (Act("accept", "唐某", 0, {"functional_department_id": "财务科"}, hour=16),
           Act("investigate", "唐某", 1, ABSENT),
           Act("conclude", "唐某", 3, _judge(
               "IMPROPER_CHARGE", "收费明细与项目标准不符，属分解收费。", "退费并自查同类项目。")),
           Act("reply", "唐某", 5, _reply(
               "APOLOGY", "PHONE", "SATISFIED", "已退还 36 元并道歉，附收费标准。",
               improvement="全部换药收费项目自查一遍，系统合并为单项。")),
           )),
    Story("C04", date(2026, 3, 6), 16, "陈某",
          _who("周女士", 4, "母女", patient_name="小周", patient_age=5, care_type="OUTPATIENT",
               patient_number="DEMO-0004", patient_department_id="儿科") | {
              "channel": "VISIT", "topic": "MEDICAL", "respondent_department_id": "儿科",
              "subject": "患儿同日抽血两次，首管溶血未告知，又缺药改方",
              "narrative": "患儿上午抽血后下午又被叫去抽第二次，才知道第一管溶血；取药时又说缺药，"
                           "来回改方跑了三趟。",
              DEMAND: "说明原因，免费复查，不再让孩子受罪。", "complainant_signature": "SIGNED",
              "first_receiving_department_id": "医务科"},
          (Act("accept", "陈某", 0, {"functional_department_id": "医务科",
                                   "assisting_department_ids": ["检验科", "药剂科"]}, hour=17),
           Act("investigate", "陈某", 3, PRESENT | {"leader_id": "邓某"}),
           Act("conclude", "周某", 12, _judge(
               "RULE_VIOLATION", "溶血标本未按规定及时告知；缺药信息未同步到医生站。",
               "检验科、药剂科流程衔接有缺陷。")),
           Act("reply", "陈某", 16, _reply(
               "SERVICE_REDONE", "IN_PERSON", "FAIRLY_SATISFIED", "免费复查，结果正常，已当面说明。",
               late_reason="三个科室会签用时过长，检验科主任出差。",
               improvement="溶血标本 30 分钟内电话告知；缺药每日两次同步。"), late_by=2),
           Act("close", "周某", 20, FILED))),
    Story("C05", date(2026, 3, 19), 11, "郑某",
          _who("吴先生", 5) | {
              "channel": "ONLINE", "topic": "ETHICS", "respondent_department_id": "皮肤科",
              "respondent_person_id": "蔡某", "ticket_number": "DEMO-12345-0319",
              "subject": "称医生推荐外购药有回扣",
              "narrative": "医生让去院外药店买药膏，怀疑有回扣。",
              DEMAND: "调查医生是否拿回扣。", "complainant_signature": "ABSENT",
              "first_receiving_department_id": "党委办公室"},
          (Act("accept", "郑某", 0, {"functional_department_id": "党委办公室"}),
           Act("investigate", "郑某", 1, ABSENT),
           Act("conclude", "郑某", 4, _judge(
               "ETHICS", "药膏本院未采购，处方说明不充分；查无回扣证据。",
               "查无实据，但未充分告知，约谈提醒。")),
           Act("reply", "郑某", 6, _reply(
               "SETTLED_BY_COMMUNICATION", "PHONE", "FAIRLY_SATISFIED", "已说明调查结果和外购原因。")),
           )),
    Story("C06", date(2026, 4, 9), 9, "周某",
          _who("冯先生", 6, "儿子", patient_name="冯老先生", care_type="INPATIENT",
               patient_number="DEMO-0006", patient_department_id="外科一病区", bed_number="7") | {
              "channel": "VISIT", "topic": "MEDICAL", "respondent_department_id": "外科一病区",
              "subject": "术后切口裂开，认为缝合不牢",
              "narrative": "术后第五天翻身时切口裂开，重新缝合，家属认为第一次缝合不牢。",
              DEMAND: "说明原因，免除二次缝合费用。", "complainant_signature": "SIGNED",
              "first_receiving_department_id": "医务科"},
          (Act("accept", "周某", 0, {"functional_department_id": "医务科"}),
           Act("investigate", "陈某", 1, ABSENT),
           Act("conclude", "周某", 4, _judge(
               "TECHNICAL_SKILL", "病历和术中记录调阅：减张措施不足。",
               "委员会讨论为一般不合格。", service_defect=True)),
           Act("reply", "周某", 6, _reply(
               "SERVICE_REDONE", "IN_PERSON", "FAIRLY_SATISFIED", "免除二次缝合费用，已当面说明。",
               improvement="高龄患者切口加用减张缝合，列入查房要点。")))),
    Story("C07", date(2026, 4, 21), 15, "黄某",
          _who("陈女士", 7, patient_name="陈女士", care_type="OUTPATIENT",
               patient_number="DEMO-0007", patient_department_id="输液室") | {
              "channel": "VISIT", "topic": "SUPPLIES", "respondent_department_id": "输液室",
              "subject": "输液器接头漏液，床单浸湿、剂量不足",
              "narrative": "输液约半小时发现接头一直在漏，床单湿了，药没有输够。",
              DEMAND: "检查输液器质量，给个说法。", "complainant_signature": "SIGNED",
              "materials": "漏液的输液器 1 支（批号 DEMO-L05）", "first_receiving_department_id": "供应科"},
          (Act("accept", "黄某", 0, {"functional_department_id": "供应科",
                                   "assisting_department_ids": ["护理部"]}, hour=16),
           Act("investigate", "黄某", 1, ABSENT),
           Act("conclude", "黄某", 5, _judge(
               "NONCONFORMING_PRODUCT", "同批输液器接头尺寸超差。", "停用同批，登记供方档案。",
               service_defect=True)),
           Act("reply", "黄某", 10, _reply(
               "HARDSHIP_COMPENSATION", "IN_PERSON", "SATISFIED", "已停用同批并补偿 200 元。",
               compensation_amount="200", compensation_approver_id="冯某",
               compensation_voucher="DEMO-PZ-0421")))),
    Story("C08", date(2026, 5, 12), 10, "徐某",
          _who("杨先生", 8) | {
              "channel": "LETTER", "topic": "INFECTION", "respondent_department_id": "内镜室",
              "subject": "检查后咽痛，认为器械未消毒干净",
              "narrative": "做完胃镜咽痛三天，认为胃镜没有消毒干净。",
              DEMAND: "拿出消毒记录。", "complainant_signature": "ABSENT",
              "first_receiving_department_id": "院感科"},
          (Act("accept", "徐某", 0, {"functional_department_id": "院感科",
                                   "assisting_department_ids": ["医务科"]}),
           Act("investigate", "徐某", 2, PRESENT | {"leader_id": "姚某"}),
           Act("conclude", "徐某", 7, _judge(
               "COMMUNICATION_GAP", "清洗消毒记录齐全，当日监测合格。", "无缺陷，做好解释。")),
           Act("reply", "徐某", 9, _reply(
               "SETTLED_BY_COMMUNICATION", "WRITTEN", "FAIRLY_SATISFIED", "已寄送消毒记录复印件并解释。")),
           Act("close", "周某", 12, FILED))),
    Story("C09", date(2026, 6, 10), 8, "陈某",
          _who("朱女士", 9, "配偶", patient_name="朱先生", care_type="OUTPATIENT",
               patient_number="DEMO-0009", patient_department_id="急诊科") | {
              "channel": "SUPERIOR", "topic": "MEDICAL", "respondent_department_id": "急诊科",
              "ticket_number": "DEMO-12345-0610", "subject": "胸痛患者候诊五十分钟才做心电图",
              "narrative": "丈夫胸痛到急诊，候诊 50 分钟才做上心电图。",
              DEMAND: "道歉，改进流程。", "complainant_signature": "ABSENT",
              "first_receiving_department_id": "医务科"},
          (Act("accept", "陈某", 0, {"functional_department_id": "医务科"}),
           Act("investigate", "陈某", 1, PRESENT | {"leader_id": "金某"}),
           Act("conclude", "周某", 4, _judge(
               "RULE_VIOLATION", "分诊未按胸痛流程优先。", "流程改造，纠正措施验证有效。")),
           Act("reply", "陈某", 5, _reply(
               "APOLOGY", "PHONE", "SATISFIED", "已道歉并说明胸痛优先流程。",
               improvement="胸痛患者 10 分钟内完成心电图，分诊台设专用通道。")),
           Act("close", "周某", 9, FILED),
           Act("archive", "曹某", 12))),
    Story("C10", date(2026, 7, 15), 10, "周某",
          _who("沈先生", 10, "父子", patient_name="沈某之子", patient_age=0, care_type="INPATIENT",
               patient_number="DEMO-0010", patient_department_id="妇产科") | {
              "channel": "VISIT", "topic": "MEDICAL", "respondent_department_id": "妇产科",
              "subject": "称产程观察不及时，新生儿转科",
              "narrative": "家属称产程中胎心变化未及时处理，新生儿出生后转新生儿科。",
              DEMAND: "封存病历，依法处理。", "complainant_signature": "SIGNED",
              "first_receiving_department_id": "医务科", "litigation_filed": True},
          (Act("accept", "周某", 0, {"functional_department_id": "医务科"}),
           Act("investigate", "陈某", 1, PRESENT | {"leader_id": "魏某"}),
           Act("escalate", "陈某", 2, {"escalation_reason": "患方已向法院起诉"}),
           Act("litigate", "周某", 2, {"court_case_number": "（演示）民初 0715 号"}, hour=16))),
    Story("C11", date(2026, 9, 9), 9, "许某",
          _who("韩女士", 11, "女儿", patient_name="韩老太太", care_type="INPATIENT",
               patient_number="DEMO-0011") | {
              "channel": "PHONE", "topic": "OUTSOURCED", "respondent_department_id": "病区食堂",
              "subject": "糖尿病餐送成普通餐，患者血糖升高",
              "narrative": "中午送来的是普通餐，吃完测血糖 16.8，才发现送错了。",
              DEMAND: "外包食堂要处理，不能再送错。", "complainant_signature": "ABSENT",
              "first_receiving_department_id": "总务科"},
          (Act("accept", "许某", 0, {"functional_department_id": "总务科"}, hour=11),
           Act("investigate", "许某", 1, ABSENT, hour=9),
           Act("conclude", "许某", 2, _judge(
               "RULE_VIOLATION", "送餐单与餐盒标签不符，外包单位核对缺失。",
               "按合同扣款，外包单位道歉。"), hour=9),
           Act("act", "许某", 2, hour=10))),
    Story("C12", date(2026, 11, 16), 10, "曾某",
          _who("黄某等 6 人", 12, "本人、病友", patient_department_id="康复科") | {
              "channel": "OTHER", "topic": "ENVIRONMENT", "respondent_department_id": "康复科",
              "subject": "走廊夜间推车噪声大，多名病友联名反映",
              "narrative": "工休座谈会上反映：夜里换液车、保洁车在走廊来回，声音很大，睡不好。"
                           "六名病友签名。",
              DEMAND: "夜里不要推车，或换安静的车轮。", "complainant_signature": "SIGNED",
              "first_receiving_department_id": "康复科"},
          (Act("accept", "许某", 0, {"functional_department_id": "总务科",
                                   "assisting_department_ids": ["护理部"]}),
           Act("investigate", "许某", 1, PRESENT | {"leader_id": "曾某"}, hour=9),
           Act("conclude", "许某", 4, _judge(
               "RULE_VIOLATION",
               "两晚实测走廊 52 dB(A)，高于夜间限值 40 dB(A)；情况属实。",
               "更换静音轮，22:00 后停用推车。", service_defect=True,
               department_statement="夜班换液车、保洁车走原走廊，车轮老化；23:00 后仍有集中推车。"
                                    "科室已口头致歉。"), hour=9),
           Act("act", "许某", 4, {
               "improvement": "更换静音轮 14 只；22:00–6:00 停用推车，改手提；护士长每晚巡查并记录。"},
               hour=11))),
)  # fmt: skip
