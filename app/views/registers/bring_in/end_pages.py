"""The first page of an import, where the file is chosen, and the last, which says what came of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.imports.report import ImportReport
from app.views.widgets.buttons import danger
from app.views.widgets.cards import Card
from app.views.widgets.frames import EmptyState
from app.views.widgets.labels import label


class FilePage(QWidget):
    """A place to drop a file on, and a button for those who look for it."""

    asked = Signal()
    runs_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.state = EmptyState("import")
        self.state.second.set_icon("history")
        self.state.show_text(
            _("把旧台账拖到这里，或选一个文件"),
            _(
                "支持 .xlsx、.xls、.ods、.csv。先对应列、再试导入，看过全部错误才写入；\n"
                "原来的编号和日期照留，标“补录”，不起算时限。同一份表再导一次不会重复。"
            ),
            action=_("选文件…"),
            second=_("导入记录…"),
        )
        self.state.action.set_icon("folder")
        card = Card()
        card.body.addWidget(self.state, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        self.state.acted.connect(self.asked)
        self.state.second_acted.connect(self.runs_asked)

    def focus_first(self) -> None:
        """The button."""
        self.state.action.setFocus()


class DonePage(QWidget):
    """How many were written under which numbers, what was refused, what people must still add."""

    close_asked = Signal()
    copy_asked = Signal()
    undo_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.undo = danger(_("撤销导入…"), "undo")
        self.state = EmptyState("check")
        self.state.action.set_icon("check")
        self.state.second.set_icon("export")
        self.lacking = label("", "muted", wrap=True)
        card = Card()
        card.body.addWidget(self.state, 1)
        card.body.addWidget(self.lacking)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addWidget(
            label(_("导错了可以撤销：这次导入的记录全部作废，编号和经过保留"), "muted"), 1
        )
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 1)
        self.state.acted.connect(self.close_asked)
        self.state.second_acted.connect(self.copy_asked)
        self.undo.clicked.connect(self.undo_asked)

    def show_undone(self) -> None:
        """Say that the import was undone."""
        self.state.show_text(
            _("已撤销这次导入"),
            _("它的记录已作废，原因“撤销导入”。改好旧台账后可以再导。"),
            action=_("完成"),
        )
        self.lacking.setText("")
        self.undo.setEnabled(False)
        self.undo.set_hint(_("这次导入已经撤销过"))
        self.focus_first()

    def show_report(self, report: ImportReport) -> None:
        """Say what came of it."""
        lines = []
        if report.numbers:
            lines.append(
                _("编号 {first} 到 {last}，原编号照留，按原编号也查得到。").format(
                    first=report.numbers[0], last=report.numbers[-1]
                )
                if len(report.numbers) > 1
                else _("编号 {number}，原编号照留。").format(number=report.numbers[0])
            )
        if report.rejected:
            lines.append(
                _("有错的 {n} 行没有写入。改好后再导一次，已经有的会自动跳过。").format(
                    n=len(report.rejected)
                )
            )
        if report.present:
            lines.append(_("{n} 行库里已经有了，没有再写。").format(n=len(report.present)))
        self.state.show_text(
            _("已导入 {n} 行").format(n=len(report.numbers)),
            "\n".join(lines),
            action=_("完成"),
            second=_("存一份标红的副本") if report.rejected else "",
        )
        self.lacking.setText(_lacking_words(report))
        self.undo.setEnabled(bool(report.numbers))
        self.undo.set_hint("" if report.numbers else _("这次没有写入记录"))

    def focus_first(self) -> None:
        """The button that closes."""
        self.state.action.setFocus()


def _lacking_words(report: ImportReport) -> str:
    """What the paper asks today and the rows did not say, once each."""
    lacking = dict.fromkeys(
        _(text) for row in report.rows if row.imported_as is not None for text in row.lacking
    )
    if not lacking:
        return ""
    return _(
        "补录缺项：{fields}。打开每件记录都会提醒，补上一项少一项；不补也查得到、印得出。"
    ).format(fields="、".join(lacking))
