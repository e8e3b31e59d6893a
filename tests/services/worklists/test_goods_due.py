"""What of goods waits for whom, what runs out, and the numbers on lists, tabs and 首页."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from app import clock
from app.services import lists, reading
from app.services.operations import Desk
from app.services.suppliers import licences
from app.services.worklists import worklist
from app.services.worklists.tasks import EXPIRY, MINE, OVERDUE
from tests.cast import Cast
from tests.factory import department, made, take
from tests.roads import BAD, IN_USE, LIVING, LOT, REVIEWED, SUPPLIER, approved_supplier
from tests.services.materials.test_issuing import issue

Clock = Callable[[str], datetime]


def next_of(desk: Desk, record_id: int, group: str = MINE) -> list[str]:
    """What a person is asked to do with a record of goods."""
    return [
        one.next for one in worklist.worklist(desk).of(group)
        if one.record_id == record_id and one.register != "disposition_order"
    ]  # fmt: skip


def lasting_supplier(cast: Cast) -> None:
    """Who delivers is on file, with papers that outlast the goods."""
    if not lists.ids(cast.head, SUPPLIER.kind, lists.Query()):
        papers = {"licence_until": clock.today() + timedelta(days=2000)}
        supplier = made(cast.buyer, SUPPLIER.kind, **papers)
        take(cast.head, SUPPLIER.kind, supplier, "approve", evaluated_on=clock.today(), **REVIEWED)


def stocked(cast: Cast, days: int) -> int:
    """A lot put away a year ago that runs out in so many days from then on."""
    lasting_supplier(cast)
    lot = made(cast.keeper, LOT.kind, expires_on=clock.today() + timedelta(days=days))
    for move in LOT.moves[:3]:
        LOT.go(cast, lot, move)
    return lot


# ---- what waits ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("until", "asked"),
    [("begin", "开始检验"), ("accept", "复核合格"), ("shelve", "开入库单、上架")],
)
def test_a_lot_waits_for_the_storekeeper_until_it_is_put_away(
    cast: Cast, until: str, asked: str
) -> None:
    lot = LOT.walk(cast, until=until)
    assert next_of(cast.keeper, lot) == [asked]
    assert next_of(cast.nurse, lot) == []


def test_an_accepted_lot_waits_for_who_writes_the_receipt_too(cast: Cast) -> None:
    lot = LOT.walk(cast, until="shelve")
    assert next_of(cast.buyer, lot) == ["开入库单、上架"]


def test_what_lies_on_the_shelf_waits_for_nobody(cast: Cast) -> None:
    lot = LOT.walk(cast, until="withdraw")
    assert next_of(cast.keeper, lot) == []


def test_a_rejected_lot_waits_until_it_has_left(cast: Cast) -> None:
    lot = LOT.walk(cast, until="accept")
    take(cast.keeper, LOT.kind, lot, "reject", **BAD)
    for who in (cast.keeper, cast.buyer):
        assert next_of(who, lot) == ["办不合格品处理单"]


def test_every_open_state_of_goods_in_use_waits_for_somebody(cast: Cast) -> None:
    people = (cast.nurse, cast.chief, cast.buyer, cast.head, cast.leader)
    for road in (IN_USE, LIVING):
        for case, move in road.stations(cast):
            waits = [one for who in people for one in next_of(who, case)]
            step = road.kind.step(move.action)
            assert step.label.rstrip("…") in waits, (move.action, waits)


# ---- what runs out ------------------------------------------------------------------------------


def test_stock_is_near_its_end_for_six_months_and_over_after_its_last_day(
    cast: Cast, set_clock: Clock
) -> None:
    set_clock("2026-01-15 00:10")
    lot = stocked(cast, 365)  # until 2027-01-15
    seen = {}
    for day in ("2026-07-14", "2026-07-15", "2027-01-15", "2027-01-16"):
        set_clock(f"{day} 00:10")
        seen[day] = (next_of(cast.keeper, lot, EXPIRY), next_of(cast.keeper, lot, OVERDUE))
    near, over = ["先发，或与供方调换"], ["停用待检，判不合格退出"]
    assert seen == {
        "2026-07-14": ([], []),
        "2026-07-15": (near, []),
        "2027-01-15": (near, []),
        "2027-01-16": (over, over),
    }


def test_what_is_all_issued_runs_out_unseen(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-01-15 10:00")
    lot = stocked(cast, 365)
    issue(cast, lot, 600)
    set_clock("2027-02-01 10:00")
    assert worklist.worklist(cast.keeper).counts[EXPIRY] == 0


def test_chips_lists_and_tabs_count_the_same(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-01-15 10:00")
    over, near, _far = stocked(cast, 300), stocked(cast, 400), stocked(cast, 800)
    set_clock("2026-12-20 10:00")
    counts = lists.counts(cast.keeper, LOT.kind, lists.Query())
    assert counts.watched == {"expired": 1, "near_expiry": 1}
    for name, lot in (("expired", over), ("near_expiry", near)):
        assert list(lists.ids(cast.keeper, LOT.kind, lists.Query(due=name))) == [lot]
    assert lists.overdue(cast.keeper, [LOT.kind]) == {LOT.kind.name: 1}
    work = worklist.worklist(cast.keeper)
    assert (work.counts[OVERDUE], work.counts[EXPIRY]) == (1, 2)
    first = work.tasks[0]
    assert first.record_id == over
    assert first.remaining is not None
    assert first.remaining.word == "过期 39 日"


def test_expiry_is_no_matter_of_those_who_do_not_keep_goods(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-01-15 10:00")
    stocked(cast, 300)
    set_clock("2026-12-20 10:00")
    for who in (cast.nurse, cast.head):
        assert worklist.worklist(who).counts[EXPIRY] == 0
        assert lists.overdue(who, [LOT.kind]) == {LOT.kind.name: 0}


def test_papers_of_a_supplier_are_due_three_months_ahead(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-01-15 10:00")
    kind = SUPPLIER.kind
    days = {"licence_until": clock.today() + timedelta(days=365), "authorized_until": None}
    supplier = made(cast.buyer, kind, **days)
    take(cast.head, kind, supplier, "approve", evaluated_on=clock.today(), **REVIEWED)
    seen = {}
    for day in ("2026-10-14", "2026-10-15", "2027-01-16"):
        set_clock(f"{day} 10:00")
        seen[day] = next_of(cast.buyer, supplier, EXPIRY)
    assert seen == {
        "2026-10-14": [], "2026-10-15": ["催换证照"], "2027-01-16": ["催换证照，暂停供货"],
    }  # fmt: skip
    licences.suspend_expired(cast.buyer)
    assert str(reading.load(cast.buyer, kind, supplier).status) == "SUSPENDED"
    assert next_of(cast.buyer, supplier, EXPIRY) == ["催换证照，暂停供货"]


def test_a_paper_that_is_over_hides_one_that_is_only_near(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-01-15 10:00")
    approved_supplier(cast)
    supplier = made(
        cast.buyer, SUPPLIER.kind, subject="乙公司",
        licence_until=clock.today() + timedelta(days=30),
        authorized_until=clock.today() + timedelta(days=90),
        responsible_department_id=department(cast.admin, "供应科"),
    )  # fmt: skip
    take(cast.head, SUPPLIER.kind, supplier, "approve", evaluated_on=clock.today(), **REVIEWED)
    set_clock("2026-03-01 10:00")
    assert next_of(cast.buyer, supplier, EXPIRY) == ["催换证照，暂停供货"]
    found = lists.counts(cast.buyer, SUPPLIER.kind, lists.Query()).watched
    assert found == {"papers_over": 1, "papers_near": 0}
