"""系统 › 备份: the last good back-up, the list, backing up now, the places, bringing one back."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.people.organisation import Me
from app.services.storage import state
from app.services.upkeep.backups import keeping, making, manifests, restoring
from app.services.upkeep.backups.keeping import BackupState
from app.services.upkeep.backups.manifests import Backup
from app.services.upkeep.backups.restoring import Plan
from app.views import messages, theme
from app.views.context import Context
from app.views.settings.backup.places_dialog import PlacesDialog
from app.views.settings.backup.restore_dialog import RestoreDialog
from app.views.settings.sub_page import SubPage
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import outlined, primary, quiet
from app.views.widgets.cards import Card
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.frames import NoticeBar
from app.views.widgets.labels import label
from app.views.widgets.progress import Progress
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(160),
    TableColumn(90),
    TableColumn(90),
    TableColumn(110),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(128),
)
_CHECKED = N_(
    "每份备份做好后当场打开一遍：逐页检查、核对审计链和行数、抽查附件，都对上才算数。"
    "登录后每天自动做一份，工作中有改动每 4 小时再做一份；"
    "保留当天 24 份、每天一份 30 天、每月一份 60 个月。"
)
_MIB = 1 << 20


class BackupPage(SubPage):
    """`restore_asked` hands a back-up and the password on: everybody is signed out for that."""

    restore_asked = Signal(object, str)

    permission = Permission.BACK_UP
    tables = frozenset({"setting"})
    keys = (
        ("Ctrl+Enter", N_("立即备份")),
        ("Enter", N_("恢复选中的")),
        ("F5", N_("重新载入")),
    )

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state: BackupState | None = None
        self._may_restore = False
        self.now = primary(_("立即备份"), "save")
        self.places = outlined(_("备份到哪里…"), "folder")
        self.other = quiet(_("从别处的备份恢复…"), "folder")
        self.restore = quiet(_("恢复…"), "undo")
        self.problem = NoticeBar("fail", "")
        self.last = label("", "section")
        self.first = label("", "body", selectable=True, wrap=True)
        self.second = label("", "body", selectable=True, wrap=True)
        self.progress = Progress()
        headings = (_("时间"), _("大小"), _("附件"), _("审计链头"), _("位置"), _("校验"))
        self.list = CellList(_("备份"), headings, _COLUMNS)
        self._arrange()
        self._connect()

    def head_buttons(self) -> Sequence[QWidget]:
        """The places, and backing up."""
        return (self.places, self.now)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to back up."""
        return (self.now, self.places)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看备份。手工备份和恢复由系统管理员办理；每天的备份程序自己做")

    def allow(self, me: Me) -> None:
        """Bringing back has a right of its own."""
        super().allow(me)
        self._may_restore = me.may(Permission.RESTORE)
        self._set_restore()

    def reload(self) -> None:
        """Look into the folders anew."""
        desk = self.context.desk
        self.context.jobs.file(
            self,
            lambda _progress: keeping.state(desk),
            self._show,
            lambda error: messages.show(self, error),
        )

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    def back_up(self) -> None:
        """Back up in a job; work goes on meanwhile."""
        if not self.now.isEnabled():
            return
        if self._state is not None and self._state.on_server:
            self._save_attachments()
            return
        desk = self.context.desk
        self._begin(_("正在备份…"))
        self.context.jobs.file(
            self,
            lambda progress: making.make(desk, progress.report),
            self._on_made,
            self._on_failed,
            lambda done, total, _text: self.progress.set_done(done, total),
        )

    def _arrange(self) -> None:
        self.problem.hide()
        self.problem.set_closable(False)
        card = Card()
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.MARGIN * 2)
        grid.setVerticalSpacing(theme.GAP_INNER)
        for column, (title, value) in enumerate(
            (
                (_("最近一份好的备份"), self.last),
                (_("备份到"), self.first),
                (_("第二处"), self.second),
            )
        ):
            grid.addWidget(label(title, "muted"), 0, column)
            grid.addWidget(value, 1, column)
            grid.setColumnStretch(column, 1 if column else 0)
        card.body.addLayout(grid)
        card.body.addWidget(label(_(_CHECKED), "muted", wrap=True))
        self.list.footer_row.addWidget(self.other)
        self.list.footer_row.addWidget(self.restore)
        self.column.addWidget(self.problem)
        self.column.addWidget(card)
        self.column.addWidget(self.progress)
        self.column.addWidget(self.list, 1)

    def _connect(self) -> None:
        self.now.clicked.connect(self.back_up)
        self.places.clicked.connect(self._choose_places)
        self.other.clicked.connect(self._choose_other)
        self.restore.clicked.connect(self._restore_current)
        self.list.opened.connect(lambda _key: self._restore_current())
        self.list.chosen.connect(lambda _key: self._set_restore())
        self.progress.cancelled.connect(self.progress.finish)

    def _show(self, found: BackupState) -> None:
        self._state = found
        if found.on_server:
            self._show_server()
            return
        last = found.last
        self.last.setText(
            _("{when}，{size}，已校验").format(
                when=state.day_words(last.made_at), size=size_words(last.size)
            )
            if last
            else _("还没有")
        )
        self.first.setText(str(found.first))
        self.second.setText(str(found.second) if found.second else _("没有选"))
        self.problem.setVisible(bool(found.problem or found.caution))
        if found.problem or found.caution:
            tone = "fail" if found.problem else "wait"
            self.problem.show_notice(tone, found.problem or found.caution)
        self.list.set_rows(
            [one.folder for one in found.backups], [_row(one) for one in found.backups]
        )
        self._set_restore()

    def _show_server(self) -> None:
        self.last.setText(_("由服务器备份"))
        self.problem.show_notice(
            "info",
            _("数据在 PostgreSQL 服务器上，由服务器自己的备份负责"),
            _("请信息科每天用 pg_dump 备份并开启 WAL 归档。附件在本机，可以在这里另存一份。"),
        )
        self.now.set_text(_("另存附件…"))
        for part in (self.places, self.other, self.restore):
            part.setEnabled(False)

    def _set_restore(self) -> None:
        is_file = self._state is not None and not self._state.on_server
        self.other.setEnabled(self._may_restore and is_file)
        self.restore.setEnabled(self._may_restore and is_file and self.list.current() is not None)
        if is_file:
            self.list.set_footer(self._footer())

    def _footer(self) -> str:
        """How many there are, and beside the grey buttons why they are grey."""
        many = len(self._state.backups) if self._state is not None else 0
        words = [_("{n} 份，都校验过").format(n=many) if many else _("还没有备份")]
        if not self._may_restore:
            words.append(_("恢复由系统管理员办理"))
        elif many and self.list.current() is None:
            words.append(_("要恢复，先在列表里选一份"))
        return "；".join(words)

    def _choose_places(self) -> None:
        if self._state is None or self._state.first is None:
            return
        dialog = PlacesDialog(self.context, self.window(), self._state)
        dialog.saved.connect(lambda _changes: self.reload())
        self.open_form(dialog)

    def _choose_other(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), _("选“backup-”开头的文件夹"))
        if chosen:
            self._plan(Path(chosen))

    def _restore_current(self) -> None:
        folder = self.list.current()
        if isinstance(folder, Path) and self._may_restore:
            self._plan(folder)

    def _plan(self, folder: Path) -> None:
        """Open and verify the back-up first: what is said of it is true."""
        desk = self.context.desk
        path = desk.database.path
        if path is None:
            return
        self._begin(_("正在打开备份校验…"))
        self.context.jobs.file(
            self,
            lambda _progress: restoring.plan(
                desk, manifests.open_backup(folder), path.absolute().parent
            ),
            self._ask,
            self._on_failed,
        )

    def _ask(self, plan: Plan) -> None:
        self._end()
        dialog = RestoreDialog(self.context, self.window(), plan)
        dialog.saved.connect(
            lambda _changes: self.restore_asked.emit(plan.backup, dialog.password.value())
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _save_attachments(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self.window(), _("附件存到哪个文件夹"))
        if not chosen:
            return
        desk = self.context.desk
        self._begin(_("正在另存附件…"))
        self.context.jobs.file(
            self,
            lambda _progress: making.copy_attachments_only(desk, Path(chosen)),
            self._on_saved,
            self._on_failed,
        )

    def _on_saved(self, n: int) -> None:
        self._end()
        self.context.said.emit(_("已存 {n} 个附件").format(n=n))

    def _on_made(self, made: making.Made) -> None:
        self._end()
        when = state.day_words(made.backup.made_at)
        self.context.said.emit(_("已备份并校验，{when}").format(when=when))
        self.context.looked_after.emit()
        self.reload()

    def _on_failed(self, error: Exception) -> None:
        self._end()
        messages.show(self, error)
        self.reload()

    def _begin(self, text: str) -> None:
        self.now.setEnabled(False)
        self.progress.start(text, can_cancel=False)

    def _end(self) -> None:
        self.now.setEnabled(True)
        self.progress.finish()


def size_words(size: int) -> str:
    """`12.3 MB`."""
    return f"{size / _MIB:.1f} MB"


def _row(one: Backup) -> tuple[Cell, ...]:
    return (
        Cell(manifests.day_words(one)),
        Cell(size_words(one.size), "text2", right=True),
        Cell(str(len(one.manifest.attachments)), "text2", right=True),
        Cell(f"#{one.manifest.audit_seq}", "text2"),
        Cell(str(one.folder), "text2"),
        Cell(badge=Badge(_("打开校验过"), "tick", "pass")),
    )
