"""The embedded faces: which one stands for a font name, what each can show, and how wide."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from app import paths
from app.errors import FileProblem
from app.i18n import _

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

SERIF = "NotoSerifSC-Regular"
SERIF_BOLD = "NotoSerifSC-Bold"
SANS = "NotoSansSC-Regular"
SANS_MEDIUM = "NotoSansSC-Medium"
SANS_BOLD = "NotoSansSC-Bold"

ASCENT, DESCENT = 0.880, 0.120
BOXES = "□☐☑"
SYMBOL_FONT = "Segoe UI Symbol"

_RARE = "NotoSansRareHan-Regular"
_EMOJI = "NotoEmoji-Regular"

# The bold faces are shipped as subsets; what they lack comes from the full ones.
_NEXT = {
    SERIF: (SERIF, SANS, _RARE, _EMOJI),
    SERIF_BOLD: (SERIF_BOLD, SERIF, SANS, _RARE, _EMOJI),
    SANS: (SANS, SERIF, _RARE, _EMOJI),
    SANS_MEDIUM: (SANS_MEDIUM, SANS, SERIF, _RARE, _EMOJI),
    SANS_BOLD: (SANS_BOLD, SANS, SERIF, _RARE, _EMOJI),
}
# Invisible by definition: a joiner or soft hyphen pasted from a web page prints as nothing.
_INVISIBLE = frozenset(map(chr, (0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFE0E, 0xFE0F)))
_SERIF_NAMES = ("宋", "仿", "楷", "simsun", "song", "fang", "kai", "times", "serif")
_HEAVY_NAMES = ("黑体", "simhei")
_SANS_NAMES = (
    "雅黑", "yahei", "等线", "dengxian", "arial", "calibri", "sans", "symbol", "黑",
)  # fmt: skip

_lock = threading.Lock()
_registered: dict[str, "TTFont"] = {}
_TAB = " " * 4


@dataclass(frozen=True, slots=True)
class Glyph:
    """How one character is shown: by which face, as which text, how wide (in font sizes)."""

    face: str
    shown: str
    width: float
    box: bool = False


def known(name: str) -> bool:
    """Whether this font name has a role of its own; others are printed as 宋体."""
    lower = name.lower()
    return any(part in lower for part in _SERIF_NAMES + _HEAVY_NAMES + _SANS_NAMES)


def face_for(name: str, bold: bool) -> str:
    """The shipped face that stands for a font name of the workbook."""
    lower = name.lower()
    if any(part in lower for part in _HEAVY_NAMES):
        return SANS_BOLD if bold else SANS_MEDIUM
    if any(part in lower for part in _SERIF_NAMES):
        return SERIF_BOLD if bold else SERIF
    if any(part in lower for part in _SANS_NAMES):
        return SANS_BOLD if bold else SANS
    return SERIF_BOLD if bold else SERIF


def register(face: str) -> "TTFont":
    """Load a face once per process and make it known to the PDF writer."""
    font = _registered.get(face)
    if font is not None:
        return font
    with _lock:
        if face in _registered:
            return _registered[face]
        # postponed: reading fonts and the PDF writer costs start-up time
        from reportlab.pdfbase import pdfmetrics, ttfonts

        path = paths.FONTS / f"{face}.ttf"
        try:
            font = ttfonts.TTFont(face, str(path))
        except (OSError, ttfonts.TTFError) as problem:
            raise FileProblem(
                _("字体文件“{name}”缺失或已损坏，表单无法打印。重新安装程序后再试。").format(
                    name=path.name
                )
            ) from problem
        # The writer's own table names characters above U+FFFF wrongly: copied text would differ.
        ttfonts.makeToUnicodeCMap = to_unicode_map
        _quicken(font.face)
        pdfmetrics.registerFont(font)
        _registered[face] = font
    return font


class _Glyphs:
    """The shapes of a face, ten megabytes of which a form needs some hundred pieces."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data, self._start = data, start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


def _quicken(face: Any) -> None:
    """Let the writer take single shapes, where it would copy all of a face for each document."""
    whole, shapes = face.get_table, _Glyphs(face._ttf_data, face.get_table_pos("glyf")[0])
    face.get_table = lambda name: shapes if name == "glyf" else whole(name)
    # Written as it stands: the writer finds each width's digits by a logarithm.
    width = face.getCharWidth
    face.getCharWidth = cache(lambda code: f"{width(code):g}".encode("ascii"))


def to_unicode_map(fontname: str, subset: list[int]) -> str:
    """The table from glyphs to text of a font subset, with surrogate pairs above U+FFFF."""
    out = [
        "/CIDInit /ProcSet findresource begin", "12 dict begin", "begincmap",
        "/CIDSystemInfo", f"<< /Registry ({fontname})", f"/Ordering ({fontname})",
        "/Supplement 0", ">> def", f"/CMapName /{fontname} def", "/CMapType 2 def",
        "1 begincodespacerange", f"<00> <{len(subset) - 1:02X}>", "endcodespacerange",
    ]  # fmt: skip
    items = list(enumerate(subset))
    for start in range(0, len(items), 100):
        part = items[start : start + 100]
        out.append(f"{len(part)} beginbfchar")
        out += [
            f"<{code:02X}> <{chr(char).encode('utf-16-be').hex().upper()}>" for code, char in part
        ]
        out.append("endbfchar")
    out += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join(out)


@cache
def glyph(face: str, char: str) -> Glyph:
    """How a character is shown when this face is wanted; never a blank and never another one."""
    if char in BOXES:
        return Glyph(face, char, 1.0, box=True)
    if char == "\t":
        return Glyph(face, _TAB, len(_TAB) * glyph(face, " ").width)
    if char == "\n":
        return Glyph(face, "", 0.0)
    for candidate in _NEXT[face]:
        font = register(candidate)
        if ord(char) in font.face.charToGlyph:
            widths = font.face.charWidths
            return Glyph(candidate, char, widths.get(ord(char), font.face.defaultWidth) / 1000)
    if char in _INVISIBLE:
        return Glyph(face, "", 0.0)
    code = f"〔U+{ord(char):04X}〕"
    return Glyph(face, code, sum(glyph(face, part).width for part in code))


class _Widths(dict[str, float]):
    """Widths of one face in font sizes, each looked up once."""

    def __init__(self, face: str) -> None:
        super().__init__()
        self._face = face

    def __missing__(self, char: str) -> float:
        self[char] = found = glyph(self._face, char).width
        return found


@cache
def widths(face: str) -> Mapping[str, float]:
    """How wide each character is when this face is wanted, in font sizes."""
    return _Widths(face)


def width(face: str, size: float, text: str) -> float:
    """Points of a text on one line."""
    return sum(glyph(face, char).width for char in text) * size
