"""A typist takes goods through the store with the keyboard alone, and a ward stops what is bad in 90 s."""

import pytest
from pytestqt.qtbot import QtBot

from app.models.materials.goods_receipt import ReceiptStatus
from app.models.materials.material_lot import LotStatus
from app.models.materials.rejection import InUseStatus, OrderStatus
from app.services.links import raising
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.slips import codes
from app.views.context import Context
from app.views.jobs import Jobs
from app.views.registers.labels.record_card import RecordLabels
from tests.cast import PASSWORD, Cast, cast_of
from tests.factory import department
from tests.roads import approved_supplier
from tests.views.registers.label_paper import Paper, remember
from tests.views.registers.test_typist import Typist

LOT, RECEIPT = catalog.by_name("material_lot"), catalog.by_name("goods_receipt")
IN_USE, ORDER = catalog.by_name("in_use_nonconformity"), catalog.by_name("disposition_order")
FINDINGS = ("date_finding", "count_finding", "size_finding", "model_finding", "look_finding",
            "paper_finding", "performance_finding")  # fmt: skip
STAFF = {"keeper": "K1", "checker": "K2", "buyer": "B1", "leader": "L1"}
WARD_S, STORE_S, RETURN_S = 90, 75, 90


class Hands:
    """Those who work at the store, each at a window of their own, and the time all of it takes."""

    def __init__(self, qtbot: QtBot, cast: Cast) -> None:
        self.qtbot, self.cast = qtbot, cast
        self.windows: list[Typist] = []

    def at(self, who: str, kind: Register, record_id: int | None = None, source: int = 0) -> Typist:
        """The window of a record, or of a new one; `source` is the lot an order is raised from."""
        desk: Desk = getattr(self.cast, who)
        context = Context(desk, "陈静", "安禾医院", Jobs(inline=True))
        more = {"beginning": raising.begin(desk, LOT, source, kind.name)} if source else {}
        made = Typist(self.qtbot, context, record_id, kind, **more)
        if kind.label is not None:
            RecordLabels(made.window, context)
        self.windows.append(made)
        return made

    def sign(self, at: Typist, who: str) -> None:
        """The main step, with the password in the dialog that asks for it."""
        at.check()
        at.take_main()
        assert not at.no_dialog(), at.said
        at.sign(STAFF[who], PASSWORD)
        at.strokes += len(PASSWORD)

    def seconds(self) -> float:
        return sum(one.seconds() for one in self.windows)


@pytest.fixture
def hands(qtbot: QtBot, desk: Desk) -> Hands:
    made = Hands(qtbot, cast_of(desk, PASSWORD))
    approved_supplier(made.cast)
    return made


def receive(hands: Hands) -> Typist:
    """What stands on the delivery note; the keeper registers it and begins to inspect."""
    at = hands.at("keeper", LOT)
    at.now_at("subject")
    at.type("一次性输液器")
    at.press("Enter")
    at.now_at("category")
    at.press("Space")
    at.press("Right")
    at.tab_to("specification")
    at.now_at("specification")
    at.type("1.2x30 mm")
    at.tab_to("unit")
    at.now_at("unit")
    at.type("支")
    at.press("Enter")
    at.now_at("lot_number")
    at.type("DEMO-L02")
    at.tab_to("expires_on")
    at.now_at("expires_on")
    at.type("2030-05-31")
    at.tab_to("supplier_name")
    at.now_at("supplier_name")
    at.type("安康医药有限公司")
    at.press("Enter")
    at.tab_to("received_quantity")
    at.now_at("received_quantity")
    at.type("2000")
    at.press("Enter")
    at.now_at("isolation_place")
    at.type("待检区1")
    at.take_main()
    assert at.view.status is LotStatus.RECEIVED_PENDING, at.said
    at.take_main()
    assert at.view.status is LotStatus.INSPECTING, at.said
    return at


def inspect(at: Typist, bad: str = "") -> None:
    """Line by line; the keyboard is at the first of them, no answer is given beforehand."""
    for name in FINDINGS:
        at.now_at(name)
        assert at.view.values[name] is None
        at.press("Space")
        if name == bad:
            at.press("Right")
        at.press("Enter")
    at.tab_to("verdict")
    at.now_at("verdict")
    at.press("Space")


