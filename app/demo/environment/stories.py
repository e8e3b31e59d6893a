"""Seven checks of the demo hospital that were not in order: what failed was put right and checked again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.environment import points as p
from app.demo.goods_roads import DRUGS, Goods
from app.demo.roads import Recent
from app.demo.telling import ISSUE, REGISTER, At, Deed, Months, On, PointOf

INFECTION, FACILITIES = "徐某", "许某"


@dataclass(frozen=True)
class Case:
    """A check of a point: who measures and checks again, who puts right and closes, who supervises."""

    name: str
    point: PointOf
    checker: str
    chief: str
    supervisor: str

    def measured(self, value: str, hour: int, verdict: str, **more: Any) -> tuple[Deed, Deed]:
        """It is measured, and the verdict the program computed is confirmed."""
        values = {"checked_at": At(0, hour), "point_code": self.point, "value": value} | more
        return (
            Deed(self.name, REGISTER, self.checker, 0, hour, 10, values, register="env_check"),
            Deed(self.name, verdict, self.checker, 0, hour, 15),
        )

    def put_right(
        self, day: int, hour: int, cause: str, action: str, who: str, said: str = "",
    ) -> tuple[Deed, Deed]:  # fmt: skip
        """What was wrong, what is done, by whom; and that it is done."""
        values: Mapping[str, Any] = {
            "cause": cause, "action": action, "action_person_id": who, "action_due_on": On(day + 1),
        } | ({"restriction": said} if said else {})  # fmt: skip
        return (
            Deed(self.name, "act", self.chief, day, hour, 20, values),
            Deed(self.name, "finish_action", self.chief, day, hour + 1, 40),
        )

    def once_more(self, day: int, hour: int, cause: str, action: str) -> Deed:
        """Put right again after a re-check that failed: what was done now stands beside the first."""
        return Deed(self.name, "finish_action", self.chief, day, hour, 40, {
            "cause": cause, "action": action})  # fmt: skip

    def again(self, day: int, hour: int, value: str, instrument: str = "") -> Deed:
        """Somebody else measures again."""
        values = {"recheck_at": At(day, hour), "recheck_value": value}
        if instrument:
            values |= {"recheck_instrument": instrument}
        return Deed(self.name, "recheck", self.checker, day, hour, 10, values)

    def ended(self, day: int, hour: int, opinion: str) -> tuple[Deed, Deed]:
        """The office that supervises confirms, and the department closes."""
        return (
            Deed(self.name, "supervise", self.supervisor, day, hour, 30, {"supervision": opinion}),
            Deed(self.name, "close", self.chief, day, hour + 1, 0),
        )


PRESSURE = Case("V01", PointOf(p.PRESSURE, p.THEATRES[1]), "潘某", "袁某", FACILITIES)
V01 = (
    *PRESSURE.measured("3", 7, "judge_fail", instrument_code="DEMO-YC-01"),
    Deed("V01", "restrict", "袁某", 0, 7, 30, {
        "restricted_place": p.THEATRES[1], "restriction": "停用 1 天，手术调到第 3 手术间。"}),
    Deed("V01", "close", "袁某", 0, 7, 40, refused="（四.6）"),
    *PRESSURE.put_right(0, 14, "初效滤网积尘，送风量不足。", "更换初效滤网，清洗回风口，调整风阀。", "武某"),
    PRESSURE.again(1, 7, "6.2", "DEMO-YC-01"),
    *PRESSURE.ended(1, 9, "现场复核压差 6.2 Pa，同意恢复使用；滤网改为每月更换。"),
)  # fmt: skip

BED = Case("V02", PointOf(p.SURFACE, p.ICU), "卢某", "苏某", INFECTION)
V02 = (
    *BED.measured("9", 10, "judge_fail"),
    *BED.put_right(0, 15, "保洁员擦拭后未达作用时间，抹布一布多床。", "终末清洁消毒；一床一巾，培训并考核。",
                   "苏某", "床单元终末消毒后继续使用，患者已移床。"),
    BED.again(3, 10, "7"),
    BED.once_more(3, 14, "床栏缝隙残留有机物。", "拆下床栏刷洗，含氯消毒液作用 30 分钟；一床一巾。"),
    BED.again(6, 10, "3"),
    *BED.ended(6, 15, "第二次复查合格，抽查三床擦拭流程规范。"),
)  # fmt: skip

LAMP = Case("V03", PointOf(p.LAMP, p.DRESSING), "夏某", "蒋某", INFECTION)
V03 = (
    *LAMP.measured("62", 9, "judge_fail", instrument_code="DEMO-ZX-01"),
    *LAMP.put_right(0, 10, "灯管累计照射超过 1000 小时。", "更换 30 W 灯管，重新计时。", "蒋某",
                    "更换前改用循环风消毒机，不影响换药。"),
    Deed("V03N", REGISTER, "夏某", 0, 13, 10, {
        "checked_at": At(0, 13), "point_code": PointOf(p.NEW_LAMP, p.DRESSING), "value": "96",
        "instrument_code": "DEMO-ZX-01"}, register="env_check"),
    Deed("V03N", "judge_pass", "夏某", 0, 13, 15),
    LAMP.again(0, 14, "96", "DEMO-ZX-01"),
    *LAMP.ended(1, 9, "新灯 96 µW/cm²，合格。"),
)  # fmt: skip

OUTLET = Case("V04", PointOf(p.CHLORINE, p.OUTLET), "钟某", "许某", INFECTION)
V04 = (
    *OUTLET.measured("1.1", 9, "judge_fail", instrument_code="DEMO-YL-02"),
    *OUTLET.put_right(0, 9, "投加泵单向阀堵塞，加药中断。", "疏通投加泵，手动补投次氯酸钠。", "许某",
                      "关小出口闸，延长接触时间。"),
    OUTLET.again(0, 13, "4.3", "DEMO-YL-02"),
    *OUTLET.ended(0, 15, "4 小时后复查 4.3 mg/L，合格；投加泵加装流量报警。"),
)  # fmt: skip

WATER = Case("V05", PointOf(p.BACTERIA, p.WATER), "丁某", "丁某", INFECTION)
V05 = (
    *WATER.measured("62", 15, "judge_warn"),
    Deed("V05", "measure_again", "丁某", 3, 15, 0, {
        "recheck_at": At(3, 15), "recheck_value": "8"}),
    Deed("V05", "close", "丁某", 3, 15, 30, {
        "cause": "反渗膜后管路停机两日，未循环。", "action": "管路热消毒一遍，停机时改为定时循环。"}),
)  # fmt: skip

COLD = Case("V06", PointOf(p.FRIDGE, p.COLD), "葛某", "谢某", FACILITIES)
INSULIN = Goods("V06G", DRUGS, {
    "subject": "门冬胰岛素注射液（演示）", "category": "DRUG", "lot_number": "DEMO-L66", "unit": "支",
    "specification": "3 mL:300 U", "ordered_quantity": 40, "received_quantity": 40,
    "supplier_name": "示例医药甲", "sampled_quantity": 4, "manufactured_on": Months(-4),
    "expires_on": Months(20), "manufacturer": "示例药业", "registration_number": "DEMO-ZC-066",
    "purchase_number": "DEMO-CG-066", "cold_chain": True, "arrival_temperature_c": "4.2"})  # fmt: skip
STORED = (
    *INSULIN.come(0), INSULIN.accept(0), *INSULIN.store_away("V06R", 0, 40, "68", p.COLD),
)  # fmt: skip
V06 = (
    *COLD.measured("9.4", 8, "judge_fail", instrument_code="DEMO-WD-07"),
    Deed("V06", "restrict", "谢某", 0, 8, 25, {
        "restricted_place": p.COLD, "restriction": "压缩机故障，柜内药品停发，转到 2 号备用柜。"}),
    Deed("V06G", ISSUE, "葛某", 0, 8, 40, {
        "quantity": 5, "department": "呼吸科", "receiver": "江某"}, refused="四.4"),
    Deed("V06", "put_goods_aside", "葛某", 0, 8, 50, {"goods_place": "药库 2 号备用柜（待检）"}),
    Deed("V06", "act", "谢某", 0, 9, 20, {
        "cause": "压缩机启动电容失效，夜间断续停机。",
        "action": "联系厂家更换电容；药品按说明书评估超温 2 小时的稳定性。",
        "action_person_id": "武某", "action_due_on": On(2)}),
)  # fmt: skip

DISINFECTANT = Case("V07", PointOf(p.DISINFECTANT, p.DRESSING), "夏某", "蒋某", INFECTION)
V07 = (
    *DISINFECTANT.measured("160", 9, "judge_fail"),
    *DISINFECTANT.put_right(0, 10, "敞口容器连续用了三天。", "换密闭容器，当天重配。", "蒋某",
                            "停用这一容器，换药改用独立包装棉球。"),
    DISINFECTANT.again(3, 9, "140"),
    DISINFECTANT.once_more(3, 10, "加液前容器没有灭菌。", "容器每周两次灭菌，标开启时间，当天重配。"),
    DISINFECTANT.again(6, 9, "120"),
    Deed("V07", "close", "蒋某", 6, 9, 40, refused="（四.6）"),
    DISINFECTANT.once_more(6, 10, "棉签盒污染，取液时带入。", "全科培训无菌操作，更换棉签盒，重配。"),
    DISINFECTANT.again(9, 9, "20"),
    *DISINFECTANT.ended(9, 15, "第三次复查合格；已查看培训签到和容器灭菌记录。"),
)  # fmt: skip

STORIES = (
    Recent(45, V02), Recent(38, V07), Recent(25, V03), Recent(20, V04), Recent(12, V05),
    Recent(12, V01), Recent(9, STORED), Recent(1, V06),
)  # fmt: skip
