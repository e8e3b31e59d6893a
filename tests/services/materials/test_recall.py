"""A recall finds goods, cases and complaints; it makes cases for wards and clears the shelves."""

import random
from pathlib import Path

import openpyxl
import pytest

from app.errors import NotAllowed, StepRefused
from app.models.materials.material_lot import MaterialLot
from app.services import audit, reading, records
from app.services.links import raising
from app.services.materials import recall, recall_file, recall_text, trace_sheet, tracing
from app.services.materials.lot_finder import LotFinder
from app.services.operations import Desk
from app.services.registers import nonconforming_service
from app.services.registers.register import Register
from tests.cast import Cast
from tests.factory import VALUES, made, registered
from tests.roads import IN_USE, LOT
from tests.services.materials.test_issuing import issue

KIND, SERVICE = tracing.COMPLAINTS, nonconforming_service.REGISTER


@pytest.fixture
def stocked(cast: Cast) -> int:
    """600 bags of lot 4087202 on the shelf, 20 of them issued to 骨科一病区 in two goes."""
    lot = LOT.walk(cast, until="withdraw")
    issue(cast, lot, 15)
    issue(cast, lot, 5)
    return lot


def trace(desk: Desk, text: str) -> tracing.Trace:
    return tracing.trace(desk, recall_text.read(text))


def raised_from(
    desk: Desk, kind: Register, record_id: int, target: Register, **other: object
) -> int:
    """A record that came from another one."""
    begun = raising.begin(desk, kind, record_id, target.name)
    given = VALUES[target.name](desk) | begun.values | other
    made_of = records.register(desk, target, given, origin=(kind, record_id)).record_id
    assert made_of is not None
    return made_of


def complained_of(cast: Cast, complaint: int) -> int:
    """Goods of lot 4087205 that were complained of (HR-20)."""
    return raised_from(cast.admin, KIND, complaint, IN_USE.kind, lot_number="4087205")


# ---- finding ------------------------------------------------------------------------------------


def test_what_went_to_one_ward_in_several_goes_is_one_line(cast: Cast, stocked: int) -> None:
    (lot,) = trace(cast.keeper, "4087202").lots
    assert [(one.department, one.quantity) for one in lot.issued] == [("骨科一病区", 20)]


def test_goods_lead_to_the_complaint_they_caused(cast: Cast) -> None:
    complaint = registered(cast.admin)
    complained_of(cast, complaint)
    found = trace(cast.head, "4087205")
    assert [one.record_id for one in found.complaints] == [complaint]
    assert found.misses == ()


def test_a_complaint_behind_another_record_is_found_too(cast: Cast) -> None:
    complaint = registered(cast.admin)
    service = raised_from(cast.head, KIND, complaint, SERVICE)
    raised_from(cast.head, SERVICE, service, IN_USE.kind, lot_number="4087205")
    assert [one.record_id for one in trace(cast.head, "4087205").complaints] == [complaint]


def test_a_voided_complaint_is_not_found(cast: Cast) -> None:
    complaint = registered(cast.admin)
    case = complained_of(cast, complaint)
    for kind, record_id in ((IN_USE.kind, case), (KIND, complaint)):
        version = reading.load(cast.head, kind, record_id).version
        records.void(cast.head, kind, record_id, version, "登错了")
    found = trace(cast.head, "4087205")
    assert (found.cases, found.complaints, found.misses) == ((), (), ("4087205",))


def test_a_ward_sees_no_complaint_that_is_not_its_own(cast: Cast) -> None:
    complained_of(cast, registered(cast.admin))
    assert trace(cast.nurse, "4087205").complaints == ()


@pytest.mark.parametrize("seed", range(5))
def test_many_ranges_name_what_each_of_them_names(seed: int) -> None:
    chance = random.Random(seed)
    words = []
    for _one in range(60):
        low = chance.randrange(0, 3000)
        prefix = chance.choice(("", "A", "DEMO-L"))
        words.append(f"{prefix}{low:04}-{prefix}{low + chance.randrange(1, 40):04}")
    asked = recall_text.read("、".join(words))
    finder = LotFinder(asked)
    numbers = [f"{prefix}{n:04}" for prefix in ("", "a", "Demo-L", "B") for n in range(0, 3100, 7)]
    numbers += ["00012", "12", "A", ""]
    assert [one in finder for one in numbers] == [one in asked for one in numbers]
    seen = [one for one in numbers if one in finder]
    missed = [f"{span.first}-{span.last}" for span in asked.ranges
              if not any(one in span for one in seen)]  # fmt: skip
    assert list(finder.missed(seen)) == missed


