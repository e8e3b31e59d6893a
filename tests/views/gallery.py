"""Builds every widget in windows and saves pictures of them: `python -m tests.views.gallery FOLDER`.

Not a test: a tool to look at, in both themes and at both sizes, before and after a change.
"""

import os
import sys
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.views import theme
from app.views.asking.conflict_dialog import Conflict, ConflictDialog
from app.views.asking.dialogs import ConfirmDialog, TextDialog
from app.views.first_start import FirstStartPage
from app.views.front import StatusLine
from app.views.inputs import editors
from app.views.inputs.date_editors import DayLine
from app.views.inputs.search_line import SearchLine
from app.views.keys import KeysDialog
from app.views.lock import LockPage
from app.views.sign_in import SignInPage
from app.views.widgets import bars, buttons, frames, steps
from app.views.widgets.badges import Badge, BadgeLabel
from app.views.widgets.cells import CELL_ROLE, Cell
from app.views.widgets.labels import ElidedLabel, label
from app.views.widgets.table import RegisterTableView, TableCard, TableColumn

SMALL = (1366, 768)
LARGE = (1920, 1080)
TABS = [
    "首页",
    "患者投诉",
    "不合格服务",
    "物品检验",
    "医疗环境",
    "手术异常",
    "满意度",
    "统计报表",
    "系统",
]
BADGES = (
    Badge("已登记", "ring", "accent_open"),
    Badge("已受理", "pie14", "accent"),
    Badge("调查中", "pie12", "accent"),
    Badge("整改中", "pie34", "accent"),
    Badge("已反馈", "full", "accent"),
    Badge("已升级", "arrow_up", "fail_open"),
    Badge("已结案", "dot", "neutral"),
    Badge("已撤诉", "struck_ring", "neutral_open"),
    Badge("待检", "diamond", "wait"),
    Badge("合格", "tick", "pass"),
    Badge("不合格", "cross", "fail"),
    Badge("预警", "exclamation", "wait"),
    Badge("暂停：等待鉴定", "two_bars", "neutral"),
    Badge("还剩 4 个工作日"),
    Badge("还剩 2 个工作日", "clock", "wait"),
    Badge("超期 1 日", "exclamation", "over"),
    Badge("按期反馈", "tick", "plain_pass"),
    Badge("超期 2 日反馈", "exclamation", "plain_fail"),
)


def window() -> tuple[QWidget, QVBoxLayout]:
    """An empty window of the program."""
    made = QWidget()
    made.setObjectName("Window")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    return made, column


def padded() -> QVBoxLayout:
    """A column with the margins of a page."""
    column = QVBoxLayout()
    column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
    column.setSpacing(theme.GAP)
    return column


def top_bar() -> bars.TopBar:
    """The bar with two counts."""
    made = bars.TopBar([bars.Tab(text, text) for text in TABS])
    made.set_count("患者投诉", 1)
    made.set_count("医疗环境", 12)
    made.set_current("患者投诉")
    made.set_person("周敏", "医务科")
    return made


def key_strip() -> bars.KeyStrip:
    """The strip with keys and the state of the data."""
    made = bars.KeyStrip()
    made.set_keys([("Ctrl+N", "登记"), ("Enter", "打开"), ("Ctrl+↓", "到列表"), ("F1", "全部按键")])
    made.set_status(
        [
            bars.Status("本机数据正常", "shield", "pass"),
            bars.Status("备份 今天 06:30 已校验"),
            bars.Status("审计 #48213"),
        ]
    )
    return made


