"""What the demo complaints led to: nonconformities, feedback sheets, action sheets, the end of each case."""

from app.demo.complaints import FILED
from app.demo.goods_in_use import LEAK_DEEDS
from app.demo.processes.others import MEAL
from app.demo.roads import (
    Answer,
    Measure,
    Plan,
    answered,
    approved,
    closed_minor,
    finding,
    implemented,
    issued,
    planned,
    proved,
    verified,
    whole_sheet,
)
from app.demo.serious import LABOUR_DEEDS
from app.demo.telling import REGISTER, At, Deed

STANDARD = "科室质量考核标准（演示）"
ABSENCE = "科室负责人接到通知后未到接待现场，也未委托他人到场。"
ABSENCE_ANSWER = Answer(
    "负责人外出时没有安排到场的替代人，接到电话后无人负责。",
    "负责人当日到职能科室说明情况，并向患方致歉。",
    "排班表加列“投诉到场”第一、第二责任人。",
    "两位责任人同时外出的，由科室主任事先指定第三人。",
)


def _absence(sheet: str, office: str, chief: str, day: int) -> tuple[Deed, ...]:
    """The sheet a complaint owes where the head of the department did not come (四.1.(1)②)."""
    row = finding(ABSENCE, "服务 1.2", "0.5")
    seen = "查到场排班表三周，均有两位责任人；抽查一次电话通知，8 分钟内到场。"
    return whole_sheet(sheet, office, chief, day, [row], ABSENCE_ANSWER, seen,
                       basis=STANDARD)  # fmt: skip


def _closed(complaint: str, day: int) -> Deed:
    return Deed(complaint, "close", "周某", day, 16, 30, FILED)


BELL = Answer(
    "夜间一名护士在班，抢救时无人接应呼叫；二线护士的呼叫条件没有写明。",
    "当夜由护士长到场致歉，协助患者更换床单、查看皮肤。",
    "增设夜间应答记录；抢救开始即呼叫二线护士，二线 10 分钟内到岗。",
    "呼叫铃 5 分钟未应答自动转护士站值班手机。",
)
C02 = (
    Deed("C02/BHF", "correct", "吴某", 4, 9, 10, {
        "correction": "护士长当面致歉，为患者更换床单；当晚起二线护士驻科。",
        "corrected_at": At(3, 18, 20)}),
    Deed("C02/BHF", "issue_feedback", "何某", 4, 15, 40),
    issued("C02/BHF/FK", "何某", 4, 16, [
        finding("夜间呼叫铃 25 分钟无人应答，家属自行取便盆；护理记录无应答时间。",
                "护理 3.2", "2")], 18,
        basis=STANDARD, accompanied_by="骨科一病区护士长"),
    Deed("C02/BHF/FK", "acknowledge", "罗某", 5, 8, 40),
    Deed("C02/BHF", "submit_plan", "吴某", 6, 16, 0,
         BELL.values() | {"cause_category": "RULE_VIOLATION"}),
    answered("C02/BHF/FK", "吴某", 13, BELL, 12),
    *verified("C02/BHF/FK", "何某", 20,
              "夜查两次、调呼叫系统记录 86 次，最长应答 4 分钟；应答记录齐全。"),
    Deed("C02/BHF", "score", "何某", 20, 11, 10, {
        "points": "2", "score_basis": f"{STANDARD}护理 3.2"}),
    *closed_minor("C02/BHF", "何某", 21, "SETTLED_BY_COMMUNICATION",
                  "二线到岗与自动转接已启用，呼叫记录三周无超过 5 分钟的。"),
    _closed("C02", 24),
)  # fmt: skip

