"""Six operations of the demo hospital: five exceptions of four kinds, and a set that was not to be used."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from app.demo.roads import Measure, Other, Plan, Recent, approved, implemented, planned, proved
from app.demo.telling import REGISTER, At, Deed

CHECKED = {"sterile": "COMPLETE", "counted": "COMPLETE", "itemised": "COMPLETE"}
THEATRE, SCRUB, CIRCULATING, ANAESTHETIST = "手术室", "潘某", "傅某", "贺某"
OFFICE, OFFICE_HEAD = "陈某", "周某"


def _operation(
    subject: str, room: int, patient: str, number: int, surgeon: str
) -> Mapping[str, Any]:
    """What stands on the list of operations of the day."""
    return {
        "subject": subject, "operating_room": f"第 {room} 手术间", "patient_name": patient,
        "patient_number": f"DEMO-{number:04d}", "chief_surgeon_id": surgeon,
        "responsible_department_id": THEATRE, "circulating_nurse_id": CIRCULATING,
    }  # fmt: skip


def _checked(
    check: str, operation: Mapping[str, Any], instruments: str, hour: int, equipment: str = "",
) -> tuple[Deed, Deed]:  # fmt: skip
    """The scrub nurse finds everything complete and fit."""
    values = dict(operation) | {"checked_at": At(0, hour), "instrument_set": instruments}
    found = CHECKED | {
        "sterilization_lot": f"DEMO-MJ-{hour:02d}", "equipment": equipment or None,
        "equipment_fit": "FIT" if equipment else "NOT_NEEDED",
    }  # fmt: skip
    return (
        Deed(check, REGISTER, SCRUB, 0, hour, 5, values, register="preop_check"),
        Deed(check, "confirm", SCRUB, 0, hour, 10, found),
    )


def _happened(
    case: str, check: str, kind: str, surgeon: str, at: At, handled: Mapping[str, Any],
    signed: Mapping[str, Any], count: int, **more: Any,
) -> tuple[Deed, Deed, Deed]:  # fmt: skip
    """Written down in the theatre; the chief surgeon tells what was done, and signs after closing."""
    counts = dict.fromkeys(("count_before", "count_closing", "count_closed", "count_skin"), count)
    begun = {
        "occurred_at": at, "exception_type": kind, "chief_surgeon_id": surgeon,
        "anaesthetist_id": ANAESTHETIST, "scrub_nurse_id": SCRUB,
    } | more  # fmt: skip
    return (
        Deed(case, REGISTER, CIRCULATING, 0, at.hour, at.minute + 8, begun,
             register="surgery_exception", origin=check),
        Deed(case, "handle", surgeon, 0, at.hour + 2, 20, handled),
        Deed(case, "sign_record", surgeon, 0, at.hour + 2, 40, dict(signed) | counts),
    )  # fmt: skip


def _reviewed(case: str, day: int, opinion: str, action: bool = False) -> Deed:
    return Deed(case, "review", OFFICE, day, 10, 0, {
        "office_opinion": opinion, "action_needed": action})  # fmt: skip


# P01 停电
_GALL = _operation("腹腔镜胆囊切除术", 2, "吕先生", 21, "方某")
P01 = (
    *_checked("P01A", _GALL, "腹腔镜器械包 A", 8, "腹腔镜主机 DEMO-E01"),
    *_happened("P01", "P01A", "POWER_FAILURE", "方某", At(0, 9, 34), {
        "stage": "MAIN", "narrative": "分离胆囊三角时市电闪断，无影灯、腹腔镜主机同时熄灭。",
        "handling": "暂停操作、器械撤出视野；备用电源供上后复查术野，无出血，继续手术。"}, {
        "outcome": "CONTINUED", "pause_minutes": 1, "power_seconds": 6,
        "facility_told_at": At(0, 9, 45), "office_told_at": At(0, 9, 50),
        "anaesthesia_told_at": At(0, 9, 34), "family_told_at": At(0, 11, 30),
        "patient_outcome": "手术完成，生命体征平稳，安返病房。"}, 42,
        diagnosis="胆囊结石伴慢性胆囊炎", assistants="外科一病区医师二名"),
    Deed("P01", "review_facility", "许某", 0, 16, 0, {
        "power_seconds": 6,
        "facility_opinion": "配电室一路进线跳闸，备用电源 6 秒切换；已更换脱扣器并试机三次。"}),
    _reviewed("P01", 1, "主刀处置得当，切换时间符合要求；总务科按月带载试机。"),
    Deed("P01", "close", OFFICE_HEAD, 2, 9, 0),
)  # fmt: skip

# P02 设备无法使用, which led to an action sheet F03
_KNEE = _operation("左膝关节镜下半月板成形术", 3, "钱女士", 22, "程某")
BOARD = Plan(
    "手术延误 14 分钟，患者未受损害。",
    "主机使用 6 年，电源板电容老化鼓包；保养单没有“带载运行”一项，年检只做通电自检。",
    "同意更换电源板，并把带载运行写进保养单。",
    "换备用机完成手术；故障主机停用送修。",
    (Measure("更换电源板，带载运行 2 小时无异常后归还手术室。", "袁某", 16),),
    (Measure("腔镜主机季度保养加“带载运行 30 分钟”，由设备科签字。", "袁某", 18),),
    ("黑屏，因为电源板失压。", "失压，因为电容老化。", "没有早发现，因为保养只做通电自检。"),
)  # fmt: skip
P02 = (
    *_checked("P02A", _KNEE, "关节镜器械包 B", 8, "关节镜主机 DEMO-E02"),
    *_happened("P02", "P02A", "EQUIPMENT_UNUSABLE", "程某", At(0, 9, 42), {
        "stage": "MAIN", "narrative": "镜下修整半月板时主机黑屏，重启一次无效。",
        "handling": "停止操作，保持灌注；巡回护士推来备用主机，接好后检查影像再继续。"}, {
        "outcome": "CONTINUED", "pause_minutes": 14, "equipment": "关节镜主机 DEMO-E02",
        "equipment_told_at": At(0, 9, 50), "anaesthesia_told_at": At(0, 9, 43),
        "office_told_at": At(0, 10, 5), "family_told_at": At(0, 11, 40),
        "patient_outcome": "手术完成，延误 14 分钟，安返病房。"}, 36,
        diagnosis="左膝内侧半月板损伤"),
    Deed("P02", "judge_equipment", "武某", 1, 15, 0, {
        "equipment_opinion": "电源板电容鼓包，属设备故障；停用送修，排查同型号两台。"}),
    _reviewed("P02", 2, "换机及时。开处理单，查保养内容。", action=True),
    *planned("P02/JZ", "袁某", 3, BOARD, cause_category="NONCONFORMING_PRODUCT"),
    *approved("P02/JZ", OFFICE_HEAD, "袁某", 5, "措施可行。", 20),
    implemented("P02/JZ", "袁某", 18, "电源板已更换；三台主机带载运行均正常，保养单已改。"),
    proved("P02/JZ", OFFICE, 34, "查保养单 3 份，现场带载运行", "三台主机带载 30 分钟无异常，签字齐全。"),
    Deed("P02", "close", OFFICE_HEAD, 35, 9, 0),
)  # fmt: skip

# P03 病患突发情况
_MYOMA = _operation("腹腔镜子宫肌瘤剔除术", 5, "施女士", 23, "魏某")
P03 = (
    *_checked("P03A", _MYOMA, "妇科腹腔镜包", 13, "腹腔镜主机 DEMO-E03"),
    *_happened("P03", "P03A", "PATIENT_EMERGENCY", "魏某", At(0, 13, 40), {
        "stage": "ANAESTHESIA", "narrative": "麻醉诱导后血压由 126/78 降至 64/38 mmHg，心率 118 次/分。",
        "handling": "暂停手术，与麻醉共同处理：快速补液、麻黄碱静推，20 分钟后血压 112/70 mmHg，再行手术。"}, {
        "outcome": "CONTINUED", "pause_minutes": 20, "anaesthesia_told_at": At(0, 13, 40),
        "office_told_at": At(0, 13, 55), "family_told_at": At(0, 14, 10),
        "patient_outcome": "手术完成，观察 24 小时血压平稳。"}, 48, diagnosis="子宫肌瘤"),
    _reviewed("P03", 1, "处理及时，暂停手术得当；麻醉科复盘诱导用药。"),
    Deed("P03", "close", OFFICE_HEAD, 2, 9, 30),
)  # fmt: skip

# P04 非预期手术目的: reviewed, not closed yet
_HERNIA = _operation("腹腔镜右半结肠切除术", 2, "卫先生", 24, "方某")
P04 = (
    *_checked("P04A", _HERNIA, "腹腔镜器械包 C", 8, "腹腔镜主机 DEMO-E01"),
    *_happened("P04", "P04A", "UNINTENDED_OUTCOME", "方某", At(0, 10, 15), {
        "stage": "MAIN", "narrative": "探查见回盲部占位侵及后腹膜，与术前影像不符。",
        "handling": "请上级医师台上会诊，术中冰冻后告知家属，改行回肠造口，补签同意书。"}, {
        "outcome": "CHANGED", "pause_minutes": 25, "office_told_at": At(0, 10, 30),
        "anaesthesia_told_at": At(0, 10, 20), "family_told_at": At(0, 10, 35),
        "patient_outcome": "改变术式完成手术，转普通病房，待病理结果。"}, 52,
        diagnosis="升结肠占位"),
    _reviewed("P04", 1, "告知、会诊、补签齐全；病理回报后科内讨论影像不符的原因。"),
)  # fmt: skip

# P05 设备无法使用: the knife carries the red label; somebody tried to close it before the review.
_HERNIA_OPEN = _operation("开腹胃大部切除术", 1, "陶先生", 25, "方某")
P05 = (
    *_checked("P05A", _HERNIA_OPEN, "普外大包", 8, "高频电刀 DEMO-E05"),
    *_happened("P05", "P05A", "EQUIPMENT_UNUSABLE", "方某", At(0, 9, 10), {
        "stage": "OPENING", "narrative": "高频电刀反复报警，切割输出中断三次。",
        "handling": "停用该机，换备用电刀；止血确认后继续。"}, {
        "outcome": "CONTINUED", "pause_minutes": 5, "equipment": "高频电刀 DEMO-E05",
        "equipment_told_at": At(0, 9, 20), "office_told_at": At(0, 9, 40),
        "family_told_at": At(0, 12, 0),
        "patient_outcome": "手术完成，皮肤无灼伤，安返病房。"}, 61, diagnosis="胃溃疡"),
    Deed("P05/BHP", REGISTER, CIRCULATING, 0, 12, 10, {
        "found_at": At(0, 9, 10), "place": "第 1 手术间", "subject": "高频电刀",
        "category": "EQUIPMENT", "lot_number": "DEMO-E05", "unit": "台", "phenomena": ["PERFORMANCE"],
        "narrative": "负极板报警、输出中断，术中已停用。", "used_on_patient": False},
        register="in_use_nonconformity", origin="P05"),
    Deed("P05/BHP", "stop", CIRCULATING, 0, 12, 15),
    Deed("P05/BHP", "isolate", CIRCULATING, 0, 12, 25, {
        "isolation_place": "手术室设备间，红标", "quantity": 1}),
    Deed("P05/BHP", "notify", CIRCULATING, 0, 12, 30),
    Deed("P05", "close", OFFICE_HEAD, 0, 16, 0, refused="不能办“结案”（四.6）"),
    Deed("P05", "judge_equipment", "武某", 1, 10, 0, {
        "equipment_opinion": "负极板线缆断裂致回路监测报警，属设备故障；更换线缆并检测后再用。"}),
    Deed("P05", "close", OFFICE_HEAD, 1, 16, 0, refused="不能办“结案”（四.6）"),
)  # fmt: skip

# P06: no exception; a set that lacks a needle holder is not used, whoever asks, until it is whole.
_SPLEEN = _operation("阑尾切除术", 4, "孟女士", 26, "方某")
_LACKING = CHECKED | {
    "itemised": "INCOMPLETE", "sterilization_lot": "DEMO-MJ-61", "equipment_fit": "NOT_NEEDED",
    "shortfall": "器械包内缺持针钳一把，器械卡记 12 件，实点 11 件。",
}  # fmt: skip
P06 = (
    Deed("P06", REGISTER, SCRUB, 0, 7, 50, dict(_SPLEEN) | {
        "checked_at": At(0, 7, 50), "instrument_set": "阑尾包 3 号"}, register="preop_check"),
    Deed("P06", "confirm", SCRUB, 0, 7, 55, _LACKING, refused="项目不完整，不得使用（四.5.(1)）"),
    Deed("P06", "block", SCRUB, 0, 7, 58, _LACKING),
    Deed("P06", "confirm", SCRUB, 0, 8, 0, refused="不能办“确认可用”（四.5.(1)）"),
    Deed("P06", "check_again", SCRUB, 0, 8, 10, {"replacement": "换阑尾包 7 号"}),
    Deed("P06", "confirm", SCRUB, 0, 8, 14, CHECKED | {
        "instrument_set": "阑尾包 7 号", "sterilization_lot": "DEMO-MJ-62",
        "equipment_fit": "NOT_NEEDED"}, "换了器械包"),
)  # fmt: skip

# The morning of today: one set waits to be replaced, one is being looked at.
_HAND = _operation("右手肌腱缝合术", 6, "毛先生", 27, "程某")
WAITING = (
    Deed("P07", REGISTER, SCRUB, 0, 7, 30, dict(_HAND) | {
        "checked_at": At(0, 7, 30), "instrument_set": "手外科包 2 号"}, register="preop_check"),
    Deed("P07", "block", SCRUB, 0, 7, 36, CHECKED | {
        "sterile": "INCOMPLETE", "equipment_fit": "NOT_NEEDED",
        "shortfall": "包外指示胶带变色不均，按未灭菌处理，退供应室重新灭菌。"}),
)  # fmt: skip

OPERATIONS = (
    Other(date(2026, 3, 18), P01), Other(date(2026, 5, 13), P03), Other(date(2026, 9, 8), P02),
    Other(date(2026, 10, 21), P04), Recent(6, P05), Recent(2, P06), Recent(1, WAITING),
)  # fmt: skip
