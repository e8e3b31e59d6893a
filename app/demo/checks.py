"""What happened in the demo hospital besides complaints: audits, monthly checks, safety education."""

from datetime import date

from app.demo.aftermaths import C03_AGAIN, SPLIT_AGAIN_AGO
from app.demo.roads import (
    Answer,
    Measure,
    Other,
    Plan,
    Recent,
    approved,
    closed_minor,
    finding,
    issued,
    planned,
    whole_sheet,
)
from app.demo.serious import INSULIN_DAY, INSULIN_DEEDS
from app.demo.telling import REGISTER, At, Deed, On

UNSIGNED = Answer(
    "消毒员忙时先放行后补签，锅次记录没有当场核对。",
    "对缺签的两锅复核物理、化学监测结果，均合格，由当班人注明补签时间。",
    "每锅出锅前由消毒员和质检员双人签字，未签不放行。",
    "追溯系统未录双签时不能打印发放标签。",
)
NS1 = (
    Deed("N01", REGISTER, "陈某", 0, 15, 30, {
        "audited_at": At(0, 10, 0), "responsible_department_id": "供应室",
        "functional_department_id": "医务科", "accompanied_by": "供应室护士长",
        "auditor_id": "陈某", "lead_auditor_id": "周某",
        "criterion": "WS 310.3-2016 第 5.9 条；灭菌工作规范第 3 条",
        "subject": "灭菌锅次记录缺质检员签名",
        "narrative": "抽查近两周灭菌锅次记录 56 份，2 号锅有两份缺质检员签名，"
                     "物理监测打印条齐全。",
        "nonconformity_type": "IMPLEMENTATION", "severity": "MINOR"},
        register="audit_nonconformity_report"),
    Deed("N01", "confirm", "戚某", 0, 16, 30),
    Deed("N01/BHF", REGISTER, "陈某", 0, 17, 0, {
        "found_at": At(0, 10, 0), "functional_department_id": "医务科"},
        register="nonconforming_service", origin="N01"),
    Deed("N01/BHF", "correct", "戚某", 1, 9, 0, {
        "correction": "复核两锅监测结果，均合格；注明补签时间。", "corrected_at": At(0, 17, 30)}),
    Deed("N01", "plan", "戚某", 1, 9, 30, UNSIGNED.values() | {"planned_on": On(4)}),
    Deed("N01", "accept", "陈某", 1, 10, 0),
    Deed("N01/BHF", "issue_feedback", "陈某", 1, 10, 20),
    Deed("N01/BHF", "submit_plan", "戚某", 1, 14, 0,
         UNSIGNED.values() | {"cause_category": "RULE_VIOLATION"}),
    Deed("N01", "finish", "戚某", 4, 16, 0, {
        "completion": "双人签字已执行；追溯系统未录双签时不能打印标签。",
        "completed_on": On(4), "completer_id": "戚某"}),
    Deed("N01", "verify", "周某", 6, 10, 0, {
        "verification": "抽查整改后 24 锅，双签齐全；现场试打标签，未录双签时被拒绝。"}),
    Deed("N01/BHF", "score", "陈某", 6, 11, 0, {
        "points": "0.5", "score_basis": "科室质量考核标准（演示）院感 2.3"}),
    *closed_minor("N01/BHF", "周某", 6, "SERVICE_REDONE", "内审员已跟踪验证，24 锅双签齐全。"),
    Deed("N01", "close", "周某", 7, 9, 0),
)  # fmt: skip

