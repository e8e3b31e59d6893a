"""Buttons give up their words before they lie on each other or are cut."""

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.views.widgets.buttons import Button, outlined, primary, quiet
from app.views.widgets.folding import FoldingRow
from app.views.widgets.labels import label


def test_words_go_where_there_is_no_room_and_come_back(qtbot: QtBot) -> None:
    row = FoldingRow()
    qtbot.addWidget(row)
    row.row.addWidget(label("环境检查", "title"))
    row.row.addStretch(1)
    way, first, second = (
        quiet("趋势", "search"),
        outlined("导入", "plus"),
        outlined("打印", "printer"),
    )
    main = primary("登记环境检查", "plus")
    buttons: list[Button] = [way, first, second, main]
    for one in buttons:
        row.row.addWidget(one)
    first.set_hint("从旧台账导入")
    row.resize(900, 40)
    row.show()
    QApplication.processEvents()
    whole = [one.text() for one in buttons]
    assert whole == ["趋势", "导入", "打印", "登记环境检查"]

    needed = row.row.sizeHint().width()
    folded = []
    for width in range(needed, needed - 80, -10):
        row.resize(width, 40)
        QApplication.processEvents()
        folded = [one.text() for one in buttons]
        assert all(one.width() >= one.sizeHint().width() for one in buttons), width
    assert folded == ["", "", "", "登记环境检查"]
    assert first.accessibleName() == "导入"
    assert first.toolTip().splitlines()[0].endswith("导入")
    assert "从旧台账导入" in first.toolTip()

    first.hide()
    second.set_text("打印表单")
    row.resize(900, 40)
    QApplication.processEvents()
    first.show()
    QApplication.processEvents()
    assert [one.text() for one in buttons] == ["趋势", "导入", "打印表单", "登记环境检查"]
    assert "导入\n" not in first.toolTip()
