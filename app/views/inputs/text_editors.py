"""Editors for words, codes and numbers."""

from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout

from app import amounts
from app.i18n import _
from app.views import theme
from app.views.inputs.fields import Editor
from app.views.inputs.lines import Area, Line
from app.views.widgets.labels import label


class OneLine(Editor):
    """What words, codes and numbers share: one line, wide as given or as there is room."""

    line_class: type[Line] = Line

    def __init__(self, *, max_length: int = 0, placeholder: str = "", width: int = 0) -> None:
        super().__init__()
        self.line = self.line_class()
        self.line.set_limit(max_length)
        self.line.setPlaceholderText(placeholder)
        if width:
            self.line.setFixedWidth(width)
        self._row = QHBoxLayout(self._area)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP)
        self._row.addWidget(self.line)
        if width:
            self._row.addStretch(1)
        self._add_input(self.line)
        self.line.textEdited.connect(lambda _text: self.changed.emit())

    def set_value(self, value: object) -> None:
        """Show words from their beginning."""
        self.line.setText("" if value is None else str(value))
        self.line.setCursorPosition(0)
        self._refresh_shown()

    def text(self) -> str:
        """The words."""
        return self.line.text().strip()


class LineEdit(OneLine):
    """A line of words. The value has no blanks around it; nothing is `None`."""

    def __init__(self, *, max_length: int = 0, placeholder: str = "", width: int = 0) -> None:
        super().__init__(max_length=max_length, placeholder=placeholder, width=width)
        self._max_length = max_length

    def value(self) -> str | None:
        """The words, or None."""
        return self.line.text().strip() or None

    def problem(self) -> str:
        """Too long."""
        return _too_long(self.value() or "", self._max_length)


class CodeEdit(LineEdit):
    """A number, phone or code, typed or scanned: full-width characters become ordinary ones."""

    def __init__(self, *, max_length: int = 0, placeholder: str = "", width: int = 0) -> None:
        super().__init__(
            max_length=max_length, placeholder=placeholder, width=width or theme.WIDTHS["code"]
        )
        self.line.setInputMethodHints(
            Qt.InputMethodHint.ImhPreferLatin | Qt.InputMethodHint.ImhNoPredictiveText
        )

    def value(self) -> str | None:
        """The code, or None."""
        return normalize("NFKC", self.line.text()).strip() or None

    def _on_left(self) -> None:
        shown = self.value() or ""
        if shown != self.line.text():
            self.line.setText(shown)


class NumberEdit(OneLine):
    """A number: an `int`, or a `Decimal` where there are decimals. Its unit stands behind it."""

    def __init__(
        self,
        *,
        decimals: int = 0,
        minimum: Decimal | int | None = None,
        maximum: Decimal | int | None = None,
        unit: str = "",
        width: int = theme.WIDTHS["count"],
    ) -> None:
        super().__init__(width=width)
        self._decimals = decimals
        self._minimum = minimum
        self._maximum = maximum
        hint = Qt.InputMethodHint
        self.line.setInputMethodHints(hint.ImhPreferLatin | hint.ImhPreferNumbers)
        if unit:
            self._row.insertWidget(1, label(unit, "label"))
        self._unit = unit

    def value(self) -> Decimal | int | None:
        """The number, or None when there is none or it cannot be read."""
        number = self._number()
        if number is None or self._too_fine(number):
            return None
        return number if self._decimals else int(number)

    def set_value(self, value: object) -> None:
        """Show a number without an exponent and without zeros that say nothing."""
        if isinstance(value, Decimal):
            super().set_value(amounts.plain(value))
        else:
            super().set_value(value)

    def text(self) -> str:
        """The number and its unit."""
        words = super().text()
        return f"{words} {self._unit}".strip() if words else ""

    def problem(self) -> str:
        """Not a number, too fine, too small or too great."""
        if not self._typed():
            return ""
        number = self._number()
        if number is None:
            return _("应为数字，如 {example}").format(example="36.5" if self._decimals else "12")
        if self._too_fine(number):
            finest = _("最多 {n} 位小数").format(n=self._decimals)
            return finest if self._decimals else _("应为整数")
        return self._outside(number)

    def _outside(self, number: Decimal) -> str:
        if self._minimum is not None and number < self._minimum:
            return _("不能小于 {limit}").format(limit=self._minimum)
        if self._maximum is not None and number > self._maximum:
            return _("不能大于 {limit}").format(limit=self._maximum)
        return ""

    def _typed(self) -> str:
        return normalize("NFKC", self.line.text()).replace(",", "").replace("。", ".").strip()

    def _number(self) -> Decimal | None:
        try:
            number = Decimal(self._typed())
        except InvalidOperation:
            return None
        return number if number.is_finite() else None

    def _too_fine(self, number: Decimal) -> bool:
        exponent = number.as_tuple().exponent
        return isinstance(exponent, int) and -exponent > self._decimals

    def _on_left(self) -> None:
        if self._number() is not None and self._typed() != self.line.text():
            self.line.setText(self._typed())


class TextArea(Editor):
    """Long words: two lines that grow to eight. Enter makes a line, Tab leaves."""

    def __init__(self, *, max_length: int = 0, placeholder: str = "") -> None:
        super().__init__()
        self._max_length = max_length
        self._is_silent = False
        self.area = Area()
        self.area.set_limit(max_length)
        self.area.setPlaceholderText(placeholder)
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.area)
        self._add_input(self.area)
        self.area.edited.connect(self._on_edited)

    def value(self) -> str | None:
        """The words with their line breaks, or None. The indent of the first line is kept."""
        return self.area.words().strip("\n").rstrip() or None

    def set_value(self, value: object) -> None:
        """Show words."""
        self._is_silent = True
        self.area.setPlainText("" if value is None else str(value))
        self._is_silent = False
        self._refresh_shown()

    def text(self) -> str:
        """The words."""
        return self.value() or ""

    def problem(self) -> str:
        """Too long."""
        return _too_long(self.value() or "", self._max_length)

    def _on_edited(self) -> None:
        if not self._is_silent:
            self.changed.emit()


def _too_long(text: str, limit: int) -> str:
    if not limit or len(text) <= limit:
        return ""
    return _("最多 {limit} 字，现在多 {n} 字").format(limit=limit, n=len(text) - limit)
