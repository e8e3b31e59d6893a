"""Suppliers and deliveries of the demo hospital: what was accepted, what went back, what is still owed."""

from datetime import date

from app.demo.goods_roads import DRUGS, SUPPLIES, Goods
from app.demo.roads import Other, Recent
from app.demo.telling import ISSUE, REGISTER, At, Deed, Months, Number, On

FIRST, SECOND, THIRD, FOURTH = (f"示例医药{one}" for one in "甲乙丙丁")
BUYER = "邱某"


def _supplier(name: str, number: int, until: int, supplied: list[str]) -> tuple[Deed, Deed]:
    """A file is begun, and reviewed by the head of the office."""
    values = {
        "filed_at": At(0, 9), "subject": name, "licence_number": f"DEMO-XK-{number:02d}",
        "licence_until": On(until), "authorized_until": On(until + 200),
        "contact": f"{'赵钱孙李'[number - 1]}经理", "contact_phone": f"139****00{number:02d}",
        "supplied": supplied, "first_traded_on": On(-700), "responsible_department_id": "供应科",
        "functional_department_id": "供应科",
    }  # fmt: skip
    return (
        Deed(f"G{number}", REGISTER, BUYER, 0, 9, 10 * number, values, register="supplier"),
        Deed(f"G{number}", "approve", "黄某", 2, 10, 10 * number, {
            "grade": "QUALIFIED", "evaluated_on": On(2), "evaluation": "证照齐全，合作两年，质量稳定。"}),
    )  # fmt: skip


# The last one's licence runs out in about three weeks.
FILES = tuple(
    deed
    for pair in zip(
        _supplier(FIRST, 1, 900, ["DRUG", "LIVING"]), _supplier(SECOND, 2, 800, ["CONSUMABLE"]),
        _supplier(THIRD, 3, 700, ["INSTRUMENT", "EQUIPMENT"]),
        _supplier(FOURTH, 4, 345, ["CONSUMABLE"]), strict=True,
    )
    for deed in pair
)  # fmt: skip


