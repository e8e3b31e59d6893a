"""An editor for a small table inside a record: rows of further editors under one line of heads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.views import theme
from app.views.inputs.fields import Editor
from app.views.widgets.buttons import close_button, quiet
from app.views.widgets.labels import label

Row = dict[str, Any]


@dataclass(frozen=True)
class Part:
    """One column: its name, head, the maker of its editors, how much of the free room it takes."""

    name: str
    head: str
    make: Callable[[], Editor]
    stretch: int = 0
    is_required: bool = False


class RowsEdit(Editor):
    """The value is a list of mappings as a record keeps them; rows in which nothing stands are left out.

    There is always a row to write in; a further one comes with 加一行.
    """

    row_added = Signal(int)  # the place of a row that was just built

    def __init__(
        self,
        parts: Sequence[Part],
        plain: Callable[[Any], Any],
        read: Callable[[Sequence[Mapping[str, Any]]], list[Row]],
    ) -> None:
        super().__init__()
        self._parts, self._plain, self._read = tuple(parts), plain, read
        self._rows: list[dict[str, Editor]] = []
        self._held: list[QWidget] = []
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP)
        self._grid.setVerticalSpacing(theme.GAP_INNER)
        self.more = quiet(_("加一行"), "plus")
        self.more.clicked.connect(self._on_more)
        below = QHBoxLayout()
        below.addWidget(self.more)
        below.addStretch(1)
        column = QVBoxLayout(self._area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_INNER)
        column.addLayout(self._grid)
        column.addLayout(below)
        self._build([{}])

    def value(self) -> list[Row]:
        """What is entered, row by row."""
        found = []
        for editors in self._rows:
            row = {name: self._plain(editor.value()) for name, editor in editors.items()}
            row = {name: one for name, one in row.items() if one not in (None, "", (), [])}
            if row:
                found.append(row)
        return found

    def set_value(self, value: object) -> None:
        """Show rows silently."""
        rows = self._read(value) if isinstance(value, list | tuple) else []
        self._build(rows or [{}])
        self._refresh_shown()

    def text(self) -> str:
        """Each row on a line of its own, numbered."""
        lines: list[str] = []
        for editors in self._rows:
            words = [
                f"{part.head}：{text}"
                for part in self._parts
                if (text := editors[part.name].text())
            ]
            if words:
                lines.append(f"{len(lines) + 1}. {'  '.join(words)}")
        return "\n".join(lines)

    def problem(self) -> str:
        """The first thing that is wrong with a cell as typed, with its row."""
        for number, editors in enumerate(self._rows, 1):
            for part in self._parts:
                if problem := editors[part.name].problem():
                    return _("第 {n} 行“{what}”：{problem}").format(
                        n=number, what=part.head, problem=problem
                    )
        return ""

    def row_count(self) -> int:
        """How many rows are shown."""
        return len(self._rows)

    def cell(self, row: int, name: str) -> Editor:
        """The editor of one cell."""
        return self._rows[row][name]

    # ---- building ------------------------------------------------------------------------------

    def _build(self, rows: Sequence[Mapping[str, Any]]) -> None:
        for old in self._held:
            old.hide()
            old.deleteLater()
        self._held, self._rows, self._inputs = [], [], []
        for column, part in enumerate(self._parts):
            head = label(part.head + (" *" if part.is_required else ""), "small")
            self._hold(head, 0, column)
            self._grid.setColumnStretch(column, part.stretch)
        for row in rows:
            self._add(row)

    def _add(self, values: Mapping[str, Any]) -> None:
        line = len(self._rows) + 1
        editors: dict[str, Editor] = {}
        for column, part in enumerate(self._parts):
            editor = part.make()
            editor.set_value(values.get(part.name))
            editor.changed.connect(self.changed)
            editor.describe(_("{what}，第 {n} 行").format(what=part.head, n=line), "")
            for one in editor.inputs():
                self._add_input(one)
            editors[part.name] = editor
            self._hold(editor, line, column)
        remove = close_button(_("去掉第 {n} 行").format(n=line))
        remove.clicked.connect(lambda: self._remove(editors))
        self._hold(remove, line, len(self._parts))
        self._rows.append(editors)
        self._order()
        self.row_added.emit(len(self._rows) - 1)

    def _hold(self, widget: QWidget, line: int, column: int) -> None:
        self._grid.addWidget(widget, line, column, Qt.AlignmentFlag.AlignTop)
        self._held.append(widget)

    def _order(self) -> None:
        for one, following in zip(self._inputs, [*self._inputs[1:], self.more], strict=True):
            QWidget.setTabOrder(one, following)

    def _on_more(self) -> None:
        self._add({})
        next(iter(self._rows[-1].values())).first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def _remove(self, gone: dict[str, Editor]) -> None:
        place = next(i for i, one in enumerate(self._rows) if one is gone)
        rows = [
            {name: editor.value() for name, editor in editors.items()}
            for editors in self._rows
            if editors is not gone
        ]
        self._build(rows or [{}])
        target = self._rows[min(place, len(self._rows) - 1)]
        next(iter(target.values())).first_input().setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def set_bad(self, is_bad: bool) -> None:
        """The sentence under the table names the cell; every cell red would say nothing."""
        for editors in self._rows:
            for editor in editors.values():
                editor.set_bad(is_bad and bool(editor.problem()))
