"""The demo hospital's scoring table: invented clauses, each marked as an example (domain §8, 13)."""

from decimal import Decimal

from app.services.operations import Desk
from app.services.upkeep import scoring

EXAMPLE = "示例："
# Clause, words, points: those the demo records cite, and a few beside them to choose from.
RULES = (
    ("服务 1.1", "接待投诉推诿或未首诉负责", "1"),
    ("服务 1.2", "职能科室接待投诉时，科室领导未到场", "0.5"),
    ("医疗 2.1", "术前讨论缺项", "0.5"),
    ("医疗 2.4", "手术记录缺评估或关键步骤", "1"),
    ("医疗 5.2", "产程观察、胎心变化未及时记录处理", "2"),
    ("护理 2.6", "卧床患者翻身未记录", "1"),
    ("护理 3.2", "呼叫铃未及时应答", "2"),
    ("护理 4.1", "输液前未检查器具", "1"),
    ("护理 6.1", "急救车封存不符合要求", "0.5"),
    ("护理 9.1", "给药未核对患者身份", "8"),
    ("护理 9.3", "高警示药品未分盘摆放", "2"),
    ("院感 2.3", "手卫生、无菌操作不规范", "0.5"),
    ("院感 4.2", "消毒剂浓度未按时监测", "1"),
    ("环境 1.3", "病区夜间噪声超标", "1"),
    ("外包 2.1", "外包送餐差错", "2"),
)


def add_standard(desk: Desk) -> None:
    """Put the table in, as an office head would by hand."""
    for code, text, points in RULES:
        scoring.add(desk, code, EXAMPLE + text, Decimal(points))
