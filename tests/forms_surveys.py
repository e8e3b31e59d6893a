"""Sample values of the forms of satisfaction: a feedback that was verified, a meeting that was reviewed."""

from datetime import UTC, date, datetime

from app.services.forms import CATALOGUE, FormValue, Signature

CODES = ("F17", "F22")
TABLES = {"F17": "scores", "F22": "opinions"}
NAMES = {"F17": "item", "F22": "opinion"}
HEADS = {
    "F17": "序号题目有效答数满意率%纯满意度%得分全院满意率%判定",
    "F22": "序号意见责任科室整改意见关联单号",
}


def _signed(code: str, step: str, name: str) -> Signature:
    return Signature(CATALOGUE[code].signatures[step], name, date(2026, 10, 20))


def feedback() -> dict[str, FormValue]:
    """F17: the night in one ward."""
    return {
        "number": "MYF-YWK-202610-0001",
        "issued_at": datetime(2026, 10, 9, 2, 0, tzinfo=UTC),
        "survey_number": "MY-YWK-202609-0001",
        "period": "2026-07-01 至 2026-09-30",
        "survey_kind": "住院",
        "issued_count": 300,
        "collected_count": 276,
        "valid_count": 270,
        "response_rate": "92 %",
        "satisfied_rate": "94.8 %",
        "pure_rate": "61.2 %",
        "target": "90 %",
        "previous": "2026-04-01 至 2026-06-30：满意率 93.1 %，纯满意度 58.4 %",
        "counting": "计分口径：满意率＝（很满意＋满意）÷有效答数；纯满意度只计最高一档。",
        "subject": "夜间安静低于目标",
        "functional_department": "医务科",
        "reply_by": date(2026, 10, 23),
        "responsible_department": "骨科一病区",
        "scores": [
            {"item": "夜间病区安静", "answers": 43, "rate": "76.8", "pure": "30.1",
             "score": "74.4", "whole": "91.9", "verdict": "低于"},
            {"item": "病房和卫生间清洁", "answers": 44, "rate": "97.7", "pure": "70.5",
             "score": "91.5", "whole": "96.3", "verdict": "达标"},
        ],
        "narrative": "半夜推车声音大，一晚醒三次。",
        "root_cause": "治疗车轮轴老化；夜间换液没有错峰。",
        "improvement": "换静音轮；22 时后集中治疗。",
        "improve_by": date(2026, 10, 31),
        "issued": _signed("F17", "issued", "周敏"),
        "answered": _signed("F17", "answered", "吴某"),
        "verification": "夜查两次，噪声 38 分贝。",
        "verified": _signed("F17", "verified", "何某"),
        "materials": "附件 1 件",
        "remarks": "备注：下季度复看。",
        "retain_until": date(2031, 10, 20),
    }  # fmt: skip


def forum() -> dict[str, FormValue]:
    """F22: two opinions, one of which became a complaint."""
    return {
        "number": "ZT-KFK-202611-0001",
        "held_at": datetime(2026, 11, 16, 7, 0, tzinfo=UTC),
        "responsible_department": "康复科",
        "subject": "11 月工休座谈会",
        "place": "康复科示教室",
        "host": "曾某",
        "recorder": "罗某",
        "attendees": 14,
        "opinions": [
            {"opinion": "走廊夜间推车噪声大。", "responsible_department": "总务科",
             "measure": "换静音轮，铺减震垫。", "number": "TS-KFK-202611-0012"},
            {"opinion": "开水间晚上没有热水。", "responsible_department": "后勤",
             "measure": "延长供应到 22 时。", "number": "—"},
        ],
        "narrative": "意见集中在夜间安静与热水供应，均已定人定时。",
        "summarised": _signed("F22", "summarised", "曾某"),
        "office_opinion": "同意，12 月座谈会上回告。",
        "functional_department": "护理部",
        "reviewed": _signed("F22", "reviewed", "何某"),
        "materials": "附件 2 件",
        "remarks": "备注：签到另附。",
        "retain_until": date(2031, 11, 20),
    }  # fmt: skip


SAMPLES = {"F17": feedback, "F22": forum}