def test_a_lot_is_received_labelled_inspected_and_shelved(hands: Hands, paper: Paper) -> None:
    remember()
    at = receive(hands)
    at.press("B", ctrl=True)
    assert paper.codes() == [codes.record_text(at.view.number)]
    inspect(at)
    at.press("S", ctrl=True)
    at.take_main()
    assert "复核人不能是检验人本人" in at.said
    lot, number = at.view.id, at.view.number
    at = hands.at("checker", LOT, lot)
    hands.sign(at, "checker")
    assert at.view.status is LotStatus.ACCEPTED, at.said
    at = hands.at("buyer", RECEIPT)
    at.now_at("subject")
    at.type("输液器")
    at.tab_to("items")
    for cell in (number, "2000", "0.85", "B-1"):
        at.now_at("items")
        at.type(cell)
        at.press("Enter")
    at.take_main()
    receipt = at.view.id
    at = hands.at("keeper", RECEIPT, receipt)
    at.take_main()
    assert at.view.status is ReceiptStatus.STORED, at.said
    assert at.view.values["keeper_id"] == hands.cast.keeper.person_id
    at = hands.at("keeper", LOT, lot)
    at.take_main()
    assert at.view.status is LotStatus.STOCKED, at.said
    assert at.view.values["storage_place"] == "B-1"
    at.press("B", ctrl=True)
    assert len(paper.made) == 2
    assert hands.seconds() <= STORE_S, f"{hands.seconds():.1f} s"


def test_a_lot_is_rejected_and_goes_back_by_its_order(hands: Hands) -> None:
    at = receive(hands)
    inspect(at, bad="size_finding")
    at.press("Right")
    at.press("Enter")
    at.now_at("phenomena")
    at.press("Tab")
    at.press("Space")
    at.take_main()
    assert at.view.status is LotStatus.REJECTED, at.said
    assert at.view.values["phenomena"] == ["WRONG_SIZE"]
    lot = at.view.id
    order = write_order(hands, lot)
    at = hands.at("leader", ORDER, order)
    at.tab_to("leader_opinion")
    at.now_at("leader_opinion")
    at.type("同意。")
    hands.sign(at, "leader")
    assert at.view.status is OrderStatus.APPROVED, at.said
    at = hands.at("keeper", ORDER, order)
    at.now_at("executed_quantity")
    at.type("2000")
    at.tab_to("voucher_number")
    at.now_at("voucher_number")
    at.type("TH-0001")
    hands.sign(at, "keeper")
    assert at.view.status is OrderStatus.EXECUTED, at.said
    assert at.view.values["executor_id"] == hands.cast.keeper.person_id
    at = hands.at("keeper", LOT, lot)
    at.take_main()
    assert at.view.status is LotStatus.RETURNED, at.said
    assert hands.seconds() <= RETURN_S, f"{hands.seconds():.1f} s"


def write_order(hands: Hands, lot: int) -> int:
    """The buyer writes the order F06 from the lot, and judges it."""
    at = hands.at("buyer", ORDER, source=lot)
    at.now_at("disposition")
    at.press("Space")
    at.take_main()
    assert at.view.values["quantity"] == 2000
    assert at.view.values["disposition"] == "RETURN"
    at.now_at("purchasing_opinion")
    at.type("同意退货。")
    at.tab_to("quality_opinion")
    at.now_at("quality_opinion")
    at.type("规格不符。")
    hands.sign(at, "buyer")
    assert at.view.status is OrderStatus.REVIEWED, at.said
    return at.view.id


def test_a_ward_stops_bad_goods_and_tells_the_office_in_90_seconds(hands: Hands) -> None:
    at = hands.at("nurse", IN_USE)
    at.now_at("subject")
    at.type("一次性输液器")
    at.press("Enter")
    at.now_at("category")
    at.press("Space")
    at.press("Right")
    at.press("Enter")
    at.tab_to("lot_number")
    at.now_at("lot_number")
    at.type("DEMO-L05")
    at.tab_to("narrative")
    at.now_at("narrative")
    at.type("排气时接头漏液，未用于患者。")
    at.take_main()  # registered
    at.take_main()  # stopped; the keyboard goes to what is needed next
    at.now_at("quantity")
    at.type("3")
    at.press("Enter")
    at.now_at("phenomena")
    at.press("Space")
    at.tab_to("isolation_place")
    at.now_at("isolation_place")
    at.type("治疗室红箱")
    at.take_main()
    at.take_main()
    assert at.view.status is InUseStatus.NOTIFIED, at.said
    assert at.view.values["phenomena"] == ["DAMAGED"]
    told = at.view.values["functional_department_id"]
    assert told == department(hands.cast.admin, "供应科")
    assert hands.seconds() <= WARD_S, f"{hands.seconds():.1f} s"
