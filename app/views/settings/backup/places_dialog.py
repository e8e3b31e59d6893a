"""Choosing where back-ups go: the first place, and a second one on another disk."""

from PySide6.QtWidgets import QFileDialog, QWidget

from app.i18n import _
from app.services.upkeep.backups import places
from app.services.upkeep.backups.keeping import BackupState
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.text_editors import LineEdit

_LONGEST = 500


class PlacesDialog(FormDialog):
    """Two folders; what cannot be used is said under its field."""

    def __init__(self, context: Context, parent: QWidget | None, found: BackupState) -> None:
        super().__init__(
            context,
            parent,
            _("备份到哪里"),
            _("两处都要和数据库的文件夹分开；第二处最好是移动硬盘或共享文件夹。"),
            icon="folder",
        )
        self.first = LineEdit(max_length=_LONGEST)
        self.second = LineEdit(max_length=_LONGEST)
        self.add_row(
            "first", _("第一处"), self.first, help_text=_("留空就是数据文件夹旁边的默认文件夹")
        )
        self.add_row(
            "second", _("第二处"), self.second, help_text=_("可以是网络共享：只放做好的备份")
        )
        for field, text in ((self.first, _("选第一处…")), (self.second, _("选第二处…"))):
            self.add_harmless(field, text)
        self.first.set_value(str(found.first or ""))
        self.second.set_value(str(found.second or ""))
        self.finish_rows("second")

    def add_harmless(self, field: LineEdit, text: str) -> None:
        """A button that fills a field from the file dialog."""
        self.add_button(text, lambda: self._choose(field), "folder")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("备份的位置已保存")

    def submit(self) -> None:
        """Keep them; the service looks at the folders."""
        self.send(
            places.choose,
            self.context.desk.database,
            self.first.value() or "",
            self.second.value() or "",
        )

    def _choose(self, field: LineEdit) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("选一个文件夹"), field.value() or "")
        if chosen:
            field.set_value(chosen)