GAPS = Answer(
    "周末值班一人，忙时漏记；自动记录仪只在主库安装。",
    "补查漏记两日的记录仪数据，温湿度均在范围内，注明来源。",
    "值班人员交接时共同查看记录本并签名。",
    "两个分库加装自动记录和超限报警。",
)
PROBES = Plan(
    "两日温湿度无手工记录；药品未受影响，但超限时不能及时发现。",
    "分库没有自动监测，只靠人工每日两次记录。",
    "同意加装自动监测，由设备科采购。",
    "补查主库记录仪数据，温湿度均在范围内。",
    (Measure("两个分库加装温湿度自动记录和报警探头。", "谢某", 30),),
    (Measure("全院药品冰箱一并接入报警。", "谢某", 30),),
)
NS2 = (
    Deed("N02", REGISTER, "陈某", 0, 15, 30, {
        "audited_at": At(0, 9, 30), "responsible_department_id": "药库",
        "functional_department_id": "医务科", "accompanied_by": "药库主任",
        "auditor_id": "陈某", "lead_auditor_id": "周某",
        "criterion": "药品经营质量管理规范第 85 条；药库管理制度第 6 条",
        "subject": "分库温湿度漏记两日",
        "narrative": "查当月温湿度记录本，二号分库有一个周末上下午四次均无记录。",
        "nonconformity_type": "SYSTEMIC", "severity": "MINOR"},
        register="audit_nonconformity_report"),
    Deed("N02", "confirm", "谢某", 1, 9, 0),
    Deed("N02", "plan", "谢某", 1, 16, 0, GAPS.values() | {"planned_on": On(6)}),
    Deed("N02", "accept", "陈某", 2, 10, 0),
    Deed("N02/JZ", REGISTER, "陈某", 2, 10, 30, {
        "action_type": "PREVENTIVE", "functional_department_id": "医务科"},
        register="corrective_action", origin="N02"),
    *planned("N02/JZ", "谢某", 3, PROBES, cause_category="RULE_VIOLATION"),
    *approved("N02/JZ", "周某", "谢某", 5, "同意，月内完成。", 30),
    Deed("N02", "finish", "谢某", 6, 16, 0, {
        "completion": "交接双签已执行；分库暂由值班人员每日两次人工记录并拍照。",
        "completed_on": On(6), "completer_id": "谢某"}),
    Deed("N02", "verify", "周某", 7, 10, 0, {
        "verification": "抽查 5 日交接记录，双签和温湿度齐全。自动监测见处理单，未完成前不结案。"}),
)  # fmt: skip

TURNING = Answer(
    "夜间翻身后只口头交接，没有当场记录。",
    "补查三位患者皮肤，均完好；当班护士注明补记。",
    "翻身卡挂床尾，做完即记。",
    "护士长每周抽查 10 张翻身卡。",
)
MONTHLY = (
    Deed("F01", REGISTER, "何某", 0, 16, 0, {
        "checked_at": At(0, 15, 0), "check_category": "MONTHLY",
        "responsible_department_id": "康复科", "basis": "科室质量考核标准（演示）",
        "accompanied_by": "康复科护士长", "subject": "翻身记录不全，急救车封条过期"},
        register="quality_feedback"),
    *whole_sheet("F01", "何某", "曾某", 1, [
        finding("3 位卧床患者夜间翻身无记录（10 床、14 床、22 床）。", "护理 2.6", "1"),
        finding("急救车封条已过两周未更换，车内物品齐全。", "护理 6.1", "0.5")], TURNING,
        "抽查 20 张翻身卡均有记录；急救车封条在期。"),
)  # fmt: skip
DAILY = (
    Deed("F02", REGISTER, "徐某", 0, 10, 0, {
        "checked_at": At(0, 9, 30), "check_category": "DAILY",
        "responsible_department_id": "内镜室", "basis": "WS 507-2016 第 6.3 条",
        "accompanied_by": "内镜室主任", "subject": "戊二醛浓度监测漏做一次"},
        register="quality_feedback"),
    issued("F02", "徐某", 0, 11, [
        finding("昨日下午首次使用前未做戊二醛浓度监测，上午一次合格。", "院感 4.2", "1")], 9),
    Deed("F02", "acknowledge", "姚某", 0, 15, 0),
)  # fmt: skip

TEACHING = (
    Deed("S01/BHF/AQ", REGISTER, "陈某", 0, 10, 0, {
        "held_at": At(7, 15, 0), "scope": "HOSPITAL", "subject": "查对制度与高警示药品",
        "audience": "全院医护人员", "lecturer": "周某", "place": "门诊楼四楼会议室",
        "cases": "夜间注射未核对腕带，胰岛素给错患者（隐去姓名）。"},
        register="safety_education", origin="S01/BHF"),
    Deed("S01/BHF/AQ", "hold_session", "陈某", 7, 16, 40, {
        "narrative": "查对制度第 4 条；高警示药品一人一盘、两人核对；扫腕带执行演示。",
        "attendees": 146, "sign_in": "见签到簿（演示）第 8 册"}),
    Deed("S01/BHF/AQ", "close", "陈某", 8, 9, 0),
)  # fmt: skip
PLANNED = (
    Deed("A03", REGISTER, "陈某", 0, 10, 0, {
        "held_at": At(8, 15, 0), "scope": "HOSPITAL", "subject": "首诉负责制与科室领导到场",
        "audience": "各科室负责人", "lecturer": "周某", "place": "行政楼二楼会议室"},
        register="safety_education"),
)  # fmt: skip

OTHERS = (
    Other(INSULIN_DAY, INSULIN_DEEDS),
    Other(date(2026, 8, 28), TEACHING),
    Other(date(2026, 9, 15), NS1),
    Other(date(2026, 10, 20), NS2),
    Other(date(2026, 9, 23), MONTHLY),
)
RECENT = (Recent(SPLIT_AGAIN_AGO, C03_AGAIN), Recent(6, DAILY), Recent(3, PLANNED))
