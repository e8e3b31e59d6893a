"""系统 › 本机: what this PC is set to, and where its data lie. Nothing here touches a record."""

from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout

from app import __version__, settings
from app.i18n import LANGUAGES, N_, _
from app.views import theme
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.fields import Editor, FieldRow
from app.views.inputs.text_editors import LineEdit, NumberEdit
from app.views.settings.sub_page import SubPage
from app.views.widgets.buttons import outlined
from app.views.widgets.cards import Card
from app.views.widgets.frames import SectionHead
from app.views.widgets.labels import label

_THEMES = {"system": N_("跟随系统"), "light": N_("浅色"), "dark": N_("深色")}
_WIDEST = 760


class ThisPcPage(SubPage):
    """Settings that are kept as soon as they are chosen."""

    settings_changed = Signal()

    keys = (("Tab", N_("下一格")), ("F1", N_("全部按键")))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        kept = settings.load()
        self.theme = ChoiceEdit([Option(name, _(text)) for name, text in _THEMES.items()])
        self.language = ChoiceEdit([Option(code, text) for code, text in LANGUAGES.items()])
        self.idle = NumberEdit(
            minimum=settings.IDLE_LEAST, maximum=settings.IDLE_MOST, unit=_("分钟")
        )
        self.theme.set_value(kept.theme)
        self.language.set_value(kept.language)
        self.idle.set_value(kept.idle_minutes)
        self.scans = LineEdit(placeholder=_("不用就空着"))
        self.scans.set_value(kept.scan_folder)
        self.choose_scans = outlined(_("选文件夹…"), "folder")
        self.open_folder = outlined(_("打开所在文件夹"), "folder")
        self.rows: dict[str, FieldRow] = {}
        beside = QHBoxLayout()  # one above the other they are higher than a ward PC's screen
        beside.setSpacing(theme.GAP_CARD)
        beside.addWidget(self._choices(), 1)
        beside.addWidget(self._scanning(), 1)
        self.column.addLayout(beside)
        self.column.addWidget(self._facts())
        self.column.addStretch(1)
        self.theme.changed.connect(self._keep_theme)
        self.language.changed.connect(self._keep_language)
        self.idle.left.connect(self._keep_idle)
        self.scans.left.connect(self._keep_scans)
        self.choose_scans.clicked.connect(self._choose_scans)
        self.open_folder.clicked.connect(self._open_folder)

    def focus_first(self) -> None:
        """The first choice."""
        self.rows["theme"].focus()

    def _choices(self) -> Card:
        card = Card()
        card.setMaximumWidth(_WIDEST)
        card.body.addWidget(SectionHead("", _("显示和锁定")))
        idle_help = _("离开多久自动锁定，{least} 到 {most} 分钟；写了一半的都存为草稿").format(
            least=settings.IDLE_LEAST, most=settings.IDLE_MOST
        )
        for name, text, editor, help_text in (
            ("theme", _("外观"), self.theme, ""),
            ("language", _("语言"), self.language, _("下次启动时生效；表单和标签始终是中文")),
            ("idle", _("自动锁定"), self.idle, idle_help),
        ):
            self.rows[name] = FieldRow(text, editor, help_text=help_text)
            card.body.addWidget(self.rows[name])
        return card

    def _scanning(self) -> Card:
        card = Card()
        card.setMaximumWidth(_WIDEST)
        card.body.addWidget(SectionHead("", _("手机照片和扫描件")))
        self.rows["scans"] = FieldRow(
            _("文件夹"), self.scans,
            help_text=_("新到的 PDF、JPG、PNG、TIFF 按二维码归档，归好的移到里面的“已归档”"),
        )  # fmt: skip
        card.body.addWidget(self.rows["scans"])
        card.body.addWidget(self.choose_scans)
        self.choose_scans.setMaximumWidth(self.choose_scans.sizeHint().width())
        card.body.addStretch(1)
        return card

    def _facts(self) -> Card:
        card = Card()
        card.setMaximumWidth(_WIDEST)
        card.body.addWidget(SectionHead("", _("数据和程序")))
        lines = QVBoxLayout()
        lines.setSpacing(theme.GAP_INNER)
        for text, value in (
            (_("数据位置"), self.context.desk.database.location),
            (_("本机名称"), settings.workstation()),
            (_("程序版本"), __version__),
        ):
            lines.addWidget(FieldRow(text, _shown(value)))
        card.body.addLayout(lines)
        card.body.addWidget(
            label(_("数据只在这个文件里。不要放到网络盘或同步盘上，也不要用别的程序打开它。"), "muted",
                  wrap=True)
        )  # fmt: skip
        card.body.addWidget(self.open_folder)
        self.open_folder.setVisible(self.context.desk.database.path is not None)
        self.open_folder.setMaximumWidth(self.open_folder.sizeHint().width())
        return card

    def _keep_theme(self) -> None:
        # One choice of an editor may be taken back there; here there always is one.
        name = str(self.theme.value() or "system")
        self.theme.set_value(name)
        settings.change(theme=name)
        self.settings_changed.emit()

    def _keep_language(self) -> None:
        code = str(self.language.value() or "zh_CN")
        self.language.set_value(code)
        settings.change(language=code)
        self.context.said.emit(_("语言下次启动时生效"))

    def _keep_idle(self) -> None:
        minutes = self.idle.value()
        if minutes is None or self.idle.problem():
            return
        if int(minutes) != settings.load().idle_minutes:
            settings.change(idle_minutes=int(minutes))
            self.settings_changed.emit()
            self.context.said.emit(_("离开 {n} 分钟后锁定").format(n=minutes))

    def _choose_scans(self) -> None:
        before = str(self.scans.value() or "")
        if chosen := QFileDialog.getExistingDirectory(self, _("选文件夹"), before):
            self.scans.set_value(chosen)
            self._keep_scans()

    def _keep_scans(self) -> None:
        chosen = str(self.scans.value() or "")
        if chosen and not Path(chosen).is_dir():
            self.rows["scans"].set_error(_("没有这个文件夹，或打不开；用“选文件夹…”选一个"))
            return
        self.rows["scans"].set_error("")
        if chosen != settings.load().scan_folder:
            settings.change(scan_folder=chosen)
            words = _("新到的扫描件会自动归档") if chosen else _("不再自动归档")
            self.context.said.emit(words)

    def _open_folder(self) -> None:
        path = self.context.desk.database.path
        if path is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).resolve().parent)))


def _shown(value: str) -> Editor:
    made = LineEdit()
    made.set_value(value)
    made.set_read_only(True)
    return made
