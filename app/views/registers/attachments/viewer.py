"""Looking at an attached file inside the program: pages of a PDF, a picture, or words."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.i18n import _
from app.services.attachments import AttachmentView
from app.views import messages, theme
from app.views.context import Context
from app.views.inputs.editors import Combo, Option
from app.views.printing.page_list import FIT_PAGE, FIT_WIDTH, STEPS, PageList
from app.views.registers.attachments.pictures import PAGES_MOST, Pages, drawn
from app.views.widgets.buttons import outlined
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import ElidedLabel, label


class AttachmentWindow(QWidget):
    """One file. It holds what was read; nothing is written to the disk."""

    def __init__(
        self,
        context: Context,
        one: AttachmentView,
        pages: Pages,
        save: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("Window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(one.name)
        self._context = context
        self._shown = pages
        self.notice = NoticeBar("fail", "")
        self.pages = PageList(self._want)
        self.words = QPlainTextEdit()
        for shown in (self.pages, self.words):
            shown.setAccessibleName(one.name)
        self.zoom = Combo(
            [Option(FIT_WIDTH, _("适合页宽")), Option(FIT_PAGE, _("整页"))]
            + [Option(factor, f"{factor:.0%}") for factor in STEPS],
            name=_("缩放"),
        )
        self.save = outlined(_("另存…"), "save")
        self.save.clicked.connect(save)
        self._arrange(one)
        self.resize(parent.window().size())
        self._fill()
        self._add_keys()
        (self.words if pages.text is not None else self.pages).setFocus()

    def show_problem(self, text: str) -> None:
        """What failed, at the top, until it is closed."""
        self.notice.show_notice("fail", text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

    def _want(self, number: int, width: int) -> None:
        def take(image: QImage) -> None:
            if not image.isNull():
                self.pages.show_image(number, image)

        self._context.jobs.file(
            self, lambda _progress: drawn(self._shown, number, width), take,
            lambda error: messages.show(self, error),
        )  # fmt: skip

    def _fill(self) -> None:
        if self._shown.text is not None:
            return
        self.pages.set_zoom(FIT_PAGE if self._shown.image is not None else FIT_WIDTH)
        self.zoom.set_value(self.pages.zoom)
        self.pages.set_pages(self._shown.sizes)
        if self._shown.left_out:
            words = _("只显示前 {n} 页，还有 {more} 页，另存后看。")
            self.notice.show_notice("info", words.format(n=PAGES_MOST, more=self._shown.left_out))

    def _arrange(self, one: AttachmentView) -> None:
        is_text = self._shown.text is not None
        head = QFrame()
        head.setObjectName("TopBar")
        row = QHBoxLayout(head)
        row.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP)
        row.setSpacing(theme.GAP)
        row.addWidget(ElidedLabel(one.name, "title"), 1)
        if not is_text:
            row.addWidget(label(_("缩放"), "label"))
            row.addWidget(self.zoom)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.notice)
        column.addWidget(self._on_paper() if is_text else self.pages, 1)
        self.notice.hide()

    def _on_paper(self) -> QFrame:
        made = QFrame()
        made.setProperty("card", "flat")
        self.words.setReadOnly(True)
        self.words.setPlainText(self._shown.text or "")
        column = QVBoxLayout(made)
        column.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
        column.addWidget(self.words)
        return made

    def _add_keys(self) -> None:
        self.zoom.chosen.connect(lambda: self.pages.set_zoom(float(str(self.zoom.value()))))
        self.pages.zoomed.connect(self.zoom.set_value)
        for keys, act in (
            ("Ctrl+S", self.save.click),
            ("Ctrl+=", lambda: self.pages.step_zoom(1)),
            ("Ctrl++", lambda: self.pages.step_zoom(1)),
            ("Ctrl+-", lambda: self.pages.step_zoom(-1)),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)
