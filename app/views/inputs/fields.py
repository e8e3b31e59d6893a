"""What all editors have in common, and the row that gives an editor its label, help and error."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.views import theme
from app.views.widgets.labels import IconText, label

# Focus that goes to a menu or another window comes back: the value is not left for good.
_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
)


class Editor(QWidget):
    """One value on screen. `None` (or an empty tuple) means nothing was entered.

    `changed` is emitted for what a person does, never for `set_value`; `left` when focus goes.
    """

    changed = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._inputs: list[QWidget] = []
        self._is_read_only = False
        self._area = QWidget()
        self._shown: QLabel | None = None
        self._outer = QHBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.addWidget(self._area)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def value(self) -> object:
        """What is entered, as a plain value."""
        raise NotImplementedError

    def set_value(self, value: object) -> None:
        """Show a value, silently."""
        raise NotImplementedError

    def text(self) -> str:
        """The value in words, as a closed record shows it."""
        raise NotImplementedError

    def problem(self) -> str:
        """What is wrong with the text as typed, before any rule of the register; or empty."""
        return ""

    def set_read_only(self, is_read_only: bool) -> None:
        """Show plain text without a border instead of the editor, or the editor again."""
        self._is_read_only = is_read_only
        if is_read_only and self._shown is None:
            self._shown = label("", "body", wrap=True, selectable=True)
            self._shown.setProperty("value", True)
            self._outer.addWidget(self._shown)
        self._area.setVisible(not is_read_only)
        if self._shown is not None:
            self._shown.setVisible(is_read_only)
        self._refresh_shown()

    def is_read_only(self) -> bool:
        """Whether plain text is shown."""
        return self._is_read_only

    def set_bad(self, is_bad: bool) -> None:
        """Draw the border of an error, or not."""
        for each in self._inputs:
            theme.set_property(each, "bad", is_bad)

    def describe(self, name: str, description: str) -> None:
        """What a screen reader says: the label, and the error or help."""
        self.setAccessibleName(name)
        for each in self._inputs[:1]:
            each.setAccessibleName(name)
            each.setAccessibleDescription(description)

    def first_input(self) -> QWidget:
        """The widget that takes the keyboard when the field is entered."""
        return self._inputs[0]

    def inputs(self) -> list[QWidget]:
        """Everything in it that may take the keyboard, in the order of Tab."""
        return list(self._inputs)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when the keyboard leaves the last of the editor's widgets."""
        if (
            event.type() == QEvent.Type.FocusOut
            and isinstance(event, QFocusEvent)
            and event.reason() not in _PASSING
        ):
            now = QApplication.focusWidget()
            if now is None or not self.isAncestorOf(now):
                self._on_left()
                self.left.emit()
        return super().eventFilter(watched, event)

    def _add_input(self, widget: QWidget) -> None:
        """Register a widget of the editor that takes the keyboard, in the order of Tab."""
        self._inputs.append(widget)
        widget.installEventFilter(self)
        if len(self._inputs) == 1:
            self.setFocusProxy(widget)

    def _on_left(self) -> None:
        """Tidy up what was typed; for subclasses."""

    def _refresh_shown(self) -> None:
        if self._shown is not None and self._is_read_only:
            self._shown.setText(self.text() or "—")


