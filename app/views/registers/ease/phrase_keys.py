"""F4 or Alt+↓ in a field of words opens its phrases; the one taken goes in where the cursor is."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from app.errors import InvalidRecord
from app.i18n import _
from app.services.registers.register import Register
from app.services.suggestions import phrases
from app.services.suggestions.phrases import Offered
from app.views import messages
from app.views.context import Context
from app.views.inputs.editors import LineEdit, SuggestEdit, TextArea
from app.views.inputs.lines import Area, Line
from app.views.registers.ease.phrase_panel import PhrasePanel
from app.views.registers.ease.phrases_dialog import PhrasesDialog
from app.views.registers.record_form import RecordForm
from app.views.widgets.keystrokes import opens_choices


class PhraseKeys(QObject):
    """Watches the lines and areas of a form; knows which field each of them writes."""

    def __init__(self, window: QWidget, context: Context, kind: Register) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._kind = kind
        self._fields: dict[QObject, str] = {}
        self.panel: PhrasePanel | None = None

    def attach(self, form: RecordForm) -> None:
        """Watch a form."""
        self._fields = {}
        for name in phrases.fields(self._kind):
            editor = form.rows[name].editor if name in form.rows else None
            if isinstance(editor, LineEdit) and not isinstance(editor, SuggestEdit):
                self._watch(editor.line, name)
            elif isinstance(editor, TextArea):
                self._watch(editor.area, name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The key, and an entry in the menu of the right mouse button."""
        if isinstance(watched, Line | Area):
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                if opens_choices(event) and not watched.is_composing() and _can_write(watched):
                    self.open(watched)
                    return True
            elif isinstance(event, QContextMenuEvent) and _can_write(watched):
                self._show_menu(watched, event)
                return True
        return super().eventFilter(watched, event)

    def open(self, field: Line | Area) -> None:
        """Show the phrases of a field."""
        if field not in self._fields:
            return
        self._context.ask(
            self, phrases.offered, lambda found: self._show(field, found), None,
            self._kind, self._fields[field],
        )  # fmt: skip

    def _watch(self, field: Line | Area, name: str) -> None:
        self._fields[field] = name
        field.installEventFilter(self)

    def _show(self, field: Line | Area, found: Offered) -> None:
        if not field.hasFocus():
            return
        panel = PhrasePanel(field, _words_of(field))
        panel.picked.connect(lambda text: self._insert(panel, field, text))
        panel.save_asked.connect(lambda text: self._save(panel, field, text))
        panel.manage_asked.connect(lambda: self._manage(panel, field))
        panel.closed.connect(self._forget)
        self.panel = panel
        panel.open(found.phrases)

    def _forget(self) -> None:
        self.panel = None

    def _insert(self, panel: PhrasePanel, field: Line | Area, text: str) -> None:
        panel.leave()
        insert(field, text)

    def _save(self, panel: PhrasePanel, field: Line | Area, text: str) -> None:
        name = self._fields[field]

        def failed(error: Exception) -> None:
            problems = error.problems if isinstance(error, InvalidRecord) else {}
            panel.tell(problems.get("text") or messages.sentence(error), "fail")

        def offer(found: Offered) -> None:
            panel.line.setFocus()
            panel.offer(found.phrases)
            panel.tell(_("已存为常用语"), "pass")

        def done(_changes: object) -> None:
            self._context.ask(panel, phrases.offered, offer, failed, self._kind, name)

        self._context.run(panel, phrases.save, done, failed, self._kind, name, text)

    def _manage(self, panel: PhrasePanel, field: Line | Area) -> None:
        panel.leave()
        dialog = PhrasesDialog(self._context, self._kind, self._fields[field], self._window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_menu(self, field: Line | Area, event: QContextMenuEvent) -> None:
        menu = field.createStandardContextMenu()
        menu.setParent(field, menu.windowFlags())
        menu.addSeparator()
        menu.addAction(_("常用语…　F4")).triggered.connect(lambda: self.open(field))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(event.globalPos())


def insert(field: Line | Area, text: str) -> None:
    """Put words in at the cursor, in place of a selection; Ctrl+Z takes them out again."""
    if isinstance(field, Area):
        cursor = field.textCursor()
        cursor.beginEditBlock()
        cursor.insertText(text)
        cursor.endEditBlock()
        return
    field.insert(" ".join(text.split()))
    # Qt says it of what is typed only.
    field.textEdited.emit(field.text())


def _words_of(field: Line | Area) -> str:
    """What would be kept as a phrase: the selection, else all of the field."""
    if isinstance(field, Area):
        chosen = field.textCursor().selectedText().replace("\u2029", "\n")
        return (chosen or field.toPlainText()).strip()
    return (field.selectedText() or field.text()).strip()


def _can_write(field: Line | Area) -> bool:
    return field.isEnabled() and not field.isReadOnly()
