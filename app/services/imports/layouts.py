"""What old registers call things: headings, words for choices, what shows a case was answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.models.complaint import (
    CareType,
    Channel,
    Complaint,
    ComplaintStatus,
    Opinion,
    ReplyMethod,
    Sex,
    Topic,
)
from app.models.quality_feedback import FeedbackStatus
from app.services.imports import service_headings
from app.services.imports.headings import environment, materials, processes, reports, surveys
from app.services.imports.service_headings import NUMBERS

ORIGINAL_NUMBER = "original_number"
_ALL = (service_headings, materials, processes, environment, surveys, reports)
HEADINGS = {name: found for one in _ALL for name, found in one.HEADINGS.items()}
WORDS = {name: found for one in _ALL for name, found in one.WORDS.items()}


@dataclass(frozen=True)
class Layout:
    """How old registers of one kind look.

    `headings` maps a field to what its column is called, beside the field's own label. `beside`
    maps a heading two columns share to (column standing before it → field). `words` are further
    words for choices, `near` words that only suggest one; `strangers` says whose columns may not
    stand under a group of headings (group → beginning of field names); `mains` maps a main choice
    to the list it is taken from. In columns `deciding` what becomes of goods (headings, or fields) a way
    past the inspection is refused, field or not. `begun` is the moment a list without dates is filed
    here: the day it is brought in. A row where one of `answered_by` is filled gets the status
    `answered`; what stands in `judged_by` gives it that of `ends`.
    """

    headings: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    words: Mapping[str, StrEnum] = field(default_factory=dict)
    near: Mapping[str, StrEnum] = field(default_factory=dict)
    strangers: Mapping[str, str] = field(default_factory=dict)
    mains: Mapping[str, str] = field(default_factory=dict)
    deciding: tuple[str, ...] = ()
    begun: str = ""
    answered_by: tuple[str, ...] = ()
    answered: StrEnum | None = None
    judged_by: str = ""
    ends: Mapping[StrEnum, StrEnum] = field(default_factory=dict)


_COMPLAINTS = Layout(
    headings={
        ORIGINAL_NUMBER: (
            "留言编号", "编号", "投诉编号", "登记编号", "原编号", "受理编号", "单号", "登记号"),
        "received_at": (
            "留言时间", "时间", "投诉时间", "投诉日期", "接待日期", "接待日期时间", "接到时间",
            "接到日期", "登记时间", "登记日期", "日期", "来电时间", "来访时间", "来访日期",
            "反映时间"),
        "channel": ("来源", "投诉来源", "投诉渠道", "渠道", "方式", "接收方式", "受理方式"),
        "ticket_number": ("工单号", "工单编号", "12345工单号", "转办编号"),
        "ticket_due_on": ("工单期限", "办结期限", "要求办结日期"),
        "complainant_name": (
            "留言用户", "用户", "投诉人", "投诉人姓名", "来访人", "反映人", "来电人", "投诉者"),
        "complainant_sex": ("投诉人性别",),
        "complainant_age": ("投诉人年龄",),
        "complainant_phone": (
            "电话", "投诉人电话", "手机", "手机号", "手机号码", "联系方式", "电话号码"),
        "complainant_address": ("地址", "家庭住址", "联系地址"),
        "relationship": ("与患者关系", "与病人关系", "关系"),
        "patient_name": ("患者", "病人", "病人姓名"),
        "patient_sex": ("患者性别",),
        "patient_age": ("患者年龄",),
        "care_type": ("门诊/住院", "门诊住院", "就诊方式"),
        "patient_number": ("门诊号/住院号", "门诊号", "住院号", "病案号", "病历号", "登记卡号"),
        "patient_department_id": ("患者科室", "所在科室"),
        "diagnosis": ("入院诊断", "疾病诊断"),
        "respondent_department_id": (
            "被投诉科室", "责任科室", "投诉科室", "涉及科室", "科室", "被投诉部门"),
        "respondent_note": ("被投诉人", "被投诉人员", "被投诉人姓名", "责任人", "涉及人员"),
        "occurred_on": ("事发时间", "发生时间", "发生日期"),
        "occurred_place": ("发生地点", "地点"),
        "topic": ("投诉类型", "类别", "类型", "投诉分类"),
        "subject": ("留言主题", "主题", "标题", "投诉主题", "事项"),
        "narrative": (
            "留言详情", "详情", "内容", "留言内容", "投诉内容", "投诉事项", "反映问题", "反映内容",
            "主要内容", "事件经过", "投诉事由", "投诉情况"),
        "demand": ("患方诉求", "投诉诉求", "要求", "患方意见和目的", "投诉要求"),
        "first_receiving_department_id": ("首诉接待科室", "接待科室", "接收科室"),
        "receiver_id": ("接待人员", "登记人", "接听人", "受理人"),
        "functional_department_id": ("受理职能科室", "职能科室", "承办科室", "主办科室"),
        "assisting_department_ids": ("协助科室", "配合科室"),
        "department_statement": ("责任科室陈述", "科室说明", "科室意见"),
        "verification": ("调查情况", "核实情况", "调查结果", "调查核实情况", "调查经过"),
        "determination": ("处理意见", "定性意见"),
        "main_cause": ("原因", "投诉原因", "主要原因"),
        "resolutions": ("处理方式", "解决方式"),
        "compensation_amount": ("补偿金额(元)", "赔偿金额", "金额"),
        "improvement": ("整改情况", "改进措施", "纠正措施"),
        "replied_at": ("答复时间", "反馈日期", "答复日期", "回复时间", "回复日期", "办结时间"),
        "reply_method": ("答复方式", "回复方式"),
        "complainant_opinion": ("满意度", "满意情况", "患者意见", "是否满意", "回访意见"),
        "reply_text": ("答复意见", "答复内容", "回复内容", "回复意见", "反馈意见", "答复"),
        "remarks": ("备注说明", "说明"),
    },
    beside={
        "性别": {"patient_name": "patient_sex", "complainant_name": "complainant_sex"},
        "年龄": {"patient_name": "patient_age", "complainant_name": "complainant_age"},
    },
    words={
        "电话": Channel.PHONE, "上门": Channel.VISIT, "现场": Channel.VISIT, "当面": Channel.VISIT,
        "信件": Channel.LETTER, "书信": Channel.LETTER, "信箱": Channel.BOX, "投诉箱": Channel.BOX,
        "网络": Channel.ONLINE, "网上": Channel.ONLINE, "12345": Channel.ONLINE,
        "12345热线": Channel.ONLINE, "市长热线": Channel.ONLINE, "转办": Channel.SUPERIOR,
        "门诊患者": CareType.OUTPATIENT, "住院患者": CareType.INPATIENT,
        "医疗": Topic.MEDICAL, "医疗质量": Topic.MEDICAL, "医疗技术": Topic.MEDICAL,
        "护理服务": Topic.NURSING, "医德": Topic.ETHICS,
        "收费问题": Topic.CHARGE, "费用": Topic.CHARGE, "药品质量": Topic.DRUG,
        "设备": Topic.EQUIPMENT, "环境": Topic.ENVIRONMENT, "后勤": Topic.ENVIRONMENT,
        "外包": Topic.OUTSOURCED, "口头": ReplyMethod.IN_PERSON,
        "短信": ReplyMethod.ONLINE, "男性": Sex.MALE, "女性": Sex.FEMALE, "比较满意": Opinion.FAIRLY_SATISFIED,
        "较满意": Opinion.FAIRLY_SATISFIED,
    },
    near={
        "微信": Channel.ONLINE, "公众号": Channel.ONLINE, "邮件": Channel.ONLINE,
        "打电话": Channel.PHONE, "座机": Channel.PHONE, "信函": Channel.LETTER,
        "门诊": CareType.OUTPATIENT, "住院": CareType.INPATIENT,
    },
    strangers={"患者": "complainant_", "病人": "complainant_", "投诉人": "patient_"},
    mains={"main_cause": "cause_categories", "main_resolution": "resolutions"},
    answered_by=("replied_at", "reply_text"),
    answered=ComplaintStatus.REPLIED,
)  # fmt: skip

# What a department answered in an old sheet is judged here, not answered again.
_ANSWERED: Mapping[str, tuple[tuple[str, ...], StrEnum]] = {
    "quality_feedback": (("root_cause", "corrective_action"), FeedbackStatus.RESPONDED),
}
_NOT_JUDGED: tuple[str, Mapping[StrEnum, StrEnum]] = ("", {})
_NOT_ANSWERED: tuple[tuple[str, ...], StrEnum | None] = ((), None)

LAYOUTS: Mapping[str, Layout] = {
    Complaint.__tablename__: _COMPLAINTS,
    **{
        name: Layout(
            headings={ORIGINAL_NUMBER: NUMBERS, **headings},
            words=WORDS.get(name, {}),
            deciding=materials.DECIDING if name in materials.HEADINGS else (),
            begun=materials.BEGUN.get(name, ""),
            answered_by=_ANSWERED.get(name, _NOT_ANSWERED)[0],
            answered=_ANSWERED.get(name, _NOT_ANSWERED)[1],
            judged_by=environment.ENDS.get(name, _NOT_JUDGED)[0],
            ends=environment.ENDS.get(name, _NOT_JUDGED)[1],
        )
        for name, headings in HEADINGS.items()
    },
}  # fmt: skip


def of(register_name: str) -> Layout:
    """The layout of a register; one without further words knows only its own labels."""
    return LAYOUTS.get(register_name, Layout(headings={}))