SPLIT = Plan(
    "多收 36 元，已退；同类项目存在重复计费的风险。",
    "换药材料在收费系统里是独立项目，窗口逐项录入；录入后无人复核。",
    "同意按单项收费，财务科逐月抽查。",
    "退还 36 元并致歉；当日自查本周换药收费 41 笔，另退 1 笔。",
    (Measure("换药材料、处置、护理合并为单项收费，旧项目停用。", "施某", 10),),
    (Measure("新增收费项目先送财务科对照标准核定，再进系统。", "施某", 10),),
    ("三项分开录入，因为系统里有三个项目。", "三个项目并存，因为旧项目没有停用。",
     "旧项目没有停用，因为改项目不经过财务科核定。"),
)  # fmt: skip
SPLIT_AGAIN = Plan(
    "两笔换药收费各多收 12 元，已退。",
    "新调入的窗口人员沿用手工录入；系统只隐藏了旧项目，没有停用。",
    "同意从系统里停用，并培训新人。",
    "退还两笔多收的 24 元，电话致歉。",
    (Measure("信息科停用三个旧项目，只保留单项。", "施某", 18),
     Measure("窗口人员逐人考核换药收费。", "施某", 24)),
    (Measure("每周自动筛查同一患者同日三项并存的收费。", "施某", 26),),
)  # fmt: skip
C03 = (
    Deed("C03/JZ", REGISTER, "唐某", 3, 17, 0, {"severity": "MINOR"},
         register="corrective_action", origin="C03"),
    *planned("C03/JZ", "施某", 4, SPLIT),
    *approved("C03/JZ", "唐某", "施某", 6, "同意，逐月抽查。", 12),
    implemented("C03/JZ", "施某", 10, "换药已按单项收费，旧项目已隐藏；窗口 6 人已培训。"),
    proved("C03/JZ", "唐某", 32, "抽查 30 笔换药收费", "30 笔均为单项，无重复计费。"),
    Deed("C03/JZ", "recheck", "唐某", 101, 10, 0),
)  # fmt: skip
SPLIT_AGAIN_AGO = 23
C03_AGAIN = (
    Deed("C03/JZ", "fail", "唐某", 0, 15, 30, {
        "effect": "INEFFECTIVE", "verification_method": "抽查 20 笔换药收费",
        "evidence": "20 笔中 2 笔又拆成三项，均为新调入窗口人员录入。"}),
    *planned("C03/JZ/JZ", "施某", 2, SPLIT_AGAIN),
    *approved("C03/JZ/JZ", "唐某", "施某", 4, "同意。系统停用由信息科书面回复。", 26),
)  # fmt: skip

SUTURE = Answer(
    "高龄、低蛋白患者未评估切口张力，减张缝合没有列入术前讨论。",
    "当日重新缝合并加减张，免除二次费用。",
    "高龄和低蛋白患者切口一律评估张力，需要的加减张缝合。",
    "查房要点加“切口张力”，主任每周抽查。",
)
SUTURE_AGAIN = Answer(
    SUTURE.cause,
    SUTURE.correction,
    "手术记录模板增设“切口张力评估、减张措施”必填项；高龄和低蛋白患者一律评估。",
    "主任每周抽查 5 份手术记录，结果记入科室质控本。",
)
C06 = (
    Deed("C06/BHF", "correct", "方某", 5, 9, 30, {
        "correction": "重新缝合并加减张，免除二次缝合费用。"}),
    Deed("C06/BHF", "issue_feedback", "陈某", 5, 15, 40),
    issued("C06/BHF/FK", "陈某", 5, 16, [
        finding("82 岁低蛋白患者术后第 5 天切口裂开；手术记录无张力评估，未作减张缝合。",
                "医疗 2.4", "1"),
        finding("术前讨论未记录切口愈合的风险。", "医疗 2.1", "0.5")], 20,
        basis=STANDARD, accompanied_by="外科一病区主治医师"),
    Deed("C06/BHF/FK", "acknowledge", "方某", 6, 8, 30),
    Deed("C06/BHF", "submit_plan", "方某", 8, 16, 0,
         SUTURE.values() | {"cause_category": "TECHNICAL_SKILL"}),
    answered("C06/BHF/FK", "方某", 15, SUTURE, 14),
    Deed("C06/BHF/FK", "send_back", "陈某", 27, 10, 20, {
        "return_reason": "抽查 6 份高龄患者手术记录，2 份没有减张措施的记录；"
                         "只写进查房要点，没有落到手术记录。补充后重新回复。"}),
    answered("C06/BHF/FK", "方某", 36, SUTURE_AGAIN, 35),
    *verified("C06/BHF/FK", "陈某", 50, "抽查 12 份高龄患者手术记录，张力评估和减张措施齐全。"),
    Deed("C06/BHF", "score", "陈某", 50, 11, 10, {
        "points": "1.5", "score_basis": f"{STANDARD}医疗 2.1、2.4"}),
    *closed_minor("C06/BHF", "周某", 51, "SERVICE_REDONE",
                  "手术记录模板已启用，12 份抽查均符合；两个月无切口裂开。"),
    _closed("C06", 53),
)  # fmt: skip

