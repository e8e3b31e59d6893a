"""Reads what a workbook says of fonts, borders, fills and alignment into small plain values."""

import colorsys
from dataclasses import dataclass
from functools import cache
from typing import Any

from defusedxml.ElementTree import fromstring
from openpyxl.cell.text import InlineFont
from openpyxl.styles.cell_style import StyleArray
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.workbook.workbook import Workbook

from app.services.forms import fonts

_SCHEME = ("lt1", "dk1", "lt2", "dk2", "accent1", "accent2", "accent3", "accent4", "accent5",
           "accent6", "hlink", "folHlink")  # fmt: skip
_OFFICE = ("FFFFFF", "000000", "EEECE1", "1F497D", "4F81BD", "C0504D", "9BBB59", "8064A2",
           "4BACC6", "F79646", "0000FF", "800080")  # fmt: skip
BLACK = "000000"


@dataclass(frozen=True, slots=True)
class Font:
    """The look of a run of text."""

    face: str
    size: float
    color: str = BLACK
    underline: bool = False
    strike: bool = False


@dataclass(frozen=True, slots=True)
class Align:
    """Where text stands in its cell."""

    horizontal: str = "general"
    vertical: str = "bottom"
    wrap: bool = False
    shrink: bool = False
    indent: float = 0.0
    rotation: int = 0


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a cell's frame."""

    style: str
    color: str = BLACK


@dataclass(frozen=True, slots=True)
class Sides:
    """The frame of a cell; `None` where there is no line."""

    top: Side | None = None
    right: Side | None = None
    bottom: Side | None = None
    left: Side | None = None
    diagonal: Side | None = None
    up: bool = False
    down: bool = False

    @property
    def is_bare(self) -> bool:
        """Whether no edge of the cell has a line."""
        return not (self.top or self.right or self.bottom or self.left)


class Styles:
    """The styles of one workbook, each read once."""

    def __init__(self, workbook: Workbook) -> None:
        # The style tables are private in openpyxl; reading a cell's proxies is ten times slower.
        self._book: Any = workbook
        self._theme = _theme_colors(workbook)
        self._fonts: dict[int, Font] = {}
        self._aligns: dict[int, Align] = {}
        self._sides: dict[int, Sides] = {}
        self._fills: dict[int, str | None] = {}

    def of(self, workbook: Workbook) -> "Styles":
        """The styles of a copy of the workbook: what is read already is the same there."""
        other = Styles.__new__(Styles)
        other._book, other._theme = workbook, self._theme
        other._fonts, other._aligns = dict(self._fonts), dict(self._aligns)
        other._sides, other._fills = dict(self._sides), dict(self._fills)
        return other

    def font(self, style: StyleArray) -> Font:
        """The font of a cell."""
        number: int = style.fontId
        if number not in self._fonts:
            self._fonts[number] = self._read_font(self._book._fonts[number])
        return self._fonts[number]

    def inline(self, font: InlineFont, base: Font) -> Font:
        """The font of a run inside a cell; what it does not say it takes from the cell."""
        name = font.rFont
        said: tuple[object, object] = (name, font.b)
        face = (
            base.face if said == (None, None) else fonts.face_for(str(name or "宋体"), bool(font.b))
        )
        size = float(font.sz) if font.sz else base.size
        color = self.color(font.color) or base.color
        if font.vertAlign in ("superscript", "subscript"):
            size *= 0.65
        return Font(face, size, color, bool(font.u), bool(font.strike))

    def align(self, style: StyleArray) -> Align:
        """The alignment of a cell."""
        number: int = style.alignmentId
        if number not in self._aligns:
            found = self._book._alignments[number]
            self._aligns[number] = Align(
                found.horizontal or "general",
                found.vertical or "bottom",
                bool(found.wrap_text),
                bool(found.shrink_to_fit),
                float(found.indent or 0),
                int(found.textRotation or 0),
            )
        return self._aligns[number]

    def sides(self, style: StyleArray) -> Sides:
        """The frame of a cell."""
        number: int = style.borderId
        if number not in self._sides:
            border = self._book._borders[number]
            self._sides[number] = Sides(
                self._side(border.top),
                self._side(border.right),
                self._side(border.bottom),
                self._side(border.left),
                self._side(border.diagonal),
                bool(border.diagonalUp),
                bool(border.diagonalDown),
            )
        return self._sides[number]

    def fill(self, style: StyleArray) -> str | None:
        """The colour behind a cell, or `None`."""
        number: int = style.fillId
        if number not in self._fills:
            fill = self._book._fills[number]
            solid = getattr(fill, "fill_type", None) == "solid"
            self._fills[number] = self.color(fill.fgColor) if solid else None
        return self._fills[number]

    def number_format(self, style: StyleArray) -> str:
        """The number format of a cell."""
        number: int = style.numFmtId
        if number < 164:
            return BUILTIN_FORMATS.get(number, "General")
        return str(self._book._number_formats[number - 164])

    def color(self, color: Any) -> str | None:
        """`RRGGBB` of a workbook colour; automatic is `None`."""
        if color is None:
            return None
        if color.type == "rgb" and isinstance(color.rgb, str):
            return str(color.rgb[-6:].upper())
        if color.type == "indexed" and color.indexed < len(COLOR_INDEX):
            return str(COLOR_INDEX[color.indexed])[-6:].upper()
        if color.type == "theme" and 0 <= color.theme < len(self._theme):
            return _tinted(self._theme[color.theme], float(color.tint or 0))
        return None

    def _read_font(self, font: Any) -> Font:
        return Font(
            fonts.face_for(str(font.name or "宋体"), bool(font.b)),
            float(font.sz or 11),
            self.color(font.color) or BLACK,
            bool(font.u),
            bool(font.strike),
        )

    def _side(self, side: Any) -> Side | None:
        if side is None or not side.style or side.style == "none":
            return None
        return _one_side(side.style, self.color(side.color) or BLACK)


@cache
def _one_side(style: str, color: str) -> Side:
    """The same side is the same object: frames are put together from thousands of them."""
    return Side(style, color)


@cache
def ink(rgb: str) -> tuple[float, float, float]:
    """A colour as the PDF writer takes it; it reads a name anew at every stroke."""
    red, green, blue = (int(rgb[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def _tinted(rgb: str, tint: float) -> str:
    if not tint:
        return rgb
    hue, light, saturation = colorsys.rgb_to_hls(*ink(rgb))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, light, saturation)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def _theme_colors(workbook: Workbook) -> tuple[str, ...]:
    source = getattr(workbook, "loaded_theme", None)
    if not source:
        return _OFFICE
    colors: dict[str, str] = {}
    for element in fromstring(source).iter():
        name = element.tag.rpartition("}")[2]
        if name in _SCHEME:
            for child in element:
                found = child.get("lastClr") or child.get("val")
                if found:
                    colors[name] = found.upper()
    return tuple(colors.get(name, default) for name, default in zip(_SCHEME, _OFFICE, strict=True))
