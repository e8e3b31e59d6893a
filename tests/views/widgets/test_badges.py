"""One function paints every badge; marks differ in outline, so that they read without colour."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.views import theme
from app.views.widgets.badges import TONES, Badge, BadgeLabel, badge_width, paint_badge
from app.views.widgets.marks import MARKS


def picture(badge: Badge, look: theme.Theme = theme.LIGHT, width: int = 200) -> QImage:
    """The badge on its own."""
    image = QImage(width, 30, QImage.Format.Format_ARGB32)
    image.fill(look.color("surface"))
    painter = QPainter(image)
    paint_badge(painter, image.rect(), badge, look)
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
def test_no_two_marks_look_alike_in_grey() -> None:
    pictures = {
        mark: picture(Badge("", mark)).convertToFormat(QImage.Format.Format_Grayscale8)
        for mark in MARKS
    }
    names = sorted(pictures)
    for place, name in enumerate(names):
        for other in names[place + 1 :]:
            assert pictures[name] != pictures[other], (name, other)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("look", [theme.LIGHT, theme.DARK], ids=lambda look: look.name)
@pytest.mark.parametrize("tone", sorted(TONES))
def test_every_tone_is_painted(tone: str, look: theme.Theme) -> None:
    empty = QImage(200, 30, QImage.Format.Format_ARGB32)
    empty.fill(look.color("surface"))
    assert picture(Badge("调查中", "pie12", tone), look) != empty


@pytest.mark.usefixtures("qapp")
def test_a_badge_stays_inside_its_cell() -> None:
    image = picture(Badge("暂停：等待鉴定", "two_bars", "neutral"))
    cell = QImage(200, 30, QImage.Format.Format_ARGB32)
    surface = theme.LIGHT.color("surface")
    cell.fill(surface)
    painter = QPainter(cell)
    badge = Badge("暂停：等待鉴定", "two_bars", "neutral")
    paint_badge(painter, QRect(10, 0, 60, 30), badge, theme.LIGHT)
    painter.end()
    assert cell != image
    assert all(cell.pixelColor(x, y) == surface for x in range(70, 200) for y in range(30))


@pytest.mark.usefixtures("qapp")
def test_the_box_and_the_mark_take_room() -> None:
    assert badge_width(Badge("合格", "tick", "pass")) > badge_width(Badge("合格", "tick", "plain"))
    assert badge_width(Badge("合格", "tick", "plain")) > badge_width(Badge("合格"))


@pytest.mark.parametrize(("mark", "tone"), [("star", "pass"), ("tick", "pink")])
def test_a_badge_nobody_knows_is_refused(mark: str, tone: str) -> None:
    with pytest.raises(ValueError, match="合格"):
        Badge("合格", mark, tone)


def test_a_badge_is_read_aloud(qtbot: QtBot) -> None:
    shown = BadgeLabel(Badge("超期 1 日", "exclamation", "over"), "到期日是昨天")
    qtbot.addWidget(shown)
    assert shown.accessibleName() == "超期 1 日"
    assert shown.accessibleDescription() == "到期日是昨天"
    shown.set_badge(Badge("按期反馈", "tick", "plain_pass"))
    assert shown.accessibleName() == "按期反馈"
    assert shown.accessibleDescription() == ""
