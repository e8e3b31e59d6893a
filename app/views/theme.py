"""How the program is coloured, measured and lettered: tokens, geometry, loading into Qt."""

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Template
from types import MappingProxyType

from PySide6.QtCore import QDir, QLocale, QRect, QSize, Qt, QTemporaryDir
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetrics,
    QIcon,
    QPainter,
    QPalette,
)
from PySide6.QtWidgets import QApplication, QWidget

from app import paths

log = logging.getLogger(__name__)

_TOKENS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "bg": ("#F2F4F7", "#13171C"),
        "surface": ("#FFFFFF", "#1B2128"),
        "sunken": ("#E9EDF2", "#232A33"),
        "raised": ("#FFFFFF", "#252D37"),
        "line": ("#D8DEE6", "#323C47"),
        "line_strong": ("#7F8D9C", "#76869A"),
        "text": ("#17212C", "#E8EDF2"),
        "text2": ("#4A5866", "#B1BCC8"),
        "text3": ("#606D7A", "#93A0AE"),
        "accent": ("#1B5FA3", "#6FB2F2"),
        "accent_hover": ("#164F89", "#8AC2F7"),
        "accent_press": ("#113E6C", "#A6D1FA"),
        "accent_soft": ("#E1ECF8", "#1F3750"),
        "on_accent": ("#FFFFFF", "#0A1B2C"),
        "pass_fg": ("#17633A", "#7FD6A2"),
        "pass_bg": ("#E2F2E8", "#17352A"),
        "pass_line": ("#3F8F62", "#4C9A70"),
        "wait_fg": ("#7A4700", "#F2C564"),
        "wait_bg": ("#FCEFCF", "#3A2E12"),
        "wait_line": ("#B57B12", "#B98A2C"),
        "fail_fg": ("#A61F1A", "#FF9D95"),
        "fail_bg": ("#FBE5E3", "#43201E"),
        "fail_line": ("#C8443D", "#D0625A"),
        "over_fg": ("#FFFFFF", "#2B0907"),
        "over_bg": ("#B3261E", "#F28B82"),
        "neutral_fg": ("#4A5866", "#B1BCC8"),
        "neutral_bg": ("#EAEEF2", "#2A323C"),
        "neutral_line": ("#82909E", "#6F7E8E"),
        "hover": ("#F3F7FB", "#202832"),
        "disabled": ("#EDF0F3", "#222931"),
        "disabled_fg": ("#65717D", "#8391A0"),
        # Behind a decision; with transparency, as #AARRGGBB.
        "shade": ("#6617212C", "#99000000"),
        # Labels on goods and pages of paper keep their colours in both themes.
        "paper": ("#FFFFFF", "#FFFFFF"),
        "paper_ink": ("#17212C", "#17212C"),
        "paper_wait": ("#FFD23F", "#FFD23F"),
        "paper_pass": ("#1B7F45", "#1B7F45"),
        "paper_fail": ("#C62828", "#C62828"),
    }
)

# Pixels of the screen's own scale (LOOK sizes); nothing else in the program states a size.
GAP_INNER = 4
GAP = 8
GAP_CARD = 12
MARGIN = 16
CONTROL_HEIGHT = 32
TOP_BAR_HEIGHT = 46
KEY_STRIP_HEIGHT = 28
TABLE_HEAD_HEIGHT = 32
STEP_BAR_HEIGHT = 52
ROW_REGISTER = 34
ROW_DRY_RUN = 32
ROW_LOW_WINDOW = 30
ICON = 18
ICON_SMALL = 16
ICON_EMPTY = 56
BADGE_HEIGHT = 22
BADGE_MARK = 11
BADGE_PADDING = 7
BADGE_GAP = 6
RADIUS = 4
RADIUS_CARD = 6
LABEL_COLUMN = 96
INDEX_WIDTH = 172
SIDE_WIDTH = 342
SIDE_WIDTH_WIDE = 440
WIDE_WINDOW = 1500
NARROW_WINDOW = 1300
TIGHT_WINDOW = 1150
LOW_WINDOW = 600
FORM_WIDEST = 1280
FORM_PAIRS_FROM = 720
SELECTION_BAR = 3
CELL_PADDING = 8
COMBO_EXTRA = 46
WIDTHS: Mapping[str, int] = MappingProxyType(
    {
        # fields
        "date": 136,
        "datetime": 216,
        "time": 72,
        "count": 72,
        "code": 160,
        "person": 124,
        "search": 330,
        # table columns
        "column_number": 174,
        "column_weekday": 98,
        "column_date": 104,
        "column_person": 96,
        "column_department": 104,
        "column_cause": 104,
        "column_status": 116,
        "column_deadline": 164,
        "column_tick": 42,
        "column_stretch_least": 150,
    }
)

