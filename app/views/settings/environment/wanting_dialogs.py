"""An instrument found wanting: since when, how it was found; then every result that is doubtful now."""

from PySide6.QtWidgets import QWidget

from app.clock import local
from app.i18n import _
from app.services.environment import wanting
from app.services.environment.upkeep.instruments import InstrumentView
from app.services.environment.wanting import Doubted, Found
from app.services.operations import Changes, Desk
from app.services.registers.environment import env_check
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.context import Context
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.text_editors import TextArea
from app.views.registers.state_badges import state_badge
from app.views.settings.form_dialog import FormDialog
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

_LONGEST = 500
_WIDTH, _ROWS = 900, 9
_COLUMNS = (
    TableColumn(170),
    TableColumn(130),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(150),
    TableColumn(theme.WIDTHS["column_status"]),
)


class WantingDialog(FormDialog):
    """What was measured with it from a day on becomes 可疑; nothing is judged anew by this."""

    def __init__(
        self, context: Context, parent: QWidget | None, instrument: InstrumentView
    ) -> None:
        super().__init__(
            context,
            parent,
            _("{name} {code} 发现不准").format(name=instrument.name, code=instrument.code),
            _("从那天起用它测的结果都标“可疑”，判定不改；列出来的要重新测。"),
            icon="triangle",
            act=_("标为可疑"),
            leave=_("先不标"),
        )
        self.instrument = instrument
        self.found: Found | None = None
        self.since, self.why = DateEdit(), TextArea(max_length=_LONGEST)
        self.add_row(
            "since", _("不准自"), self.since, required=True, missing=_("还没有填写从哪天起"),
            help_text=_("说不准的，从上一次检定合格那天算起"),
        )  # fmt: skip
        self.add_row(
            "why", _("怎么发现"), self.why, required=True, missing=_("还没有写怎么发现不准的")
        )
        self.since.set_value(instrument.calibrated_on)
        self.finish_rows("since")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        many = len(self.found.checks) if self.found else 0
        return _("已把 {n} 件检查标为可疑").format(n=many)

    def submit(self) -> None:
        """Mark them."""
        self.send(self._mark)

    def _mark(self, desk: Desk) -> Changes:
        since = self.since.value()
        assert since is not None
        self.found = wanting.found_wanting(
            desk, self.instrument.code, since, self.why.value() or ""
        )
        return self.found.changes


class DoubtedDialog(Dialog):
    """The checks that were marked, the oldest first; Enter opens one."""

    def __init__(self, context: Context, parent: QWidget | None, found: Found) -> None:
        many = len(found.checks)
        words = (
            _("这些点位要用检定有效的仪器重新测；放行、关闭过的也要核对。")
            if many
            else _("那天以后没有用它测过，没有要重新测的。")
        )
        title = _("{n} 件检查结果可疑").format(n=many)
        super().__init__(parent, title, words, icon="triangle")
        self.setModal(False)
        self.setMinimumWidth(_WIDTH)
        self._context = context
        headings = [_("编号"), _("检查"), _("项目"), _("地点"), _("状态")]
        self.list = CellList(_("可疑的检查"), headings, _COLUMNS, theme.ROW_DRY_RUN)
        self.list.setMinimumHeight(theme.TABLE_HEAD_HEIGHT + _ROWS * theme.ROW_DRY_RUN)
        self.list.set_rows(
            [one.check_id for one in found.checks], [_cells(one) for one in found.checks]
        )
        self.list.set_footer(_("{n} 件，已全部列出").format(n=many))
        self.list.setVisible(bool(many))
        self.body.addWidget(self.list, 1)
        self.add_primary(_("关闭"), self.accept, "close")
        self.list.opened.connect(self._open)
        if many:
            self.list.view.select_row(0)
            self.focus_first(self.list.view)

    def _open(self, key: object) -> None:
        if isinstance(key, int):
            self._context.record_asked.emit(env_check.REGISTER.name, key)


def _cells(one: Doubted) -> tuple[Cell, ...]:
    moment = local(one.checked_at)
    again = _("（复查用的）") if one.by_recheck else ""
    return (
        Cell(one.number), Cell(f"{moment:%Y-%m-%d %H:%M}", "text2"), Cell(one.subject + again),
        Cell(one.place, "text2"), Cell(badge=state_badge(env_check.REGISTER, one.status)),
    )  # fmt: skip
