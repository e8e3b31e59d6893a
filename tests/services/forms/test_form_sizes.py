"""Spreadsheet units become points as spreadsheet programs do it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.forms import units


@pytest.mark.parametrize(
    ("font", "size", "pixels"),
    [
        ("Calibri", 11, 7), ("Arial", 10, 7), ("宋体", 9, 6), ("宋体", 10, 7), ("宋体", 11, 8),
        ("宋体", 12, 8), ("等线", 11, 8), ("SimSun", 11, 8),
    ],
)  # fmt: skip
def test_widths_count_in_digits_of_the_normal_font(font: str, size: float, pixels: int) -> None:
    assert units.digit_width(font, size) == pixels


def test_whole_pixels_come_back_unrounded() -> None:
    assert sum(units.column_points(25 / 8, 8) for _ in range(24)) == 450.0
    assert units.column_points(612 / 8, 8) == 459.0


@given(st.floats(0, 2000))
def test_row_heights_are_steps_excel_stores(height: float) -> None:
    up, down = units.row_up(height), units.row_down(height)
    assert down <= height + 1e-6
    assert height - 1e-6 <= up <= down + units.ROW_STEP
    assert up % units.ROW_STEP == down % units.ROW_STEP == 0


@given(st.integers(1, 200), st.sampled_from([9.0, 10.5, 12.0]))
def test_a_row_made_for_lines_holds_them(lines: int, size: float) -> None:
    assert units.text_height(lines, size) >= lines * size * units.PITCH + 2 * units.PAD_Y


def test_an_empty_text_needs_no_height() -> None:
    assert units.text_height(0, 10.5) == 0
