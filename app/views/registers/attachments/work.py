"""What a person does with the files of an open record: add by choosing, dragging or pasting, and more."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget

from app import clock, settings
from app.errors import AppError
from app.i18n import _
from app.services import attachments
from app.services.attachments import AttachmentView, Prepared, Shelf
from app.services.files import write_file
from app.views import messages
from app.views.asking.dialogs import TextDialog
from app.views.context import Context
from app.views.printing.files import choose_file
from app.views.registers.attachments.card import SIDE, AttachmentsCard
from app.views.registers.attachments.pictures import Pages, as_png, can_show, prepared, thumbnail
from app.views.registers.attachments.viewer import AttachmentWindow
from app.views.registers.record_form import RecordForm
from app.views.registers.record_work import Case

AT_ONCE = 20
_SHARP = 2


class AttachmentWork(QObject):
    """Reads and writes files in jobs, so that a large photo never holds the window up."""

    def __init__(
        self,
        window: QWidget,
        card: AttachmentsCard,
        context: Context,
        case: Case,
        say: Callable[[str, str], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._card = card
        self._context = context
        self._case = case
        self._say = say
        self._waiting = 0
        self._refused: list[Exception] = []
        self._pictures: dict[str, QImage] = {}
        self._asked: set[str] = set()
        card.add_asked.connect(self.choose)
        card.open_asked.connect(self.open)
        card.save_asked.connect(self.save)
        card.withdraw_asked.connect(self.withdraw)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def reload(self) -> None:
        """Show what belongs to the record now."""
        if self._case.record_id is None:
            self._card.show_new()
            return
        self._context.ask(
            self, attachments.listing, self._show, None, self._case.kind, self._case.record_id
        )

    def _show(self, shelf: Shelf) -> None:
        self._card.show_shelf(shelf, self._pictures)
        for one in shelf.files:
            if one.kind.is_picture and one.may_open and one.sha256 not in self._asked:
                self._asked.add(one.sha256)
                self._draw(one)

    def _draw(self, one: AttachmentView) -> None:
        desk, kind, record_id = self._context.desk, self._case.kind, self._case.record_id or 0

        def keep(image: QImage) -> None:
            self._pictures[one.sha256] = image
            self._card.show_picture(one.sha256, image)

        # A picture that cannot be drawn keeps its icon; opening it says why.
        self._context.jobs.file(
            self,
            lambda _progress: thumbnail(
                attachments.picture(desk, kind, record_id, one.id), SIDE * _SHARP
            ),
            keep,
            lambda _error: None,
        )

    # ---- adding ------------------------------------------------------------------------------

    def attach(self, form: RecordForm) -> None:
        """Take pictures and files also where they are pasted into a line: there it means nothing else."""
        for row in form.rows.values():
            for one in row.editor.inputs():
                one.installEventFilter(self)

    def choose(self) -> None:
        """添加附件…, beginning where phones put their photos."""
        endings = " ".join(f"*{ending}" for ending in attachments.ENDINGS)
        words = _("可以添加的文件 ({endings})").format(endings=endings)
        begin = settings.load().scan_folder
        names, _kind = QFileDialog.getOpenFileNames(self._window, _("选附件"), begin, words)
        self.add_files([Path(name) for name in names])

    def paste(self) -> None:
        """Ctrl+V: a picture, or files copied in the file manager."""
        clipboard = QGuiApplication.clipboard()
        held = clipboard.mimeData()
        if files := local_files(held):
            self.add_files(files)
        elif held.hasImage():
            self.add_image(clipboard.image())
        else:
            self._say(_("剪贴板里没有图片或文件"), "")

    def add_image(self, image: QImage) -> None:
        """Add a pasted picture under the time it was pasted at."""
        name = _("粘贴的图片 {time}.png").format(time=f"{clock.local(clock.now()):%m-%d %H%M%S}")
        self._add(partial(as_png, image), name)

    def add_files(self, files: Sequence[Path]) -> None:
        """Add files, each judged for itself."""
        if len(files) > AT_ONCE:
            self._say(_("一次最多添加 {n} 个文件").format(n=AT_ONCE), "fail")
            return
        for path in files:
            self._add(partial(Path, path), path.name)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped anywhere on the window, and what a line cannot take."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.matches(QKeySequence.StandardKey.Paste) and _holds_no_words():
                self.paste()
                return True
            return super().eventFilter(watched, event)
        if isinstance(event, QDropEvent):
            files = local_files(event.mimeData())
            if files and event.type() in (QEvent.Type.DragEnter, QEvent.Type.Drop):
                event.acceptProposedAction()
            if files and event.type() == QEvent.Type.Drop:
                self.add_files(files)
            return bool(files)
        return super().eventFilter(watched, event)

    def _add(self, source: Callable[[], Path | bytes], name: str) -> None:
        if self._case.record_id is None:
            self._say(_("登记后才能添加附件"), "fail")
            return
        desk, kind, record_id = self._context.desk, self._case.kind, self._case.record_id
        self._waiting += 1
        self._say(_("正在添加 {name}…").format(name=name), "")
        self._context.jobs.file(
            self,
            lambda _progress: attachments.prepare(desk, kind, record_id, source(), name),
            lambda one: self._enter(record_id, one),
            self._on_refused,
        )

    def _enter(self, record_id: int, one: Prepared) -> None:
        self._context.run(
            self, attachments.enter, lambda _changes: self._on_added(one.name), self._on_refused,
            self._case.kind, record_id, one,
        )  # fmt: skip

    def _on_added(self, name: str) -> None:
        self._say(_("已添加附件 {name}").format(name=name), "pass")
        self.reload()
        self._settle()

    def _on_refused(self, error: Exception) -> None:
        self._refused.append(error)
        self._settle()

    def _settle(self) -> None:
        """When all are through: say of those that were not taken why, all at once."""
        self._waiting -= 1
        if self._waiting or not self._refused:
            return
        refused, self._refused = self._refused, []
        self._say(_("有 {n} 个文件没有添加").format(n=len(refused)), "fail")
        messages.show(self._window, AppError("\n".join(messages.sentence(one) for one in refused)))

    # ---- looking and taking off --------------------------------------------------------------

    def open(self, one: AttachmentView) -> None:
        """打开: inside the program; the look is recorded."""
        if not can_show(one):
            self.save(one)
            return
        read = self._reader(one)
        self._context.jobs.file(
            self, lambda _progress: prepared(read(), one.kind.media_type),
            lambda pages: self._show_pages(one, pages),
            lambda error: messages.show(self._window, error),
        )  # fmt: skip

    def _show_pages(self, one: AttachmentView, pages: Pages) -> None:
        window = AttachmentWindow(self._context, one, pages, lambda: self.save(one), self._window)
        window.show()

    def save(self, one: AttachmentView) -> None:
        """另存…: under a name that is harmless anywhere."""
        name = attachments.safe(one.name, one.kind)
        ending = Path(name).suffix
        words = _("{kind} (*{ending})").format(kind=_(one.kind.label), ending=ending)
        path = choose_file(self._window, name, words)
        if path is None:
            return
        desk, kind, record_id = self._context.desk, self._case.kind, self._case.record_id or 0
        target = path if path.suffix.lower() in one.kind.endings else Path(f"{path}{ending}")
        self._context.jobs.file(
            self,
            lambda _progress: write_file(
                target, attachments.copy(desk, kind, record_id, one.id)
            ),
            lambda _done: self._say(_("已存为 {path}").format(path=target), "pass"),
            lambda error: messages.show(self._window, error),
        )  # fmt: skip

    def withdraw(self, one: AttachmentView) -> None:
        """撤下…: it stays, marked, with the reason."""
        dialog = TextDialog(
            self._window, _("撤下“{name}”").format(name=one.name),
            _("文件不会删除，仍留在这里并注明已撤下；原因记入经过。"),
            field=_("撤下原因"), act=_("撤下"), harmful=True,
        )  # fmt: skip
        record_id = self._case.record_id or 0
        dialog.accepted.connect(
            lambda: self._context.run(
                self,
                attachments.withdraw,
                lambda _changes: self._on_withdrawn(one.name),
                None,
                self._case.kind,
                record_id,
                one.id,
                dialog.words(),
            )
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_withdrawn(self, name: str) -> None:
        self._say(_("已撤下 {name}").format(name=name), "pass")
        self.reload()

    def _reader(self, one: AttachmentView) -> Callable[[], bytes]:
        desk, kind, record_id = self._context.desk, self._case.kind, self._case.record_id or 0
        return lambda: attachments.content(desk, kind, record_id, one.id)


def _holds_no_words() -> bool:
    """Whether the clipboard holds files, or a picture alone: cells of Excel bring theirs along."""
    held = QGuiApplication.clipboard().mimeData()
    return bool(local_files(held)) or (held.hasImage() and not held.hasText())


def local_files(held: QMimeData) -> list[Path]:
    """The files of this PC that are dragged or were copied."""
    return [Path(url.toLocalFile()) for url in held.urls() if url.isLocalFile()]
