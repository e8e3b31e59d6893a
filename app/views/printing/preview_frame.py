"""The frame of the preview: head with buttons, thumbnails, pages, facts, strip. It holds no data."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.i18n import _
from app.services.forms import Form
from app.views import theme
from app.views.inputs.editors import Combo, Option
from app.views.keys import keys_of
from app.views.printing.masked_copy import masked_copy
from app.views.printing.page_list import FIT_PAGE, FIT_WIDTH, STEPS, PageList, Thumbnails
from app.views.printing.paper_facts import PaperFacts
from app.views.widgets.bars import KeyStrip
from app.views.widgets.buttons import outlined, primary
from app.views.widgets.cards import Rule
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.progress import Progress

STRIP = ("Ctrl+P", "PgUp PgDn", "Ctrl+滚轮", "Ctrl+E", "Ctrl+D", "Esc")


class PreviewFrame(QWidget):
    """Arranges the parts; what they do is the preview's."""

    closed = Signal()

    def __init__(
        self,
        form: Form,
        want_page: Callable[[int, int], None],
        want_thumbnail: Callable[[int], None],
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.title = label("", "title")
        self.number = label(form.form_no, "muted")
        self.zoom = Combo(
            [Option(FIT_WIDTH, _("适合页宽")), Option(FIT_PAGE, _("整页"))]
            + [Option(one, f"{one:.0%}") for one in STEPS],
            name=_("缩放"),
        )
        self.masked = masked_copy()
        self.excel = outlined(_("存为 Excel"), "export")
        self.pdf = outlined(_("存为 PDF"), "document")
        self.print = primary(_("打印"), "printer")
        self.notice = NoticeBar("fail", "")
        self.thumbnails = Thumbnails(want_thumbnail)
        self.pages = PageList(want_page)
        self.facts = PaperFacts(form)
        self.progress = Progress()
        self.strip = KeyStrip()
        self.strip.set_keys(keys_of("preview", STRIP))
        self._entitle(_(form.title))
        self._arrange()
        self.zoom.chosen.connect(lambda: self.pages.set_zoom(float(str(self.zoom.value()))))
        self.pages.zoomed.connect(self.zoom.set_value)
        self.thumbnails.chosen.connect(self.pages.go_to)
        room = parent.window().size() if parent is not None else None
        self.resize(1366, 768) if room is None else self.resize(room)

    def show_form(self, form: Form) -> None:
        """It is this form, which only the paper has told."""
        self._entitle(_(form.title))
        self.facts.show_form(form)

    def add_keys(self, actions: dict[str, Callable[[], object]]) -> None:
        """Keys of this window, and those that turn pages and change the scale."""
        everywhere: dict[str, Callable[[], object]] = {
            "Ctrl+=": lambda: self.pages.step_zoom(1),
            "Ctrl++": lambda: self.pages.step_zoom(1),
            "Ctrl+-": lambda: self.pages.step_zoom(-1),
            "PgDown": lambda: self.pages.turn(1),
            "PgUp": lambda: self.pages.turn(-1),
            "Ctrl+W": self.close,
        }
        for keys, act in {**everywhere, **actions}.items():
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def set_ready(self, is_ready: bool) -> None:
        """Whether there is something to print and nothing going on."""
        for button in (self.excel, self.pdf, self.print):
            button.setEnabled(is_ready)

    def show_problem(self, text: str) -> None:
        """What failed, at the top, until it is closed."""
        self.notice.show_notice("fail", text)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is gone."""
        super().closeEvent(event)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _entitle(self, title: str) -> None:
        self.title.setText(title)
        self.setWindowTitle(title)

    def _arrange(self) -> None:
        head = QFrame()
        head.setObjectName("TopBar")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(self.title)
        row.addSpacing(theme.GAP_INNER)
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(self.progress)
        row.addWidget(label(_("缩放"), "label"))
        row.addWidget(self.zoom)
        for button in (self.masked, self.excel, self.pdf, self.print):
            row.addWidget(button)
        body = QHBoxLayout()
        body.setSpacing(0)
        for part in (_sheet_of(self.thumbnails), Rule("v")):
            body.addWidget(part)
        body.addWidget(self.pages, 1)
        body.addWidget(Rule("v"))
        body.addWidget(self.facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addLayout(body, 1)
        column.addWidget(self.strip)
        self.notice.hide()


def _sheet_of(inner: QWidget) -> QFrame:
    made = QFrame()
    made.setProperty("card", "flat")
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(inner)
    return made
