"""A line copied from the HIS is read in any order; what does not stand there is never invented."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.operations import Desk
from app.services.people import directory
from app.services.suggestions import patient_line
from app.services.suggestions.patient_line import PatientLine, read
from tests.factory import KIND, department

TODAY = date(2026, 11, 25)
WHOLE = PatientLine("张三", "男", 45, "DEMO-0007", "心内科", "12", "冠心病")


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("张三 男 45岁 住院号 DEMO-0007 心内科 12床 冠心病", WHOLE),
        ("张三\t男\t45\tDEMO-0007\t心内科\t12床\t冠心病", WHOLE),
        ("心内科 12床 张三 男 45 岁 住院号：DEMO-0007 诊断：冠心病", WHOLE),
        ("诊断：冠心病 12床 心内科 张三(男,45岁) DEMO-0007", WHOLE),
        (
            "姓名：张三　性别：男　年龄：45岁　科室：心内科　床号：12",
            PatientLine("张三", "男", 45, "", "心内科", "12"),
        ),
        ("姓名：张三性别：男年龄：４５岁", PatientLine("张三", "男", 45)),
        (
            "科室：儿科\n姓名：王某\n性别：女\n年龄：3岁5个月\n诊断：支气管炎",
            PatientLine("王某", "女", 3, "", "儿科", "", "支气管炎"),
        ),
        (
            "患者 张三，女，8个月，儿科，+3床，诊断：肺炎、腹泻",
            PatientLine("张三", "女", 0, "", "儿科", "+3", "肺炎、腹泻"),
        ),
        ("王某/女/18个月/儿科", PatientLine("王某", "女", 1, "", "儿科")),
        (
            "病案号 Z12345 姓名：阿不都·热合曼 男 15天",
            PatientLine("阿不都·热合曼", "男", 0, "Z12345"),
        ),
        ("李某 女 出生日期：1980-11-26", PatientLine("李某", "女", 45)),
        ("李某 女 出生日期：1980年11月25日", PatientLine("李某", "女", 46)),
        (
            "2026-11-20 张三 男45岁 13800130012 110101198001011234",
            PatientLine("张三", "男", 45),
        ),
        ("姓名：  性别：男", PatientLine(sex="男")),
        ("今天天气很好", PatientLine()),
        ("男", PatientLine(sex="男")),
        ("年龄：999岁", PatientLine()),
        ("出生日期：1980-13-45", PatientLine()),
    ],
)
def test_a_line_is_read(line: str, meant: PatientLine) -> None:
    assert read(line, TODAY) == meant


def test_two_long_numbers_are_left_out() -> None:
    assert read("张三 男 45岁 1200345 9988776", TODAY).number == ""


def test_a_whole_letter_is_no_line() -> None:
    assert read("张三 男 45岁 " * 100, TODAY) == PatientLine()


PIECES = st.sampled_from(
    ["张三", "男", "女", "45岁", "45", "8个月", "15天", "住院号", "DEMO-0007", "：", ":", "姓名", "性别",
     "年龄", "科室", "心内科", "12床", "床号", "诊断", "冠心病", "出生日期", "1980-05-06", "\t", "\n", "　",
     " ", "，", "、", "/", "(", ")", "13800130012", "𠮷", "Ａ", "²"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map("".join)))
def test_nothing_is_invented_and_nothing_breaks(text: str) -> None:
    line = read(text, TODAY)
    bare = "".join(patient_line._half_width(text).split())
    for said in (line.name, line.sex, line.number, line.department, line.bed, line.diagnosis):
        assert "".join(patient_line._half_width(said).split()) in bare
    if line.age is not None:
        assert 0 <= line.age <= 130
        assert any(character.isdigit() for character in text)


def test_a_record_gets_what_it_has_fields_for(desk: Desk) -> None:
    known = directory.load(desk).departments
    filled = patient_line.fill(KIND, read("张三 男 45岁 骨科一病区 12床", TODAY), known)
    assert filled.values == {
        "patient_name": "张三",
        "patient_sex": "MALE",
        "patient_age": 45,
        "patient_department_id": department(desk, "骨科一病区"),
        "bed_number": "12",
    }
    assert filled.unknown == ()


def test_a_department_the_hospital_has_not_is_named_not_guessed(desk: Desk) -> None:
    known = directory.load(desk).departments
    filled = patient_line.fill(KIND, read("张三 男 骨科 12床", TODAY), known)
    assert "patient_department_id" not in filled.values
    assert filled.unknown == ("骨科",)
