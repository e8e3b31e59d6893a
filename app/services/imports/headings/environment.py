"""What old registers of clause 四.4 call their columns and answers."""

from collections.abc import Mapping
from enum import StrEnum

from app.models.environment.check import EnvFinding, EnvStatus, EnvVerdict

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "env_check": {
        "checked_at": ("检测日期", "监测日期", "采样日期", "检查日期", "日期", "时间", "检测时间"),
        "point_code": ("检查点编码", "点位编码", "采样点编号"),
        "responsible_department_id": ("科室", "受检科室", "被检科室", "采样科室", "所属科室"),
        "functional_department_id": ("监督部门", "主管科室"),
        "checker_id": ("检测人", "监测人", "采样人", "检验人", "检查者"),
        "companion": ("陪同人", "陪检人"),
        "subject": ("检测项目", "监测项目", "检查项目", "项目名称", "检验项目"),
        "place": ("采样地点", "检测地点", "采样点", "监测点", "检查地点", "点位", "房间", "区域"),
        "area_class": ("类别", "环境分类", "区域类别"),
        "limit_text": ("标准值", "限量", "卫生标准", "合格标准", "标准限值", "参考值"),
        "unit": ("单位",),
        "standard": ("标准号", "执行标准", "依据标准"),
        "method": ("检测方法", "采样方法"),
        "instrument_code": ("仪器", "设备编号", "检测仪器"),
        "value": ("检测结果", "监测结果", "检测值", "测定值", "结果", "监测值", "测量值"),
        "finding": ("所见", "检查情况"),
        "verdict": ("结论", "判定结果", "是否合格", "检测结论", "评价", "检查结果"),
        "cause": ("原因分析", "不合格原因"),
        "action": ("措施", "处理措施", "整改", "改进措施"),
        "supervision": ("监督科室意见", "院感科意见"),
        "remarks": ("备注说明", "说明"),
    },
}

WORDS: Mapping[str, Mapping[str, StrEnum]] = {
    "env_check": {
        "未检出": EnvFinding.GOOD, "阴性": EnvFinding.GOOD, "检出": EnvFinding.BAD,
        "阳性": EnvFinding.BAD, "达标": EnvVerdict.PASS, "超标": EnvVerdict.FAIL,
        "不达标": EnvVerdict.FAIL, "警戒": EnvVerdict.WARN,
    },
}  # fmt: skip

# What an old sheet judged stands so; what failed is still to be put right here, and rechecked.
ENDS: Mapping[str, tuple[str, Mapping[StrEnum, StrEnum]]] = {
    "env_check": (
        "verdict",
        {
            EnvVerdict.PASS: EnvStatus.CLOSED,
            EnvVerdict.WARN: EnvStatus.WARNED,
            EnvVerdict.FAIL: EnvStatus.FAILED,
        },
    ),
}
