"""Editors for one or many of a few given answers: all of them shown, as on paper."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QWidget,
)

from app.i18n import _
from app.views import theme
from app.views.inputs.combo import Option
from app.views.inputs.fields import Editor
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.widgets.flow import ColumnsLayout, FlowLayout
from app.views.widgets.keystrokes import is_plain_enter

_SHOWN_AT_ONCE = 7
_COLUMNS = 3
_DIGITS = "123456789"
_GAP_OPTIONS = 9


class Radio(QRadioButton):
    """A radio button that Enter leaves and that can be taken back: click it again, or Delete.

    A number chooses the answer at that place. So does an arrow the one it goes to, also the first
    time: Qt would only frame it, and the frame is taken for the choice.
    """

    taken_back = Signal()
    numbered = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self._was_on = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on; arrows and numbers choose; Delete and Backspace take the answer back."""
        if is_plain_enter(event):
            self.focusNextChild()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.taken_back.emit()
        elif event.text() and event.text() in _DIGITS:
            self.numbered.emit(int(event.text()))
        else:
            super().keyPressEvent(event)
            reached = QApplication.focusWidget()
            if reached is not self and isinstance(reached, Radio) and not reached.isChecked():
                reached.click()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember whether it was on before."""
        self._was_on = self.isChecked()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on the chosen answer takes it back."""
        super().mouseReleaseEvent(event)
        if self._was_on and self.rect().contains(event.position().toPoint()):
            self.taken_back.emit()
        self._was_on = False


class Tick(QCheckBox):
    """A tick box that Enter leaves; Space ticks it."""

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter moves on."""
        if is_plain_enter(event):
            self.focusNextChild()
        else:
            super().keyPressEvent(event)


class _Group(QFrame):
    """The frame around buttons that answer one question; a red edge when the answer is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("group", True)


class ChoiceEdit(Editor):
    """One answer of several: radio buttons up to seven, beyond that a list one types into."""

    def __init__(self, options: Sequence[Option]) -> None:
        super().__init__()
        self._options = list(options)
        self._pick: PickEdit | None = None
        self._radios: list[Radio] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, 0, 0, 0)
        if len(self._options) > _SHOWN_AT_ONCE:
            self._pick = PickEdit(_items(self._options, {}))
            self._pick.changed.connect(self.changed)
            row.addWidget(self._pick)
            self._add_input(self._pick.line)
            return
        self._frame = _Group()
        flow = FlowLayout(self._frame, _GAP_OPTIONS, theme.GAP_INNER)
        flow.setContentsMargins(0, theme.GAP_INNER, 0, 0)
        row.addWidget(self._frame)
        for option in self._options:
            flow.addWidget(self._radio(option))

    def value(self) -> object:
        """The value chosen, or None."""
        if self._pick is not None:
            return self._pick.value()
        for option, radio in zip(self._options, self._radios, strict=True):
            if radio.isChecked():
                return option.value
        return None

    def set_value(self, value: object) -> None:
        """Choose silently; None or an unknown value leaves all empty."""
        if self._pick is not None:
            self._pick.set_value(value)
        else:
            self._clear()
            for option, radio in zip(self._options, self._radios, strict=True):
                radio.setChecked(option.value == value)
            self._one_tab_stop()
        self._refresh_shown()

    def set_usual(self, values: Sequence[object], initials: Mapping[object, str]) -> None:
        """A long list begins with what this person chooses most, and is found by initials."""
        if self._pick is not None:
            self._pick.set_items(_items(self._options, initials))
            self._pick.set_usual(values)

    def text(self) -> str:
        """The words of the answer."""
        value = self.value()
        return next((option.text for option in self._options if option.value == value), "")

    def problem(self) -> str:
        """Words that are not in the list."""
        return self._pick.problem() if self._pick is not None else ""

    def set_bad(self, is_bad: bool) -> None:
        """A red edge beside the answers."""
        if self._pick is not None:
            self._pick.set_bad(is_bad)
        else:
            theme.set_property(self._frame, "bad", is_bad)

    def describe(self, name: str, description: str) -> None:
        """The question is the name of the group; the answers keep their own."""
        if self._pick is not None:
            self._pick.describe(name, description)
        else:
            self._frame.setAccessibleName(name)
            self._frame.setAccessibleDescription(description)
        self.setAccessibleName(name)

    def first_input(self) -> QWidget:
        """The chosen answer, or the first."""
        chosen = [radio for radio in self._radios if radio.isChecked()]
        return chosen[0] if chosen else super().first_input()

    def _radio(self, option: Option) -> Radio:
        made = Radio(option.text)
        self._group.addButton(made)
        self._radios.append(made)
        self._add_input(made)
        made.clicked.connect(self._on_clicked)
        made.taken_back.connect(self._take_back)
        made.numbered.connect(self._choose_place)
        self._one_tab_stop()
        return made

    def _on_clicked(self) -> None:
        self._one_tab_stop()
        self.changed.emit()

    def _choose_place(self, place: int) -> None:
        if place <= len(self._radios):
            self._radios[place - 1].setFocus()
            self._radios[place - 1].click()

    def _take_back(self) -> None:
        if self.value() is not None:
            self._clear()
            self._one_tab_stop()
            self.changed.emit()

    def _clear(self) -> None:
        self._group.setExclusive(False)
        for radio in self._radios:
            radio.setChecked(False)
        self._group.setExclusive(True)

    def _one_tab_stop(self) -> None:
        """Tab enters the question once: Qt would stop at every answer while none is chosen."""
        stop = next((radio for radio in self._radios if radio.isChecked()), self._radios[0])
        for radio in self._radios:
            is_stop = radio is stop
            policy = Qt.FocusPolicy
            radio.setFocusPolicy(policy.StrongFocus if is_stop else policy.ClickFocus)


