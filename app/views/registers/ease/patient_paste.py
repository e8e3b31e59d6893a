"""Pasting a patient's line from the HIS into the fields of the patient, and taking it back."""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app import clock
from app.i18n import _
from app.services.registers.register import Register
from app.services.suggestions import patient_line
from app.views import theme
from app.views.context import Context
from app.views.registers.record_form import RecordForm
from app.views.widgets.buttons import Button, quiet
from app.views.widgets.labels import ElidedLabel, set_tone

# With fewer it is a name or a number that belongs into the one field.
LEAST_FOR_A_KEY = 3
LEAST_FIELDS = 3


class PatientPaste(QObject):
    """A button in the head of the patient's section, Ctrl+V in its fields, 撤回 or Ctrl+Z."""

    def __init__(self, window: QWidget, context: Context, kind: Register) -> None:
        super().__init__(window)
        self._context = context
        self._kind = kind
        self._form: RecordForm | None = None
        self._names: list[str] = []
        self._before: dict[str, Any] = {}
        self._part: QWidget | None = None

    def attach(self, form: RecordForm) -> None:
        """Offer it in a form whose register has a patient."""
        self._form, self._before, self._part = form, {}, None
        self._names = [name for name in patient_line.FIELDS.values() if name in form.rows]
        place = next((i for i, one in enumerate(form.sections) if self._names[:1] == [
            name for name in one.fields if name in self._names][:1]), None)  # fmt: skip
        if len(self._names) < LEAST_FIELDS or place is None:
            return
        self.button = _small(quiet(_("粘贴患者信息"), "clipboard"))
        self.button.set_hint(
            _("把 HIS 里复制的一行（姓名、性别、年龄、住院号、科室、床号、诊断）分到各格")
        )
        self.undo_button = _small(quiet(_("撤回"), "undo"))
        self.told = ElidedLabel("", "small")
        self._part = QWidget()
        row = QHBoxLayout(self._part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP_INNER)
        for widget in (self.told, self.undo_button, self.button):
            row.addWidget(widget)
        self.undo_button.hide()
        self.button.clicked.connect(self.paste)
        self.undo_button.clicked.connect(self.undo)
        form.heads[place].add(self._part)
        for name in form.sections[place].fields:
            for one in form.rows[name].editor.inputs():
                one.installEventFilter(self)

    def refresh(self) -> None:
        """Show it only where the patient can be written in."""
        if self._part is not None:
            self._part.setVisible(bool(self._open_fields()))

    def can_paste(self) -> bool:
        """Whether Ctrl+V means this: the keyboard is in the section, a patient in the clipboard."""
        if self._form is None or self._part is None or self._form.current() not in self._section():
            return False
        text = QGuiApplication.clipboard().text()
        return patient_line.read(text, clock.today()).said() >= LEAST_FOR_A_KEY

    def paste(self) -> None:
        """Take what the clipboard says of a patient."""
        self.take(QGuiApplication.clipboard().text())

    def take(self, text: str) -> None:
        """Put what a text says of a patient into the fields, and say what was filled."""
        line = patient_line.read(text, clock.today())
        filled = patient_line.fill(self._kind, line, self._context.directory.departments)
        names = self._open_fields()
        values = {name: one for name, one in filled.values.items() if name in names}
        if not values:
            self._tell(
                _("剪贴板里没有认得出的患者信息：先在 HIS 里复制含姓名、性别、年龄的一行"), "fail"
            )
            return
        self._enter(values)
        told = _("已填 {fields}").format(
            fields="、".join(_(self._kind[name].label) for name in values)
        )
        if line.age == 0 and patient_line.FIELDS["age"] in values:
            told += _("；不满周岁记 0")
        if filled.unknown:
            told += _("；没有对上：{words}").format(words="、".join(filled.unknown))
        self._tell(told, "wait" if filled.unknown else "pass")
        self.undo_button.show()

    def undo(self) -> None:
        """Everything as it was before pasting."""
        before, self._before = self._before, {}
        if before:
            self._put(before)
            self._before = {}
            self._tell(_("已撤回"), "")
        self.undo_button.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl+V and Ctrl+Z in the fields of the section."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.matches(QKeySequence.StandardKey.Paste) and self.can_paste():
                self.paste()
                return True
            if event.matches(QKeySequence.StandardKey.Undo) and self._undoes(watched):
                self.undo()
                return True
        return super().eventFilter(watched, event)

    def _undoes(self, watched: QObject) -> bool:
        """What was typed since is taken back first."""
        typed = isinstance(watched, QLineEdit) and watched.isUndoAvailable()
        return bool(self._before) and not typed

    def _enter(self, values: dict[str, Any]) -> None:
        assert self._form is not None
        before = {name: self._form.rows[name].editor.value() for name in values}
        self._put(values)
        self._before = before

    def _put(self, values: dict[str, Any]) -> None:
        assert self._form is not None
        self._form.enter(values)
        for name in values:
            if self._form.rows[name].error() or not self._form.is_empty(name):
                self._form.rows[name].validate()
        self._form.edited.emit()

    def _open_fields(self) -> list[str]:
        form = self._form
        assert form is not None
        return [name for name in self._names if not form.rows[name].editor.is_read_only()]

    def _section(self) -> tuple[str, ...]:
        assert self._form is not None
        return next(one.fields for one in self._form.sections if self._names[0] in one.fields)

    def _tell(self, text: str, tone: str) -> None:
        self.told.set_full_text(text)
        set_tone(self.told, tone)


def _small(button: Button) -> Button:
    button.setProperty("small", True)
    return button
