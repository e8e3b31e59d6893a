"""Sample values of F01, and reading back what stands in a workbook or on a page."""

import re
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pypdfium2
from openpyxl import load_workbook

from app.services.forms import CATALOGUE, FormData, FormValue, Options, Signature

F01 = CATALOGUE["F01"]
PROSE = (
    "患者家属反映，术后第三天夜间（约 02:30）呼叫护士三次，均未及时到场；家属到护士站询问时，"
    "值班护士王铉答复“正在处理其他病人”，语气生硬。《医疗纠纷预防和处理条例》第二十三条规定……"
    "应当告知；CT 编号 QR-8.7-01/A0，心率 120 bpm，体温 38.5℃。"
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def prose(length: int) -> str:
    """Numbered paragraphs of so many characters."""
    return "\n".join(f"{number}. {PROSE}" for number in range(1, length // 100 + 2))[:length]


def ticked(field: str, *at: int) -> Options:
    """The form's options with some of them ticked."""
    return Options(F01.options[field], frozenset(at))


def complaint(**changed: FormValue) -> dict[str, FormValue]:
    """An ordinary complaint, closed."""
    day = date(2026, 3, 5)
    values: dict[str, FormValue] = {
        "number": "TS-YWK-202603-0007",
        "received_at": datetime(2026, 3, 5, 1, 40, tzinfo=UTC),
        "channel": ticked("channel", 1),
        "ticket_number": "12345-20260305-0071",
        "complainant_name": "李惠秀",
        "complainant_sex": "女",
        "complainant_age": 46,
        "complainant_phone": "13900000000",
        "complainant_address": "示范市中山路 100 号 3 幢 2 单元 1102 室（近人民广场地铁站 B 口）",
        "relationship": "配偶",
        "patient_name": "张䶮",
        "patient_sex": "男",
        "patient_age": 49,
        "care_type": ticked("care_type", 1),
        "patient_number": "ZY202603001",
        "patient_department": "普通外科一病区",
        "bed_number": "12",
        "diagnosis": "急性阑尾炎（K35.8）术后",
        "respondent_department": "普通外科",
        "respondent_person": "王某某（护士）",
        "occurred_on": date(2026, 3, 4),
        "occurred_place": "普通外科一病区护士站",
        "narrative": PROSE,
        "demand": "要求书面答复并道歉，说明夜间呼叫的响应安排。",
        "materials": "照片 2 张、通话录音 1 份",
        "first_receiving_department": "医务科",
        "receive": Signature("接待人", "王磊", day),
        "complainant_signature": "未到场（电话）",
        "leader_present": ticked("leader_present", 0),
        "leader": Signature("责任科室领导", "陈建国", day),
        "on_site_result": ticked("on_site_result", 1),
        "functional_department": "医务科",
        "assisting_departments": "护理部、门诊部",
        "transferred_at": datetime(2026, 3, 5, 2, 30, tzinfo=UTC),
        "litigation_filed": ticked("litigation_filed", 1),
        "department_statement": "当晚两台急诊手术，值班护士三人中两人在抢救间。",
        "verification": "调取录像与呼叫记录，02:31、02:37、02:44 三次呼叫属实，首次应答 02:52。",
        "determination": "定性为服务缺陷，责任为值班安排与沟通，给予科室扣分并公开致歉。",
        "cause_categories": ticked("cause_categories", 1, 5),
        "main_cause": "违反规章制度或操作规程",
        "service_defect": ticked("service_defect", 0),
        "accident_dispute": ticked("accident_dispute", 1),
        "resolutions": ticked("resolutions", 0, 1),
        "main_resolution": "赔礼道歉",
        "compensation_amount": Decimal("3000.00"),
        "improvement": "见质量检查反馈表 FK-YWK-202603-0004；调整夜间二线呼叫转接。",
        "replied_at": date(2026, 3, 12),
        "reply_method": "书面答复",
        "complainant_opinion": ticked("complainant_opinion", 1),
        "reply": Signature("反馈人", "王磊", date(2026, 3, 12)),
        "office_head": Signature("职能科室负责人", "赵敏", date(2026, 3, 13)),
        "leader_in_charge": Signature("分管领导", "周卫", date(2026, 3, 13)),
        "duties_told": ticked("duties_told", 0, 1, 2),
        "archived_on": date(2026, 3, 16),
        "retain_until": date(2031, 3, 16),
    }
    return values | changed


def data(
    values: Mapping[str, FormValue], hospital: str = "安禾医院", watermark: str | None = None
) -> FormData:
    """A print of these values."""
    return FormData(
        values,
        hospital,
        watermark=watermark,
        anchor="#1234 0a1b2c3d4e5f60718293",
        qr="TS-YWK-202603-0007",
        printed_by="王磊",
        printed_at=datetime(2026, 3, 16, 3, 0, tzinfo=UTC),
    )


def squeezed(text: str) -> str:
    """Text without white space: where a line ends is not what is compared."""
    return re.sub(r"\s+", "", text)


def page_texts(path: Path) -> list[str]:
    """The text of each page of a PDF, as it is copied or searched."""
    document = pypdfium2.PdfDocument(path)
    try:
        # The reader marks a hyphen at the end of a line as one that might be taken out.
        return [
            squeezed(page.get_textpage().get_text_bounded().replace("\x02", "-"))
            for page in document
        ]
    finally:
        document.close()


def cell_texts(path: Path) -> list[str]:
    """The texts of a workbook as a spreadsheet decodes them, in the order of the sheet."""
    with zipfile.ZipFile(path) as archive:
        root = fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return [
        _ESCAPED.sub(
            lambda found: chr(int(found[1], 16)),
            "".join(part.text or "" for part in inline.iter(f"{_MAIN}t")),
        )
        for inline in root.iter(f"{_MAIN}is")
    ]


def shown_texts(path: Path) -> list[str]:
    """The string values of a workbook, read by openpyxl."""
    sheet = load_workbook(path, rich_text=True).worksheets[0]
    return [str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value is not None]
