"""Sample values of the forms of clause 四.3: a rejected delivery, its order, its receipt, its supplier."""

from datetime import UTC, date, datetime
from decimal import Decimal

from app.services.forms import CATALOGUE, FormValue, Options, Signature

CODES = ("F05", "F06", "F07", "F08", "F09", "F11", "F11A")
TABLES = {"F08": "lots", "F09": "items", "F11": "papers", "F11A": "entries"}
NAMES = {"F08": "subject", "F09": "lot", "F11": "name", "F11A": "goods"}
DAY = date(2026, 3, 6)


def ticked(code: str, field: str, *at: int) -> Options:
    """A form's options with some of them ticked."""
    return Options(CATALOGUE[code].options[field], frozenset(at))


def signed(code: str, step: str, name: str, day: date = DAY) -> Signature:
    """A signature of a form, given by someone."""
    return Signature(CATALOGUE[code].signatures[step], name, day)


def moment(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March, by the hospital's clock eight hours later."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


def report() -> dict[str, FormValue]:
    """F05: leaking sets, one of them used on a patient."""
    return {
        "number": "BHP-GK1-202603-0002",
        "found_at": moment(5, 6, 40),
        "stage": ticked("F05", "stage", 3),
        "responsible_department": "骨科一病区",
        "place": "治疗室",
        "finder": "李悦",
        "finder_phone": "8612",
        "reported_at": moment(5, 7, 10),
        "functional_department": "供应科",
        "category": ticked("F05", "category", 1),
        "subject": "一次性使用输液器（带针）",
        "specification": "1.2×30 mm",
        "lot_number": "DEMO-L05",
        "manufactured_on": date(2025, 11, 2),
        "expires_on": date(2028, 11, 1),
        "manufacturer": "示例医疗器械制造有限公司",
        "supplier_name": "示例医药甲",
        "registration_number": "国械注准20193140001",
        "unit": "支",
        "arrived_quantity": 2000,
        "quantity": 36,
        "phenomena": ticked("F05", "phenomena", 0, 6),
        "narrative": "14:40 为 12 床换液时接头漏液，床单浸湿；同盒另有 35 支接头有裂纹。",
        "used_on_patient": ticked("F05", "used_on_patient", 0),
        "patient_name": "张*",
        "patient_number": "ZY2****0001",
        "physician_told_at": moment(5, 6, 45),
        "patient_condition": "更换输液器，测生命体征平稳，补足剂量。",
        "taken": ticked("F05", "taken", 0, 1, 2, 3),
        "isolation_place": "治疗室红箱",
        "notified_at": moment(5, 7, 10),
        "reported": signed("F05", "reported", "李悦", date(2026, 3, 5)),
        "handling": "全院同批召回，退供方更换。",
        "purchasing": signed("F05", "purchasing", "孙立"),
        "materials": "附件 3 件",
        "remarks": "备注：照片已发供方。",
    }


def order() -> dict[str, FormValue]:
    """F06: replaced by the supplier, carried out before two people."""
    return {
        "number": "CZ-WZK-202603-0001",
        "issued_at": moment(6, 1),
        "source_number": "BHP-GK1-202603-0002",
        "responsible_department": "骨科一病区",
        "functional_department": "供应科",
        "subject": "一次性使用输液器（带针）",
        "specification": "1.2×30 mm",
        "lot_number": "DEMO-L05",
        "supplier_name": "示例医药甲",
        "unit": "支",
        "quantity": 36,
        "amount": Decimal("90.00"),
        "purchasing_opinion": "同批全部退供方更换。",
        "purchasing": Signature("采购科室"),
        "using_opinion": "同意，急需补货。",
        "using": Signature("使用科室"),
        "quality_opinion": "同意；更换来的重新检验。",
        "quality": Signature("质管"),
        "reviewed": signed("F06", "reviewed", "孙立"),
        "disposition": ticked("F06", "disposition", 1),
        "requirement": "供方三日内取回不合格品并送来更换批，附检验报告。",
        "requested_on": date(2026, 3, 9),
        "leader_opinion": "同意。",
        "approved": signed("F06", "approved", "周卫"),
        "executed_quantity": 36,
        "executed_on": date(2026, 3, 8),
        "voucher_number": "TH-20260308-01",
        "executed": signed("F06", "executed", "何明", date(2026, 3, 8)),
        "supervised": signed("F06", "supervised", "钱进", date(2026, 3, 8)),
        "replacement_number": "JY-WZK-202603-0015",
        "supplier_filed": ticked("F06", "supplier_filed", 0),
        "filed": Signature("登记人"),
        "closed": signed("F06", "closed", "孙立", date(2026, 3, 12)),
        "materials": "附件 1 件",
        "remarks": "备注：退货单复印件附后。",
    }


def proposal() -> dict[str, FormValue]:
    """F07: all quilts of the kind inspected again."""
    return {
        "number": "CZ-WZK-202603-0002",
        "issued_at": moment(10, 1),
        "functional_department": "供应科",
        "responsible_department": "康复科病区",
        "source_number": "BHP-KFK-202603-0001",
        "subject": "患者被芯",
        "specification": "150×200 cm",
        "lot_number": "BX2601",
        "quantity": 11,
        "unit": "条",
        "supplier_name": "示例纺织乙",
        "narrative": "护士长铺床时发现 2 条填充物外露。供方核查：同批出厂 600 条，缝制工序换线未首检。",
        "kind_total": 410,
        "kind_done": 410,
        "kind_good": 399,
        "kind_bad": 11,
        "kind_open": 0,
        "inspections": "JY-WZK-202603-0021、JY-WZK-202603-0022",
        "impact": "涉及康复科、骨科一病区两个病区；没有患者受到损害。",
        "proposal": "退货换货 11 条，供方承担运费；更换来的重新检验。",
        "supplier_advice": ticked("F07", "supplier_advice", 0),
        "submitted": signed("F07", "submitted", "孙立", date(2026, 3, 10)),
        "head": Signature("科室负责人"),
        "decision": ticked("F07", "decision", 0),
        "leader_opinion": "同意退货换货，给予警告。",
        "approved": signed("F07", "approved", "周卫", date(2026, 3, 11)),
        "materials": "附件 2 件",
    }


def lot(number: int = 1, **other: FormValue) -> dict[str, FormValue]:
    """A line of F08."""
    line: dict[str, FormValue] = {
        "subject": "一次性使用无菌注射器",
        "specification": "5 mL",
        "model": "A-2",
        "unit": "支",
        "ordered_quantity": 1900,
        "received_quantity": 1900,
        "sampled_quantity": 20,
        "lot_number": f"2026{number:04d}B（M202601）",
        "manufactured_on": date(2026, 1, 15),
        "expires_on": date(2028, 1, 14),
        "remaining_months": 22,
        "registration_number": "国械注准20193140001",
        "manufacturer": "示例医疗器械制造有限公司",
        "look": "符合",
        "temperature": Decimal("5.5"),
        "certificates": ticked("F08", "certificates", 0, 2),
        "verdict": ticked("F08", "verdict", 0),
        "reason": "",
        "findings": "生产日期 符合　数量 符合　规格 符合　型号 符合　外观包装 符合　质量证明 符合　"
                    "性能 不适用",
    }  # fmt: skip
    return line | other


def inspection() -> dict[str, FormValue]:
    """F08: a delivery of which a part was split off and rejected."""
    return {
        "number": "JY-WZK-202603-0012",
        "inspected_at": moment(6, 2, 30),
        "supplier_name": "示例医药有限公司",
        "purchase_number": "CG-20260301",
        "delivery_number": "SH20260306",
        "received_at": moment(6, 1),
        "lots": [
            lot(),
            lot(2, ordered_quantity=100, received_quantity=100, look="不符合",
                verdict=ticked("F08", "verdict", 1), reason="外观质量",
                findings="单号 JY-WZK-202603-0013　外观包装 不符合"),
        ],
        "category": "医疗耗材",
        "implant": ticked("F08", "implant", 1),
        "purchaser": "孙立",
        "isolation_place": "待检区 1",
        "storage_place": "二区 3 排 A-1",
        "responsible_department": "供应科",
        "functional_department": "供应科",
        "narrative": "第 3 箱外包装受潮，箱内 100 支拆出另判。",
        "inspected": signed("F08", "inspected", "何明"),
        "reviewed": signed("F08", "reviewed", "钱进"),
        "materials": "附件 2 件",
        "remarks": "备注：随货同行单已核对。",
    }  # fmt: skip


def receipt_line(number: int = 1, **other: FormValue) -> dict[str, FormValue]:
    """A line of F09."""
    line: dict[str, FormValue] = {
        "lot": f"JY-WZK-202603-{number:04d}",
        "name": "HC-0012\n一次性使用无菌注射器",
        "specification": "5 mL A-2",
        "unit": "支",
        "ordered": 2000,
        "quantity": 1900,
        "lot_number": "20260001B",
        "expires_on": date(2028, 1, 14),
        "unit_price": Decimal("0.85"),
        "amount": Decimal("1615.00"),
        "place": "A-1",
    }
    return line | other


def receipt() -> dict[str, FormValue]:
    """F09: three lots put away."""
    return {
        "number": "RK-WZK-202603-0007",
        "stored_at": moment(6, 7),
        "responsible_department": "供应科",
        "functional_department": "供应科",
        "supplier_name": "示例医药有限公司",
        "invoice_number": "01234567",
        "subject": "注射器、口罩一批",
        "items": [
            receipt_line(12),
            receipt_line(14, name="YP-0003\n0.9% 氯化钠注射液", specification="250 mL", unit="袋",
                         ordered=600, quantity=600, unit_price=Decimal("2.5"),
                         amount=Decimal("1500.00"), place="药库二区"),
            receipt_line(15, name="医用外科口罩", specification="17.5×9.5 cm", unit="只",
                         ordered=5000, quantity=4600, unit_price=Decimal("0.2"),
                         amount=Decimal("920.00"), place="B-3"),
        ],
        "amount_in_words": "肆仟零叁拾伍元整",
        "total_amount": Decimal("4035.00"),
        "purchaser": signed("F09", "purchaser", "孙立"),
        "inspector": signed("F09", "inspector", "何明"),
        "keeper": signed("F09", "keeper", "钱进"),
        "finance": Signature("财务"),
        "materials": "附件 1 件",
        "remarks": "备注：发票随报销联。",
    }  # fmt: skip


def supplier() -> dict[str, FormValue]:
    """F11: a supplier in good standing with a paper that runs out soon."""
    return {
        "number": "GF-WZK-202601-0001",
        "filed_at": moment(2, 1),
        "subject": "示例医药有限公司",
        "credit_code": "91330100MA00000001",
        "licence_number": "XK-2024-0031",
        "licence_until": date(2027, 2, 28),
        "authorized_until": date(2026, 4, 30),
        "contact": "王经理",
        "contact_phone": "0571-0000001",
        "address": "示范市高新区科技路 1 号 2 幢",
        "supplied": ticked("F11", "supplied", 0, 1),
        "first_traded_on": date(2024, 3, 1),
        "responsible_department": "供应科",
        "functional_department": "供应科",
        "papers": [
            {"name": "许可证", "number": "XK-2024-0031", "until": date(2027, 2, 28), "state": "有效"},
            {"name": "授权书", "number": "", "until": date(2026, 4, 30), "state": "剩 45 天"},
            {"name": "营业执照.pdf", "number": "2024 年度", "until": None, "state": ""},
        ],
        "evaluated_on": date(2026, 1, 20),
        "grade": ticked("F11", "grade", 0),
        "evaluation": "质量稳定，交付准时，服务及时；综合等级 A。",
        "evaluated": signed("F11", "evaluated", "赵敏", date(2026, 1, 20)),
        "standing": "合格供方",
        "standing_reason": "曾因漏液警告，已整改",
        "rejected_lots": "2 批（共进货 31 批，不合格率 6.5%）",
        "in_use_cases": "1 件",
        "materials": "附件 3 件",
        "remarks": "备注：年度复评 12 月。",
    }  # fmt: skip


def entry(number: int = 1) -> dict[str, FormValue]:
    """An entry of the page that follows F11."""
    return {
        "day": date(2026, 3, number % 28 + 1),
        "goods": "一次性使用输液器 1.2×30 mm 批号 DEMO-L05 36 支",
        "what": "使用中：包装破损、外观质量",
        "number": f"BHP-GK1-202603-{number:04d}",
        "disposition": "更换（已执行）\nCZ-WZK-202603-0001",
        "answer": "已答复，换线首检补做",
        "recorder": "李悦",
    }


def running() -> dict[str, FormValue]:
    """F11, following page: two entries."""
    return {
        "number": "GF-WZK-202601-0001",
        "subject": "示例医药有限公司",
        "counted": "进货检验不合格 1 批，使用中不合格 1 件",
        "entries": [entry(1), entry(2)],
        "remarks": "备注：至 2026年3月16日。",
    }


SAMPLES = {
    "F05": report, "F06": order, "F07": proposal, "F08": inspection, "F09": receipt,
    "F11": supplier, "F11A": running,
}  # fmt: skip
