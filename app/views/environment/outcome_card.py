"""The tinted card beside a round sheet: what a value that does not simply pass means, and what follows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout

from app.i18n import _
from app.services.environment.sheet import Outcome, SheetLine, Standing
from app.views import theme
from app.views.widgets.labels import IconText, label

_TONES = {
    Standing.FAIL: ("fail", "octagon"),
    Standing.UNREADABLE: ("fail", "octagon"),
    Standing.WARN: ("wait", "triangle"),
    Standing.ODD: ("wait", "triangle"),
    Standing.PENDING: ("info", "clock"),
}
_TIMES_TOLD = 3
Step = tuple[str, str]


class OutcomeCard(QFrame):
    """Takes no room while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._head = IconText("octagon", "", "fail", "strong")
        self._steps = QGridLayout()
        self._steps.setHorizontalSpacing(theme.GAP)
        self._steps.setVerticalSpacing(theme.GAP_INNER + 2)
        self._steps.setColumnStretch(1, 1)
        self._foot = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        side = theme.MARGIN - 1
        column.setContentsMargins(side, theme.GAP + 2, side, theme.GAP + 2)
        column.setSpacing(theme.GAP)
        column.addWidget(self._head)
        column.addLayout(self._steps)
        column.addWidget(self._foot)
        self.hide()

    def words(self) -> str:
        """What it says; nothing while it is not shown."""
        return "" if self.isHidden() else self._head.text()

    def show_outcome(self, line: SheetLine | None, found: Outcome, *, is_asked: bool) -> None:
        """Say what the value of a line means."""
        tone, icon = _TONES.get(found.standing, ("", ""))
        self.setVisible(bool(tone) and line is not None)
        if not tone or line is None:
            return
        theme.set_property(self, "notice", tone)
        head, steps, foot = _content(line, found, is_asked=is_asked)
        self._head.set_content(icon, head, "accent" if tone == "info" else tone)
        self._fill(steps)
        self._foot.setText(foot)
        self._foot.setVisible(bool(foot))
        self.setAccessibleName(head)
        self.setAccessibleDescription("；".join([*(" ".join(one) for one in steps), foot]))

    def _fill(self, steps: Sequence[Step]) -> None:
        while self._steps.count():
            if (old := self._steps.takeAt(0).widget()) is not None:
                old.hide()
                old.deleteLater()
        for place, (what, who) in enumerate(steps):
            self._steps.addWidget(label(str(place + 1), "bold"), place, 0)
            self._steps.addWidget(label(what, wrap=True), place, 1)
            self._steps.addWidget(label(who, "muted"), place, 2, Qt.AlignmentFlag.AlignRight)


def _content(line: SheetLine, found: Outcome, *, is_asked: bool) -> tuple[str, list[Step], str]:
    """Head, numbered steps, and a last sentence."""
    if found.standing is Standing.FAIL:
        return _headline(line, found), _ways(line), _last_words()
    if found.standing is Standing.WARN:
        foot = _("预警不是不合格：查找原因，处理后再测一次。提交后留在“预警”里，处理好再关闭。")
        return _headline(line, found), [], foot
    if found.standing is Standing.ODD:
        foot = _("再按一次 Enter 就用这个数；打错了直接改。")
        return found.why, [], foot if is_asked else _("按 Enter 核对，打错了直接改。")
    if found.standing is Standing.PENDING:
        foot = _("提交后留在“待检”里，结果出来时填进那一件。")
        return _("已采样，结果待出"), [], foot
    return found.why, [], _("改好再到下一项；提交前会停在这里。")


def _headline(line: SheetLine, found: Outcome) -> str:
    if found.value is None:
        return f"{line.item} {found.why}"
    return f"{found.value:f} {line.unit} {found.why}".replace("  ", " ")


def _ways(line: SheetLine) -> list[Step]:
    supervising = line.supervising or _("监督科室")
    stop = _("停用{place}").format(place=line.place)
    if line.holds_goods:
        stop = _("停发{place}里的物品").format(place=line.place)
    return [
        (stop, _("{who} 立即").format(who=line.department)),
        (_("通知{who}，采取措施").format(who=supervising), _("立即")),
        (_("整改后复查，直到合格"), _("换人复查")),
        (_("复查合格，监督科室确认"), supervising),
    ]


def _last_words() -> str:
    words = _("提交时自动打开一件不合格的检查；复查合格前不能关闭，累计 {n} 次不合格抄送分管领导。")
    return words.format(n=_TIMES_TOLD)
