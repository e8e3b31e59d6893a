"""Goods found wanting in use in the demo hospital: a complaint that led to one, all quilts looked at again."""

from datetime import date

from app.demo.goods_in import BUYER, FIRST, SECOND
from app.demo.goods_roads import SUPPLIES, Goods, ordered
from app.demo.roads import Other, Recent
from app.demo.telling import REGISTER, At, Deed, Months, Number

# M05: complaint C07 is about an infusion set that leaked while a patient had it (HR-14, HR-20).
LEAK_DEEDS = (
    Deed("C07/BHP", REGISTER, "邵某", 0, 16, 20, {
        "found_at": At(0, 14, 40), "place": "输液室 6 号椅", "subject": "一次性输液器",
        "category": "CONSUMABLE", "specification": "1.2×30 mm", "lot_number": "DEMO-L05",
        "supplier_name": SECOND, "unit": "支", "phenomena": ["PERFORMANCE"],
        "narrative": "14:40 患者诉手背发凉，查见输液器接头漏液，床单浸湿，约 60 mL 未输入。",
        "used_on_patient": True, "physician_told_at": At(0, 14, 45),
        "patient_condition": "生命体征平稳，穿刺部位无红肿；更换输液器，遵医嘱补足 60 mL。"},
        register="in_use_nonconformity", origin="C07"),
    Deed("C07/BHP", "stop", "邵某", 0, 16, 30),
    Deed("C07/BHP", "isolate", "邵某", 0, 16, 40, {
        "isolation_place": "输液室带锁柜，红标", "quantity": 36}),
    Deed("C07/BHP", "notify", "邵某", 0, 16, 45),
    *ordered("C07/BHP", SUPPLIES, 1, 5, {
        "disposition": "RECALL", "requirement": "全院同批停用、收回，退供方。"},
        executed_quantity=36),
    Deed("C07/BHP", "handle", BUYER, 5, 15, 0, {"handling": "全院同批 36 支收回，已退供方。"}),
    Deed("C07/BHP", "note_supplier", BUYER, 6, 9, 30, {
        "supplier_note": "接头尺寸超差，供方已书面答复并换模具。"}),
    Deed("C07/BHP/CZ", "close_order", BUYER, 6, 9, 40),
    Deed("C07/BHP", "close_case", "黄某", 17, 9, 0),
)  # fmt: skip

QUILTS = Goods("M08R", SUPPLIES, {
    "subject": "患者被芯", "category": "LIVING", "lot_number": "DEMO-L08R", "unit": "条",
    "ordered_quantity": 11, "received_quantity": 11, "supplier_name": FIRST,
    "sampled_quantity": 11})  # fmt: skip
M08 = (
    Deed("M08", REGISTER, "曾某", 0, 8, 40, {
        "found_at": At(0, 8, 10), "place": "康复科 12 床、15 床", "subject": "患者被芯",
        "category": "LIVING", "lot_number": "DEMO-L08", "supplier_name": FIRST, "unit": "条",
        "phenomena": ["APPEARANCE"], "narrative": "晨间整理时发现 2 条被芯填充物外露；本批 120 条。"},
        register="in_use_nonconformity"),
    Deed("M08", "stop", "曾某", 0, 8, 50),
    Deed("M08", "isolate", "曾某", 0, 9, 0, {"isolation_place": "康复科库房，红标", "quantity": 2}),
    Deed("M08", "notify", "曾某", 0, 9, 10),
    Deed("M08", "verify_supplier", BUYER, 0, 15, 0, {
        "supplier_check": "供方承认同期有一台缝边机断线。"}),
    Deed("M08", "reinspect", BUYER, 3, 16, 0, {
        "kind_total": 410, "kind_good": 399, "kind_bad": 11,
        "handling": "各病区与库房同类被芯 410 条全部复检，除先前 2 条外又查出 9 条。"}),
    *(steps := ordered("M08", SUPPLIES, 4, 8, {
        "disposition": "REPLACE", "requirement": "11 条退货换货。", "quantity": 11,
        "amount": "1320", "impact": "涉及康复科、骨科一病区，无患者受影响。"},
        executed_quantity=11, advice="WARN"))[:2],
    Deed("M08", "propose", BUYER, 4, 16, 0),
    steps[2],
    Deed("M08", "approve", "冯某", 5, 9, 10, {"leader_opinion": "同意退货换货，入冬前再抽查一次。"}),
    steps[3],
    Deed("M08", "execute", BUYER, 8, 11, 0, {
        "handling": "同类 410 条全部复检，共 11 条不合格，已退货换货。"}),
    *QUILTS.come(8, 14),
    QUILTS.accept(8, 15, date_finding="NONE"),
    *QUILTS.store_away("R11", 8, 11, "120.00", "被服库", hour=16),
    Deed("M08/CZ", "close_order", BUYER, 9, 9, 0, {"replacement_number": Number("M08R")}),
    Deed("M08", "note_supplier", BUYER, 9, 9, 20, {
        "supplier_note": "缝边断线致填充物外露 11 条，已换货；下批加抽。"}),
    Deed("M08", "close_case", "黄某", 10, 9, 0),
)  # fmt: skip

# A drug somebody had been given: the service defect F12 is there at once, and is not closed yet.
M13 = (
    Deed("M13", REGISTER, "熊某", 0, 10, 20, {
        "found_at": At(0, 10, 0), "place": "呼吸科治疗室", "subject": "氨溴索注射液（演示）",
        "category": "DRUG", "specification": "2 mL:15 mg", "lot_number": "DEMO-L13",
        "expires_on": Months(9), "supplier_name": FIRST, "unit": "支",
        "phenomena": ["APPEARANCE"],
        "narrative": "为 7 床静推前一支时未见异常；取第二支见可见异物，同批已用 1 支。",
        "used_on_patient": True, "patient_name": "林先生", "patient_number": "DEMO-0013",
        "physician_told_at": At(0, 10, 5), "patient_condition": "无不适，继续观察。"},
        register="in_use_nonconformity"),
    Deed("M13", "stop", "熊某", 0, 10, 25),
    Deed("M13", "isolate", "熊某", 0, 10, 35, {
        "isolation_place": "治疗室红箱", "quantity": 9}),
    Deed("M13", "notify", "熊某", 0, 10, 40),
    Deed("M13/QX", "report", "熊某", 0, 11, 0, {
        "duty_nurse_id": "熊某", "duty_physician_id": "梁某", "head_id": "柳某",
        "head_told_at": At(0, 10, 15), "office_told_at": At(0, 10, 40),
        "consequence": "无不良后果，观察 24 小时。"}),
)  # fmt: skip

IN_USE = (Other(date(2026, 9, 1), M08), Recent(4, M13))
