"""The dialog of two people who changed the same record: what each wrote, chosen field by field."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QFrame, QGridLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.inputs.choice_editors import Radio
from app.views.widgets.cards import Rule
from app.views.widgets.labels import label

_WIDTH = 660


@dataclass(frozen=True)
class Conflict:
    """One field both changed: its name, its label, what is on this screen and what was stored."""

    field: str
    label: str
    mine: str
    theirs: str


class Resolution(Enum):
    """What the person decided."""

    LATER = auto()
    MERGE = auto()
    DISCARD = auto()


class ConflictDialog(Dialog):
    """Shows both texts of every field and lets one choose; only the red button loses what was typed."""

    def __init__(
        self, parent: QWidget | None, number: str, changed_by: str, conflicts: Sequence[Conflict]
    ) -> None:
        words = _(
            "您打开之后，{person} 保存了 {number}。两边都改了下面 {n} 格。您写的内容还在，没有丢。"
        )
        text = words.format(person=changed_by, number=number, n=len(conflicts))
        super().__init__(parent, _("没有存上：这条记录刚被别人改过"), text, icon="triangle")
        self.setMinimumWidth(_WIDTH)
        self.resolution = Resolution.LATER
        self._mine: dict[str, Radio] = {}
        self._theirs: dict[str, Radio] = {}
        self._groups: list[QButtonGroup] = []
        self.body.addWidget(self._table(conflicts, changed_by))
        self.discard = self.add_harmful(_("放弃我的修改"), self._on_discard, "undo")
        self.merge = self.add_primary(_("合并：逐格选用"), self._on_merge, "check")
        self.later = self.add_button(_("先不存"), self.reject, "close")

    def kept_mine(self) -> frozenset[str]:
        """The fields for which this person's own text was chosen."""
        return frozenset(name for name, radio in self._mine.items() if radio.isChecked())

    def set_mine(self, field: str, is_mine: bool) -> None:
        """Choose for one field."""
        (self._mine if is_mine else self._theirs)[field].setChecked(True)

    def _table(self, conflicts: Sequence[Conflict], changed_by: str) -> QFrame:
        made = QFrame()
        made.setProperty("card", "true")
        grid = QGridLayout(made)
        grid.setContentsMargins(1, 1, 1, 1)
        grid.setHorizontalSpacing(0)
        grid.setVerticalSpacing(0)
        for column, text in enumerate(
            (_("这一格"), _("您写的"), _("{person} 存的").format(person=changed_by))
        ):
            head = label(text, "column")
            grid.addWidget(head, 0, column)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(2, 3)
        grid.setColumnMinimumWidth(0, theme.LABEL_COLUMN + theme.MARGIN)
        line = 1
        for conflict in conflicts:
            if line > 1:
                grid.addWidget(Rule(), line, 0, 1, 3)
                line += 1
            self._add_row(grid, line, conflict)
            line += 1
        return made

    def _add_row(self, grid: QGridLayout, line: int, conflict: Conflict) -> None:
        name = label(conflict.label, "label")
        name.setProperty("cell", True)
        grid.addWidget(name, line, 0, Qt.AlignmentFlag.AlignTop)
        group = QButtonGroup(self)
        self._groups.append(group)
        for column, text, radios in (
            (1, conflict.mine, self._mine),
            (2, conflict.theirs, self._theirs),
        ):
            cell = _Choice(text)
            cell.radio.setAccessibleName(f"{conflict.label}：{text}")
            group.addButton(cell.radio)
            radios[conflict.field] = cell.radio
            grid.addWidget(cell, line, column, Qt.AlignmentFlag.AlignTop)
        self._mine[conflict.field].setChecked(True)

    def _on_discard(self) -> None:
        self.resolution = Resolution.DISCARD
        self.accept()

    def _on_merge(self) -> None:
        self.resolution = Resolution.MERGE
        self.accept()


class _Choice(QFrame):
    """A radio button beside a text that may take several lines."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.radio = Radio("")
        words = label(text or _("（空）"), "body", wrap=True)
        words.setBuddy(self.radio)
        grid = QGridLayout(self)
        grid.setContentsMargins(theme.GAP, theme.GAP - 2, theme.GAP, theme.GAP - 2)
        grid.setHorizontalSpacing(2)
        grid.addWidget(self.radio, 0, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(words, 0, 1)
        grid.setColumnStretch(1, 1)
