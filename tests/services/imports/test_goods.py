"""Old registers of goods and suppliers: their usual headings, and no way past the inspection in them."""

import csv
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app.services import imports, reading
from app.services.imports import ImportReport
from app.services.registers import catalog
from tests.cast import Cast
from tests.services.imports import files

Rows = Sequence[tuple[str, ...]]
FORBIDDEN = ("让步接收", "紧急放行", "特采", "降级使用")

SUPPLIERS = (
    ("供应商档案", "", "", "", "", "", "", ""),
    ("供货单位名称", "统一社会信用代码", "经营许可证编号", "许可证有效期至", "授权委托书有效期", "业务员",
     "联系人电话", "供应品种"),
    ("示例医药甲", "91310000MA1DEMO001", "XK-1", "2027-06-30", "2027.1.31", "王某", "138****0001", "药品、耗材"),
)  # fmt: skip
LOTS = (
    ("药品购进验收记录", "", "", "", "", "", "", "", "", "", ""),
    ("验收日期", "药品通用名称", "规格", "计量单位", "批号", "有效期至", "生产厂商", "供应单位", "购进数量",
     "验收结论", "国药准字"),
    ("2024-02-29", "氯化钠注射液", "250 mL", "袋", "4087202", "2026-01-31", "安康制药", "示例医药甲", "600",
     "合格", "国药准字H1"),
)  # fmt: skip
IN_USE = (
    (
        "时间",
        "使用科室",
        "物品名称",
        "类别",
        "批次",
        "供货商",
        "不合格数量",
        "问题描述",
        "处理结果",
    ),
    ("2024-03-01", "骨科一病区", "输液器", "耗材", "L05", "示例器械乙", "3", "接头漏液", "退货"),
)
ORDERS = (
    ("开单日期", "来源单号", "品名", "规格", "批号", "供应商", "不合格数", "处理方式"),
    ("2024-03-02", "B-1", "输液器", "0.7", "L05", "示例器械乙", "3", "退货"),
)
RECEIPTS = (
    ("入库日期", "内容", "供应单位", "发票号码", "采购人", "保管员"),
    ("2024-03-01", "输液一批", "示例医药甲", "F-1", "", ""),
)
OLD: dict[str, Rows] = {
    "supplier": SUPPLIERS, "material_lot": LOTS, "in_use_nonconformity": IN_USE,
    "disposition_order": ORDERS, "goods_receipt": RECEIPTS,
}  # fmt: skip


def sheet(folder: Path, ending: str, rows: Rows) -> Path:
    path = folder / f"旧台账.{ending}"
    if ending == "xlsx":
        return files.xlsx(path, rows)
    with path.open("w", encoding="gb18030", newline="") as written:
        csv.writer(written).writerows(rows)
    return path


def brought_in(cast: Cast, register: str, path: Path, **other: Any) -> ImportReport:
    return imports.bring_in(cast.head, catalog.by_name(register), path, **other)


def values(cast: Cast, register: str, report: ImportReport) -> Any:
    kind = catalog.by_name(register)
    (number,) = report.numbers
    return reading.load(cast.head, kind, reading.find_number(cast.head, kind, number))


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
@pytest.mark.parametrize("register", OLD)
def test_the_usual_headings_of_an_old_register_are_known(
    cast: Cast, tmp_path: Path, register: str, ending: str
) -> None:
    report = brought_in(cast, register, sheet(tmp_path, ending, OLD[register]))
    assert report.errors == ()
    assert [one.heading for one in report.table.columns if one.field is None] == []
    kind = catalog.by_name(register)
    assert values(cast, register, report).status is kind.initial


def test_a_supplier_of_an_old_register_has_its_papers(cast: Cast, tmp_path: Path) -> None:
    held = values(
        cast, "supplier", brought_in(cast, "supplier", sheet(tmp_path, "xlsx", SUPPLIERS))
    ).values
    assert (held["licence_until"], held["authorized_until"]) == (
        date(2027, 6, 30), date(2027, 1, 31)
    )  # fmt: skip
    assert (held["contact"], held["supplied"]) == ("王某", ["DRUG", "CONSUMABLE"])


def test_a_lot_of_an_old_register_waits_for_its_inspection_whatever_it_says(
    cast: Cast, tmp_path: Path
) -> None:
    view = values(
        cast, "material_lot", brought_in(cast, "material_lot", sheet(tmp_path, "xlsx", LOTS))
    )
    assert str(view.status) == "RECEIVED_PENDING"
    held = view.values
    assert (held["lot_number"], held["received_quantity"], held["unit"]) == ("4087202", 600, "袋")


# ---- no way past the inspection --------------------------------------------------------------------

DECIDING = [
    ("supplier", "评价结论"), ("material_lot", "验收结论"), ("material_lot", "处理方式"),
    ("material_lot", "处置意见"), ("material_lot", "质量判定"), ("in_use_nonconformity", "处理结果"),
    ("in_use_nonconformity", "处置"), ("disposition_order", "处理方式"),
    ("disposition_order", "处置要求"), ("goods_receipt", "验收结论"),
]  # fmt: skip


def with_column(register: str, heading: str, *texts: str) -> Rows:
    """The old register with one column more, or the same column with another text, in as many rows."""
    *titles, head, row = OLD[register]
    if heading in head:
        place = head.index(heading)
        rows = [(*row[:place], text, *row[place + 1 :]) for text in texts]
        return [*titles, head, *rows]
    return [*titles, (*head, heading), *((*row, text) for text in texts)]


@pytest.mark.parametrize("word", FORBIDDEN)
@pytest.mark.parametrize(("register", "heading"), DECIDING)
def test_a_way_past_the_inspection_in_a_column_that_decides_is_refused_with_its_row(
    cast: Cast, tmp_path: Path, register: str, heading: str, word: str
) -> None:
    rows = with_column(register, heading, word)
    path = sheet(tmp_path, "csv", rows)
    for more in ({}, {"keep_unknown": True}):
        report = brought_in(cast, register, path, **more)
        (problem,) = report.errors
        assert (problem.row, problem.heading, problem.found) == (len(rows), heading, word)
        assert problem.mend == f"程序不允许“{word}”，按实际结果改"
        assert report.numbers == ()


def test_it_is_refused_inside_a_sentence_and_where_the_row_says_the_same_as_above(
    cast: Cast, tmp_path: Path
) -> None:
    rows = with_column("material_lot", "处理意见", "经领导同意特采", "同上", "退货")
    report = brought_in(cast, "material_lot", sheet(tmp_path, "xlsx", rows))
    assert [(one.row, one.found) for one in report.errors] == [
        (3, "经领导同意特采"), (4, "经领导同意特采")
    ]  # fmt: skip
    assert len(report.numbers) == 1


@pytest.mark.parametrize("word", FORBIDDEN)
@pytest.mark.parametrize(
    ("register", "heading", "field"),
    [("supplier", "备注说明", "remarks"), ("material_lot", "验收情况", "narrative"),
     ("in_use_nonconformity", "问题描述", "narrative"), ("disposition_order", "备注说明", "remarks"),
     ("goods_receipt", "备注说明", "remarks")],
)  # fmt: skip
def test_in_free_text_it_is_kept_and_pointed_out(
    cast: Cast, tmp_path: Path, register: str, heading: str, field: str, word: str
) -> None:
    text = f"供方来函要求{word}，未同意"
    report = brought_in(
        cast, register, sheet(tmp_path, "xlsx", with_column(register, heading, text))
    )
    (row,) = report.rows
    assert any(f"正文里有“{word}”" in note for note in row.notes)
    assert values(cast, register, report).values[field] == text
