"""The demo hospital's catalogue of goods: what its lots are, and what a ward reports as bad in use."""

from app.demo.goods_in import CEPHALOSPORIN
from app.services.operations import Desk
from app.services.upkeep import items

# Code, name, category, specification, model, unit.
GOODS = (
    ("DEMO-W01", "0.9% 氯化钠注射液", "DRUG", "250 mL", "", "袋"),
    ("DEMO-W02", "一次性输液器", "CONSUMABLE", "1.2×30 mm", "", "支"),
    ("DEMO-W03", CEPHALOSPORIN, "DRUG", "1 g", "", "支"),
    ("DEMO-W04", "腹腔镜穿刺器", "INSTRUMENT", "10 mm", "", "件"),
    ("DEMO-W06", "骨科锁定钢板", "CONSUMABLE", "3.5 mm 8 孔", "", "件"),
    ("DEMO-W07", "电刀主机", "EQUIPMENT", "", "DEMO-300", "台"),
    ("DEMO-W08", "患者被芯", "LIVING", "", "", "条"),
    ("DEMO-W09", "血糖试纸", "CONSUMABLE", "", "成人通用型", "盒"),
    ("DEMO-W10", "医用外科口罩", "CONSUMABLE", "", "", "只"),
    ("DEMO-W11", "碘伏消毒液", "CONSUMABLE", "500 mL", "", "瓶"),
    ("DEMO-W12", "一次性注射器", "CONSUMABLE", "10 mL", "", "支"),
    ("DEMO-W13", "氨溴索注射液（演示）", "DRUG", "2 mL:15 mg", "", "支"),
    ("DEMO-W14", "门冬胰岛素注射液（演示）", "DRUG", "3 mL:300 U", "", "支"),
)
IMPLANTS = frozenset({"骨科锁定钢板"})


def add_items(desk: Desk) -> None:
    """Put the catalogue in, as an office head would by hand."""
    for code, name, category, specification, model, unit in GOODS:
        items.add(desk, {
            "code": code, "name": name, "category": category, "specification": specification,
            "model": model, "unit": unit, "implant": name in IMPLANTS,
        })  # fmt: skip