def row_of(*widgets: QWidget) -> QHBoxLayout:
    """Widgets side by side."""
    row = QHBoxLayout()
    row.setSpacing(theme.GAP)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def parts() -> QWidget:
    """Buttons, chips, badges, notices, the empty page."""
    made, column = window()
    column.addWidget(top_bar())
    page = padded()
    column.addLayout(page, 1)
    chips = buttons.ChipBar("状态")
    chips.set_chips(
        [buttons.Chip("all", "全部", 52), buttons.Chip("new", "已登记", 1)],
        [buttons.Chip("o", "超期", 1, "fail"), buttons.Chip("s", "2 个工作日内到期", 3, "wait")],
    )
    page.addWidget(chips)
    grey = buttons.outlined("打印台账", "printer")
    grey.setEnabled(False)
    focused = buttons.outlined("导出本视图", "export")
    page.addLayout(
        row_of(
            buttons.primary("登记投诉", "plus"),
            focused,
            grey,
            buttons.quiet("更多筛选", "funnel"),
            buttons.plain("查找全部记录", "search"),
            buttons.danger("放弃我的修改", "undo"),
            buttons.close_button("关闭"),
        )
    )
    page.addLayout(row_of(*[BadgeLabel(badge) for badge in BADGES[:10]]))
    page.addLayout(row_of(*[BadgeLabel(badge) for badge in BADGES[10:]]))
    page.addWidget(
        frames.NoticeBar(
            "fail",
            "导出没有完成：D 盘空间不足，还差 12 MB",
            "原来的文件没有动，台账没有变化。",
            action="换个位置保存",
            details=True,
        )
    )
    page.addWidget(
        frames.NoticeBar("wait", "2027 年节假日表还没有导入", "跨年的到期日只按周末推算。")
    )
    page.addWidget(frames.NoticeBar("info", "这条记录由旧台账导入"))
    page.addWidget(frames.NoticeBar("pass", "备份已试恢复"))
    card = frames.Card(padding=0)
    empty = frames.EmptyState()
    empty.show_text(
        "没有符合条件的投诉",
        "条件：含“静脉炎”，被投诉科室为儿科，本季度接到。\n去掉“本季度”后有 2 件。",
        action="看这 2 件",
        second="清除全部条件",
    )
    card.body.addWidget(empty)
    page.addWidget(card, 1)
    column.addWidget(key_strip())
    made.setProperty("first", focused)
    return made


def record() -> QWidget:
    """A record: steps, index, form in several states, and the column at the right."""
    made, column = window()
    head = QFrame()
    head.setObjectName("TopBar")
    top = QVBoxLayout(head)
    top.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, 0)
    line = row_of(
        BadgeLabel(BADGES[3]),
        label("走廊夜间推车噪声大，多名病友联名反映", "title"),
        label("TS-HLB-202611-0007", "muted"),
    )
    line.addWidget(label("草稿 10:42:05 已自动保存", "small"))
    for text, icon in (("预览表单", "document"), ("打印", "printer"), ("保存", "save")):
        line.addWidget(buttons.outlined(text, icon))
    top.addLayout(line)
    bar = steps.StepBar()
    mark = steps.StepMark
    bar.set_steps(
        [
            mark("登记", "11-16", "done"),
            mark("受理", "11-16", "done"),
            mark("调查", "11-17", "done"),
            mark("定性", "11-20", "done"),
            mark("整改", "11-23 起", "current"),
            mark("反馈"),
            mark("结案"),
            mark("归档"),
        ]
    )
    top.addWidget(bar)
    column.addWidget(head)
    middle = QHBoxLayout()
    middle.setSpacing(0)
    index = steps.SectionIndex("按纸面顺序", "Ctrl+PgUp / PgDn 换节")
    titles = (
        "接待信息 投诉人 患者 投诉事项 首诉接待 转办 调查情况 原因与定性 处理与整改 反馈 签批与归档"
    )
    index.set_sections(
        [
            steps.SectionMark(str(i + 1), title, i < 9, 2 if i == 9 else 0)
            for i, title in enumerate(titles.split())
        ]
    )
    index.set_current(9)
    middle.addWidget(index)
    middle.addWidget(_form(made), 1)
    middle.addWidget(_side())
    column.addLayout(middle, 1)
    strip = key_strip()
    strip.set_status([bars.Status("* 必填"), bars.Status("有 2 处要改", "", "fail")])
    strip.set_message("已保存 10:42:05")
    column.addWidget(strip)
    return made


