"""Notices, cards, bars and steps say in words what they show in colour."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from app.views.widgets.bars import KeyStrip, Status, Tab, TopBar
from app.views.widgets.buttons import Button
from app.views.widgets.frames import EmptyState, NoticeBar, SideCard, ToneCard
from app.views.widgets.progress import Progress
from app.views.widgets.steps import SectionIndex, SectionMark, StepBar, StepMark
from tests.views.widgets.keyboard import click, shown

TABS = [Tab("home", "首页"), Tab("complaints", "患者投诉"), Tab("system", "系统")]


def words_of(widget: object) -> list[str]:
    """All words shown."""
    labels = widget.findChildren(QLabel)  # type: ignore[attr-defined]
    return [each.text() for each in labels if each.text() and each.isVisibleTo(widget)]


def test_a_notice_stays_until_closed_and_offers_one_way_out(qtbot: QtBot) -> None:
    page = QWidget()
    notice = NoticeBar("fail", "导出没有完成", "原来的文件没有动。", action="换个位置保存")
    notice.setParent(page)
    shown(qtbot, page, page)
    with qtbot.waitSignal(notice.acted):
        notice.action.click()
    assert notice.accessibleDescription() == "原来的文件没有动。"
    (close,) = [b for b in notice.findChildren(Button) if b.accessibleName() == "关闭提示"]
    with qtbot.waitSignal(notice.closed):
        close.click()
    assert notice.isHidden()
    notice.show_notice("wait", "2027 年节假日表还没有导入")
    assert not notice.isHidden()
    assert notice.text() == "2027 年节假日表还没有导入"
    assert notice.action.isHidden()


def test_a_notice_about_something_lasting_has_no_cross(qtbot: QtBot) -> None:
    notice = NoticeBar("info", "演示数据")
    qtbot.addWidget(notice)
    notice.set_closable(False)
    assert all(b.isHidden() for b in notice.findChildren(Button))


def test_a_deadline_card_says_why_this_day(qtbot: QtBot) -> None:
    card = ToneCard()
    qtbot.addWidget(card)
    card.show_content("wait", "clock", "还剩 2 个工作日", "11 月 30 日前反馈", "按 10 个工作日计。")
    assert card.accessibleName() == "还剩 2 个工作日"
    assert card.accessibleDescription() == "11 月 30 日前反馈 按 10 个工作日计。"
    card.show_content("plain", "check", "已按期反馈")
    assert words_of(card) == ["已按期反馈"]


def test_an_empty_page_offers_what_to_do(qtbot: QtBot) -> None:
    page = EmptyState()
    qtbot.addWidget(page)
    page.show_text("没有符合条件的投诉", "去掉“本季度”后有 2 件。", action="看这 2 件")
    assert page.second.isHidden()
    with qtbot.waitSignal(page.acted):
        page.action.click()


def test_a_side_card_has_its_button_in_the_head(qtbot: QtBot) -> None:
    card = SideCard("经过", action="全部 9 条", icon="history")
    qtbot.addWidget(card)
    with qtbot.waitSignal(card.acted):
        card.action.click()


def test_a_tab_shows_the_number_overdue_and_says_it(qtbot: QtBot) -> None:
    bar = TopBar(TABS)
    qtbot.addWidget(bar)
    bar.set_count("complaints", 3)
    assert bar.tabs.accessibleTabName(1) == "患者投诉，超期 3 件"
    assert bar.tabs.tabButton(1, QTabBar.ButtonPosition.RightSide) is not None
    bar.set_count("complaints", 250)
    assert "99+" in words_of(bar.tabs)
    bar.set_count("complaints", 0)
    assert bar.tabs.tabButton(1, QTabBar.ButtonPosition.RightSide) is None
    assert bar.tabs.accessibleTabName(1) == "患者投诉"


def test_a_tab_is_chosen_by_key(qtbot: QtBot) -> None:
    bar = TopBar(TABS)
    qtbot.addWidget(bar)
    assert bar.current() == "home"
    with qtbot.waitSignal(bar.tab_chosen) as caught:
        bar.set_current("system")
    assert caught.args == ["system"]


def test_a_narrow_bar_keeps_the_name_of_the_search(qtbot: QtBot) -> None:
    bar = TopBar(TABS)
    qtbot.addWidget(bar)
    bar.set_narrow(True)
    assert bar.search.text() == ""
    assert bar.search.accessibleName() == "查找全部记录"
    assert "Ctrl+K" in bar.search.toolTip()


def test_the_strip_replaces_its_keys_and_keeps_its_message(qtbot: QtBot) -> None:
    strip = KeyStrip()
    qtbot.addWidget(strip)
    strip.set_keys([("Ctrl+N", "登记"), ("F1", "全部按键")])
    strip.set_message("已保存 10:42:05")
    strip.set_keys([("Esc", "返回")])
    strip.set_status([Status("本机数据正常", "shield", "pass"), Status("有 2 处要改", "", "fail")])
    assert words_of(strip) == ["Esc", "返回", "已保存 10:42:05", "本机数据正常", "有 2 处要改"]


KEYS = [("Ctrl+N", "登记"), ("Enter", "打开"), ("Ctrl+F", "查找"), ("F1", "全部按键")]


@pytest.mark.parametrize("width", [1366, 800, 640, 500, 400, 320])
def test_a_strip_without_room_leaves_pieces_out_and_cuts_none(qtbot: QtBot, width: int) -> None:
    strip = KeyStrip()
    qtbot.addWidget(strip)
    strip.set_keys(KEYS)
    strip.set_status([Status("数据还没有校验", "shield", "wait"), Status("审计 #1008")])
    strip.set_message("已保存 10:42:05")
    strip.resize(width, 28)
    strip.show()
    QApplication.processEvents()
    words = [one for one in strip.findChildren(QLabel) if one.text() and one.isVisible()]
    assert {"F1", "全部按键", "已保存 10:42:05"} <= {one.text() for one in words}
    for one in words:
        assert one.width() >= one.fontMetrics().horizontalAdvance(one.text()), one.text()


def test_a_wider_strip_shows_its_pieces_again(qtbot: QtBot) -> None:
    strip = KeyStrip()
    qtbot.addWidget(strip)
    strip.set_keys(KEYS)
    strip.resize(320, 28)
    strip.show()
    QApplication.processEvents()
    few = words_of(strip)
    assert "Ctrl+F" not in few
    strip.resize(900, 28)
    QApplication.processEvents()
    assert words_of(strip) == [word for pair in KEYS for word in pair]


def test_the_step_bar_says_where_the_record_is(qtbot: QtBot) -> None:
    bar = StepBar()
    qtbot.addWidget(bar)
    bar.set_steps(
        [StepMark("登记", "11-16", "done"), StepMark("整改", "", "current"), StepMark("结案")]
    )
    assert bar.accessibleName() == "3 步中的第 2 步：整改"
    tall = bar.sizeHint().height()
    bar.set_folded(True)
    assert bar.folded_text() == "整改 2/3"
    assert bar.sizeHint().height() < tall


def test_the_index_shows_errors_in_words_and_goes_there(qtbot: QtBot) -> None:
    index = SectionIndex("按纸面顺序")
    qtbot.addWidget(index)
    index.resize(172, 300)
    sections = [SectionMark("1", "接待信息", True), SectionMark("2", "反馈", False, 2)]
    index.set_sections(sections)
    (view,) = [child for child in index.children() if hasattr(child, "item")]
    assert [view.item(row).text() for row in range(2)] == ["1 接待信息 已填完", "2 反馈 2 处要改"]
    index.show()
    with qtbot.waitSignal(index.chosen) as caught:
        click(view.viewport(), view.visualItemRect(view.item(1)).center())
    assert caught.args == [1]
    index.set_current(1)
    index.set_sections(sections)
    assert index.current() == 1


@pytest.mark.parametrize(("total", "words"), [(0, ""), (40, "10 / 40")])
def test_progress_counts_and_can_be_stopped_once(qtbot: QtBot, total: int, words: str) -> None:
    progress = Progress()
    qtbot.addWidget(progress)
    progress.start("正在导出")
    progress.set_done(10, total)
    assert [text for text in words_of(progress) if text != "正在导出"] == ([words] if words else [])
    with qtbot.waitSignal(progress.cancelled):
        progress.cancel.click()
    assert not progress.cancel.isEnabled()
    progress.finish()
    assert progress.isHidden()
