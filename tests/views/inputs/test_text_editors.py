"""Codes and numbers are read as meant, and a wrong one says what is wrong."""

from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.views.inputs.editors import CodeEdit, LineEdit, NumberEdit, TextArea


@pytest.mark.parametrize(("typed", "value"), [("  质控 ", "质控"), ("   ", None), ("", None)])
def test_blanks_around_words_are_dropped(qtbot: QtBot, typed: str, value: str | None) -> None:
    field = LineEdit()
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.value() == value


def test_full_width_digits_of_a_scanner_become_ordinary(qtbot: QtBot) -> None:
    field = CodeEdit()
    qtbot.addWidget(field)
    field.line.setText("ＤＥＭＯ－Ｌ０２")
    assert field.value() == "DEMO-L02"


@pytest.mark.parametrize(
    ("typed", "decimals", "value", "problem"),
    [
        ("12", 0, 12, ""),
        ("１２", 0, 12, ""),
        ("1,200", 0, 1200, ""),
        ("36.50", 2, Decimal("36.50"), ""),
        ("36。5", 1, Decimal("36.5"), ""),
        ("-18", 1, Decimal("-18"), ""),
        ("", 1, None, ""),
        ("12.5", 0, None, "应为整数"),
        ("36.55", 1, None, "最多 1 位小数"),
        ("约36", 1, None, "应为数字，如 36.5"),
        ("NaN", 1, None, "应为数字，如 36.5"),
        ("三", 0, None, "应为数字，如 12"),
    ],
)
def test_a_number_is_read(
    qtbot: QtBot, typed: str, decimals: int, value: object, problem: str
) -> None:
    field = NumberEdit(decimals=decimals)
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.value() == value
    assert type(field.value()) is type(value)
    assert field.problem() == problem


@pytest.mark.parametrize(
    ("typed", "problem"), [("0", "不能小于 1"), ("100", "不能大于 99"), ("50", "")]
)
def test_a_number_outside_its_range_is_named(qtbot: QtBot, typed: str, problem: str) -> None:
    field = NumberEdit(minimum=1, maximum=99)
    qtbot.addWidget(field)
    field.line.setText(typed)
    assert field.problem() == problem


def test_a_large_decimal_is_shown_without_an_exponent(qtbot: QtBot) -> None:
    field = NumberEdit(decimals=1, unit="CFU")
    qtbot.addWidget(field)
    field.set_value(Decimal("1E+3"))
    assert field.text() == "1000 CFU"


def test_a_read_only_field_shows_its_text(qtbot: QtBot) -> None:
    field = NumberEdit(decimals=1, unit="℃")
    qtbot.addWidget(field)
    field.set_read_only(True)
    field.set_value(Decimal("36.5"))
    field.show()
    assert not field.line.isVisible()
    assert field.is_read_only()


@pytest.mark.parametrize("text", ["　　首行缩进。\n第二段", " 甲", "甲\u00a0乙", "a\n\nb"])
def test_blanks_that_were_stored_come_back_as_they_were(qtbot: QtBot, text: str) -> None:
    area = TextArea()
    qtbot.addWidget(area)
    area.set_value(text)
    assert area.value() == text


@pytest.mark.parametrize(
    ("held", "shown"), [("2.00", "2"), ("0.50", "0.5"), ("10", "10"), ("0.00", "0"), ("100", "100")]
)
def test_an_amount_is_shown_without_idle_zeros_and_stays_what_it_is(
    qtbot: QtBot, held: str, shown: str
) -> None:
    field = NumberEdit(decimals=2)
    qtbot.addWidget(field)
    field.set_value(Decimal(held))
    assert field.line.text() == shown
    assert field.value() == Decimal(held)
