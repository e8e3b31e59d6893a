"""Stock leaves its shelf through two people's hands, and a recall finds where it went."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.errors import NotAllowed, SignInRefused, StepRefused
from app.models.materials.material_lot import MaterialLot, StockMovement
from app.models.organisation import Role
from app.services import audit, history, reading
from app.services.materials import issuing, offers, recall_text, tracing
from app.services.materials.issuing import IssueLine, IssueRefused
from app.services.people import founding
from app.services.people.signing import Signer
from tests.cast import Cast
from tests.factory import department, made, take
from tests.hospital import PASSWORD, desk_of
from tests.roads import GOOD, IN_USE, LOT, RECEIPT, SUPPLIER
from tests.services.registers.test_materials import receipt

Clock = Callable[[str], datetime]


@pytest.fixture
def stocked(cast: Cast) -> int:
    """600 bags of lot 4087202 on the shelf."""
    return LOT.walk(cast, until="withdraw")


def issue(cast: Cast, lot: int, quantity: int = 20, who: str = "keeper", to: str = "nurse") -> None:
    ward = department(cast.admin, "骨科一病区")
    issuing.issue_lots(
        getattr(cast, who), [IssueLine(lot, quantity)], ward, getattr(cast, to).person_id
    )


def left(cast: Cast, lot: int) -> int:
    with cast.admin.database.read() as session:
        assert audit.verify(session).ok
        return session.get_one(MaterialLot, lot).in_stock


def test_what_is_issued_is_no_longer_on_the_shelf(cast: Cast, stocked: int) -> None:
    issue(cast, stocked, 20)
    issue(cast, stocked, 580)
    assert left(cast, stocked) == 0
    with pytest.raises(StepRefused, match="只剩 0"):
        issue(cast, stocked, 1)


@pytest.mark.parametrize(
    ("quantity", "to", "said"),
    [(601, "nurse", "只剩 600"), (0, "nurse", "大于 0"), (-1, "nurse", "大于 0"),
     (1, "keeper", "领用人不能是发放人本人")],
)  # fmt: skip
def test_no_more_than_there_is_and_not_to_oneself(
    cast: Cast, stocked: int, quantity: int, to: str, said: str
) -> None:
    with pytest.raises(StepRefused, match=said):
        issue(cast, stocked, quantity, to=to)
    assert left(cast, stocked) == 600


@pytest.mark.parametrize("until", ["begin", "accept", "shelve"])
def test_only_what_is_stocked_is_issued(cast: Cast, until: str) -> None:
    lot = LOT.walk(cast, until=until)
    with pytest.raises(StepRefused, match="只有已入库的才能发放"):
        issue(cast, lot)


def test_stock_in_doubt_is_not_issued(cast: Cast, stocked: int) -> None:
    LOT.go(cast, stocked, LOT.moves[-1])
    with pytest.raises(StepRefused, match="现在是“待检”"):
        issue(cast, stocked)


def test_stock_out_of_date_is_not_issued(cast: Cast, set_clock: Clock) -> None:
    set_clock("2026-03-02 10:00")
    lot = LOT.walk(cast, until="withdraw")
    set_clock("2027-10-23 10:00")
    issue(cast, lot)
    set_clock("2027-10-24 10:00")
    with pytest.raises(StepRefused, match="已经过期，不能发放"):
        issue(cast, lot)


def test_only_a_storekeeper_of_the_store_issues(cast: Cast, stocked: int) -> None:
    with pytest.raises(NotAllowed):
        issue(cast, stocked, who="head")
    other = desk_of(cast.admin, Role.STOREKEEPER, Role.HANDLER, department="YWK", staff_no="S9")
    with pytest.raises(NotAllowed):
        issuing.issue_lots(
            other,
            [IssueLine(stocked, 1)],
            department(cast.admin, "骨科一病区"),
            cast.nurse.person_id,
        )


def test_what_remains_in_doubt_is_inspected_and_stored_as_what_remains(
    cast: Cast, stocked: int
) -> None:
    issue(cast, stocked, 100)
    LOT.go(cast, stocked, LOT.moves[-1])
    take(cast.keeper, LOT.kind, stocked, "begin")
    take(cast.checker, LOT.kind, stocked, "accept", **GOOD)
    keeper = {"keeper_id": cast.keeper.person_id}
    with pytest.raises(StepRefused, match="判合格的是 500"):
        take(cast.keeper, RECEIPT.kind, receipt(cast, stocked), "store", **keeper)
    again = receipt(cast, stocked, quantity=500)
    take(cast.keeper, RECEIPT.kind, again, "store", **keeper)
    take(cast.keeper, LOT.kind, stocked, "shelve", storage_place="A-1")
    assert left(cast, stocked) == 500


def test_every_movement_adds_up_to_what_lies_on_the_shelf(cast: Cast, stocked: int) -> None:
    for quantity in (1, 20, 300):
        issue(cast, stocked, quantity)
    with cast.admin.database.read() as session:
        query = select(StockMovement.kind, StockMovement.quantity)
        moves = session.execute(query.where(StockMovement.lot_id == stocked)).all()
    signs = {"STORED": 1, "ISSUED": -1, "WITHDRAWN": -1}
    assert sum(signs[kind.value] * quantity for kind, quantity in moves) == 279
    assert left(cast, stocked) == 279


# ---- several lots, before the eyes of two -------------------------------------------------------


@pytest.fixture
def second(cast: Cast) -> int:
    """Another lot of the same goods, which runs out later."""
    other = {"lot_number": "4087203", "expires_on": clock.today() + timedelta(days=700)}
    lot = made(cast.keeper, LOT.kind, **other)
    for move in LOT.moves[:3]:
        LOT.go(cast, lot, move)
    return lot


def test_all_lines_leave_or_none(cast: Cast, stocked: int, second: int) -> None:
    ward = department(cast.admin, "骨科一病区")
    lines = (IssueLine(stocked, 20), IssueLine(second, 601))
    with pytest.raises(IssueRefused) as refused:
        issuing.issue_lots(cast.keeper, lines, ward, cast.nurse.person_id)
    assert list(refused.value.lines) == [1]
    assert "第 2 行" in str(refused.value)
    assert (left(cast, stocked), left(cast, second)) == (600, 600)
    lines = (IssueLine(stocked, 20), IssueLine(second, 30))
    issuing.issue_lots(cast.keeper, lines, ward, cast.nurse.person_id)
    assert (left(cast, stocked), left(cast, second)) == (580, 570)


def test_one_lot_stands_in_one_line(cast: Cast, stocked: int) -> None:
    twice = (IssueLine(stocked, 400), IssueLine(stocked, 400))
    ward = department(cast.admin, "骨科一病区")
    with pytest.raises(IssueRefused, match="与第 1 行是同一批"):
        issuing.issue_lots(cast.keeper, twice, ward, cast.nurse.person_id)
    with pytest.raises(StepRefused, match="还没有要发放的批"):
        issuing.issue_lots(cast.keeper, (), ward, cast.nurse.person_id)
    assert left(cast, stocked) == 600


def test_who_receives_signs_with_a_password(cast: Cast, stocked: int) -> None:
    desk_of(cast.admin, Role.REGISTRAR, department="GK1", staff_no="W9", password=PASSWORD)
    ward, line = department(cast.admin, "骨科一病区"), (IssueLine(stocked, 20),)
    with pytest.raises(SignInRefused):
        issuing.hand_out(cast.keeper, Signer("W9", "wrong password"), line, ward)
    assert left(cast, stocked) == 600
    issuing.hand_out(cast.keeper, Signer("W9", PASSWORD), line, ward)
    assert left(cast, stocked) == 580


def test_who_issues_cannot_sign_for_who_receives(cast: Cast, stocked: int) -> None:
    own = desk_of(cast.admin, Role.STOREKEEPER, department="WZK", staff_no="K9", password=PASSWORD)
    ward, line = department(cast.admin, "骨科一病区"), (IssueLine(stocked, 20),)
    with pytest.raises(StepRefused, match="领用人不能是发放人本人"):
        issuing.hand_out(own, Signer("K9", PASSWORD), line, ward)
    assert left(cast, stocked) == 600


def test_without_a_signature_nothing_leaves_but_in_a_demonstration(
    cast: Cast, stocked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(founding, "is_demo", lambda session: False)
    with pytest.raises(StepRefused, match="领用人没有核对签字"):
        issue(cast, stocked)
    assert left(cast, stocked) == 600


@pytest.mark.parametrize("other", [{}, {"category": "LIVING", "lot_number": "另一批"}])
def test_what_a_ward_found_wanting_stays_on_the_shelf_until_inspected_again(
    cast: Cast, stocked: int, other: dict[str, str]
) -> None:
    lot = reading.load(cast.keeper, LOT.kind, stocked).values
    same = {name: lot[name] for name in ("subject", "category", "lot_number")}
    made(cast.nurse, IN_USE.kind, **{**same, "subject": "另一种物品"})
    issue(cast, stocked, 20)
    made(cast.nurse, IN_USE.kind, **same | other)
    with pytest.raises(StepRefused, match="没有处理完的使用中不合格"):
        issue(cast, stocked, 20)
    (offer,) = offers.of_lots(cast.keeper, [stocked])
    assert "停用待检" in offer.reason
    LOT.go(cast, stocked, LOT.moves[-1])
    take(cast.keeper, LOT.kind, stocked, "begin")
    take(cast.checker, LOT.kind, stocked, "accept", **GOOD)
    keeper = {"keeper_id": cast.keeper.person_id}
    take(cast.keeper, RECEIPT.kind, receipt(cast, stocked, quantity=580), "store", **keeper)
    take(cast.keeper, LOT.kind, stocked, "shelve")
    issue(cast, stocked, 20)
    assert left(cast, stocked) == 560


def test_the_history_of_a_lot_says_where_it_went(cast: Cast, stocked: int) -> None:
    issue(cast, stocked, 20)
    (first, *_rest) = history.of_record(cast.keeper, LOT.kind, stocked)
    assert first.label == "发放"
    assert first.facts["said"] == "20 到骨科一病区，领用人陈静"
    assert ("库存数", "600", "580") in first.changes


def test_the_record_of_a_lot_lists_what_came_and_went(cast: Cast, stocked: int) -> None:
    issue(cast, stocked, 20)
    ledger = reading.load(cast.keeper, LOT.kind, stocked).ledger
    assert ledger is not None
    assert (ledger.left, ledger.unit) == (580, "袋")
    assert [(str(one.kind), one.quantity, one.department) for one in ledger.movements] == [
        ("ISSUED", 20, "骨科一病区"), ("STORED", 600, ""),
    ]  # fmt: skip
    assert reading.load(cast.keeper, SUPPLIER.kind, 1).ledger is None


# ---- finding what is to leave -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["4087202", "４０８７２０２", "氯化钠", "lhn", "LHN", "JY-WZK-202603-0001",
             "QD:R:JY-WZK-202603-0001"],
)  # fmt: skip
def test_a_lot_is_found_by_code_number_name_and_initials(
    cast: Cast, set_clock: Clock, text: str
) -> None:
    set_clock("2026-03-02 10:00")
    lot = LOT.walk(cast, until="withdraw")
    assert [one.lot_id for one in offers.find(cast.keeper, text)] == [lot]
    assert offers.find(cast.keeper, "纱布") == []
    assert offers.find(cast.keeper, "") == []


def test_what_runs_out_first_is_offered_first(cast: Cast, stocked: int, second: int) -> None:
    first, other = offers.find(cast.keeper, "氯化钠")
    assert (first.lot_id, first.sooner) == (stocked, None)
    assert (other.lot_id, other.sooner) == (second, first.expires_on)


def test_a_lot_named_exactly_is_shown_with_the_reason_why_it_stays(cast: Cast) -> None:
    lot = LOT.walk(cast, until="accept")
    (found,) = offers.find(cast.keeper, "4087202")
    assert found.lot_id == lot
    assert "现在是“检验中”" in found.reason
    assert offers.find(cast.keeper, "氯化钠") == []


def test_what_is_all_issued_is_offered_no_more(cast: Cast, stocked: int) -> None:
    issue(cast, stocked, 600)
    assert offers.find(cast.keeper, "氯化钠") == []


def test_only_who_issues_is_offered_anything(cast: Cast, stocked: int) -> None:
    with pytest.raises(NotAllowed):
        offers.find(cast.head, "4087202")


# ---- a recall -----------------------------------------------------------------------------------


def test_a_recall_says_where_each_lot_lies_and_went_and_what_is_not_here(
    cast: Cast, stocked: int
) -> None:
    issue(cast, stocked, 20)
    made(cast.keeper, LOT.kind, lot_number="4087209")
    made(cast.nurse, IN_USE.kind, lot_number="4087205")
    notice = recall_text.read("批号 4087201-4087206、4087900、9000001～9000009")
    found = tracing.trace(cast.head, notice)
    (lot,) = found.lots
    assert (lot.lot_id, lot.status, lot.in_stock, len(lot.receipts)) == (stocked, "已入库", 580, 1)
    assert [(one.department, one.quantity) for one in lot.issued] == [("骨科一病区", 20)]
    assert [one.lot_number for one in found.cases] == ["4087205"]
    assert found.misses == ("4087900", "9000001-9000009")


def test_a_recall_finds_lots_in_small_letters_and_none_of_another_length(cast: Cast) -> None:
    wanted = made(cast.keeper, LOT.kind, lot_number="ab-008")
    made(cast.keeper, LOT.kind, lot_number="AB-0085")
    found = tracing.trace(cast.head, recall_text.read("AB-007至AB-009"))
    assert [one.lot_id for one in found.lots] == [wanted]


def test_a_recall_shows_a_ward_its_own_and_no_more(cast: Cast, stocked: int) -> None:
    found = tracing.trace(cast.nurse, recall_text.read("4087202"))
    assert found.lots == ()
    assert found.misses == ("4087202",)
