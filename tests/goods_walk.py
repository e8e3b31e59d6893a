"""A store walked at random: anybody tries anything with goods, and a ledger of its own looks on.

The ledger reads the tables alone; it knows nothing of the guards it checks (四.3, HR-01, HR-03, HR-04).
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app import clock
from app.errors import AppError
from app.models.organisation import Role
from app.services import imports, records
from app.services.links import raising
from app.services.materials import issuing
from app.services.materials.issuing import IssueLine
from app.services.operations import Desk
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import VALUES, department, made, take
from tests.hospital import desk_of
from tests.roads import BAD, GOOD, LOT, ORDER, RECEIPT, REVIEWED, SUPPLIER
from tests.services.imports import files

SUPPLIERS = ("安康医药有限公司", "示例医药甲", "示例医药乙", "没有建档的公司")
LOTS_AT_ONCE = 8
# What the walk does, and how often: it mostly works, and now and then tries what must not be.
TURNS = {
    "arrive": 4, "step": 48, "receive": 12, "issue": 4, "order": 18, "change": 5, "void": 3,
    "supplier": 3, "force": 2, "bring_in": 1,
}  # fmt: skip
# What is done with a lot besides its steps.
NEXT = {"STOCKED": "_issue", "ACCEPTED": "_receive"}
# An order and the step it allows; each lot is to go one of these ways, and is tried on all.
WAYS_OUT = (
    ("RETURN", "send_back_goods"),
    ("DESTROY", "destroy"),
    ("REPLACE", "await_replacement"),
    ("REPLENISH", "await_supply"),
)
OFTEN = {"accept": 8, "reject": 4, "note_short": 2, "begin": 3}
FORCED = (
    "UPDATE material_lot SET status = 'STOCKED' WHERE id = {lot}",
    "UPDATE material_lot SET status = 'STOCKED', verdict = 'ACCEPTED' WHERE id = {lot}",
    "UPDATE material_lot SET status = 'STOCKED', verdict = 'ACCEPTED', in_stock = 1 WHERE id = {lot}",
    "UPDATE material_lot SET in_stock = in_stock + 1 WHERE id = {lot}",
    "INSERT INTO goods_receipt_line (receipt_id, lot_id, inspection_id, verdict, quantity, place, uid,"
    " digest_salt, version) SELECT {receipt}, i.lot_id, i.id, 'ACCEPTED', 1, 'A-1', 'x', x'00', 1"
    " FROM inspection i WHERE i.lot_id = {lot}",
    "INSERT INTO stock_movement (lot_id, kind, quantity, moved_at, department_id, issuer_id,"
    " receiver_id, uid, digest_salt, version) VALUES ({lot}, 'ISSUED', 1,"
    " '2026-01-01T00:00:00.000000Z', 1, 1, 2, 'x', x'00', 1)",
    "UPDATE inspection SET verdict = 'ACCEPTED' WHERE lot_id = {lot}",
    "DELETE FROM stock_movement WHERE lot_id = {lot}",
)
LEFT = {
    "RETURNED": {"RETURN", "RECALL"}, "DESTROYED": {"DESTROY", "HANDLE_BY_LAW"},
    "REPLACEMENT_PENDING": {"REPLACE"}, "REPLACED": {"REPLACE"},
}  # fmt: skip


class Broken(AssertionError):
    """Something clause 四.3 forbids has happened."""


@dataclass
class GoodsWalk:
    """The people, the lots worked on, the chance that decides, and what was counted."""

    cast: Cast
    seed: int
    folder: Path
    lots: list[int] = field(default_factory=list)
    receipts: list[int] = field(default_factory=list)
    orders: list[int] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)
    refused: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        cast, admin = self.cast, self.cast.admin
        three = [desk_of(admin, *Role, department="WZK", staff_no=f"ALL{n}") for n in range(3)]
        store = (cast.keeper, cast.checker, cast.buyer)
        self.people = (*cast.everyone(), *store, *three * 12)
        self.wards = [department(admin, name) for name in ("骨科一病区", "急诊科")]
        self.ledger = Ledger()
        for name in SUPPLIERS[:3]:
            known = clock.today() - timedelta(days=700)
            supplier = made(cast.buyer, SUPPLIER.kind, subject=name, first_traded_on=known)
            if name != SUPPLIERS[2]:
                take(cast.head, SUPPLIER.kind, supplier, "approve",
                     evaluated_on=clock.today(), **REVIEWED)  # fmt: skip

    def turn(self) -> None:
        """One attempt of somebody; the ledger is read whether it was refused or not."""
        doing = self.chance.choices(list(TURNS), list(TURNS.values()))[0]
        if len(self.lots) < LOTS_AT_ONCE // 2:
            doing = "arrive"
        try:
            getattr(self, f"_{doing}")(self.chance.choice(self.people))
            self._note(doing)
        except AppError as refused:
            self.refused += 1
            if type(refused) is AppError:  # what a guard should have said
                raise Broken(str(refused)) from refused
        with self.cast.admin.database.read() as session:
            self.ledger.read(session)

    def forget(self) -> None:
        """Lots that came to an end make room for new ones."""
        with self.cast.admin.database.read() as session:
            rows = session.execute(
                text("SELECT id FROM material_lot WHERE status NOT IN ('VOIDED', 'RETURNED',"
                     " 'DESTROYED', 'REPLACED', 'SUPPLIED') AND (status <> 'STOCKED' OR in_stock > 0)"
                     " ORDER BY id")
            )  # fmt: skip
            self.lots = [one[0] for one in rows][:LOTS_AT_ONCE]

    def _note(self, what: str) -> None:
        self.taken[what] = self.taken.get(what, 0) + 1

    # ---- what people do ------------------------------------------------------------------------

    def _arrive(self, who: Desk) -> None:
        self.lots.append(made(who, LOT.kind, **self._goods()))

    def _goods(self) -> dict[str, Any]:
        chance = self.chance
        came = chance.choice((1, 10, 40, 600))
        left = chance.choices((600, 184, 150, -3), (12, 2, 1, 1))[0]
        return {
            "category": chance.choice(("DRUG", "CONSUMABLE", "LOW_VALUE", "EQUIPMENT")),
            "lot_number": f"L{chance.randint(0, 99):02d}",
            "expires_on": clock.today() + timedelta(days=left),
            "supplier_name": chance.choices(SUPPLIERS, (8, 8, 1, 1))[0],
            "ordered_quantity": came + chance.choices((0, 5, -1), (12, 2, 1))[0],
            "received_quantity": came,
            "purchaser_id": chance.choice((None, self.cast.buyer.person_id)),
        }

    def _row(self, kind: Register, record_id: int) -> Any:
        with self.cast.admin.database.read() as session:
            record = session.get_one(kind.model, record_id)
            session.expunge(record)
        return record

    def _step(self, who: Desk) -> None:
        lot = self._row(LOT.kind, self.chance.choice(self.lots))
        fitting = [one.action for one in LOT.kind.steps if lot.status in one.sources]
        if self.chance.random() < 0.12 or not fitting:
            fitting = [one.action for one in LOT.kind.steps]
        if lot.status in NEXT and self.chance.random() < 0.8:
            getattr(self, NEXT[lot.status])(who, lot.id)
            return
        weights = [OFTEN.get(action, 1) for action in fitting]
        if lot.status == "REJECTED" and self.chance.random() < 0.7:
            fitting, weights = [WAYS_OUT[lot.id % len(WAYS_OUT)][1]], [1]
        action = self.chance.choices(fitting, weights)[0]
        records.move(who, LOT.kind, lot.id, lot.version, action, self._given(lot, action))
        self._note(action)

    def _given(self, lot: Any, action: str) -> dict[str, Any]:
        chance = self.chance
        if action in ("accept", "reject"):
            good = action == "accept" or chance.random() < 0.2
            given = dict(GOOD if good else BAD)
            if chance.random() < 0.9:
                given["performance_finding"] = "GOOD"
                given["sampled_quantity"] = min(10, lot.received_quantity or 0)
            if chance.random() < 0.1:
                given[chance.choice(sorted(given))] = None
            return given
        if action == "begin" and lot.backfilled and chance.random() < 0.8:
            return {"category": "LIVING", "unit": "支", "supplier_name": SUPPLIERS[0],
                    "isolation_place": "待检区 1"}  # fmt: skip
        if action == "split":
            return {"split_quantity": chance.choice((1, 3, lot.received_quantity, 0))}
        if action == "shelve":
            return {"storage_place": "A-1"}
        if action == "withdraw":
            return {"doubt": "储存超限", "isolation_place": "待检区 2"}
        return {}

    def _receive(self, who: Desk, lot_id: int = 0) -> None:
        """A receipt of some lots, right or wrong; or an older one is stored."""
        if self.receipts and self.chance.random() < 0.6:
            receipt = self._row(RECEIPT.kind, self.chance.choice(self.receipts[-5:]))
            given = {"keeper_id": self.cast.keeper.person_id}
            records.move(who, RECEIPT.kind, receipt.id, receipt.version, "store", given)
            self._note("store")
            return
        chosen = [self._row(LOT.kind, one) for one in ([lot_id] if lot_id else self._waiting())]
        with self.cast.admin.database.read() as session:
            rows = [
                {"lot": lot.number, "place": "A-1", "unit_price": "2.5",
                 "quantity": self.ledger.remaining(session, lot.id) + self.chance.choice((0, 0, 0, 1))}
                for lot in chosen
            ]  # fmt: skip
        buyer = self.chance.choices((self.cast.buyer, self.cast.keeper), (9, 1))[0].person_id
        self.receipts.append(made(who, RECEIPT.kind, items=rows, purchaser_id=buyer))

    def _waiting(self) -> Sequence[int]:
        """Mostly a lot that was just accepted, sometimes any."""
        with self.cast.admin.database.read() as session:
            rows = session.execute(
                text("SELECT id FROM material_lot l WHERE status = 'ACCEPTED' AND NOT EXISTS"
                     " (SELECT 1 FROM goods_receipt_line r WHERE r.lot_id = l.id)")
            )  # fmt: skip
            accepted = [one[0] for one in rows]
        if accepted and self.chance.random() < 0.8:
            return [self.chance.choice(accepted)]
        return self.chance.sample(self.lots, self.chance.randint(1, 2))

    def _issue(self, who: Desk, lot: int = 0) -> None:
        receiver = self.chance.choice(self.people).person_id
        quantity = self.chance.choice((1, 1, 2, 10, 30, 600, 0, -1))
        ward = self.chance.choice(self.wards)
        issuing.issue_lots(
            who, [IssueLine(lot or self.chance.choice(self.lots), quantity)], ward, receiver
        )
        self._note("issued")

    def _order(self, who: Desk) -> None:
        """An order F06 on a lot is written, or an older one taken a step further."""
        if self.orders and self.chance.random() < 0.8:
            order = self._row(ORDER.kind, self.chance.choice(self.orders[-6:]))
            move = next((one for one in ORDER.moves
                         if order.status in ORDER.kind.step(one.action).sources),
                        self.chance.choice(ORDER.moves))  # fmt: skip
            given = move.values(self.cast)
            if move.action == "execute" and self.chance.random() < 0.9:
                given["executed_quantity"] = order.quantity
            records.move(who, ORDER.kind, order.id, order.version, move.action, given)
            self._note(move.action)
            return
        lot = self.chance.choice(self._rejected() or self.lots)
        begun = raising.begin(who, LOT.kind, lot, ORDER.kind.name)
        given = VALUES[ORDER.kind.name](who) | begun.values
        given["disposition"] = WAYS_OUT[lot % len(WAYS_OUT)][0]
        if self.chance.random() < 0.3:
            given["quantity"] = self.chance.choice((0, 1, 3))
        done = records.register(who, ORDER.kind, given, origin=(LOT.kind, lot))
        assert done.record_id is not None
        self.orders.append(done.record_id)

    def _rejected(self) -> list[int]:
        with self.cast.admin.database.read() as session:
            rows = session.execute(text("SELECT id FROM material_lot WHERE status = 'REJECTED'"))
            return [one[0] for one in rows]

    def _change(self, who: Desk) -> None:
        """Somebody edits a lot, a receipt or an order, with a reason."""
        if self.orders and self.chance.random() < 0.2:
            kind, record_id = ORDER.kind, self.chance.choice(self.orders)
            edits: list[dict[str, Any]] = [
                {"disposition": "RETURN"}, {"quantity": 1, "executed_quantity": 1}, {"quantity": 99}
            ]  # fmt: skip
        elif self.receipts and self.chance.random() < 0.2:
            kind, record_id = RECEIPT.kind, self.chance.choice(self.receipts)
            edits = [{"items": []}, {"purchaser_id": self.chance.choice(self.people).person_id}]
        else:
            kind, record_id = LOT.kind, self.chance.choice(self.lots)
            some = self.chance.randint(0, 50)
            edits = [
                {"received_quantity": some}, {"ordered_quantity": some}, {"verdict": "ACCEPTED"},
                {"purchaser_id": self.chance.choice(self.people).person_id},
                {"look_finding": "GOOD"}, {"expires_on": clock.today() + timedelta(days=900)},
                {"received_quantity": some, "ordered_quantity": some}, {"lot_number": "L00"},
            ]  # fmt: skip
        record = self._row(kind, record_id)
        given = self.chance.choice(edits)
        other = {name: value for name, value in given.items() if getattr(record, name) != value}
        records.change(who, kind, record_id, record.version, given, "写错")
        if kind is LOT.kind:
            self.ledger.edited(record_id, other)

    def _void(self, who: Desk) -> None:
        """Something is voided, whatever it is."""
        among = [(LOT.kind, self.lots), (RECEIPT.kind, self.receipts), (ORDER.kind, self.orders)]
        kind, ids = self.chance.choice(among)
        if ids:
            record = self._row(kind, self.chance.choice(ids))
            records.void(who, kind, record.id, record.version, "开错了")

    def _supplier(self, who: Desk) -> None:
        """A supplier is warned, suspended, or reviewed again."""
        kind = SUPPLIER.kind
        record = self._row(kind, self.chance.randint(1, 2))
        action = self.chance.choice(("approve",) * 8 + ("warn", "suspend"))
        given: dict[str, Any] = {"standing_reason": "漏液"}
        if action == "approve":
            given = {**REVIEWED, "evaluated_on": clock.today()}
            # The papers are renewed as they run out.
            given["licence_until"] = clock.today() + timedelta(days=400)
        records.move(who, kind, record.id, record.version, action, given, "换证")

    def _force(self, _who: Desk) -> None:
        """Somebody with a tool of their own writes past the program."""
        lot = self._row(LOT.kind, self.chance.choice(self.lots))
        if lot.status in ("ACCEPTED", "STOCKED"):  # may be there
            return
        statement = self.chance.choice(FORCED)
        filled = statement.format(lot=lot.id, receipt=(self.receipts or [1])[-1])
        try:
            with self.cast.admin.database.write() as session:
                done: Any = session.execute(text(filled))
                if done.rowcount:
                    raise Broken(f"{lot.status}: {filled}")
        except IntegrityError:
            self._note("refused by the database")

    def _bring_in(self, who: Desk) -> None:
        """Old sheets, with words nobody may write and verdicts nobody checked."""
        verdict = self.chance.choice(("合格", "不合格", "让步接收", ""))
        rows = [
            ("编号", "到货日期", "品名", "生产批号", "数量", "结论"),
            (f"J-{self.chance.random()}", "2024-02-29", "输液器", "L00", "20", verdict),
        ]
        report = imports.bring_in(who, LOT.kind, files.xlsx(self.folder / "旧.xlsx", rows))
        if verdict == "让步接收" and report.numbers:
            raise Broken("an old sheet let goods pass")
        with self.cast.admin.database.read() as session:
            for number in report.numbers:
                found = session.execute(
                    text("SELECT id FROM material_lot WHERE number = :n"), {"n": number}
                ).one()
                self.lots.append(found[0])


# ---- the ledger ----------------------------------------------------------------------------------


@dataclass
class Ledger:
    """What came, by the lot it came as; what it became has to be as much, whatever was done with it.

    A part that was split off, or is still owed, belongs to what it was split from; what comes in
    the stead of rejected goods begins a page of its own.
    """

    page: dict[int, int] = field(default_factory=dict)
    came: dict[int, tuple[int, int]] = field(default_factory=dict)
    moves: int = 0

    def read(self, session: Session) -> None:
        """Raise Broken where the tables say what cannot be."""
        self._pages(session)
        _shelves(session)
        _moved(session, self.moves)
        self.moves = session.execute(text("SELECT max(id) FROM stock_movement")).scalar() or 0
        _papers(session)
        _gone(session)

    def remaining(self, session: Session, lot: int) -> int:
        """What came of a lot less what was issued."""
        found = session.execute(
            text("SELECT coalesce(l.received_quantity, 0) - coalesce((SELECT sum(m.quantity) FROM"
                 " stock_movement m WHERE m.lot_id = l.id AND m.kind = 'ISSUED'), 0)"
                 " FROM material_lot l WHERE l.id = :lot"), {"lot": lot})  # fmt: skip
        return int(found.scalar_one())

    def edited(self, lot: int, given: dict[str, Any]) -> None:
        """Somebody corrected how much was ordered or came; only what is still one lot may be."""
        if not {"ordered_quantity", "received_quantity"} & given.keys():
            return
        page = self.page[lot]
        ordered, received = self.came[page]
        wanted = (given.get("ordered_quantity", ordered), given.get("received_quantity", received))
        if wanted != (ordered, received) and list(self.page.values()).count(page) > 1:
            raise Broken(f"lot {lot}: {wanted} written over what was divided")
        self.came[page] = wanted

    def _pages(self, session: Session) -> None:
        rows = session.execute(
            text("SELECT id, parent_id, status, ordered_quantity, received_quantity, verdict"
                 " FROM material_lot ORDER BY id")
        ).all()  # fmt: skip
        sums: dict[int, tuple[int, int]] = {}
        for lot, parent, status, ordered, received, _verdict in rows:
            if lot not in self.page:
                own = parent is None or status == "RECEIVED_PENDING"
                self.page[lot] = lot if own else self.page[parent]
                if own:
                    self.came[lot] = (ordered or 0, received or 0)
            before = sums.get(self.page[lot], (0, 0))
            sums[self.page[lot]] = (before[0] + (ordered or 0), before[1] + (received or 0))
        for page, found in sums.items():
            if found != self.came[page]:
                raise Broken(f"lot {page}: {self.came[page]} came, the parts are {found}")


def _none(session: Session, what: str, query: str) -> None:
    if found := session.execute(text(query)).first():
        raise Broken(f"{what}: {tuple(found)}")


def _shelves(session: Session) -> None:
    """HR-03, HR-04: what lies on a shelf was accepted in its present round and came by a receipt."""
    good = (
        "SELECT 1 FROM inspection i JOIN goods_receipt_line r ON r.inspection_id = i.id"
        " JOIN goods_receipt g ON g.id = r.receipt_id WHERE i.lot_id = l.id AND g.status = 'STORED'"
        " AND i.round = l.inspection_round AND i.verdict = 'ACCEPTED'"
    )
    _none(session, "on a shelf without a receipt of an accepted inspection",
          "SELECT id, status, in_stock FROM material_lot l WHERE (l.status = 'STOCKED' OR"
          f" l.in_stock > 0) AND NOT EXISTS ({good})")  # fmt: skip
    _none(session, "accepted without an inspection that says so",
          "SELECT id, status FROM material_lot l WHERE l.status IN ('ACCEPTED', 'STOCKED') AND NOT"
          " EXISTS (SELECT 1 FROM inspection i WHERE i.lot_id = l.id AND i.verdict = 'ACCEPTED'"
          " AND i.round = l.inspection_round AND i.inspector_id <> i.reviewer_id)")  # fmt: skip
    _none(session, "moved otherwise than it lies there",
          "SELECT l.id, l.in_stock, m.n FROM material_lot l LEFT JOIN (SELECT lot_id, sum(CASE kind"
          " WHEN 'STORED' THEN quantity ELSE -quantity END) n FROM stock_movement GROUP BY lot_id) m"
          " ON m.lot_id = l.id WHERE l.in_stock <> coalesce(m.n, 0)")  # fmt: skip
    _none(session, "received is not shelf and wards",
          "SELECT l.id, l.received_quantity, l.in_stock FROM material_lot l WHERE"
          " l.status = 'STOCKED' AND l.received_quantity <> l.in_stock + coalesce((SELECT"
          " sum(m.quantity) FROM stock_movement m WHERE m.lot_id = l.id AND m.kind = 'ISSUED'), 0)")  # fmt: skip
    _none(session, "more issued than came",
          "SELECT m.lot_id, sum(m.quantity) FROM stock_movement m JOIN material_lot l ON"
          " l.id = m.lot_id WHERE m.kind = 'ISSUED' GROUP BY m.lot_id, l.received_quantity"
          " HAVING sum(m.quantity) > l.received_quantity")  # fmt: skip
    _none(session, "goods that were handed out are voided",
          "SELECT l.id FROM material_lot l JOIN stock_movement m ON m.lot_id = l.id"
          " WHERE l.status = 'VOIDED'")  # fmt: skip


def _moved(session: Session, since: int) -> None:
    """HR-24: what was stored or issued just now lies on a shelf, in date, through two people's hands."""
    _none(session, "issued though it is not stocked",
          "SELECT m.id, l.status FROM stock_movement m JOIN material_lot l ON l.id = m.lot_id"
          f" WHERE m.id > {since} AND m.kind <> 'WITHDRAWN' AND (l.status <> 'STOCKED'"
          " OR m.issuer_id = m.receiver_id"
          f" OR l.expires_on < '{clock.today():%Y-%m-%d}')")  # fmt: skip


