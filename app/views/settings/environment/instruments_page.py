"""系统 › 检测仪器: instruments with their calibration; measured with one run out, a value is doubtful."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.i18n import N_, _
from app.services.access import Permission
from app.services.environment.upkeep import instruments, keeping
from app.services.environment.upkeep.instruments import TEXTS, Calibration, InstrumentView
from app.services.people.organisation import Me
from app.services.surroundings import calibrations
from app.services.surroundings.calibrations import CalibrationView
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.directory_edit import DirectoryEdit
from app.views.inputs.fields import Editor
from app.views.inputs.text_editors import CodeEdit, LineEdit
from app.views.settings.entry_page import EntryPage
from app.views.settings.environment.wanting_dialogs import DoubtedDialog, WantingDialog
from app.views.settings.sub_page import use_badge, use_choice
from app.views.settings.versions_card import VersionsCard
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import Chip, ChipBar, quiet
from app.views.widgets.cells import Cell
from app.views.widgets.frames import EmptyState
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(120),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(110, drop=1),
    TableColumn(112),
    TableColumn(104, drop=3),
    TableColumn(104),
    TableColumn(120, drop=2),
    TableColumn(142),
)
_IN_USE, _RUN_OUT, _SOON, _OFF = "in_use", "run_out", "soon", "off"
_BADGES = {
    Calibration.VALID: (N_("检定有效"), "tick", "pass"),
    Calibration.SOON: (N_("快到期"), "clock", "wait"),
    Calibration.EXPIRED: (N_("检定已过期"), "exclamation", "fail"),
    Calibration.UNKNOWN: (N_("没有检定日期"), "exclamation", "wait"),
}


class InstrumentsPage(EntryPage):
    """What measures, until when it may be relied on, and which runs out first."""

    permission = Permission.KEEP_POINTS
    tables = frozenset({"env_instrument", "department"})
    keys = (("Ctrl+N", N_("新增仪器")), ("Enter", N_("修改，登记检定")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        headings = (
            _("编号"), _("仪器"), _("型号"), _("科室"), _("检定日期"), _("有效期至"), _("证书号"),
            _("检定"),
        )  # fmt: skip
        super().__init__(context, _("检测仪器"), headings, _COLUMNS, adds=_("新增仪器"))
        self._found: list[InstrumentView] = []
        self._own = 0
        self.chips = ChipBar(_("按检定看"))
        self.empty = EmptyState("thermometer")
        self.past = VersionsCard(_("历次检定"))
        self.wanting = quiet(_("发现不准…"), "triangle")
        self.list.footer_row.insertWidget(self.list.footer_row.count() - 1, self.wanting)
        self.column.insertWidget(1, self.chips)
        self.column.removeWidget(self.list)
        self.column.addLayout(self.past.beside(self.list), 1)
        self.list.chosen.connect(self._ask_past)
        self.chips.chosen.connect(lambda _key: self._refresh())
        self.empty.acted.connect(self.make_new)
        self.wanting.clicked.connect(self._ask_wanting)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to keep instruments."""
        return (*super().guarded(), self.empty.action)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看检测仪器。增改由科室负责人、环境监督或职能科室负责人办理")

    def allow(self, me: Me) -> None:
        """Whoever keeps the own department's only is offered that one."""
        super().allow(me)
        # Results of every department may become doubtful: it is for the offices.
        self.wanting.setVisible(me.may(Permission.CONFIGURE))
        self._own = 0 if keeping.keeps_all(me.actor) else me.actor.department_id

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, instruments.instruments, self._show, None)

    def dialog(self, entry: InstrumentView | None) -> "InstrumentDialog":
        """An instrument's."""
        return InstrumentDialog(self.context, self.window(), entry, self._own)

    def _show(self, found: list[InstrumentView]) -> None:
        self._found = found
        words = {
            _IN_USE: _("在用"), _RUN_OUT: _("已过期"), _SOON: _("1 个月内到期"), _OFF: _("停用"),
        }  # fmt: skip
        counted = {key: len(self._of(key)) for key in words}
        self.chips.set_chips(
            [
                Chip(key, text, counted[key], "fail" if key == _RUN_OUT else "")
                for key, text in words.items()
                if key == _IN_USE or counted[key]
            ]
        )
        self._refresh()

    def _ask_wanting(self) -> None:
        instrument = self._entries.get(self.list.current())
        if instrument is None:
            return
        dialog = WantingDialog(self.context, self.window(), instrument)
        dialog.saved.connect(lambda _changes: self._show_doubted(dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _show_doubted(self, dialog: WantingDialog) -> None:
        self.context.said.emit(dialog.done_words())
        if dialog.found is not None:
            listed = DoubtedDialog(self.context, self.window(), dialog.found)
            listed.finished.connect(listed.deleteLater)
            listed.show()

    def _ask_past(self, key: object) -> None:
        self.past.clear(_("历次检定"))
        if isinstance(key, int):
            self.context.ask(
                self, calibrations.of_instrument, lambda found: self._show_past(key, found), None,
                key,
            )  # fmt: skip

    def _show_past(self, key: int, found: list[CalibrationView]) -> None:
        if key != self.list.current():
            return
        self.past.clear(_("历次检定"))
        if not found:
            self.past.add_remark(label(_("还没有登记过检定"), "muted"))
        for one in found:
            self.past.add_version(_past_block(one))

    def _of(self, key: str) -> list[InstrumentView]:
        if key == _OFF:
            return [one for one in self._found if not one.active]
        kinds = {
            _RUN_OUT: {Calibration.EXPIRED, Calibration.UNKNOWN}, _SOON: {Calibration.SOON},
        }.get(key, set(Calibration))  # fmt: skip
        return [one for one in self._found if one.active and one.calibration in kinds]

    def _refresh(self) -> None:
        shown = self._of(self.chips.current())
        self.show_entries(
            {one.id: one for one in shown},
            [_row(one) for one in shown],
            _("{n} 台；用检定过期的仪器测的，结果标“可疑”，能按编号追查").format(n=len(shown)),
        )
        if self.list.current() is None and shown:
            self.list.choose(shown[0].id)
        self.wanting.setEnabled(bool(shown))
        self.empty.show_text(
            _("还没有检测仪器"),
            _("登记温湿度计、压差计、照度计……和检定有效期；录入检查时选编号，过期的会提醒。"),
            action=_("新增仪器") if self.add is not None and self.add.isEnabled() else "",
        )
        self.list.show_instead(None if self._found else self.empty)


class InstrumentDialog(FormDialog):
    """An instrument, or its new calibration."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        instrument: InstrumentView | None = None,
        only: int = 0,
    ) -> None:
        super().__init__(
            context,
            parent,
            _("{name} {code}").format(name=instrument.name, code=instrument.code)
            if instrument
            else _("新增仪器"),
            _("编号不变：检查记录按编号认仪器。以前的检定留在“历次检定”里。") if instrument else "",
            icon="thermometer",
            adds=instrument is None,
        )
        self.instrument = instrument
        departments = [
            one for one in context.directory.departments
            if not only or one.id in (only, instrument.department_id if instrument else only)
        ]  # fmt: skip
        self.editors: dict[str, Editor] = {
            "code": CodeEdit(max_length=TEXTS["code"]),
            "name": LineEdit(max_length=TEXTS["name"]),
            "model": LineEdit(max_length=TEXTS["model"]),
            "department_id": DirectoryEdit(departments),
            "calibrated_on": DateEdit(),
            "calibrated_until": DateEdit(),
            "certificate": LineEdit(max_length=TEXTS["certificate"]),
            "active": use_choice(),
        }
        self._add_rows()
        if instrument is None and only:
            self.editors["department_id"].set_value(only)
        self.finish_rows("calibrated_on" if instrument else "code")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已保存 {name}").format(name=self.editors["name"].value() or "")

    def submit(self) -> None:
        """Add or change."""
        given = {name: editor.value() for name, editor in self.editors.items()}
        if self.instrument is None:
            self.send(instruments.add, given)
        else:
            self.send(instruments.change, self.instrument.id, given)

    def _add_rows(self) -> None:
        labels = {
            "code": _("编号"), "name": _("仪器"), "model": _("型号"), "department_id": _("科室"),
            "calibrated_on": _("检定日期"), "calibrated_until": _("有效期至"),
            "certificate": _("证书号"), "active": _("状态"),
        }  # fmt: skip
        missing = {
            "code": _("还没有写仪器编号"), "name": _("还没有写仪器名称"),
            "department_id": _("还没有选科室"), "active": _("还没有选状态"),
        }  # fmt: skip
        skipped = "code" if self.instrument else "active"
        for name, text in labels.items():
            if name == skipped:
                continue
            helped = _("当天还有效，过了这天测的标“可疑”") if name == "calibrated_until" else ""
            self.add_row(
                name, text, self.editors[name], required=name in missing,
                missing=missing.get(name, ""), help_text=helped,
            )  # fmt: skip
            if self.instrument is not None:
                self.editors[name].set_value(getattr(self.instrument, name))


def _row(one: InstrumentView) -> tuple[Cell, ...]:
    tone, second = ("text", "text2") if one.active else ("text3", "text3")
    word, mark, ink = _BADGES[one.calibration]
    badge = Badge(_(word), mark, ink) if one.active else use_badge(False)
    return (
        Cell(one.code, tone), Cell(one.name, tone), Cell(one.model or "—", second),
        Cell(one.department, second), Cell(_day(one.calibrated_on), second),
        Cell(_day(one.calibrated_until), tone), Cell(one.certificate or "—", second),
        Cell(badge=badge),
    )  # fmt: skip


def _past_block(one: CalibrationView) -> QWidget:
    """One calibration: until when, when done, its certificate, who entered it."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP_INNER)
    column.addWidget(label(_("有效期至 {day}").format(day=one.calibrated_until), "strong"))
    done = _("检定 {day}，证书 {no}").format(day=_day(one.calibrated_on), no=one.certificate or "—")
    column.addWidget(label(done, "muted", wrap=True))
    who = _("{person} {day} 登记").format(person=one.person, day=one.entered_on)
    column.addWidget(label(who, "small"))
    return made


def _day(day: object) -> str:
    return str(day) if day else "—"
