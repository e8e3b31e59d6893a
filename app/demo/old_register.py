"""An invented old register with the mistakes old registers have, for showing the import."""

from pathlib import Path

TABLE = """
编号|接到日期|投诉人|联系电话|投诉事项|投诉方式|被投诉科室|处理结果|答复时间
TS-2024-001|2024-01-05|孙某|138****0101|挂号排队时间长|来访|门诊药房|沟通解决|2024-01-06
TS-2024-002|2024.2.30|李某|138****0102|停车场收费不明|来电|住院收费处|赔礼道歉|2024-03-01
TS-2024-003|2024/3/8|钱某|1381234567|等候时间长|微信|眼科门诊|沟通解决|2024-03-12
TS-2024-004|20240315|周某|138****0104|输液器接头漏液|来访|输液室|让步接收|2024-13-05
TS-2024-005|2024-04-02|吴某|138****0105|夜间呼叫铃无人应答|来电|骨二|赔礼道歉|2024-04-04
TS-2024-006|2024年5月6日|郑某|138****0106|餐食送错|意见箱|病区食堂||
TS-2024-007|2024-06-01|王某|138****0107||来信|儿科|沟通解决|2024-06-05
"""


def write(folder: Path) -> Path:
    """The workbook, with a title row over its headings."""
    from openpyxl import Workbook  # heavy, and only for this

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "投诉"
    sheet.append(["安禾医院 2024 年患者投诉登记"])
    for line in TABLE.split():
        sheet.append(line.split("|"))
    path = folder / "投诉登记 2024 年.xlsx"
    book.save(path)
    return path