def _form(owner: QWidget) -> QScrollArea:
    option = editors.Option
    form = QFrame()
    form.setProperty("card", "flat")
    column = QVBoxLayout(form)
    column.setContentsMargins(theme.GAP_CARD, theme.GAP_CARD, theme.MARGIN, theme.GAP_CARD)
    column.setSpacing(theme.GAP_CARD)
    column.addWidget(frames.SectionHead("8", "原因与定性", "周敏 11-20 定性"))
    grid = editors.FieldGrid()
    causes = [
        option(text[0], text)
        for text in [
            "①医德医风",
            "②违反规章或操作规程",
            "③技术水平欠佳",
            "④使用不合格产品",
            "⑤收费",
            "⑥患者不理解",
        ]
    ]
    ticks = editors.ChoicesEdit(causes)
    ticks.set_value(("②",))
    grid.add(editors.FieldRow("原因分类", ticks, required=True), wide=True)
    pick = editors.PickEdit(
        [editors.PickItem(i, f"第 {i} 科", f"K{i:02}") for i in range(30)],
        placeholder="科室名或首字母",
    )
    pick.set_value(3)
    grid.add(editors.FieldRow("受理科室", pick, required=True))
    nature = editors.ChoiceEdit([option(t, t) for t in ["不构成缺陷", "服务缺陷", "事故争议"]])
    nature.set_value("服务缺陷")
    grid.add(editors.FieldRow("定性", nature, required=True))
    results = editors.ChoiceEdit(
        [
            option(t, t)
            for t in ["①沟通解决", "②赔礼道歉", "③重新提供服务", "④困难补偿", "⑤司法解决"]
        ]
    )
    results.set_value("②赔礼道歉")
    grid.add(editors.FieldRow("处理结果", results, required=True), wide=True)
    area = editors.TextArea(max_length=60)
    area.set_value(
        "更换静音轮 14 只；22:00–6:00 停用推车，改手提；护士长每晚巡查并记录。多一些字看计数。"
    )
    grid.add(
        editors.FieldRow(
            "整改措施", area, required=True, help_text="详细措施在反馈表中填写，这里写摘要"
        ),
        wide=True,
    )
    _other_fields(grid)
    column.addWidget(grid)
    column.addWidget(frames.Rule())
    column.addWidget(frames.SectionHead("10", "反馈"))
    column.addWidget(_feedback(owner))
    column.addStretch(1)
    area_of_form = QScrollArea()
    area_of_form.setWidgetResizable(True)
    area_of_form.setWidget(form)
    return area_of_form


def _other_fields(grid: editors.FieldGrid) -> None:
    many = editors.PickEdit(
        [editors.PickItem(t, t) for t in ("总务科", "护理部", "信息科")], many=True
    )
    many.set_value(("总务科", "护理部"))
    grid.add(editors.FieldRow("协办科室", many))
    number = editors.NumberEdit(decimals=1, unit="℃")
    number.set_value(Decimal("36.5"))
    grid.add(editors.FieldRow("冷藏温度", number))
    moment = editors.DateTimeEdit()
    moment.day.set_day(date(2026, 11, 16))
    moment.clock.setText("16:20")
    grid.add(editors.FieldRow("接到时间", moment))
    grid.add(editors.FieldRow("领导到场", editors.FlagEdit(), required=True))
    words = editors.LineEdit(max_length=20)
    words.set_value("走廊夜间推车噪声大，多名病友反映")
    grid.add(editors.FieldRow("事项", words))
    code = editors.CodeEdit()
    code.set_value("138****0012")
    code.set_read_only(True)
    grid.add(editors.FieldRow("联系电话", code))


def _feedback(owner: QWidget) -> editors.FieldGrid:
    last = editors.FieldGrid()
    day = editors.DateEdit()
    day.set_value(date(2026, 11, 15))
    day_row = editors.FieldRow("反馈日期", day, required=True)
    last.add(day_row)
    way = editors.PickEdit(placeholder="选一项")
    way_row = editors.FieldRow("反馈方式", way, required=True)
    last.add(way_row)
    opinion = editors.TextArea(placeholder="患方怎么说，按原话记")
    last.add(editors.FieldRow("意见说明", opinion), wide=True)
    day_row.set_error("不能早于接到日期 2026-11-16")
    way_row.set_error("还没有选择反馈方式")
    owner.setProperty("first", day.line)
    return last


def _side() -> QWidget:
    made = QWidget()
    made.setFixedWidth(theme.SIDE_WIDTH + theme.MARGIN)
    column = padded()
    column.setContentsMargins(theme.GAP_CARD, theme.GAP_CARD, theme.MARGIN, theme.GAP_CARD)
    made.setLayout(column)
    column.setSpacing(theme.GAP)
    deadline = frames.ToneCard()
    deadline.show_content(
        "wait",
        "clock",
        "还剩 2 个工作日",
        "11 月 30 日（周一）24:00 前反馈",
        "为什么是这一天：涉及总务科、护理部两个科室，按 10 个工作日计。"
        "11-16 接到，次一工作日 11-17 为第 1 日；期间周末不计。",
    )
    column.addWidget(deadline)
    following = frames.SideCard("下一步")
    main = buttons.ReasonedButton(buttons.primary("登记反馈", "check"))
    main.warn("先改好“反馈”一节的 2 处")
    following.body.addWidget(main)
    following.body.addWidget(buttons.ReasonedButton(buttons.outlined("升级到医务科…", "arrow-up")))
    refused = buttons.ReasonedButton(buttons.outlined("结案", "lock"))
    refused.refuse("还不能结案：反馈表 FK-ZWK-202611-0010 尚未验证有效")
    following.body.addWidget(refused)
    column.addWidget(following)
    history = frames.SideCard("经过", action="全部 9 条", icon="history")
    history.body.addWidget(
        ElidedLabel("今天 10:31　周敏　改“整改措施”，把静音轮的数目从 12 只改为 14 只", "muted")
    )
    column.addWidget(history)
    column.addStretch(1)
    return made


