"""The letter to the complainant: what it says, what it never says, and when it can be written."""

import re

import pytest

from app.errors import AppError
from app.services import printing, reading, records
from app.services.forms import CATALOGUE, Form
from app.services.operations import Desk
from app.services.registers import catalog
from app.services.registers.complaints.letter import not_yet
from tests.factory import KIND, registered, replied
from tests.services.test_printing import pdf_text, sheet_text

INTERNAL = {
    "department_statement": "科室陈述机密甲",
    "verification": "核实机密乙",
    "determination": "定性机密丙",
    "improvement": "整改机密丁",
    "remarks": "备注机密戊",
}


def answered(
    desk: Desk, opinion: str = "SATISFIED", text: str = "分诊台已增加一人。", **other: object
) -> int:
    """A complaint with an answer in words."""
    record_id = replied(desk, subject="输液等候过久", **other)
    values = {"reply_text": text, "complainant_opinion": opinion, **INTERNAL}
    version = reading.load(desk, KIND, record_id).version
    records.change(desk, KIND, record_id, version, values, "补写")
    return record_id


def test_the_letter_says_what_was_answered(desk: Desk) -> None:
    made = printing.render(desk, KIND, answered(desk, complainant_sex="FEMALE"), "F01R")
    text = pdf_text(made)
    for words in ("安禾医院", "投诉答复函", "尊敬的陈某女士", "“输液等候过久”", "分诊台已增加一人。",
                  "向您赔礼道歉", "医务科（盖章）", "联系电话：____", made.number):  # fmt: skip
        assert words in text
        assert words in sheet_text(made)
    assert "解决途径" not in text
    assert made.file_name == f"F01R-{made.number}"
    assert made.pages == 1


def test_the_letter_tells_nothing_of_the_inquiry_or_of_people(desk: Desk) -> None:
    text = pdf_text(printing.render(desk, KIND, answered(desk, respondent_note="王某护士"), "F01R"))
    assert not [
        words for words in (*INTERNAL.values(), "王某护士", "周敏", "QR-8.7") if words in text
    ]


def test_who_is_not_satisfied_is_told_of_the_lawful_ways(desk: Desk) -> None:
    text = pdf_text(printing.render(desk, KIND, answered(desk, "DISSATISFIED"), "F01R"))
    assert "申请人民调解" in text


def test_who_stayed_anonymous_is_not_named(desk: Desk) -> None:
    record_id = answered(desk, anonymous=True, complainant_name=None, complainant_phone=None)
    assert "尊敬的投诉人：" in pdf_text(printing.render(desk, KIND, record_id, "F01R"))


def test_a_long_answer_flows_on_and_nothing_is_cut(desk: Desk) -> None:
    text = "".join(chr(0x4E00 + place % 3000) for place in range(2000))
    made = printing.render(desk, KIND, answered(desk, text=text), "F01R")
    assert made.pages >= 2
    on_paper = re.sub(r"第\d+页共\d+页|审计锚#\d+[0-9a-f]{20}", "", pdf_text(made))
    heads = re.sub(r"\s", "", f"安禾医院投诉答复函编号：{made.number}")
    assert text in on_paper.replace(heads, "").replace("投诉答复函", "")


def test_without_an_answer_there_is_no_letter(desk: Desk) -> None:
    with pytest.raises(AppError, match="还没有答复"):
        printing.render(desk, KIND, registered(desk), "F01R")
    with pytest.raises(AppError, match="还没有写反馈内容"):
        printing.render(desk, KIND, replied(desk), "F01R")
    assert not_yet({"replied_at": "2026-03-05", "reply_text": "答复"}) is None


def test_a_blank_letter_leaves_room_to_write(desk: Desk) -> None:
    text = pdf_text(printing.render(desk, KIND, None, "F01R"))
    assert "您于______年____月____日向我院反映的____" in text


@pytest.mark.parametrize("code", ["F01", "f01r"])
def test_every_form_of_a_register_leads_to_it(code: str) -> None:
    assert catalog.by_form(code) is KIND


@pytest.mark.parametrize("form", CATALOGUE.values(), ids=list(CATALOGUE))
def test_every_form_can_be_looked_at_with_sample_values(desk: Desk, form: Form) -> None:
    made = printing.sample(desk, form.code)
    assert "样张" in pdf_text(made)
    # A report is a dozen tables, here of twelve lines each, and none is divided that fits a page.
    assert made.pages <= {"F18": 9, "F19": 5, "F20": 9}.get(form.code, 4)