def _of(name: str, category: str, lot: str, unit: str, came: int, by: str, **more: object) -> dict[
    str, object
]:  # fmt: skip
    """What the delivery note says."""
    return {
        "subject": name, "category": category, "lot_number": lot, "unit": unit,
        "ordered_quantity": came, "received_quantity": came, "supplier_name": by,
        "sampled_quantity": max(1, min(20, came // 10)),
    } | more  # fmt: skip


SALINE = Goods("M01", DRUGS, _of(
    "0.9% 氯化钠注射液", "DRUG", "DEMO-L01", "袋", 600, FIRST, specification="250 mL",
    expires_on=Months(22)))  # fmt: skip
M01 = (
    *SALINE.come(0), SALINE.accept(0),
    *SALINE.store_away("R01", 0, 600, "2.50", "大输液区 1 架"),
    Deed("M01", ISSUE, "葛某", 3, 9, 0, {
        "quantity": 200, "department": "骨科一病区", "receiver": "罗某"}),
    Deed("M01", ISSUE, "葛某", 5, 9, 30, {
        "quantity": 120, "department": "输液室", "receiver": "邵某"}),
)  # fmt: skip

SETS = Goods("M02", SUPPLIES, _of(
    "一次性输液器", "CONSUMABLE", "DEMO-L02", "支", 2000, SECOND, specification="1.2×30 mm",
    expires_on=Months(30)))  # fmt: skip
WET, DRY = "M02/JY", "M02/JY/JY"
M02 = (
    *SETS.come(0),
    Deed("M02", "split", "温某", 0, 9, 50, {"split_quantity": 300}),
    SETS.accept(0), SETS.reject(0, "look_finding", "DAMAGED", "3 箱外包装破损受潮，共 300 支。", WET),
    *SETS.store_away("R02", 0, 1700, "0.85", "耗材区 3 架"),
    *SETS.send_away(1, "REPLACE", "更换 300 支，一周内到货。", 6, WET, 300),
    Deed(WET, "await_replacement", BUYER, 6, 10, 30),
    Deed(WET, "replace", "温某", 8, 9, 0),
    SETS.inspect(8, 9, DRY), SETS.accept(8, 10, DRY),
    *SETS.store_away("R03", 8, 300, "0.85", "耗材区 3 架", DRY),
    Deed(f"{WET}/CZ", "close_order", BUYER, 9, 9, 0, {"replacement_number": Number(DRY)}),
)  # fmt: skip

CEPHALOSPORIN = "头孢类注射剂（演示）"


def _cephalosporin(lot: str, number: str, came: int, until: Months) -> Goods:
    return Goods(lot, DRUGS, _of(
        CEPHALOSPORIN, "DRUG", number, "支", came, FIRST, specification="1 g",
        expires_on=until))  # fmt: skip


# 四.3.(2)①: five months and 21 days left; six months to the day; one day less.
OLD = _cephalosporin("M03", "DEMO-L03", 300, Months(5, 21))
JUST = _cephalosporin("M03A", "DEMO-L03A", 100, Months(6))
LESS = _cephalosporin("M03B", "DEMO-L03B", 100, Months(6, -1))
NEAR = "date_finding", "NEAR_EXPIRY"
M03 = (
    *OLD.come(0), *JUST.come(0), *LESS.come(0),
    OLD.reject(0, *NEAR, "到货时只剩 5 个月 21 天。"),
    JUST.accept(0, 11),
    Deed("M03B", "accept", "樊某", 0, 11, 10, LESS.accept(0).values, refused="不足半年"),
    LESS.reject(0, *NEAR, "到货时差 1 天满半年。"),
    *JUST.store_away("R04", 0, 100, "6.20", "针剂区 2 架", hour=13),
    *OLD.send_away(1, "RETURN", "退回 300 支。", 4),
    *LESS.send_away(1, "RETURN", "退回 100 支。", 4),
    Deed("M03", "send_back_goods", "雷某", 4, 11, 0),
    Deed("M03B", "send_back_goods", "雷某", 4, 11, 10),
    Deed("M03/CZ", "close_order", "雷某", 5, 9, 0),
    Deed("M03B/CZ", "close_order", "雷某", 5, 9, 10),
)  # fmt: skip

TROCAR = Goods("M04", SUPPLIES, _of(
    "腹腔镜穿刺器", "INSTRUMENT", "DEMO-L04", "件", 20, THIRD, specification="10 mm",
    expires_on=Months(36)))  # fmt: skip
RIGHT = "M04/JY"
M04 = (
    *TROCAR.come(0),
    TROCAR.reject(0, "size_finding", "WRONG_SIZE", "订 10 mm，实为 12 mm。"),
    *TROCAR.send_away(1, "REPLACE", "退回 12 mm 的 20 件，换 10 mm。", 5),
    Deed("M04", "await_replacement", BUYER, 5, 10, 30),
    Deed("M04", "replace", "温某", 9, 9, 0),
    TROCAR.inspect(9, 9, RIGHT), TROCAR.accept(9, 10, RIGHT, performance_finding="GOOD"),
    *TROCAR.store_away("R05", 9, 20, "320.00", "器械区 1 柜", RIGHT),
    Deed("M04/CZ", "close_order", BUYER, 10, 9, 0, {"replacement_number": Number(RIGHT)}),
)  # fmt: skip

PLATE = Goods("M06", SUPPLIES, _of(
    "骨科锁定钢板", "CONSUMABLE", "DEMO-L06", "件", 6, FOURTH, specification="3.5 mm 8 孔",
    implant=True, registration_number="DEMO-ZC-0006", expires_on=Months(48)))  # fmt: skip
M06 = (
    *PLATE.come(0), PLATE.accept(0),
    *PLATE.store_away("R06", 0, 6, "1850.00", "植入物柜"),
)  # fmt: skip

KNIFE = Goods(
    "M07", SUPPLIES, _of("电刀主机", "EQUIPMENT", "DEMO-SN-0007", "台", 1, THIRD, model="DEMO-300")
)
M07 = (
    *KNIFE.come(0),
    KNIFE.reject(0, "performance_finding", "PERFORMANCE",
                 "额定负载下输出 240 W，采购单要求 300 W。", date_finding="NONE"),
    *KNIFE.send_away(1, "RETURN", "整机退回，退还预付款。", 6),
    Deed("M07", "send_back_goods", BUYER, 6, 11, 0),
    Deed("M07/CZ", "close_order", BUYER, 7, 9, 0),
    Deed("G3", "suspend", BUYER, 12, 10, 0, {"standing_reason": "器械、设备两次不合格，逾期未答复整改"}),
)  # fmt: skip

STRIPS = Goods("M09", SUPPLIES, _of(
    "血糖试纸", "CONSUMABLE", "DEMO-L09", "盒", 50, SECOND, model="成人通用型",
    expires_on=Months(14)))  # fmt: skip
M09 = (
    *STRIPS.come(0),
    STRIPS.reject(0, "model_finding", "WRONG_GOODS", "送来另一型号，与院内血糖仪不匹配。"),
    *STRIPS.send_away(1, "REPLACE", "换成采购单上的型号。", 4),
    Deed("M09", "await_replacement", BUYER, 4, 10, 30),
    Deed("M09", "replace", "温某", 7, 9, 0),
    STRIPS.inspect(7, 9, "M09/JY"), STRIPS.accept(7, 10, "M09/JY"),
    *STRIPS.store_away("R07", 7, 50, "78.00", "耗材区 5 架", "M09/JY"),
    Deed("M09/CZ", "close_order", BUYER, 8, 9, 0, {"replacement_number": Number("M09/JY")}),
)  # fmt: skip

MASKS = Goods("M10", SUPPLIES, _of(
    "医用外科口罩", "CONSUMABLE", "DEMO-L10", "只", 4600, FOURTH, ordered_quantity=5000,
    expires_on=Months(24)))  # fmt: skip
LATE = "M10/JY/JY"
M10 = (
    *MASKS.come(0),
    Deed("M10", "note_short", "温某", 0, 9, 50),
    MASKS.accept(0),
    *MASKS.store_away("R08", 0, 4600, "0.32", "耗材区 1 架"),
    Deed("M10/JY", "supply", "温某", 9, 9, 0),
    MASKS.inspect(9, 9, LATE), MASKS.accept(9, 10, LATE),
    *MASKS.store_away("R09", 9, 400, "0.32", "耗材区 1 架", LATE),
)  # fmt: skip

IODINE = Goods("M11", SUPPLIES, _of(
    "碘伏消毒液", "CONSUMABLE", "DEMO-L11", "瓶", 60, SECOND, specification="500 mL",
    expires_on=On(-8)))  # fmt: skip
M11 = (
    *IODINE.come(0),
    IODINE.reject(0, "date_finding", "EXPIRED", "其中一箱已超过效期 8 天，整批拒收。"),
    *IODINE.send_away(1, "RETURN", "整批退回。", 3),
    Deed("M11", "send_back_goods", BUYER, 3, 11, 0),
    Deed("G2", "warn", BUYER, 4, 10, 0, {"standing_reason": "送来过期的碘伏消毒液"}),
)  # fmt: skip

# Came the day before, is not inspected, and somebody tried to store it all the same (HR-03).
SYRINGES = Goods("M12", SUPPLIES, _of(
    "一次性注射器", "CONSUMABLE", "DEMO-L12", "支", 3000, FOURTH, specification="10 mL",
    expires_on=Months(30)))  # fmt: skip
M12 = (
    SYRINGES.come(0, 15)[0],
    *(
        Deed(one.record, one.action, one.who, 0, 16, one.minute, one.values, register=one.register,
             refused="判合格后才能入库" if one.action == "store" else "")
        for one in SYRINGES.store_away("R10", 0, 3000, "0.41", "耗材区 2 架", hour=16)[:2]
    ),
)  # fmt: skip

DELIVERIES = (
    Other(date(2026, 1, 5), FILES),
    Other(date(2026, 1, 12), M01),
    Other(date(2026, 2, 2), M02),
    Other(date(2026, 3, 10), M03),
    Other(date(2026, 3, 24), M04),
    Other(date(2026, 4, 14), M06),
    Other(date(2026, 5, 20), M07),
    Other(date(2026, 6, 16), M09),
    Other(date(2026, 7, 6), M10),
    Other(date(2026, 8, 17), M11),
)
ISOLATED = Recent(1, M12)
