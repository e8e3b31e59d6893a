"""The catalogue of goods: kept by hand or from a table, never losing an item, audited."""

from pathlib import Path
from typing import Any

import pytest

from app.errors import FileProblem, InvalidRecord, NotAllowed
from app.models.organisation import Role
from app.services import audit
from app.services.operations import Desk
from app.services.upkeep import items
from tests.hospital import desk_of
from tests.services.imports import files

HEAD = ("编码", "名称", "类别", "规格", "单位", "生产厂家", "批准文号", "植入物")
SALINE = ("Y001", "0.9% 氯化钠注射液", "药品", "250 mL", "袋", "安康制药", "国药准字H1", "")
HIP = ("H002", "髋关节假体", "耗材", "48 mm", "套", "骨康医疗", "国械注准1", "是")


def item(**other: Any) -> dict[str, Any]:
    return {
        "code": "Y001", "name": "0.9% 氯化钠注射液", "category": "DRUG", "specification": "250 mL",
        "unit": "袋",
    } | other  # fmt: skip


def table(folder: Path, *rows: tuple[str, ...], head: tuple[str, ...] = HEAD) -> Path:
    return files.xlsx(folder / "目录.xlsx", [("安禾医院物品目录",), head, *rows])


def test_an_item_is_added_changed_and_taken_out_of_use(desk: Desk) -> None:
    items.add(desk, item())
    (one,) = items.items(desk)
    assert (one.code, one.name, one.unit, one.implant, one.active) == (
        "Y001", "0.9% 氯化钠注射液", "袋", False, True
    )  # fmt: skip
    assert "09lhnzsy" in one.initials
    items.change(desk, one.id, item(name="葡萄糖注射液", implant=True), False)
    (one,) = items.items(desk)
    assert (one.name, one.implant, one.active) == ("葡萄糖注射液", True, False)
    assert one.initials.startswith("ptt")
    with desk.database.read() as session:
        assert audit.verify(session).ok


@pytest.mark.parametrize("name", ["code", "name", "category", "unit"])
def test_an_item_has_code_name_category_and_unit(desk: Desk, name: str) -> None:
    with pytest.raises(InvalidRecord) as refused:
        items.add(desk, item(**{name: " "}) if name != "category" else item(category=None))
    assert list(refused.value.problems) == [name]


def test_a_code_stands_for_one_item(desk: Desk) -> None:
    items.add(desk, item())
    with pytest.raises(InvalidRecord, match="已经有了"):
        items.add(desk, item(name="别的"))


def test_only_who_configures_changes_the_catalogue(desk: Desk) -> None:
    keeper = desk_of(desk, Role.STOREKEEPER, department="WZK")
    with pytest.raises(NotAllowed):
        items.add(keeper, item())
    items.add(desk, item())
    assert len(items.items(keeper)) == 1


def test_a_table_adds_and_changes_and_leaves_the_rest(desk: Desk, tmp_path: Path) -> None:
    items.add(desk, item(unit="瓶"))
    items.add(desk, item(code="Z9", name="床单", category="LIVING", unit="条"))
    reading = items.read_table(desk, table(tmp_path, SALINE, HIP))
    assert (reading.new, reading.changed) == (1, ("Y001",))
    items.import_table(desk, reading)
    found = {one.code: one for one in items.items(desk)}
    assert (found["Y001"].unit, found["Y001"].manufacturer) == ("袋", "安康制药")
    assert (found["H002"].category.value, found["H002"].implant) == ("CONSUMABLE", True)
    assert (found["Z9"].unit, found["Z9"].active) == ("条", True)
    again = items.read_table(desk, table(tmp_path, SALINE, HIP))
    assert (again.new, again.changed) == (0, ())


def test_an_item_out_of_use_comes_back_with_its_table(desk: Desk, tmp_path: Path) -> None:
    items.import_table(desk, items.read_table(desk, table(tmp_path, SALINE)))
    (one,) = items.items(desk)
    items.change(desk, one.id, item(), False)
    reading = items.read_table(desk, table(tmp_path, SALINE))
    assert reading.changed == ("Y001",)
    items.import_table(desk, reading)
    assert items.items(desk)[0].active


def test_a_text_file_is_read_too(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "目录.csv"
    path.write_text("物品编码,品名,分类,计量单位\nY001,氯化钠,西药,袋\n", "gb18030")
    items.import_table(desk, items.read_table(desk, path))
    assert [(one.code, one.category.label) for one in items.items(desk)] == [("Y001", "药品")]


def test_everything_wrong_in_a_table_is_said_with_row_and_column(
    desk: Desk, tmp_path: Path
) -> None:
    rows = (
        ("", "无编码", "药品", "", "支", "", "", ""),
        ("B1", "床单", "被服", "", "条", "", "", "也许"),
        ("B2", "长" * 61, "药品", "", "支", "", "", ""),
        ("B2", "一", "药品", "", "支", "", "", ""),
        ("B2", "二", "药品", "", "支", "", "", ""),
    )
    reading = items.read_table(desk, table(tmp_path, *rows))
    assert [(one.row, one.column) for one in reading.table.mistakes] == [
        (3, "A"), (4, "C"), (4, "H"), (5, "B"), (7, "A")
    ]  # fmt: skip
    assert reading.table.mistakes[-1].expected == "第 6 行已有这个编码，两行只能留一行"
    with pytest.raises(InvalidRecord, match="还有 5 处要改"):
        items.import_table(desk, reading)
    assert items.items(desk) == []


def test_a_table_without_its_headings_says_which_it_needs(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="“编码”“名称”“类别”“单位”四列"):
        items.read_table(desk, table(tmp_path, head=("编码", "名称", "甲", "乙")))