class Complaints(QAbstractTableModel):
    """Rows as in a register of complaints."""

    HEADS = tuple(
        [
            "编号",
            "接到",
            "方式",
            "投诉人",
            "被投诉科室",
            "投诉事项",
            "原因",
            "受理科室",
            "经办人",
            "状态",
            "反馈期限",
        ]
    )

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, parent: object = None) -> int:
        return self._rows

    def columnCount(self, parent: object = None) -> int:
        return len(self.HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.HEADS[section]
        return None

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> object:
        if role != CELL_ROLE:
            return None
        row = index.row()
        return (
            Cell(f"TS-YWK-202611-{row + 1:04}"),
            Cell("11-25 周三", "text2"),
            Cell("来电", "text2"),
            Cell("陈某"),
            Cell("急诊科"),
            Cell(
                "输液等候近一小时，分诊台未说明原因，家属多次询问无人答复，又等了四十分钟才有人来"
            ),
            Cell("②规章规程" if row % 3 else "—", "text2"),
            Cell("党委办公室", "text2"),
            Cell("周敏", "text2"),
            Cell(badge=BADGES[row % 13]),
            Cell(badge=BADGES[13 + row % 5]),
        )[index.column()]


COLUMNS = (
    TableColumn(174),
    TableColumn(98),
    TableColumn(72, wide_only=True),
    TableColumn(96),
    TableColumn(108),
    TableColumn(200, stretch=True),
    TableColumn(104, drop=2),
    TableColumn(98, drop=1),
    TableColumn(88, wide_only=True),
    TableColumn(104),
    TableColumn(164),
)


def register() -> QWidget:
    """A register with its filter row, chips and table."""
    made, column = window()
    column.addWidget(top_bar())
    page = padded()
    column.addLayout(page, 1)
    search = SearchLine("查找：编号、姓名、事项任意两字", "查找")
    view_choice = editors.Combo([editors.Option(1, "本季度投诉（共用视图）")])
    filters = row_of(
        label("视图", "label"),
        view_choice,
        buttons.quiet("另存", "star"),
        search,
        editors.Combo([editors.Option(1, "接到：本季度"), editors.Option(2, "接到：全部")]),
        editors.Combo([editors.Option(1, "被投诉科室：全部")]),
        buttons.quiet("更多筛选", "funnel"),
    )
    filters.addWidget(buttons.quiet("清除", "close"))
    page.addLayout(filters)
    chips = buttons.ChipBar("状态")
    chips.set_chips(
        [buttons.Chip("all", "全部", 52), buttons.Chip("new", "已登记", 1)],
        [buttons.Chip("o", "超期", 1, "fail"), buttons.Chip("s", "2 个工作日内到期", 3, "wait")],
    )
    page.addWidget(chips)
    view = RegisterTableView("投诉记录")
    view.setModel(Complaints(52))
    view.set_columns(COLUMNS)
    view.show_sort(1, Qt.SortOrder.DescendingOrder)
    view.select_row(5)
    card = TableCard(view)
    card.set_footer("本视图 52 件，已全部列出　已选 1 件")
    page.addWidget(card, 1)
    column.addWidget(key_strip())
    made.setProperty("first", view)
    return made


def conflict() -> QWidget:
    """Two people changed one record."""
    return ConflictDialog(
        None,
        "TS-HLB-202611-0007",
        "吴护士长 10:38",
        [
            Conflict("a", "整改措施", "更换静音轮 14 只；22:00 后停用推车", "更换静音轮 14 只"),
            Conflict("b", "反馈方式", "电话", "当面"),
        ],
    )


def open_list() -> QWidget:
    """A picker with its list open, and the calendar as a window of its own."""
    made, column = window()
    page = padded()
    column.addLayout(page, 1)
    pick = editors.PickEdit(
        [editors.PickItem(i, f"第 {i} 病区", f"K{i:02}") for i in range(80)], placeholder="科室名"
    )
    page.addWidget(editors.FieldRow("受理科室", pick, required=True))
    day = editors.DateEdit()
    page.addWidget(editors.FieldRow("反馈日期", day))
    page.addStretch(1)
    made.setProperty("first", pick.line)
    made.then = pick.line.open_asked.emit
    return made


def calendar() -> QWidget:
    """The month that opens under a date."""
    line = DayLine()
    line.show()
    line.set_day(date(2026, 11, 16))
    line.open_calendar()
    (popup,) = line.findChildren(QFrame, "Calendar")
    popup.line = line
    return popup


def reason() -> QWidget:
    """A sentence is asked for."""
    made = TextDialog(
        None,
        "作废 TS-HLB-202611-0007",
        "作废的记录留在台账里，编号不再使用。作废以后不能恢复。",
        field="作废原因",
        act="作废",
        harmful=True,
    )
    made.row.validate()
    return made


def question() -> QWidget:
    """A decision."""
    return ConfirmDialog(
        None, "关闭前还有 1 份没有存上", "草稿会保留，下次打开接着写。", act="放弃草稿"
    )


def keys() -> QWidget:
    """All keys."""
    return KeysDialog(None)


def sign_in() -> QWidget:
    """Sign-in with the Caps Lock notice."""
    made = SignInPage("安禾医院", [("local", "本机数据（默认）"), ("b", "另一处")], "1.0")
    made.staff_no.setText("100317")
    made.password.setText("12345678")
    made.notice.show()
    made.set_status(
        [
            StatusLine("shield", "数据库正常，审计链完整", "pass"),
            StatusLine("save", "最近备份：今天 06:30，已试恢复"),
            StatusLine("tag", "本机：骨科二病区护士站 2 号机"),
        ]
    )
    made.setProperty("first", made.password)
    return made


def sign_in_refused() -> QWidget:
    """Sign-in after a wrong password."""
    made = SignInPage("安禾医院", version="1.0")
    made.staff_no.setText("100317")
    made.show_error("工号或密码不对。再错 3 次将锁定 15 分钟")
    return made


def lock() -> QWidget:
    """The lock page."""
    made = LockPage("周敏", "100317", "医务科", "安禾医院")
    made.set_notes("正在写的 1 份投诉已存为草稿，解锁后接着写", 5)
    return made


def first_start() -> QWidget:
    """The first start with errors."""
    made = FirstStartPage()
    made.hospital.set_value("安禾医院")
    made.button.click()
    return made


PAGES: dict[str, Callable[[], QWidget]] = {
    "parts": parts,
    "record": record,
    "register": register,
    "conflict": conflict,
    "open-list": open_list,
    "calendar": calendar,
    "reason": reason,
    "question": question,
    "keys": keys,
    "sign-in": sign_in,
    "sign-in-refused": sign_in_refused,
    "lock": lock,
    "first-start": first_start,
}


def save(page: QWidget, app: QApplication, path: Path) -> None:
    """Show, focus, picture."""
    page.show()
    page.activateWindow()
    app.processEvents()
    focus = page.property("first")
    if isinstance(focus, QWidget):
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
    if hasattr(page, "then"):
        page.then()
    app.processEvents()
    page.grab().save(str(path))
    page.close()


def _quiet(_kind: QtMsgType, _where: object, text: str) -> None:
    if "propagateSizeHints" not in text:
        sys.stderr.write(text + "\n")


def main(folder: Path, wanted: list[str]) -> None:
    """Save all pages, or those named."""
    qInstallMessageHandler(_quiet)
    app = QApplication([])
    theme.prepare(app)
    folder.mkdir(parents=True, exist_ok=True)
    for name, build in PAGES.items():
        if wanted and name not in wanted:
            continue
        for theme_name, (width, height), suffix in (
            ("light", SMALL, ""),
            ("dark", SMALL, "-dark"),
            ("light", LARGE, "-1920"),
        ):
            theme.apply(app, theme_name)
            page = build()
            if page.objectName() == "Window":
                page.resize(width, height)
            save(page, app, folder / f"{name}{suffix}.png")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