LEAK = Answer(
    "同批输液器接头尺寸超差；使用前只看包装和效期，没有查接头。",
    "更换输液器、补足剂量，更换床单；同批 36 支停用隔离。",
    "输液前增加接头试插一步，发现松动即停用并报供应科。",
    "供应科到货抽检增加接头尺寸一项。",
)
C07 = (
    Deed("C07/BHP/QX", "report", "邵某", 0, 16, 50, {
        "patient_sex": "FEMALE", "incident_level": "LEVEL_III",
        "duty_nurse_id": "邵某", "duty_physician_id": "龚某", "physician_told_at": At(0, 14, 45),
        "head_id": "严某", "head_told_at": At(0, 14, 50), "office_told_at": At(0, 15, 10),
        "patient_condition": "生命体征平稳，穿刺部位无红肿；更换输液器，遵医嘱补足 60 mL。",
        "consequence": "剂量短少约 60 mL，已补足；无不良后果。"}),
    Deed("C07/BHP/QX", "judge", "黄某", 2, 10, 0, {
        "incident_level": "LEVEL_III", "degree": "MINOR",
        "office_opinion": "产品原因，未造成后果；同批停用，登记供方档案。"}),
    Deed("C07/BHF", "correct", "严某", 6, 9, 0, {
        "correction": "更换输液器、补足剂量，同批 36 支停用隔离。"}),
    Deed("C07/BHF", "issue_feedback", "黄某", 6, 15, 30),
    issued("C07/BHF/FK", "黄某", 6, 16, [
        finding("使用前未查输液器接头，漏液约半小时后才由患者发现。", "护理 4.1", "1")], 20,
        basis=STANDARD, accompanied_by="输液室护士长"),
    Deed("C07/BHF/FK", "acknowledge", "邵某", 7, 8, 20),
    Deed("C07/BHF", "submit_plan", "严某", 8, 16, 10,
         LEAK.values() | {"cause_category": "NONCONFORMING_PRODUCT"}),
    answered("C07/BHF/FK", "严某", 15, LEAK, 14),
    Deed("C07/BHP/QX", "close", "黄某", 16, 9, 40, {
        "root_cause": "同批输液器接头尺寸超差。", "improvement": "输液前试插接头；到货抽检接头尺寸。",
        "staff_position": "护士，护师，工作 6 年"}),
    *verified("C07/BHF/FK", "黄某", 23, "现场看 10 例输液均先试插接头；抽检记录有接头尺寸。"),
    Deed("C07/BHF", "score", "黄某", 23, 11, 10, {
        "points": "1", "score_basis": f"{STANDARD}护理 4.1"}),
    *closed_minor("C07/BHF", "黄某", 24, "HARDSHIP_COMPENSATION",
                  "同批已退供方，新批抽检合格；三周无漏液。", compensation_amount="200",
                  compensation_approver_id="冯某", compensation_voucher="DEMO-PZ-0421"),
    _closed("C07", 28),
)  # fmt: skip

