"""The two serious cases: one through the seven duties of 四.2.(3)①–⑦ to its end, one still under review."""

from datetime import date

from app.demo.roads import (
    Answer,
    Measure,
    Plan,
    answered,
    approved,
    finding,
    implemented,
    issued,
    planned,
    proved,
    reviewed,
    verified,
)
from app.demo.telling import REGISTER, At, Deed

INSULIN_DAY = date(2026, 8, 18)
INSULIN = Answer(
    "夜间两床胰岛素同盘摆放，注射前没有核对腕带；9 床与 7 床患者姓氏相近。",
    "立即测血糖、静脉注射葡萄糖，专人守护到次日 6 时；向家属说明并致歉。",
    "高警示药品注射前两人核对腕带，一人一盘。",
    "移动护理终端扫腕带后才能执行医嘱。",
)
INSULIN_PLAN = Plan(
    "患者一过性低血糖 3.1 mmol/L，处置后恢复，住院延长 1 天；家属要求说明。",
    "注射前未核对腕带，查对制度第 4 条没有执行；夜间高警示药品没有第二人核对。",
    "违反查对制度，情节较重；当事人如实报告，建议离岗培训两周。",
    "测血糖、静脉注射 50% 葡萄糖 40 mL，专人守护；撤下同盘药品重新摆放。",
    (Measure("胰岛素等高警示药品一人一盘，注射前两人核对腕带并签名。", "柳某", 14),
     Measure("当事护士离岗学习查对制度，考核合格后返岗。", "江某", 16)),
    (Measure("移动护理终端启用扫腕带执行，未扫不能确认。", "柳某", 30),),
    ("给错患者，因为没有核对腕带。", "没有核对，因为两床药品同盘、凭床号推进。",
     "凭床号推进，因为夜间一人注射，没有第二人核对的规定。"),
)  # fmt: skip
DECISION = {
    "nature": "护理差错致患者轻度损害，院内定性为四级医疗事故，属严重不合格服务。",
    "circumstances": "高警示药品未核对腕带；发现及时，处置得当，患者当日恢复。",
    "attitude": "当事人 5 分钟内如实报告，书面检查认识深刻，积极配合。",
    "decision_basis": "查对制度第 4 条；护理差错管理规定第 9 条。",
    "decision": "当事人离岗培训两周；科室扣 10 分，全院通报。",
    "aftercare": "免除延长住院一天的费用；护士长向患者和家属当面说明并致歉。",
    "appraised_at": At(7, 15, 0),
    "accident_grade": "G4",
}
EVIDENCE = [
    {"name": "门冬胰岛素笔 1 支及针头", "category": "DEVICE", "place": "医务科证据柜",
     "custodian_id": "陈某"},
    {"name": "当晚注射执行单、护理记录", "category": "RECORD", "place": "医务科证据柜",
     "custodian_id": "陈某"},
    {"name": "血糖检测结果 9 次", "category": "TEST_RESULT", "place": "检验系统导出并打印",
     "custodian_id": "陈某"},
]  # fmt: skip
SEALED = [
    {"name": "门冬胰岛素笔及针头", "category": "DEVICE", "quantity": "1 支", "state": "已用，余 212 单位",
     "seal_number": "封 0818-1"},
    {"name": "注射执行单、护理记录", "category": "RECORD", "quantity": "6 页", "state": "原件",
     "seal_number": "封 0818-2"},
    {"name": "血糖检测结果", "category": "TEST_RESULT", "quantity": "2 页", "state": "打印件，加盖科章",
     "seal_number": "封 0818-3"},
]  # fmt: skip

