"""Labels show text as it is, shorten it honestly, and never read it as markup."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.views.widgets.labels import ElidedLabel, IconText, label, plain_tooltip


def test_text_with_angle_brackets_is_shown_whole(qtbot: QtBot) -> None:
    shown = label("血压 a<b & c>d")
    qtbot.addWidget(shown)
    assert shown.textFormat() == Qt.TextFormat.PlainText
    assert shown.text() == "血压 a<b & c>d"


def test_a_tooltip_escapes_what_could_be_a_tag() -> None:
    assert plain_tooltip("a<b>\n&") == "<span>a&lt;b&gt;<br>&amp;</span>"
    assert plain_tooltip("5 & 6 > 4") == "5 & 6 > 4"


def test_a_tooltip_stands_only_where_text_was_shortened(qtbot: QtBot) -> None:
    shown = ElidedLabel("输液等候近一小时，分诊台未说明原因")
    qtbot.addWidget(shown)
    shown.resize(60, 20)
    shown.show()
    assert shown.text().endswith("…")
    assert shown.toolTip() == "输液等候近一小时，分诊台未说明原因"
    shown.resize(600, 20)
    assert shown.text() == shown.full_text()
    assert shown.toolTip() == ""


def test_a_role_nobody_knows_is_refused(qapp: object) -> None:
    with pytest.raises(ValueError, match="huge"):
        label("x", "huge")


def test_words_beside_an_icon_are_its_name(qtbot: QtBot) -> None:
    shown = IconText("octagon", "还没有填", "fail")
    qtbot.addWidget(shown)
    shown.set_content("ring-i", "已经填了")
    assert shown.text() == shown.accessibleName() == "已经填了"
