"""All keys of the program as data, and the page that F1 shows. The strip takes its words from here."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import N_, _
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.inputs.search_line import SearchLine
from app.views.widgets.labels import label

_COLUMNS = 4
_WIDTH = 1240
_HEIGHT_MOST = 460


@dataclass(frozen=True)
class KeyGroup:
    """The keys of one kind of page, most used first; texts are translated where they are shown."""

    name: str
    title: str
    keys: tuple[tuple[str, str], ...]


GROUPS = (
    KeyGroup(
        "everywhere",
        N_("到处"),
        (
            ("Ctrl+1…9", N_("换页")),
            ("Ctrl+Tab", N_("下一个台账")),
            ("Ctrl+K", N_("查找全部记录")),
            ("F1", N_("全部按键")),
            ("F5", N_("重新载入")),
            ("F6", N_("下一块区域")),
            ("Ctrl+L", N_("锁定或换班")),
            ("F11", N_("全屏")),
            ("Ctrl+W", N_("关闭窗口")),
        ),
    ),
    KeyGroup(
        "home",
        N_("首页"),
        (
            ("Enter", N_("打开")),
            ("Ctrl+N", N_("登记")),
            ("Ctrl+J", N_("交接班")),
            ("F2", N_("图和数据互换")),
        ),
    ),
    KeyGroup(
        "register",
        N_("登记簿"),
        (
            ("Ctrl+N", N_("登记")),
            ("Enter", N_("打开")),
            ("Ctrl+F", N_("查找")),
            ("Ctrl+↓", N_("到列表")),
            ("↑ ↓ Home End", N_("选择")),
            ("Ctrl+E", N_("导出列表")),
            ("Ctrl+P", N_("打印表单")),
            ("Ctrl+B", N_("打印标签")),
            ("Ctrl+D", N_("复制为新的一件")),
            ("F7", N_("转出不合格服务")),
            ("F9", N_("转出安全教育")),
            ("Esc", N_("清除查找，再清除筛选")),
        ),
    ),
    KeyGroup(
        "record",
        N_("一条记录"),
        (
            ("Ctrl+S", N_("保存")),
            ("Ctrl+Enter", N_("主要的下一步")),
            ("Ctrl+PgUp PgDn", N_("上一节、下一节")),
            ("F7", N_("转出不合格服务")),
            ("F8", N_("下一处错误")),
            ("F9", N_("转出安全教育")),
            (N_("F4 或 Alt+↓"), N_("选项、常用语")),
            ("← → 1…9", N_("选一项（单选）")),
            ("Ctrl+T", N_("今天（日期）")),
            ("↑ ↓", N_("前一天、后一天（日期）")),
            ("Enter", N_("下一格")),
            ("Ctrl+P", N_("打印")),
            ("Ctrl+B", N_("打印标签")),
            ("Ctrl+V", N_("粘贴患者信息、图片")),
            ("Ctrl+D", N_("复制为新的一件")),
            ("Ctrl+N", N_("登记下一件")),
            ("Ctrl+M", N_("催办")),
            ("Esc", N_("关闭，草稿保留")),
        ),
    ),
    KeyGroup(
        "area",
        N_("大段文字"),
        (("Enter", N_("换行")), ("Tab", N_("离开")), ("Ctrl+Z", N_("撤销"))),
    ),
    KeyGroup(
        "preview",
        N_("预览"),
        (
            ("Ctrl+P", N_("打印")),
            ("PgUp PgDn", N_("翻页")),
            (N_("Ctrl+滚轮"), N_("缩放")),
            ("Ctrl+= Ctrl+-", N_("放大、缩小")),
            ("Ctrl+E", N_("存为 Excel")),
            ("Ctrl+D", N_("存为 PDF")),
            ("Esc", N_("返回")),
        ),
    ),
    KeyGroup(
        "import",
        N_("导入旧台账"),
        (
            ("↑ ↓", N_("逐处看")),
            ("Alt+Enter", N_("采用建议")),
            ("Ctrl+E", N_("存标红的副本")),
            ("F5", N_("重新试")),
            ("Ctrl+Enter", N_("导入")),
            ("Esc", N_("不导入")),
        ),
    ),
    KeyGroup(
        "materials",
        N_("物资"),
        (
            ("Ctrl+I", N_("发放")),
            ("Ctrl+R", N_("批号追查")),
            ("Ctrl+U", N_("库存")),
        ),
    ),
    KeyGroup(
        "environment",
        N_("医疗环境"),
        (
            ("Ctrl+I", N_("环境巡查")),
            ("Ctrl+Y", N_("检查日历")),
            ("Ctrl+U", N_("超限点位")),
            ("Ctrl+G", N_("趋势")),
        ),
    ),
    KeyGroup(
        "round",
        N_("环境巡查"),
        (
            ("Enter", N_("下一项")),
            ("↑ ↓", N_("上下项")),
            ("F2", N_("改数值")),
            ("1 2", N_("符合、不符合")),
            ("F3", N_("待出结果")),
            ("F4", N_("仪器")),
            ("Ctrl+R", N_("登记复查")),
            ("Ctrl+N", N_("加检查点")),
            ("Ctrl+Enter", N_("提交")),
        ),
    ),
    KeyGroup(
        "calendar",
        N_("检查日历"),
        (
            ("← → ↑ ↓", N_("逐日看")),
            ("PgUp PgDn", N_("上个月、下个月")),
            ("Home", N_("今天")),
            ("Enter", N_("看这一天；打开")),
            ("F6", N_("下一块区域")),
            ("Ctrl+Enter", N_("开始巡查")),
            ("Esc", N_("关闭")),
        ),
    ),
    KeyGroup(
        "surveys",
        N_("满意度"),
        (
            ("Ctrl+I", N_("录入调查表")),
            ("Ctrl+M", N_("导入调查表")),
            ("Ctrl+R", N_("统计结果")),
            ("Ctrl+U", N_("打印调查表")),
            ("1…5 0 −", N_("录入：答案、不适用、未答")),
        ),
    ),
    KeyGroup(
        "reports",
        N_("统计报表"),
        (
            ("Ctrl+I", N_("看数据和图")),
            ("Ctrl+R", N_("门诊、出院人次")),
            ("Ctrl+U", N_("质控例会资料")),
        ),
    ),
    KeyGroup(
        "lock",
        N_("锁定时"),
        (("Enter", N_("解锁")), ("F2", N_("换班登录"))),
    ),
)


def keys_of(name: str, wanted: Sequence[str] = ()) -> list[tuple[str, str]]:
    """The keys of a group for the strip, in the order `wanted` names them (all when empty)."""
    group = next(each for each in GROUPS if each.name == name)
    words = dict(group.keys)
    return [(_(key), _(words[key])) for key in (wanted or words)]


class KeysDialog(Dialog):
    """All keys, those of the page it was asked from first, and a line to find one. Esc closes it."""

    def __init__(self, parent: QWidget | None, here: Sequence[str] = ()) -> None:
        super().__init__(parent, _("全部按键"), icon="keyboard")
        self.setMinimumWidth(_WIDTH)
        first = ("everywhere", *here)
        self._groups = sorted(GROUPS, key=lambda one: _place(first, one.name))
        self.search = SearchLine(_("查找：要做什么，或按键"), _("查找按键"))
        self.search.asked.connect(self.narrow)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.body.addWidget(self.search)
        self.body.addWidget(self.area)
        note = _("输入法正在组字时，数字、Tab、Enter、Esc 和方向键都归输入法，程序不抢。")
        self.body.addWidget(label(note, "small"))
        self.add_primary(_("关闭"), self.accept, "")
        self.narrow("")
        self.area.setFixedHeight(min(self.area.widget().sizeHint().height() + 2, _HEIGHT_MOST))
        self.search.list_wanted.connect(self.area.setFocus)
        self.focus_first(self.search)

    def narrow(self, text: str) -> None:
        """Show the lines that say this; a group whose title says it is shown whole."""
        columns = [QVBoxLayout() for _place in range(_COLUMNS)]
        heights = [0] * _COLUMNS
        for group in self._groups:
            lines = _said(group, text.lower())
            if lines:
                # The shortest column takes the next group: that of the page stays at the top.
                place = heights.index(min(heights))
                columns[place].addWidget(_group(group, lines))
                heights[place] += len(lines) + 2
        page = QWidget()
        page.setObjectName("Plain")
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, theme.MARGIN, 0)
        row.setSpacing(theme.MARGIN * 2)
        for column in columns:
            column.setSpacing(theme.GAP_CARD)
            column.addStretch(1)
            row.addLayout(column, 1)
        if not any(heights):
            columns[0].insertWidget(0, label(_("没有这样的按键"), "muted"))
        self.area.setWidget(page)


def _place(first: Sequence[str], name: str) -> int:
    return first.index(name) if name in first else len(first)


def _said(group: KeyGroup, text: str) -> list[tuple[str, str]]:
    lines = [(_(key), _(words)) for key, words in group.keys]
    if text in _(group.title).lower():
        return lines
    return [line for line in lines if text in " ".join(line).lower()]


def _group(group: KeyGroup, lines: Sequence[tuple[str, str]]) -> QWidget:
    made = QWidget()
    made.setAccessibleName(_(group.title))
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(theme.GAP_INNER)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(_(group.title), "section"), 0, 0, 1, 2)
    for line, (key, text) in enumerate(lines, start=1):
        grid.addWidget(label(key, "key"), line, 0, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(label(text, "muted"), line, 1)
    return made
