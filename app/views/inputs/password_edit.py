"""A password as a field of a form."""

from PySide6.QtWidgets import QHBoxLayout

from app.views import theme
from app.views.inputs.fields import Editor
from app.views.inputs.lines import PasswordLine


class PasswordEdit(Editor):
    """A line whose text is not shown; Enter moves on as in every form."""

    def __init__(self, width: int = 0) -> None:
        super().__init__()
        self.line = PasswordLine()
        theme.set_property(self.line, "big", False)
        if width:
            self.line.setFixedWidth(width)
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.line)
        if width:
            row.addStretch(1)
        self._add_input(self.line)
        self.line.textEdited.connect(lambda _text: self.changed.emit())
        self.line.submitted.connect(self.line.focusNextChild)

    def value(self) -> str:
        """What was typed, blanks included."""
        return self.line.text()

    def set_value(self, value: object) -> None:
        """Only to empty it, or to fill in what was made up."""
        self.line.setText("" if value is None else str(value))

    def text(self) -> str:
        """Nothing to see."""
        return ""