class FieldLabel(QLabel):
    """The words before a field, ending where the field begins; a star before them: it is needed."""

    def __init__(self, text: str, width: int) -> None:
        super().__init__(text)
        self._is_required = False
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", "label")
        self.setFixedWidth(width)
        self.setMinimumHeight(theme.CONTROL_HEIGHT)
        self._words = QFontMetrics(theme.font("body")).horizontalAdvance(text)
        side = Qt.AlignmentFlag.AlignRight if self._words <= width else Qt.AlignmentFlag.AlignLeft
        self.setAlignment(Qt.AlignmentFlag.AlignVCenter | side)

    def is_required(self) -> bool:
        """Whether the star is shown."""
        return self._is_required

    def set_required(self, required: bool) -> None:
        """Show the star, or not."""
        if required != self._is_required:
            self._is_required = required
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, and the star before them."""
        super().paintEvent(event)
        if self._is_required:
            painter = QPainter(self)
            painter.setFont(theme.font("bold"))
            painter.setPen(theme.color("fail_fg"))
            right = self.width() - self._words - theme.GAP_INNER
            middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(QRect(0, 0, max(right, theme.GAP), self.height()), middle, "*")
            painter.end()


class FieldRow(QWidget):
    """Label, editor, help and error of one field. An error opens space only below its own field."""

    def __init__(
        self,
        text: str,
        editor: Editor,
        *,
        required: bool = False,
        help_text: str = "",
        label_width: int = theme.LABEL_COLUMN,
    ) -> None:
        super().__init__()
        self.editor = editor
        self._text = text
        self._help = help_text
        self._error = ""
        self._check: Callable[[], str] | None = None
        self._label = FieldLabel(text, label_width)
        self._label.set_required(required)
        self._help_label = label(help_text, "small", wrap=True) if help_text else None
        self._error_line: IconText | None = None
        self._below = QVBoxLayout()
        self._arrange()
        self._label.setBuddy(editor.first_input())
        editor.changed.connect(self._on_changed)
        editor.left.connect(self.validate)
        self._describe()

    def label_text(self) -> str:
        """The label's words."""
        return self._text

    def error(self) -> str:
        """The sentence shown, or an empty text."""
        return self._error

    def set_check(self, check: Callable[[], str]) -> None:
        """What is asked when the field is left and while an error is shown; a sentence or ''."""
        self._check = check

    def validate(self) -> bool:
        """Check the field now and show what is wrong; True when nothing is."""
        if not self.editor.is_read_only():
            self.set_error(self._ask())
        return not self._error

    def set_error(self, text: str) -> None:
        """Show a sentence directly under the field; an empty one takes it away."""
        if text == self._error:
            return
        self._error = text
        if self._error_line is None:
            self._error_line = IconText("octagon", "", "fail", "error")
            self._below.insertWidget(0, self._error_line)
        self._error_line.set_content("octagon", text, "fail")
        self._error_line.setVisible(bool(text))
        self.editor.set_bad(bool(text))
        self._describe()

    def set_required(self, required: bool) -> None:
        """Mark as required, or not."""
        self._label.set_required(required)
        self._describe()

    def set_read_only(self, is_read_only: bool, *, keeps_help: bool = False) -> None:
        """Show plain text; a closed record has no errors and no help."""
        self.editor.set_read_only(is_read_only)
        if is_read_only:
            self.set_error("")
        if self._help_label is not None:
            self._help_label.setVisible(keeps_help or not is_read_only)

    def add_below(self, widget: QWidget) -> None:
        """Something more under the field, after its help and its error."""
        self._below.addWidget(widget)

    def focus(self) -> None:
        """Put the keyboard here without selecting the text."""
        self.editor.first_input().setFocus(Qt.FocusReason.OtherFocusReason)

    def _arrange(self) -> None:
        self._below.setSpacing(2)
        if self._help_label is not None:
            self._below.addWidget(self._help_label)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(2)
        right.addWidget(self.editor)
        right.addLayout(self._below)
        grid = QHBoxLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(theme.GAP + 2)
        grid.addWidget(self._label, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(right, 1)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def _ask(self) -> str:
        return self.editor.problem() or (self._check() if self._check else "")

    def _on_changed(self) -> None:
        if not self._error:
            return
        # An error that came back from saving is believed gone until the next check of the record.
        self.set_error(self._ask())

    def _describe(self) -> None:
        self.editor.describe(self._text, self._error or self._help)


class FieldGrid(QWidget):
    """Rows of fields in paper order: two side by side where there is room, long ones alone."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[QWidget, bool]] = []
        self._columns = 2
        self._place = (0, 0)
        self._begin()

    def add(self, row: QWidget, *, wide: bool = False) -> None:
        """Append a row; `wide` gives it a line of its own."""
        self._rows.append((row, wide))
        self._put(row, wide)

    def rows(self) -> list[QWidget]:
        """The rows in order."""
        return [row for row, _wide in self._rows]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One pair per line when the form is narrow."""
        super().resizeEvent(event)
        columns = 2 if event.size().width() >= theme.FORM_PAIRS_FROM else 1
        if columns != self._columns:
            self._columns = columns
            # An item taken out and put in again would not hear of its row's new height any more.
            shiboken6.delete(self._grid)
            self._begin()
            for row, is_wide in self._rows:
                self._put(row, is_wide)

    def _begin(self) -> None:
        self._place = (0, 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.GAP_CARD)
        self._grid.setVerticalSpacing(theme.GAP)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def _put(self, row: QWidget, is_wide: bool) -> None:
        line, column = self._place
        top = Qt.AlignmentFlag.AlignTop
        if is_wide or self._columns == 1:
            line += 1 if column else 0
            self._grid.addWidget(row, line, 0, 1, 2, top)
            self._place = (line + 1, 0)
        else:
            self._grid.addWidget(row, line, column, 1, 1, top)
            self._place = (line, 1) if column == 0 else (line + 1, 0)