CHEST = Plan(
    "心电图延迟 50 分钟；未造成心肌损害，但有延误抢救的风险。",
    "分诊台按到达先后排队，没有胸痛优先的规定。",
    "同意按胸痛优先流程改造分诊。",
    "当日向家属道歉，复查心电图和心肌酶正常。",
    (Measure("胸痛患者 10 分钟内完成首份心电图，分诊台设专用通道。", "金某", 7),),
    (Measure("呼吸困难、意识改变的患者同样列入优先分诊。", "金某", 7),),
    ("候诊 50 分钟，因为按到达先后排队。", "按先后排队，因为分诊标准没有胸痛一项。"),
)  # fmt: skip
C09 = (
    Deed("C09/JZ", REGISTER, "陈某", 4, 16, 0, {"severity": "MINOR"},
         register="corrective_action", origin="C09"),
    *planned("C09/JZ", "金某", 4, CHEST),
    *approved("C09/JZ", "周某", "金某", 5, "同意，三日内启用。", 8),
    implemented("C09/JZ", "金某", 6, "分诊台专用通道启用，心电图机移至分诊台旁；护士 14 人已培训。"),
    proved("C09/JZ", "陈某", 8, "查分诊与心电图时间",
           "启用后胸痛患者 9 人，首份心电图最长 8 分钟。",
           system_changed=True, system_document="JZ-03 急诊分诊流程 B/1"),
    Deed("C09/JZ", "recheck", "陈某", 98, 10, 0),
    Deed("C09/JZ", "close", "陈某", 98, 10, 20),
)  # fmt: skip

QUIET = Answer(
    "换液车、保洁车车轮老化；夜间推车时间没有规定。",
    "当晚停用两辆旧车，向六位患者当面致歉。",
    "更换静音轮；22:00 至 6:00 停用推车，改为手提。",
    "护士长每晚巡查并记录。",
)
C12 = (
    issued("C12/FK", "许某", 4, 14, [
        finding("夜间走廊推车噪声 52 dB(A)，超过限值 40 dB(A)；23:00 后仍集中推车。", "环境 1.3", "1")],
        12, basis=STANDARD, accompanied_by="康复科护士长"),
    Deed("C12/FK", "acknowledge", "曾某", 4, 16, 0),
    Deed("C12/BHF", "correct", "曾某", 5, 9, 0, {
        "correction": "停用两辆旧推车，22:00 后改为手提。", "corrected_at": At(4, 22, 0)}),
    answered("C12/FK", "曾某", 6, QUIET, 6),
    Deed("C12/FK", "send_back", "许某", 7, 10, 20, {
        "return_reason": "夜测走廊 46 dB(A)，仍超限：静音轮只换了 9 只，另有 5 只未换。换齐后重新回复。"}),
)  # fmt: skip

QUIET_NIGHTS = (
    Deed("C12/AQ", REGISTER, "何某", 5, 10, 0, {
        "held_at": At(7, 15, 0), "scope": "NURSING", "subject": "夜间安静与静音推车",
        "audience": "各病区护士长、夜班护士", "lecturer": "何某", "place": "护理部示教室",
        "cases": "夜间走廊推车噪声 52 dB(A)，六名病友联名反映（隐去姓名）。"},
        register="safety_education", origin="C12"),
    Deed("C12/AQ", "hold_session", "何某", 7, 16, 30, {
        "narrative": "夜间推车时段、静音轮检查、四轻要求。", "attendees": 58,
        "sign_in": "见护理部签到簿（演示）"}),
)  # fmt: skip

AFTERMATHS = (
    ("C02", C02),
    ("C03", _absence("C03/FK", "唐某", "施某", 2)),
    ("C03", C03),
    ("C05", (*_absence("C05/FK", "郑某", "孔某", 2), _closed("C05", 19))),
    ("C06", _absence("C06/FK", "陈某", "方某", 2)),
    ("C06", C06),
    ("C07", _absence("C07/FK", "黄某", "严某", 2)),
    ("C07", C07),
    ("C07", LEAK_DEEDS),
    ("C09", C09),
    ("C10", LABOUR_DEEDS),
    ("C11", (issued("C11/FK", "许某", 1, 15, [finding(ABSENCE, "服务 1.2", "0.5")], 9,
                    basis=STANDARD),
             Deed("C11/FK", "acknowledge", "尤某", 2, 9, 10))),
    ("C11", (issued("C11/FK2", "许某", 2, 15, [
                finding("糖尿病餐错送普通餐：送餐单与餐盒标签不符，送餐前未核对。", "外包 2.1", "2")], 9,
                basis="外包服务合同第 6 条"),
             Deed("C11/FK2", "acknowledge", "尤某", 3, 9, 10))),
    ("C11", MEAL),
    ("C12", C12),
    ("C12", QUIET_NIGHTS),
)  # fmt: skip
