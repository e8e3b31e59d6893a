"""A line from the HIS fills the patient's fields, says so, and can be taken back."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.views.context import Context
from tests.factory import department, registered
from tests.views.registers.record_house import Desktop

LINE = "张三 男 45岁 住院号 DEMO-0007 骨科一病区 12床 冠心病"


def copy(text: str) -> None:
    """Put a text into the clipboard."""
    QGuiApplication.clipboard().setText(text)


@pytest.fixture
def at(qtbot: QtBot, context: Context) -> Desktop:
    """A new complaint, the keyboard in the patient's name."""
    desktop = Desktop(qtbot, context)
    desktop.tab_to("patient_name")
    return desktop


def test_ctrl_v_fills_the_section_and_says_what(at: Desktop) -> None:
    copy(LINE)
    at.press("V", ctrl=True)
    assert at.window.form.changes() == at.window._fresh | {
        "patient_name": "张三",
        "patient_sex": "MALE",
        "patient_age": 45,
        "patient_number": "DEMO-0007",
        "patient_department_id": department(at.context.desk, "骨科一病区"),
        "bed_number": "12",
        "diagnosis": "冠心病",
    }
    assert at.window.ease.patient.told.full_text() == (
        "已填 患者姓名、性别、年龄、就诊号、就诊科室、床号、诊断"
    )


def test_ctrl_z_takes_all_of_it_back(at: Desktop) -> None:
    at.type("旧名")
    copy(LINE)
    at.press("V", ctrl=True)
    at.press("Z", ctrl=True)
    changes = at.window.form.changes()
    assert changes["patient_name"] == "旧名"
    assert "patient_age" not in changes
    assert at.window.ease.patient.told.full_text() == "已撤回"


def test_the_button_does_the_same_and_the_other_takes_it_back(at: Desktop) -> None:
    copy("姓名：张三　性别：男")
    at.window.ease.patient.button.click()
    assert at.window.form.changes()["patient_sex"] == "MALE"
    at.window.ease.patient.undo_button.click()
    assert "patient_sex" not in at.window.form.changes()
    assert at.window.ease.patient.undo_button.isHidden()


def test_an_ordinary_text_is_pasted_as_ever(at: Desktop) -> None:
    copy("张三")
    at.press("V", ctrl=True)
    assert at.window.form.changes()["patient_name"] == "张三"
    assert at.window.ease.patient.told.full_text() == ""


def test_elsewhere_the_line_is_pasted_as_text(at: Desktop) -> None:
    at.tab_to("narrative")
    copy(LINE)
    at.press("V", ctrl=True)
    assert at.window.form.changes()["narrative"] == LINE
    assert "patient_name" not in at.window.form.changes()


def test_it_works_from_the_answers_of_a_question_too(at: Desktop) -> None:
    at.tab_to("patient_sex")
    copy(LINE)
    at.press("V", ctrl=True)
    assert at.window.form.changes()["patient_name"] == "张三"


def test_an_unknown_department_is_named(at: Desktop) -> None:
    copy("张三 男 45岁 火星科")
    at.press("V", ctrl=True)
    assert "没有对上：火星科" in at.window.ease.patient.told.full_text()


def test_a_baby_is_said_to_be_written_as_nought(at: Desktop) -> None:
    copy("王某 女 8个月 儿科 3床")
    at.press("V", ctrl=True)
    assert at.window.form.changes()["patient_age"] == 0
    assert "不满周岁记 0" in at.window.ease.patient.told.full_text()


def test_a_clipboard_without_a_patient_says_what_to_do(at: Desktop) -> None:
    copy("今天天气很好")
    at.window.ease.patient.button.click()
    assert "先在 HIS 里复制" in at.window.ease.patient.told.full_text()
    assert at.window.unsaved() == {}


def test_what_was_filled_is_kept_as_a_draft(at: Desktop) -> None:
    copy(LINE)
    at.press("V", ctrl=True)
    assert at.window.unsaved()["patient_name"] == "张三"
    assert at.window.keeper._timer.isActive()


def test_a_closed_patient_has_no_button(qtbot: QtBot, context: Context) -> None:
    record_id = registered(context.desk)
    at = Desktop(qtbot, context, record_id)
    assert at.window.ease.patient.button.isVisible()
    at.take("#void")
    at.type("重复登记")
    at.dialog().act.click()
    at.settle()
    assert not at.window.ease.patient.button.isVisible()
