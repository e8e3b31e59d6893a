"""What old registers of satisfaction call their columns: surveys, feedback, meetings with patients."""

from collections.abc import Mapping
from enum import StrEnum

from app.models.surveys.questionnaire import SurveyKind

REMARKS = ("备注说明", "说明")

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "satisfaction_survey": {
        "planned_at": ("调查日期", "调查时间", "日期", "时间"),
        "survey_kind": ("调查类型", "调查对象", "类别"),
        "subject": ("名称", "调查主题", "主题", "事项"),
        "period_from": ("开始日期", "起始日期"),
        "period_to": ("结束日期", "截止日期"),
        "target": ("目标值", "目标", "目标满意率"),
        "responsible_department_id": ("科室", "调查科室", "病区"),
        "functional_department_id": ("主办科室", "调查部门"),
        "issued_count": ("发放", "发放数", "发出份数"),
        "collected_count": ("回收", "回收数", "收回份数"),
        "valid_count": ("有效", "有效数", "有效表"),
        "satisfied_rate": ("满意率", "总体满意率"),
        "pure_rate": ("纯满意度", "纯满意率"),
        "analysis": ("分析", "存在问题", "问题分析", "整改"),
        "remarks": REMARKS,
    },
    "survey_feedback": {
        "issued_at": ("反馈日期", "发出日期", "日期", "时间"),
        "subject": ("反馈内容", "主题", "事项", "存在问题"),
        "responsible_department_id": ("科室", "被反馈科室"),
        "functional_department_id": ("反馈科室", "发出科室"),
        "narrative": ("患者意见", "患者原话", "意见"),
        "root_cause": ("原因",),
        "improvement": ("整改", "整改情况", "改进措施"),
        "improve_by": ("完成期限",),
        "verification": ("验证", "验证情况", "验证结果"),
        "remarks": REMARKS,
    },
    "patient_forum": {
        "held_at": ("会议日期", "会议时间", "召开日期", "日期", "时间"),
        "responsible_department_id": ("科室", "病区"),
        "subject": ("会议主题", "会议名称", "事项"),
        "place": ("会议地点",),
        "host": ("主持", "主持者"),
        "recorder_id": ("记录", "记录者"),
        "attendees": ("人数", "到会人数", "参会人数"),
        "narrative": ("汇总", "汇总与整改意见", "整改意见", "会议内容", "小结"),
        "remarks": REMARKS,
    },
}

WORDS: Mapping[str, Mapping[str, StrEnum]] = {
    "satisfaction_survey": {
        "住院患者": SurveyKind.INPATIENT, "出院患者": SurveyKind.INPATIENT,
        "门诊患者": SurveyKind.OUTPATIENT,
    },
}  # fmt: skip