INSULIN_DEEDS = (
    Deed("S01", REGISTER, "江某", 0, 23, 5, {
        "occurred_at": At(0, 22, 30), "place": "呼吸科 9 床", "responsible_department_id": "呼吸科",
        "functional_department_id": "护理部", "patient_name": "秦某", "patient_sex": "MALE",
        "patient_age": 68, "patient_number": "DEMO-0013", "bed_number": "9",
        "category": "MEDICATION", "incident_level": "LEVEL_II",
        "subject": "胰岛素注射给错患者，致一过性低血糖",
        "narrative": "22:30 夜班注射时未核对腕带，将 7 床的门冬胰岛素 8 单位皮下注射给 9 床患者。"
                     "22:35 返回治疗车核对注射单时发现，立即测血糖并报告。",
        "items": "门冬胰岛素注射液 300 单位/3 mL，批号 DEMO-Y21"},
        register="service_defect_entry"),
    Deed("S01", "report", "江某", 0, 23, 25, {
        "duty_nurse_id": "江某", "duty_physician_id": "梁某", "physician_told_at": At(0, 22, 37),
        "head_id": "柳某", "head_told_at": At(0, 22, 45), "office_told_at": At(0, 22, 55),
        "patient_condition": "22:40 血糖 3.1 mmol/L，出汗、心慌；静脉注射 50% 葡萄糖 40 mL。"
                             "23:10 血糖 7.2 mmol/L，症状缓解；每 30 分钟测血糖到次日 6:00，均在 6.0 以上。"}),
    Deed("S01/BHF", REGISTER, "柳某", 0, 23, 35, {
        "found_at": At(0, 22, 35), "severity": "SUSPECTED", "respondent_person_id": "熊某",
        "harmed_people": 1}, register="nonconforming_service", origin="S01"),
    Deed("S01/BHF", "report_orally", "柳某", 0, 23, 45, {
        "oral_report_at": At(0, 22, 55), "oral_report_to_id": "何某",
        "remedy": "22:40 静脉注射 50% 葡萄糖 40 mL，30 分钟后血糖 7.2 mmol/L；专人守护到次日 6:00。",
        "evidence": EVIDENCE}),
    Deed("S01/BHF/FC", REGISTER, "陈某", 1, 8, 40, {
        "sealed_at": At(1, 8, 30), "place": "呼吸科医师办公室", "items": SEALED,
        "hospital_witness_id": "柳某", "patient_witness": "秦某之女",
        "custodian_department_id": "医务科", "custodian_id": "陈某", "storage_place": "医务科证据柜 2 层"},
        register="evidence_seal", origin="S01/BHF"),
    Deed("S01/BHF/FC", "seal", "柳某", 1, 8, 50),
    Deed("S01", "judge", "何某", 1, 9, 40, {
        "incident_level": "LEVEL_II", "degree": "MAJOR",
        "office_opinion": "给药错误，属严重错误，按严重不合格服务办理。"}),
    issued("S01/BHF/FK", "何某", 1, 10, [
        finding("高警示药品注射前未核对腕带，给错患者。", "护理 9.1", "8"),
        finding("两床胰岛素同盘摆放，未做到一人一盘。", "护理 9.3", "2")], 20,
        severity="MAJOR", basis="科室质量考核标准（演示）",
        accompanied_by="呼吸科护士长"),
    Deed("S01/BHF/FK", "acknowledge", "江某", 1, 14, 0),
    *planned("S01/BHF/JZ", "柳某", 2, INSULIN_PLAN, cause_category="RULE_VIOLATION"),
    reviewed("S01/BHF/JZ", "何某", 4, "措施具体，同意上报。"),
    *approved("S01/BHF/JZ", "冯某", "柳某", 4, "", 30,
              approval_opinion="同意。扫腕带执行月底前在全院推开。"),
    Deed("S01/BHF", "review", "何某", 6, 16, 30, {
        "reviewed_at": At(6, 15, 0), "committee_record": "YLZL-DEMO-08"}),
    Deed("S01/BHF", "judge_major", "周某", 7, 15, 30, {"incident_level": "LEVEL_II"}),
    Deed("S01/BHF", "decide", "周某", 7, 16, 0, DECISION),
    Deed("S01/BHF", "score_major", "何某", 12, 10, 0, {
        "points": "10", "score_basis": "科室质量考核标准（演示）护理 9.1、9.3"}),
    implemented("S01/BHF/JZ", "柳某", 22,
                "一人一盘、两人核对当晚启用；扫腕带执行已上线；当事护士培训两周，考核合格返岗。",
                severity="MAJOR", note="委员会已定性为严重"),
    answered("S01/BHF/FK", "柳某", 17, INSULIN, 16),
    *verified("S01/BHF/FK", "何某", 34,
              "夜查 3 次、看 12 次胰岛素注射，均一人一盘、两人核对；扫腕带执行率 100%。"),
    proved("S01/BHF/JZ", "何某", 34, "夜查 3 次、调执行记录 30 天",
           "高警示药品注射 168 次，双签齐全，扫腕带执行率 100%；无给药错误。",
           system_changed=True, system_document="HL-12 查对制度 C/2"),
    Deed("S01/BHF", "verify", "周某", 36, 10, 0, {
        "verification": "反馈表、处理单均已验证有效；封存、扣分、善后已办结。"}),
    Deed("S01/BHF/FC", "open", "陈某", 36, 14, 0, {
        "opening_reason": "BOTH_PRESENT", "opening_present": "柳某、陈某，秦某之女"}),
    Deed("S01/BHF", "close", "周某", 37, 10, 0, {
        "resolutions": ["SETTLED_BY_COMMUNICATION", "APOLOGY"], "main_resolution": "APOLOGY"}),
    Deed("S01", "close", "何某", 38, 9, 30, {
        "consequence": "一过性低血糖，住院延长 1 天，无后遗症。",
        "root_cause": "注射前未核对腕带；夜间高警示药品没有第二人核对。",
        "improvement": "一人一盘、两人核对；扫腕带执行。", "staff_position": "护士，护师，工作 3 年"}),
)  # fmt: skip