def _papers(session: Session) -> None:
    """HR-04, HR-22: a line of a receipt is one accepted inspection, wholly; three people."""
    _none(session, "a receipt of what was not accepted",
          "SELECT r.id FROM goods_receipt_line r JOIN inspection i ON i.id = r.inspection_id"
          " JOIN goods_receipt g ON g.id = r.receipt_id WHERE i.verdict <> 'ACCEPTED'"
          " OR r.quantity <> i.quantity OR g.status <> 'STORED' OR g.purchaser_id IN"
          " (i.inspector_id, i.reviewer_id)")  # fmt: skip
    _none(session, "inspected by who bought it",
          "SELECT l.id FROM material_lot l JOIN inspection i ON i.lot_id = l.id AND"
          " i.round = l.inspection_round WHERE l.purchaser_id IN (i.inspector_id, i.reviewer_id)")  # fmt: skip


def _gone(session: Session) -> None:
    """四.3.(2)⑥: what was rejected left by orders that were carried out, and all of it."""
    for status, wanted in LEFT.items():
        words = ", ".join(f"'{one}'" for one in wanted)
        orders = (
            " FROM record_link k JOIN disposition_order o ON o.id = k.target_id WHERE"
            " k.source_register = 'material_lot' AND k.target_register = 'disposition_order'"
            " AND k.source_id = l.id AND o.status IN ('EXECUTED', 'CLOSED')"
        )
        _none(session, f"{status} without its order",
              f"SELECT l.id FROM material_lot l WHERE l.status = '{status}' AND (NOT EXISTS (SELECT 1"
              f"{orders} AND o.disposition IN ({words})) OR (SELECT sum(o.executed_quantity){orders})"
              " < l.received_quantity - coalesce((SELECT sum(m.quantity) FROM stock_movement m"
              " WHERE m.lot_id = l.id AND m.kind = 'ISSUED'), 0))")  # fmt: skip
    _none(session, "a lot that was not accepted came to an end on a shelf",
          "SELECT id FROM material_lot WHERE status IN ('REJECTED', 'RETURNED', 'DESTROYED',"
          " 'REPLACED') AND (in_stock > 0 OR verdict <> 'REJECTED')")  # fmt: skip