FAMILY = "Noto Sans SC"
_FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf", "NotoSansSC-Bold.ttf")
_ROLES: Mapping[str, tuple[int, QFont.Weight]] = MappingProxyType(
    {
        "brand": (34, QFont.Weight.Bold),
        "figure": (24, QFont.Weight.Bold),
        "title": (18, QFont.Weight.Bold),
        "section": (15, QFont.Weight.Bold),
        "body": (14, QFont.Weight.Normal),
        "strong": (14, QFont.Weight.Medium),
        "bold": (14, QFont.Weight.Bold),
        "secondary": (13, QFont.Weight.Normal),
        "head": (13, QFont.Weight.Medium),
        "head_bold": (13, QFont.Weight.Bold),
        "small": (12, QFont.Weight.Normal),
        "small_strong": (12, QFont.Weight.Medium),
    }
)

# A drawing the style sheet asks for; only these are written at the start.
_DRAWING = re.compile(r"\$icons:([a-z-]+)\.svg")
# Drawings of the style sheet whose colours are those of a control that cannot be used.
_GREYED = ("box", "box-on", "box-part", "radio", "radio-on")
_GREY_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        "accent": "disabled_fg",
        "surface": "disabled",
        "line_strong": "disabled_fg",
        "on_accent": "disabled",
    }
)


@dataclass(frozen=True)
class Theme:
    """One set of colours, by token name."""

    name: str
    tokens: Mapping[str, str]

    def color(self, token: str) -> QColor:
        """The colour of `token`; an unknown name is a bug and raises `KeyError`."""
        return _color(self.tokens[token])


LIGHT = Theme("light", MappingProxyType({name: pair[0] for name, pair in _TOKENS.items()}))
DARK = Theme("dark", MappingProxyType({name: pair[1] for name, pair in _TOKENS.items()}))
_THEMES = {theme.name: theme for theme in (LIGHT, DARK)}

_current = LIGHT
_drawings: QTemporaryDir | None = None


def current() -> Theme:
    """The theme in use; painted widgets ask at every painting."""
    return _current


def color(token: str) -> QColor:
    """The colour of `token` in the theme in use."""
    return _current.color(token)


@cache
def font(role: str) -> QFont:
    """The font of a role of the type table, for painted widgets, which only read it."""
    pixels, weight = _ROLES[role]
    made = QFont(QApplication.font())
    made.setPixelSize(pixels)
    made.setWeight(weight)
    return made


def prepare(app: QApplication) -> None:
    """Before any window: Fusion, the locale of dates and the fonts the program brings along."""
    if app.style().objectName() != "fusion":  # to make it twice costs 5 ms of the start
        app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    _load_fonts()
    base = QFont(FAMILY)
    base.setPixelSize(_ROLES["body"][0])
    app.setFont(base)
    font.cache_clear()


def apply(app: QApplication, name: str) -> None:
    """Colour the whole program: `light`, `dark`, or `system` for what the desktop uses."""
    global _current  # noqa: PLW0603 - one theme per process, as there is one application style
    _current = _THEMES.get(name) or _THEMES[system_theme(app)]
    app.setPalette(_palette(_current))
    app.setStyleSheet(_style_sheet(_current))


def system_theme(app: QApplication) -> str:
    """`light` or `dark`, as the desktop is set."""
    is_dark = app.styleHints().colorScheme() == Qt.ColorScheme.Dark
    return "dark" if is_dark else "light"


