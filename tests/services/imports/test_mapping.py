"""Headings are found and understood, by synonyms or by the hospital's mapping file."""

from pathlib import Path

import pytest

from app.errors import FileProblem
from app.services.imports import mapping
from app.services.imports.cells import Row, Sheet, Workbook
from app.services.imports.mapping import Table
from app.services.registers.complaint import REGISTER


def book(*rows: tuple[str | None, ...], name: str = "投诉") -> Workbook:
    numbered = tuple(Row(number, row) for number, row in enumerate(rows, 1) if any(row))
    return Workbook("投诉登记.xlsx", "", (Sheet(name, numbered),))


def fields(table: Table) -> dict[str, str | None]:
    return {column.heading: column.field for column in table.columns}


def test_the_columns_of_a_message_board_need_no_mapping() -> None:
    table = mapping.find_table(
        book(
            ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"),
            ("1", "A", "主题", "2024-02-29", "详情", "答复", "2024-03-01"),
        ),
        REGISTER,
    )
    assert list(fields(table).values()) == [
        "original_number", "complainant_name", "subject", "received_at", "narrative",
        "reply_text", "replied_at",
    ]  # fmt: skip
    assert len(table.rows) == 1


def test_title_rows_above_the_headings_are_skipped() -> None:
    table = mapping.find_table(
        book(
            ("安禾医院患者投诉登记台账（2024 年）", None, None),
            (None, None, None),
            ("填表：医务科", None, "单位：件"),
            (" 编号 ", "接到时间\n（年月日）*", "投诉内容："),
            ("1", "2024-02-29", "等候"),
        ),
        REGISTER,
    )
    assert table.heading_row == 4
    assert list(fields(table).values()) == ["original_number", "received_at", "narrative"]


def test_the_labels_of_our_own_fields_are_headings_too() -> None:
    table = mapping.find_table(book(("接待时间", "事情经过", "被诉科室", "床号")), REGISTER)
    assert list(fields(table).values()) == [
        "received_at", "narrative", "respondent_department_id", "bed_number",
    ]  # fmt: skip


def test_age_and_sex_belong_to_the_person_before_them() -> None:
    table = mapping.find_table(
        book(("时间", "患者姓名", "性别", "年龄", "投诉人", "联系电话", "内容")), REGISTER
    )
    assert fields(table)["性别"] == "patient_sex"
    assert fields(table)["年龄"] == "patient_age"
    other = mapping.find_table(book(("时间", "投诉人", "性别", "内容", "患者")), REGISTER)
    assert fields(other)["性别"] == "complainant_sex"


def test_a_second_column_for_a_field_and_an_unknown_one_are_left_out() -> None:
    table = mapping.find_table(book(("日期", "登记日期", "内容", "序号")), REGISTER)
    assert fields(table) == {
        "日期": "received_at", "登记日期": None, "内容": "narrative", "序号": None,
    }  # fmt: skip


def test_the_first_sheet_with_headings_is_taken_or_the_one_named() -> None:
    notes = Sheet("说明", (Row(1, ("本表由医务科填写",)),))
    old = Sheet("2023", (Row(1, ("时间", "内容")),))
    new = Sheet("2024", (Row(1, ("时间", "内容")),))
    several = Workbook("台账.xlsx", "", (notes, old, new))
    assert mapping.find_table(several, REGISTER).sheet == "2023"
    assert mapping.find_table(several, REGISTER, "2024").sheet == "2024"
    with pytest.raises(FileProblem, match="没有工作表“2025”，有的是：说明、2023、2024"):
        mapping.find_table(several, REGISTER, "2025")


def test_a_file_without_headings_says_what_it_found() -> None:
    with pytest.raises(FileProblem, match="第一行是：甲、乙"):
        mapping.find_table(book(("甲", "乙"), ("1", "2")), REGISTER)
    with pytest.raises(FileProblem, match="没有内容"):
        mapping.find_table(book(), REGISTER)


def test_a_mapping_file_goes_before_what_is_known(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text(
        '"什么时候" = "received_at"\n"说了什么" = "narrative"\n"备注" = ""\n', encoding="utf-8"
    )
    given = mapping.read_mapping(path, REGISTER)
    table = mapping.find_table(book(("什么时候", "说了什么", "备注")), REGISTER, None, given)
    assert list(fields(table).values()) == ["received_at", "narrative", None]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('"时间" = "when"\n"内容" = "what"\n', "没有这些字段：when、what"),
        ("时间 = received_at", "写得不对"),
        ("[columns]\na = 1\n", "没有这些字段"),
    ],
)
def test_a_wrong_mapping_file_says_all_that_is_wrong(
    tmp_path: Path, content: str, said: str
) -> None:
    path = tmp_path / "m.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FileProblem, match=said):
        mapping.read_mapping(path, REGISTER)


def test_a_missing_mapping_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"没有\.toml|没有.toml|无\.toml"):
        mapping.read_mapping(tmp_path / "无.toml", REGISTER)
