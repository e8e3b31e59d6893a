"""What old lists of reports call their columns and kinds."""

from collections.abc import Mapping
from enum import StrEnum

from app.models.reports.periodic_report import ReportKind

HEADINGS: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "periodic_report": {
        "opened_at": ("日期", "编制日期", "报告日期", "时间"),
        "kind": ("类型", "报告类型", "类别"),
        "period": ("报告期", "季度", "年度"),
        "subject": ("报告名称", "名称", "题目", "事项"),
        "responsible_department_id": ("科室", "编制部门", "部门"),
        "functional_department_id": ("职能科室", "归口部门"),
        "analysis": ("分析结论", "情况分析"),
        "suggestions": ("改进建议", "建议措施"),
        "remarks": ("备注说明", "说明"),
    },
}
WORDS: Mapping[str, Mapping[str, StrEnum]] = {
    "periodic_report": {
        "季度": ReportKind.INSPECTION, "季报": ReportKind.INSPECTION,
        "半年": ReportKind.SUPERVISION, "半年检查": ReportKind.SUPERVISION,
        "年度": ReportKind.COMPLAINTS, "年报": ReportKind.COMPLAINTS,
        "通报": ReportKind.BULLETIN, "月报": ReportKind.BULLETIN,
    },
}  # fmt: skip
