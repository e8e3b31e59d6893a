"""A quiet line under a phone or patient number that was named in another record of late."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.suggestions import earlier as earlier_records
from app.services.suggestions.earlier import Earlier
from app.views import theme
from app.views.context import Context
from app.views.registers.record_form import RecordForm
from app.views.registers.record_work import Case
from app.views.widgets.buttons import quiet
from app.views.widgets.keystrokes import opens_choices
from app.views.widgets.labels import ElidedLabel

PAUSE_MS = 400


class EarlierHint(QWidget):
    """`30 天内有同号的投诉` with its number, day and state, and a button that opens it."""

    open_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._which = ElidedLabel("", "small")
        self._state = ElidedLabel("", "small")
        self.button = quiet(_("打开 F4"))
        self.button.setProperty("small", True)
        # Tab goes on to the next field; the key opens it without leaving this one.
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._record_id = 0
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_INNER)
        row.addWidget(self._state)
        row.addWidget(self.button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._which)
        column.addLayout(row)
        self.button.clicked.connect(self.open)
        self.hide()

    def text(self) -> str:
        """What it says, empty while it says nothing."""
        if self.isHidden():
            return ""
        return f"{self._which.full_text()} {self._state.full_text()}"

    def show_found(self, item: str, found: list[Earlier]) -> None:
        """Say the newest of what was found, and how many more there are."""
        self.setVisible(bool(found))
        if not found:
            return
        one = found[0]
        self._record_id = one.record_id
        self._which.set_full_text(
            _("{days} 天内有同号的{item}：{number}").format(
                days=earlier_records.DAYS, item=item, number=one.number
            )
        )
        state = _("{day}，{state}").format(day=f"{one.day:%m-%d}", state=one.state)
        if len(found) > 1:
            state += _("；另有 {n} 件").format(n=len(found) - 1)
        self._state.set_full_text(state)

    def open(self) -> None:
        """Open what it speaks of."""
        if not self.isHidden():
            self.open_asked.emit(self._record_id)


class EarlierHints(QObject):
    """Asks when typing pauses; an answer that came too late is not shown."""

    open_asked = Signal(int)

    def __init__(self, window: QWidget, context: Context, case: Case) -> None:
        super().__init__(window)
        self._context = context
        self._case = case
        self._form: RecordForm | None = None
        self._asked: dict[str, str] = {}
        self.hints: dict[str, EarlierHint] = {}
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.ask)

    def attach(self, form: RecordForm) -> None:
        """Watch a form."""
        self._form, self._asked, self.hints = form, {}, {}
        for name in earlier_records.watched(self._case.kind):
            if name in form.rows:
                hint = EarlierHint()
                hint.open_asked.connect(self.open_asked)
                form.rows[name].add_below(hint)
                form.rows[name].editor.first_input().installEventFilter(self)
                self.hints[name] = hint
        form.edited.connect(self._pause.start)

    def settle(self) -> None:
        """What stands in the form now was not typed: nothing is asked about it."""
        for name in self.hints:
            self._asked[name] = self._typed(name)
            self.hints[name].hide()

    def ask(self) -> None:
        """Ask about the numbers that changed."""
        for name, hint in self.hints.items():
            typed = self._typed(name)
            if typed == self._asked.get(name, ""):
                continue
            self._asked[name] = typed
            if not typed:
                hint.hide()
                continue
            self._context.ask(
                hint, earlier_records.earlier,
                partial(self._show, name, typed),
                lambda _error: None,  # a hint that fails is no reason to disturb
                self._case.kind, name, typed, self._case.record_id,
            )  # fmt: skip

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F4 opens what the hint under the field speaks of."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and opens_choices(event)
        ):
            for name, hint in self.hints.items():
                if self._form is not None and self._form.current() == name:
                    hint.open()
                    return True
        return super().eventFilter(watched, event)

    def _show(self, name: str, typed: str, found: list[Earlier]) -> None:
        if self._typed(name) == typed:
            self.hints[name].show_found(_(self._case.kind.item), found)

    def _typed(self, name: str) -> str:
        editor = self._form.rows[name].editor if self._form is not None else None
        return str(editor.value() or "") if editor and not editor.is_read_only() else ""