def repolish(widget: QWidget) -> None:
    """Let the style sheet see a dynamic property that changed after the widget was shown."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a dynamic property the style sheet selects by, and restyle if it is another value."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        repolish(widget)


def icon(name: str, token: str = "text") -> QIcon:
    """A line icon in the colour of `token`; greyed where its control is disabled."""
    return _icon(_current.name, name, token)


def paint_icon(painter: QPainter, rect: QRect, name: str, token: str = "text") -> None:
    """Draw a line icon inside `rect`, sharp at any scale."""
    icon(name, token).paint(painter, rect)


def window_icon() -> QIcon:
    """The mark of the program, for title bars and task bars."""
    return _icon(LIGHT.name, "mark", "accent")


def elided(text: str, width: int, role: str) -> str:
    """`text` on one line, shortened at the right to fit `width`."""
    return QFontMetrics(font(role)).elidedText(text, Qt.TextElideMode.ElideRight, width)


def _load_fonts() -> None:
    if FAMILY in QFontDatabase.families() and "Medium" in QFontDatabase.styles(FAMILY):
        return
    for file_name in _FONT_FILES:
        path = paths.FONTS / file_name
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            log.warning("Font %s could not be loaded", file_name)


def _palette(theme: Theme) -> QPalette:
    """Placeholders, selections and disabled text take their colour from here, not the sheet."""
    role = QPalette.ColorRole
    made = QPalette()
    for target, token in (
        (role.Window, "bg"),
        (role.WindowText, "text"),
        (role.Base, "surface"),
        (role.AlternateBase, "sunken"),
        (role.Text, "text"),
        (role.Button, "raised"),
        (role.ButtonText, "text"),
        (role.PlaceholderText, "text3"),
        (role.Highlight, "accent"),
        (role.HighlightedText, "on_accent"),
        (role.ToolTipBase, "text"),
        (role.ToolTipText, "surface"),
        (role.Link, "accent"),
        (role.Mid, "line"),
        (role.Dark, "line_strong"),
    ):
        made.setColor(target, theme.color(token))
    for target in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, target, theme.color("disabled_fg"))
    return made


def _style_sheet(theme: Theme) -> str:
    """The sheet with tokens filled in and its drawings written in the colours of the theme."""
    folder = _folder(theme)
    text = (paths.RESOURCES / "style.qss").read_text(encoding="utf-8")
    for name in sorted(set(_DRAWING.findall(text)) - {f"{name}-grey" for name in _GREYED}):
        source = paths.ICONS / f"{name}.svg"
        _write(folder / source.name, source, theme.tokens, theme.tokens["text2"])
    greyed = {**theme.tokens, **{old: theme.tokens[new] for old, new in _GREY_INSTEAD.items()}}
    for name in _GREYED:
        _write(folder / f"{name}-grey.svg", paths.ICONS / f"{name}.svg", greyed, "")
    # One prefix per theme: Qt remembers pictures by their address and would show the other theme's.
    prefix = f"icons{theme.name}"
    QDir.setSearchPaths(prefix, [str(folder)])
    return Template(text).substitute(theme.tokens, icons=prefix)


@cache
def _color(text: str) -> QColor:
    return QColor(text)


@cache
def _icon(theme_name: str, name: str, token: str) -> QIcon:
    theme = _THEMES[theme_name]
    folder = _folder(theme)
    made = QIcon()
    for mode, tint in ((QIcon.Mode.Normal, token), (QIcon.Mode.Disabled, "disabled_fg")):
        target = folder / f"{name}.{tint}.svg"
        _write(target, paths.ICONS / f"{name}.svg", theme.tokens, theme.tokens[tint])
        made.addFile(str(target), QSize(), mode)
    return made


def _write(target: Path, source: Path, tokens: Mapping[str, str], ink: str) -> None:
    if not target.exists():
        text = Template(source.read_text(encoding="utf-8")).substitute(tokens, ink=ink)
        target.write_text(text, encoding="utf-8")


def _folder(theme: Theme) -> Path:
    """Where the tinted drawings of a theme lie while the program runs; Qt removes it at the end."""
    global _drawings  # noqa: PLW0603 - made at the first use, lives as long as the process
    if _drawings is None:
        _drawings = QTemporaryDir()
    folder = Path(_drawings.path()) / theme.name
    folder.mkdir(exist_ok=True)
    return folder