# ---- cases for the wards ------------------------------------------------------------------------


def test_each_ward_gets_a_case_of_each_lot_it_had(cast: Cast, stocked: int) -> None:
    found = trace(cast.keeper, "4087202")
    done = recall.raise_cases(cast.keeper, found.to_raise(), "通知 2026-7 号")
    assert (len(done.numbers), done.known) == (1, 0)
    (case,) = trace(cast.keeper, "4087202").cases
    view = reading.load(cast.nurse, IN_USE.kind, case.record_id)
    assert view.values["lot_number"] == "4087202"
    assert view.values["subject"] == "0.9% 氯化钠注射液"
    assert view.values["quantity"] == 20
    assert "通知 2026-7 号" in view.values["narrative"]
    linked = reading.load(cast.keeper, IN_USE.kind, case.record_id).linked
    assert [(one.register, one.is_origin) for one in linked] == [
        (LOT.kind.name, True),
        ("supplier", False),
    ]
    assert linked[0].record_id == stocked


def test_an_open_case_is_not_made_twice(cast: Cast, stocked: int) -> None:
    pairs = trace(cast.keeper, "4087202").to_raise()
    recall.raise_cases(cast.keeper, pairs, "")
    again = recall.raise_cases(cast.keeper, pairs, "")
    assert (again.numbers, again.known) == ((), 1)


def test_no_case_is_made_for_what_was_never_issued(cast: Cast) -> None:
    lot = LOT.walk(cast, until="withdraw")
    found = trace(cast.keeper, "4087202")
    assert found.to_raise() == ()
    with pytest.raises(StepRefused, match="没有发放过"):
        recall.raise_cases(cast.keeper, (), "")
    with pytest.raises(StepRefused, match="没有发放到这个科室"):
        recall.raise_cases(cast.keeper, ((lot, 1),), "")


# ---- the shelves --------------------------------------------------------------------------------


def test_the_shelves_are_cleared_lot_by_lot(cast: Cast, stocked: int) -> None:
    waiting = made(cast.keeper, LOT.kind, lot_number="4087203")
    found = trace(cast.keeper, "4087202-4087203")
    assert [one.lot_id for one in found.on_shelf()] == [stocked]
    done = recall.withdraw(cast.keeper, [stocked, waiting], "召回", "待检区 2")
    assert len(done.numbers) == 1
    assert "现在是“待检”" in done.refused[0]
    with cast.admin.database.read() as session:
        lot = session.get_one(MaterialLot, stocked)
        assert (str(lot.status), lot.in_stock, lot.isolation_place) == (
            "RECEIVED_PENDING", 0, "待检区 2",
        )  # fmt: skip
        assert audit.verify(session).ok


# ---- files --------------------------------------------------------------------------------------


def test_the_result_goes_into_a_workbook(cast: Cast, stocked: int, tmp_path: Path) -> None:
    recall.raise_cases(cast.keeper, trace(cast.keeper, "4087202").to_raise(), "")
    found = trace(cast.keeper, "4087202、9000001-9000009")
    path = tmp_path / "追查.xlsx"
    assert trace_sheet.export(cast.keeper, found, "4087202", path) == 3
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["批次和去向", "使用中不合格", "投诉", "没有查到"]
    row = [cell.value for cell in book["批次和去向"][5]]
    assert (row[3], row[8], row[11], row[12]) == ("4087202", 580, "骨科一病区", 20)
    assert [cell.value for cell in book["没有查到"]["A"]][4:] == ["9000001-9000009"]


def test_who_may_not_export_takes_no_result_away(cast: Cast, tmp_path: Path) -> None:
    path = tmp_path / "追查.xlsx"
    with pytest.raises(NotAllowed):
        trace_sheet.export(cast.nurse, trace(cast.nurse, "4087202"), "", path)
    assert list(tmp_path.glob("*.xlsx")) == []


def test_a_notice_is_read_from_a_workbook_or_a_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (("产品", "批号"), ("氯化钠", 4087202), ("氯化钠", "4087205至4087207")):
        book.active.append(row)
    book.save(tmp_path / "召回.xlsx")
    (tmp_path / "召回.txt").write_text("批号４０８７２０２、4087205～4087207", encoding="gb18030")
    for name in ("召回.xlsx", "召回.txt"):
        found = recall_text.read(recall_file.read_text(tmp_path / name))
        assert found.lots == ("4087202",)
        assert [(one.first, one.last) for one in found.ranges] == [("4087205", "4087207")]
