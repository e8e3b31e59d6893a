"""The head of a round: which department, who walks with whom, how far it is, and handing in."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.services.environment.round_lines import Place
from app.services.people.directory import Directory
from app.views import theme
from app.views.inputs.directory_edit import DirectoryEdit
from app.views.inputs.editors import Combo, DateTimeEdit, Option, SuggestEdit, Suggestion
from app.views.widgets.badges import Badge, BadgeLabel
from app.views.widgets.buttons import outlined, primary
from app.views.widgets.labels import label

_COMPANION_LONGEST = 60
_BAR, _PERSON, _COMPANION = 220, 124, 150
EVERYWHERE = None


class RoundHead(QWidget):
    """Two lines: what is walked, and how far."""

    scope_chosen = Signal()

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self.scope = Combo(name=_("科室"))
        self.moment = DateTimeEdit()
        self.checker = DirectoryEdit(directory.people)
        self.companion = SuggestEdit(max_length=_COMPANION_LONGEST)
        self.blank = outlined(_("空白表"), "printer")
        self.submit = primary(_("提交"), "check")
        self._title = label(_("环境巡查"), "title")
        self._done = label("", "strong")
        self._bar = QProgressBar()
        self.failed = BadgeLabel(Badge(_("不合格"), "cross", "fail"))
        self.warned = BadgeLabel(Badge(_("预警"), "exclamation", "wait"))
        self._fill(directory)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(self._first_line())
        column.addLayout(self._second_line())
        self.scope.chosen.connect(self.scope_chosen)
        self.show_progress(0, 0, 0, 0)

    def set_departments(self, departments: Sequence[Place], chosen: object) -> None:
        """Offer these, and all of them together."""
        everywhere = Option(EVERYWHERE, _("全部科室"))
        options = [Option(one.id, one.name) for one in departments]
        self.scope.set_options([*options, everywhere])
        self.scope.set_value(chosen)

    def department_id(self) -> int | None:
        """The department chosen; None stands for all."""
        value = self.scope.value()
        return value if isinstance(value, int) else None

    def show_progress(self, filled: int, total: int, failed: int, warned: int) -> None:
        """How far it is, and what was found."""
        self._done.setText(_("已填 {n} 项，共 {all} 项").format(n=filled, all=total))
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(filled)
        self._bar.setAccessibleName(self._done.text())
        for shown, word, mark, tone, count in (
            (self.failed, _("不合格 {n}"), "cross", "fail", failed),
            (self.warned, _("预警 {n}"), "exclamation", "wait", warned),
        ):
            shown.set_badge(Badge(word.format(n=count), mark, tone))
            shown.setVisible(bool(count))
        self.submit.set_text(_("提交 {n} 项").format(n=filled) if filled else _("提交"))

    def fold(self, is_tight: bool) -> None:
        """In the narrowest windows the title bar says what this is, and paper is printed elsewhere."""
        self._title.setVisible(not is_tight)
        self.blank.setVisible(not is_tight)

    def progress(self) -> str:
        """How far it is, as shown."""
        return self._done.text()

    def show_moment(self, moment: datetime) -> None:
        """When the round is walked; written anew where it was walked with paper."""
        self.moment.set_value(moment)

    def moment_or(self, begun: datetime) -> datetime:
        """The moment written here; `begun` itself while it is that to the minute, or nothing is."""
        written = self.moment.value()
        minute = begun.replace(second=0, microsecond=0)
        if written is None or written == minute:
            return begun
        # Two rounds of one minute stay two.
        exact = written + (begun - minute)
        return exact if exact <= clock.now() else written

    def _fill(self, directory: Directory) -> None:
        self.checker.describe(_("检查人"), "")
        self.companion.describe(_("同行"), "")
        self.checker.setFixedWidth(_PERSON)
        self.companion.setFixedWidth(_COMPANION)
        self.companion.set_suggestions(
            [
                Suggestion(one.id, f"{one.beside} {one.text}", one.code, "", one.initials)
                for one in directory.people
                if one.active
            ]
        )
        self.moment.describe(_("检查时间"), "")
        self.moment.setFixedWidth(theme.WIDTHS["datetime"])

    def _first_line(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self._title)
        row.addWidget(self.scope)
        row.addWidget(self.moment)
        row.addStretch(1)
        for words, editor in ((_("检查人"), self.checker), (_("同行"), self.companion)):
            row.addWidget(label(words, "label"))
            row.addWidget(editor)
        row.addWidget(self.blank)
        row.addWidget(self.submit)
        return row

    def _second_line(self) -> QHBoxLayout:
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(_BAR)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self._done)
        row.addWidget(self._bar)
        row.addSpacing(theme.GAP_CARD)
        row.addWidget(self.failed)
        row.addWidget(self.warned)
        row.addStretch(1)
        row.addWidget(label(_("回车到下一项；没测的留空"), "muted"))
        return row
