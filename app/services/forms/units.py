"""Sizes: spreadsheet units to points, row heights, paper."""

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import lru_cache

PX = 0.75  # points in a pixel at 96 dpi
MM = 72 / 25.4
EMU = 1 / 12700  # points in an English metric unit, the unit of picture anchors

PITCH = 1.45  # line distance in font sizes: safe for SimSun and Noto alike
PAD_X = 1.9
PAD_Y = 1.0
HIGHEST_ROW = 408.75
ROW_STEP = 0.75
PAGE_FILL = 0.98  # printers round, LibreOffice moves rows down for header and footer

PAPERS = {
    1: (612.0, 792.0),
    5: (612.0, 1008.0),
    8: (297 * MM, 420 * MM),
    9: (210 * MM, 297 * MM),
    11: (148 * MM, 210 * MM),
    13: (182 * MM, 257 * MM),
}

_HALF_EM = ("宋", "仿宋", "楷", "黑体", "simsun", "simhei", "fangsong", "kaiti")
_MEASURED = {("calibri", 11): 7, ("arial", 10): 7, ("等线", 11): 8}


def digit_width(font: str, size: float) -> int:
    """Pixels of the widest digit of the workbook's Normal font; column widths count in it."""
    name = font.lower()
    known = _MEASURED.get((name, round(size)))
    if known:
        return known
    pixels = size * 96 / 72
    if any(part in name for part in _HALF_EM):
        return math.ceil(pixels / 2)
    return max(1, round(0.53 * pixels))


def column_points(width: float, digit: int) -> float:
    """Points of a column from its width in the file."""
    return math.floor((256 * width + math.floor(128 / digit)) / 256 * digit) * PX


def default_column(digit: int) -> float:
    """Width in the file of a column that the file does not describe."""
    return math.ceil((8 * digit + 5) / 8) * 8 / digit


@lru_cache(4096)
def _rounded(height: float, rounding: str) -> float:
    steps = (Decimal(repr(round(height, 6))) / Decimal(repr(ROW_STEP))).to_integral_value(rounding)
    return float(steps) * ROW_STEP


def row_up(height: float) -> float:
    """The next row height Excel can store."""
    return _rounded(height, ROUND_CEILING)


def row_down(height: float) -> float:
    """The greatest row height Excel can store that is not above this one."""
    return _rounded(height, ROUND_FLOOR)


@lru_cache(4096)
def text_height(lines: int, size: float) -> float:
    """Row height that holds so many lines, with a spare line for other machines' fonts."""
    if lines <= 0:
        return 0.0
    wanted = lines + (1 if lines > 3 else 0)
    return row_up(wanted * size * PITCH + 2 * PAD_Y + 0.5)


def lines_that_fit(height: float, size: float) -> int:
    """Lines of a text that goes on to the next page, when so much height is left on this one."""
    return max(0, math.floor((height - 2 * PAD_Y - ROW_STEP) / (size * PITCH)) - 1)
