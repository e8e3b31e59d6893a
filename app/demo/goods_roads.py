"""The usual roads of goods, as deeds: they come, are inspected, stored or sent away; who and when is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.demo.telling import REGISTER, At, Deed, Number, On

GOOD = {
    "date_finding": "GOOD", "count_finding": "GOOD", "size_finding": "GOOD",
    "model_finding": "GOOD", "look_finding": "GOOD", "paper_finding": "GOOD",
    "performance_finding": "NONE", "certificates": ["CONFORMITY", "TEST_REPORT", "REGISTRATION"],
    "verdict": "ACCEPTED",
}  # fmt: skip


@dataclass(frozen=True)
class Store:
    """A store: who keeps it, who confirms inspections, who buys for it, and the two departments."""

    department: str
    office: str
    keeper: str
    checker: str
    buyer: str


SUPPLIES = Store("供应科", "供应科", "温某", "石某", "邱某")
DRUGS = Store("药库", "药剂科", "葛某", "樊某", "雷某")


@dataclass(frozen=True)
class Goods:
    """Goods of one delivery: the name of the lot in its story, the store, and what the paper says."""

    lot: str
    store: Store
    values: Mapping[str, Any] = field(default_factory=dict)

    def come(self, day: int, hour: int = 9) -> tuple[Deed, Deed]:
        """They are received, labelled 待检 and set apart; the keeper begins to inspect."""
        values = {
            "received_at": At(day, hour), "purchaser_id": self.store.buyer,
            "isolation_place": "待检区 1 号架", "responsible_department_id": self.store.department,
            "functional_department_id": self.store.office,
            **self.values,
        }  # fmt: skip
        return (
            Deed(self.lot, REGISTER, self.store.keeper, day, hour, 20, values,
                 register="material_lot"),
            self.inspect(day, hour),
        )  # fmt: skip

    def inspect(self, day: int, hour: int = 9, lot: str = "") -> Deed:
        return Deed(lot or self.lot, "begin", self.store.keeper, day, hour, 40)

    def accept(self, day: int, hour: int = 10, lot: str = "", **more: Any) -> Deed:
        """A second pair of eyes confirms that every line is met."""
        return Deed(lot or self.lot, "accept", self.store.checker, day, hour, 30, GOOD | more)

    def reject(
        self, day: int, bad: str, phenomenon: str, said: str, lot: str = "", **more: Any
    ) -> Deed:
        values = {"verdict": "REJECTED", bad: "BAD", "phenomena": [phenomenon], "narrative": said}
        return Deed(lot or self.lot, "reject", self.store.keeper, day, 10, 40,
                    GOOD | values | more)  # fmt: skip

    def store_away(
        self, receipt: str, day: int, quantity: int, price: str, place: str, lot: str = "",
        hour: int = 11,
    ) -> tuple[Deed, ...]:  # fmt: skip
        """The buyer writes the receipt F09, the keeper stores by it and shelves the goods."""
        lot, store = lot or self.lot, self.store
        row = {"lot": Number(lot), "quantity": quantity, "unit_price": price, "place": place}
        paper = {
            "stored_at": At(day, hour), "subject": self.values["subject"], "items": [row],
            "supplier_name": self.values["supplier_name"],
            "responsible_department_id": store.department,
            "functional_department_id": store.office,
            "purchaser_id": store.buyer, "inspector_id": store.checker,
        }  # fmt: skip
        return (
            Deed(receipt, REGISTER, store.buyer, day, hour, 5, paper, register="goods_receipt"),
            Deed(receipt, "store", store.keeper, day, hour, 15, {"keeper_id": store.keeper}),
            Deed(lot, "shelve", store.keeper, day, hour, 30, {"storage_place": place}),
        )

    def send_away(
        self, day: int, disposition: str, requirement: str, done: int, lot: str = "",
        quantity: int = 0,
    ) -> tuple[Deed, ...]:  # fmt: skip
        """An order F06 is written, judged, approved by the leader in charge and carried out."""
        lot, store = lot or self.lot, self.store
        return ordered(lot, store, day, done, {
            "disposition": disposition, "requirement": requirement},
            executed_quantity=quantity or self.values["received_quantity"])  # fmt: skip


def ordered(
    source: str, store: Store, day: int, done: int, values: Mapping[str, Any], advice: str = "",
    **executed: Any,
) -> tuple[Deed, ...]:  # fmt: skip
    """An order F06 from any record, on its way to being carried out on the day `done`."""
    order = f"{source}/CZ"
    carried = {
        "executed_on": On(done), "voucher_number": f"DEMO-TH-{done:02d}",
        "executor_id": store.keeper, "supervisor_id": store.checker,
    }  # fmt: skip
    return (
        Deed(order, REGISTER, store.buyer, day, 14, 0, {"requested_on": On(done + 3), **values},
             register="disposition_order", origin=source),
        Deed(order, "review", store.buyer, day, 15, 0, {
            "purchasing_opinion": "同意处置，已通知供方。", "quality_opinion": "不合格事实清楚，同意。"}),
        Deed(order, "approve", "冯某", day + 1, 9, 0, {
            "leader_opinion": "同意，按期办完。", "supplier_advice": advice or None}),
        Deed(order, "execute", store.keeper, done, 10, 0, carried | executed),
    )  # fmt: skip