def _items(options: Sequence[Option], initials: Mapping[object, str]) -> list[PickItem]:
    return [PickItem(o.value, o.text, "", initials.get(o.value, o.initials)) for o in options]


class ChoicesEdit(Editor):
    """Many of up to nine answers: tick boxes in columns. The value is a tuple in paper order."""

    def __init__(self, options: Sequence[Option], *, columns: int = _COLUMNS) -> None:
        super().__init__()
        self._options = list(options)
        self._ticks: list[Tick] = []
        self._frame = _Group()
        grid = ColumnsLayout(self._frame, columns, _GAP_OPTIONS, theme.GAP_INNER)
        grid.setContentsMargins(0, theme.GAP_INNER, 0, 0)
        for option in self._options:
            tick = Tick(option.text)
            tick.clicked.connect(self.changed)
            grid.addWidget(tick)
            self._ticks.append(tick)
            self._add_input(tick)
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._frame)

    def value(self) -> tuple[object, ...]:
        """The values ticked."""
        pairs = zip(self._options, self._ticks, strict=True)
        return tuple(option.value for option, tick in pairs if tick.isChecked())

    def set_value(self, value: object) -> None:
        """Tick silently what the collection `value` holds."""
        wanted = list(value) if isinstance(value, list | tuple | set | frozenset) else []
        for option, tick in zip(self._options, self._ticks, strict=True):
            tick.setChecked(option.value in wanted)
        self._refresh_shown()

    def text(self) -> str:
        """The words ticked."""
        chosen = self.value()
        return "、".join(option.text for option in self._options if option.value in chosen)

    def set_bad(self, is_bad: bool) -> None:
        """A red edge beside the answers."""
        theme.set_property(self._frame, "bad", is_bad)

    def describe(self, name: str, description: str) -> None:
        """The question is the name of the group; the answers keep their own."""
        self.setAccessibleName(name)
        self._frame.setAccessibleName(name)
        self._frame.setAccessibleDescription(description)


class FlagEdit(ChoiceEdit):
    """是 or 否, with no answer at first."""

    def __init__(self) -> None:
        super().__init__([Option(True, _("是")), Option(False, _("否"))])

    def value(self) -> bool | None:
        """True, False, or None while unanswered."""
        value = super().value()
        return value if isinstance(value, bool) else None


class TickEdit(Editor):
    """One tick box with its own words; the value is always True or False."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self.tick = Tick(text)
        self.tick.clicked.connect(self.changed)
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, theme.GAP_INNER, 0, 0)
        row.addWidget(self.tick)
        row.addStretch(1)
        self._add_input(self.tick)

    def value(self) -> bool:
        """Whether it is ticked."""
        return self.tick.isChecked()

    def set_value(self, value: object) -> None:
        """Tick or untick silently."""
        self.tick.setChecked(bool(value))
        self._refresh_shown()

    def text(self) -> str:
        """Its words when ticked, else 否."""
        return self._text if self.value() else _("否")

    def describe(self, name: str, description: str) -> None:
        """The box keeps its own words as its name."""
        self.setAccessibleName(name)
        self.tick.setAccessibleDescription(description)
