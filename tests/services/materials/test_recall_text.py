"""A recall notice is read as people paste it."""

import random

import pytest

from app.services.materials.recall_text import LotRange, read


@pytest.mark.parametrize(
    ("text", "lots"),
    [
        ("4087202", ("4087202",)),
        ("4087202、4087203、4087204", ("4087202", "4087203", "4087204")),
        ("批号：４０８７２０２，４０８７２０３。", ("4087202", "4087203")),
        ("召回产品批号为 A12345；B-77X", ("A12345", "B-77X")),
        ("LOT: 4087202\nLOT NO. 4087203", ("4087202", "4087203")),
        ("lot4087202", ("4087202",)),
        ("demo-l05x", ("DEMO-L05X",)),
        ("4087202\t4087203\n4087204\t", ("4087202", "4087203", "4087204")),
        ("4087202，4087202", ("4087202",)),
        ("2026-03-10 起召回，批号 4087202", ("4087202",)),
        ("请立即停止使用。", ()),
    ],
)
def test_lots_are_found_however_they_are_written(text: str, lots: tuple[str, ...]) -> None:
    assert read(text).lots == lots


@pytest.mark.parametrize(
    "text",
    ["4087202-4087205", "4087202 - 4087205", "４０８７２０２－４０８７２０５", "4087202～4087205",
     "4087202—4087205", "4087202——4087205", "4087202至4087205", "4087202 到 4087205", "4087202-05",
     "批号4087202-4087205（共 4 批）"],
)  # fmt: skip
def test_a_range_is_one_range_in_every_writing(text: str) -> None:
    assert read(text).ranges == (LotRange("4087202", "4087205"),)


def test_a_range_with_a_prefix_counts_only_its_figures() -> None:
    (found,) = read("Ab008～AB011").ranges
    assert all(one in found for one in ("AB008", "ab010", "AB011"))
    assert "AB007" not in found
    assert "AC010" not in found
    assert "AB012" not in found


@pytest.mark.parametrize("text", ["4087205-4087202", "A1-B5", "DEMO-L05", "7-X"])
def test_a_dash_that_is_no_range_stays_a_lot_number(text: str) -> None:
    found = read(text)
    assert found.ranges == ()
    assert found.lots == (text,)


def test_a_range_may_be_as_long_as_it_is_written() -> None:
    (found,) = read("0000001-9999999").ranges
    assert "5000000" in found
    assert "10000000" not in found


def test_whatever_list_is_written_is_read_back() -> None:
    chance = random.Random(5)
    for _turn in range(500):
        lots = {
            chance.choice(("", "A", "KX")) + str(chance.randrange(10**6, 10**7))
            for _one in range(chance.randrange(1, 8))
        }
        text = chance.choice(("、", "，", "；", "\n", "\t", "  ")).join(lots)
        assert set(read(text).lots) == lots