LABOUR = Answer(
    "产程图填写间隔超过 1 小时，胎心变化的处理时间没有记录。",
    "当班医师补写处理经过的说明，原记录不改。",
    "产程图每 30 分钟填写，二线医师每 2 小时查看并签名。",
    "胎心监护异常自动提醒二线医师。",
)
LABOUR_PLAN = Plan(
    "新生儿转新生儿科观察 5 天后出院；患方已起诉，后果待鉴定。",
    "胎心变化后处理步骤未按时记录，二线医师查看没有固定时间。",
    "待鉴定结论；先按疑似严重整改产程观察。",
    "新生儿转科、会诊；封存病历，原记录不改。",
    (Measure("产程图每 30 分钟填写，二线医师每 2 小时查看签名。", "魏某", 20),),
    (Measure("胎心监护异常自动提醒二线医师。", "魏某", 45),),
    ("处理时间说不清，因为没有逐次记录。", "没有记录，因为产程图只要求每小时填一次。"),
)
LABOUR_DEEDS = (
    Deed("C10/BHF", REGISTER, "陈某", 0, 14, 0, {
        "found_at": At(0, 10, 20), "severity": "SUSPECTED", "functional_department_id": "医务科",
        "incident_level": "LEVEL_II", "harmed_people": 1},
        register="nonconforming_service", origin="C10"),
    Deed("C10/BHF", "report_orally", "魏某", 0, 14, 20, {
        "oral_report_at": At(0, 10, 50), "oral_report_to_id": "周某",
        "remedy": "新生儿转新生儿科，请上级医院会诊；产妇专人观察。"}),
    Deed("C10/BHF/FC", REGISTER, "陈某", 0, 16, 20, {
        "sealed_at": At(0, 16, 0), "place": "医务科接待室",
        "items": [
            {"name": "住院病历", "category": "RECORD", "quantity": "68 页", "state": "复制件，双方核对",
             "seal_number": "封 0715-1"},
            {"name": "产程图、胎心监护纸", "category": "RECORD", "quantity": "11 页", "state": "原件",
             "seal_number": "封 0715-2"},
            {"name": "脐血血气结果", "category": "TEST_RESULT", "quantity": "1 页", "state": "原件",
             "seal_number": "封 0715-3"},
            {"name": "胎盘", "category": "SPECIMEN", "quantity": "1 份", "state": "福尔马林固定",
             "seal_number": "封 0715-4"}],
        "hospital_witness_id": "陈某", "patient_witness": "沈先生",
        "custodian_department_id": "医务科", "custodian_id": "陈某",
        "storage_place": "医务科证据柜 1 层；胎盘存病理标本柜"},
        register="evidence_seal", origin="C10/BHF"),
    Deed("C10/BHF/FC", "seal", "陈某", 0, 16, 40),
    *planned("C10/BHF/JZ", "魏某", 5, LABOUR_PLAN, cause_category="TECHNICAL_SKILL"),
    issued("C10/BHF/FK", "陈某", 6, 10, [
        finding("胎心变化后 40 分钟无处理记录，产程图填写间隔超过 1 小时。", "医疗 5.2")], 20,
        severity="SUSPECTED", basis="科室质量考核标准（演示）",
        accompanied_by="妇产科主任"),
    Deed("C10/BHF/FK", "acknowledge", "魏某", 6, 15, 0),
    reviewed("C10/BHF/JZ", "陈某", 9, "同意先行整改。"),
    *approved("C10/BHF/JZ", "冯某", "魏某", 9, "", 45,
              approval_opinion="同意。定性以鉴定结论为准。"),
    Deed("C10/BHF", "review", "周某", 14, 16, 30, {
        "reviewed_at": At(14, 15, 0), "committee_record": "YLZL-DEMO-07",
        "remarks": "委员会意见：待司法鉴定结论后再定性和决定。"}),
    answered("C10/BHF/FK", "魏某", 19, LABOUR, 18),
    *verified("C10/BHF/FK", "陈某", 33, "抽查 15 份产程图，间隔均不超过 30 分钟，二线签名齐全。"),
    implemented("C10/BHF/JZ", "魏某", 36, "产程图新版启用，二线查看排班上墙；胎心监护提醒已上线。"),
    proved("C10/BHF/JZ", "陈某", 70, "抽查产程图 30 份", "30 份均按时填写，二线签名齐全。"),
    Deed("C10/BHF/JZ", "recheck", "陈某", 127, 10, 0),
)  # fmt: skip
