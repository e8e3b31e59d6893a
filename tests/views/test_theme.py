"""The token table keeps its contrasts, and every drawing and rule of the sheet can be loaded."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import paths
from app.views import theme
from app.views.widgets.buttons import outlined

VIEWS = Path(theme.__file__).parent
TEXTS = [
    ("text", "surface"),
    ("text", "bg"),
    ("text", "accent_soft"),
    ("text2", "surface"),
    ("text2", "sunken"),
    ("text3", "surface"),
    ("accent", "surface"),
    ("accent", "accent_soft"),
    ("on_accent", "accent"),
    ("on_accent", "accent_hover"),
    ("on_accent", "accent_press"),
    ("pass_fg", "pass_bg"),
    ("wait_fg", "wait_bg"),
    ("fail_fg", "fail_bg"),
    ("over_fg", "over_bg"),
    ("neutral_fg", "neutral_bg"),
    ("paper_ink", "paper_wait"),
    ("paper", "paper_pass"),
    ("paper", "paper_fail"),
]
LINES = [
    ("line_strong", "surface"),
    ("line_strong", "bg"),
    ("pass_line", "surface"),
    ("wait_line", "surface"),
    ("fail_line", "surface"),
    ("neutral_line", "surface"),
]


def luminance(color: QColor) -> float:
    """The relative luminance of WCAG 2.1."""
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.redF(), color.greenF(), color.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(first: QColor, second: QColor) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_can_be_read(look: theme.Theme, ink: str, ground: str) -> None:
    assert contrast(look.color(ink), look.color(ground)) >= 4.5


@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize(("ink", "ground"), LINES)
def test_borders_can_be_seen(look: theme.Theme, ink: str, ground: str) -> None:
    assert contrast(look.color(ink), look.color(ground)) >= 3.0


@pytest.mark.parametrize("name", ["light", "dark"])
def test_every_drawing_shows_something(qapp: QApplication, name: str) -> None:
    theme.apply(qapp, name)
    try:
        for path in sorted(paths.ICONS.glob("*.svg")):
            image = theme.icon(path.stem, "text").pixmap(QSize(18, 18), 1.5).toImage()
            points = [(x, y) for x in range(image.width()) for y in range(image.height())]
            assert any(image.pixelColor(x, y).alpha() for x, y in points), path.stem
    finally:
        theme.apply(qapp, "light")


def test_colours_stand_only_in_the_token_table() -> None:
    for path in VIEWS.rglob("*.py"):
        if path.name != "theme.py":
            found = re.findall(r"#[0-9A-Fa-f]{6}\b", path.read_text(encoding="utf-8"))
            assert not found, path


def test_the_sheet_states_colours_by_token_only() -> None:
    sheet = (paths.RESOURCES / "style.qss").read_text(encoding="utf-8")
    assert not re.findall(r"#[0-9A-Fa-f]{3,8}\s*[;}]", sheet)


def test_every_icon_named_in_the_program_exists() -> None:
    known = {path.stem for path in paths.ICONS.glob("*.svg")}
    sheet = (paths.RESOURCES / "style.qss").read_text(encoding="utf-8")
    grey = {f"{name}-grey" for name in ("box", "box-on", "box-part", "radio", "radio-on")}
    assert set(re.findall(r"\$icons:([\w-]+)\.svg", sheet)) <= known | grey


def test_a_button_takes_the_icon_of_the_new_theme(qapp: QApplication, qtbot: QtBot) -> None:
    button = outlined("打印", "printer")
    qtbot.addWidget(button)
    button.show()
    before = button.icon().pixmap(18).toImage()
    theme.apply(qapp, "dark")
    try:
        assert button.icon().pixmap(18).toImage() != before
    finally:
        theme.apply(qapp, "light")


def test_medium_weight_is_really_drawn(qtbot: QtBot) -> None:
    pictures = []
    for role in ("body", "strong", "bold"):
        shown = QLabel("质控台")
        shown.setProperty("role", role)
        qtbot.addWidget(shown)
        shown.show()
        pictures.append(shown.grab().toImage())
    assert pictures[0] != pictures[1] != pictures[2]


def test_an_unknown_token_is_refused() -> None:
    with pytest.raises(KeyError):
        theme.color("pink")
