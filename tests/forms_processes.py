"""Sample values of the form of clause 四.5: an operation whose equipment failed, taken to its end."""

from datetime import UTC, date, datetime

from app.services.forms import CATALOGUE, FormValue, Options, Signature

CODES = ("F13",)
DAY = date(2026, 3, 5)


def ticked(field: str, *at: int) -> Options:
    """The options of F13 with some of them ticked."""
    return Options(CATALOGUE["F13"].options[field], frozenset(at))


def signed(step: str, name: str, day: date = DAY) -> Signature:
    """A signature of F13, given by someone."""
    return Signature(CATALOGUE["F13"].signatures[step], name, day)


def moment(hour: int, minute: int) -> datetime:
    """A moment of that day, by the hospital's clock eight hours later."""
    return datetime(2026, 3, 5, hour, minute, tzinfo=UTC)


def exception() -> dict[str, FormValue]:
    """F13: the tower of the arthroscope went black; a set had been replaced before surgery."""
    return {
        "number": "SY-SSS-202603-0002",
        "operated_on": DAY,
        "operating_room": "第 3 手术间",
        "responsible_department": "手术室",
        "patient_name": "张*",
        "patient_number": "ZY2****0001",
        "diagnosis": "左膝半月板损伤",
        "subject": "左膝关节镜下半月板成形术",
        "chief_surgeon": "方远",
        "assistants": "陈建国、李悦",
        "anaesthetist": "何明",
        "scrub_nurse": "袁静",
        "circulating_nurse": "钱进",
        "instrument_set": "关节镜器械包 B",
        "sterilization_lot": "MJ-20260304-07",
        "instruments": ticked("instruments", 0, 1, 2),
        "checked_equipment": "关节镜主机 SB-0311",
        "fit": ticked("fit", 0),
        "conclusion": ticked("conclusion", 0),
        "replacement": "关节镜器械包 B，第 2 次确认齐全",
        "shortfall": "第 1 次 2026-03-05 08:10 不得使用：项目不完整（缺持针钳一把）；洗手护士 袁静",
        "scrubbed": signed("scrubbed", "袁静"),
        "exception_type": ticked("exception_type", 0),
        "occurred_at": moment(1, 42),
        "stage": "主要操作",
        "narrative": "09:42 镜下操作中主机黑屏，重启一次无效。",
        "handling": "停止操作，生理盐水保持灌注，换备用主机后继续。",
        "equipment_told_at": moment(1, 47),
        "facility_told_at": moment(1, 48),
        "office_told_at": moment(1, 55),
        "anaesthesia_told_at": moment(1, 43),
        "family_told_at": moment(3, 10),
        "equipment": "关节镜主机 SB-0311，2021 年启用",
        "power_seconds": 6,
        "pause_minutes": 14,
        "outcome": ticked("outcome", 0),
        "patient_outcome": "手术完成，生命体征平稳，安返病房。",
        "count_before": 38,
        "count_closing": 38,
        "count_closed": 38,
        "count_skin": 38,
        "counts_agree": ticked("counts_agree", 0),
        "count_note": "四次均由洗手护士与巡回护士同数",
        "handled": signed("handled", "方远"),
        "judgement": "主机电源板电容鼓包，属设备故障；已停用送修。",
        "judged": signed("judged", "武强", date(2026, 3, 6)),
        "office_opinion": "处理得当。开处理单，排查同批电源板。",
        "reviewed": signed("reviewed", "周敏", date(2026, 3, 7)),
        "follow_up": "是 JZ-YWK-202603-0005",
        "materials": "附件 2 件",
        "remarks": "备注：备用主机当日补入周转。",
        "archived_on": date(2026, 3, 30),
        "retain_until": date(2031, 3, 12),
    }


SAMPLES = {"F13": exception}
