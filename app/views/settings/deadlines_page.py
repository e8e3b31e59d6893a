"""系统 › 时限: every deadline with its source and date; a change is a new version."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.models.deadline import TimeUnit
from app.services.access import Permission
from app.services.days.due_words import amount_text
from app.services.upkeep import deadline_rules
from app.services.upkeep.deadline_rules import Rule, Version
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.text_editors import LineEdit, NumberEdit
from app.views.settings.sub_page import SubPage
from app.views.settings.versions_card import VersionsCard
from app.views.widgets.badges import Badge, BadgeLabel
from app.views.widgets.buttons import primary
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.labels import label
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(74),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(116),
    TableColumn(112),
    TableColumn(150),
)
_UNITS = {
    TimeUnit.WORKING_DAY: N_("工作日"),
    TimeUnit.CALENDAR_DAY: N_("日"),
    TimeUnit.HOUR: N_("小时"),
    TimeUnit.MONTH: N_("个月"),
    TimeUnit.IMMEDIATE: N_("立即"),
}


class DeadlinesPage(SubPage):
    """The list of deadlines, and at the right every version of the chosen one."""

    permission = Permission.CONFIGURE
    tables = frozenset({"deadline_rule"})
    keys = (("Enter", N_("改时限")), ("↑ ↓", N_("逐条看")), ("F5", N_("重新载入")))

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._rules: list[Rule] = []
        self.change = primary(_("改时限…"), "edit")
        headings = (_("代码"), _("时限"), _("时长"), _("生效日期"), _("状态"))
        self.list = CellList(_("时限"), headings, _COLUMNS)
        self.versions = VersionsCard(_("各版本"))
        self.column.addLayout(self.versions.beside(self.list), 1)
        self.change.clicked.connect(self._change_current)
        self.list.opened.connect(lambda _key: self._change_current())
        self.list.chosen.connect(lambda _key: self._show_versions())

    def head_buttons(self) -> Sequence[QWidget]:
        """Changing the chosen one."""
        return (self.change,)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (self.change,)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看时限。改时限由职能科室负责人或系统管理员办理")

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, deadline_rules.rules, self._show, None)

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    def _show(self, rules: list[Rule]) -> None:
        self._rules = rules
        self.list.set_rows([one.code for one in rules], [_row(one) for one in rules])
        if self.list.current() is None and rules:
            self.list.choose(rules[0].code)
        self.list.set_footer(_("{n} 条时限，改动只影响生效日期以后接到的").format(n=len(rules)))
        self._show_versions()

    def _current(self) -> Rule | None:
        key = self.list.current()
        return next((one for one in self._rules if one.code == key), None)

    def _show_versions(self) -> None:
        rule = self._current()
        if rule is None:
            self.versions.clear(_("各版本"))
            return
        self.versions.clear(_("{code} 的各版本").format(code=rule.code))
        self.versions.add_remark(label(rule.name, "muted", wrap=True))
        for version in rule.versions:
            self.versions.add_version(_version_lines(version, rule))

    def _change_current(self) -> None:
        rule = self._current()
        if rule is None or not self.change.isEnabled():
            return
        self.open_form(DeadlineDialog(self.context, self.window(), rule))


def _row(rule: Rule) -> tuple[Cell, ...]:
    version = rule.current or rule.latest
    return (
        Cell(rule.code),
        Cell(rule.name),
        Cell(amount_text(version.unit, version.amount), "text" if version.enabled else "text3"),
        Cell(version.effective_from.isoformat(), "text2"),
        Cell(badge=_state(rule)),
    )


def _state(rule: Rule) -> Badge:
    """In force, off, or about to change."""
    if rule.coming is not None:
        day = f"{rule.coming.effective_from:%m-%d}"
        if rule.coming.effective_from.year != clock.today().year:
            day = rule.coming.effective_from.isoformat()
        return Badge(_("{day} 起有变").format(day=day), "clock", "wait")
    return _in_force(rule.current)


def _in_force(version: Version | None) -> Badge:
    if version is not None and version.enabled:
        return Badge(_("执行中"), "tick", "pass")
    return Badge(_("未启用"), "two_bars", "neutral")


def _version_lines(version: Version, rule: Rule) -> QWidget:
    """One version: how long, from when, by what."""
    made = QWidget()
    head = QHBoxLayout()
    head.setSpacing(theme.GAP)
    head.addWidget(label(amount_text(version.unit, version.amount), "strong"))
    head.addWidget(label(_("自 {day}").format(day=version.effective_from), "muted"), 1)
    if version == rule.current:
        head.addWidget(BadgeLabel(_in_force(version)))
    elif version.effective_from > clock.today():
        coming = Badge(_("待生效"), "clock", "wait")
        off = Badge(_("将停用"), "two_bars", "neutral")
        head.addWidget(BadgeLabel(coming if version.enabled else off))
    else:
        word = _("已被替代") if version.enabled else _("未启用过")
        head.addWidget(label(word, "small"))
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.GAP_INNER)
    column.addLayout(head)
    column.addWidget(label(_("依据：{source}").format(source=version.source), "muted", wrap=True))
    return made


class DeadlineDialog(FormDialog):
    """A new version of one deadline. The old one stays for everything received before."""

    def __init__(self, context: Context, parent: QWidget | None, rule: Rule) -> None:
        super().__init__(
            context,
            parent,
            _("改时限 {code}").format(code=rule.code),
            _("{name}。改动是一个新版本：生效日期以前接到的，仍按接到那天的版本计算。").format(
                name=rule.name
            ),
            icon="clock",
            act=_("存为新版本"),
        )
        self.rule = rule
        self.amount = NumberEdit()
        self.unit = ChoiceEdit([Option(unit, _(text)) for unit, text in _UNITS.items()])
        self.enabled = ChoiceEdit([Option(True, _("执行")), Option(False, _("不执行"))])
        self.source = LineEdit(
            max_length=deadline_rules.SOURCE_LIMIT, placeholder=_("如 院办〔2026〕3 号第 2 条")
        )
        self.day = DateEdit()
        self._add_rows()
        self._show(rule.latest)
        self.finish_rows("amount")

    def _add_rows(self) -> None:
        self.add_row(
            "amount",
            _("时长"),
            self.amount,
            required=True,
            help_text=_("当日填 0 和“日”；立即填 0"),
        )
        self.add_row("unit", _("单位"), self.unit, required=True, missing=_("还没有选择单位"))
        self.add_row("enabled", _("执行"), self.enabled, required=True, missing=_("还没有选择"))
        self.add_row("source", _("依据"), self.source, required=True)
        self.add_row(
            "effective_from",
            _("生效日期"),
            self.day,
            required=True,
            help_text=_("今天或以后的一天；版本存下后不能改，只能再存一个"),
        )

    def _show(self, latest: Version) -> None:
        self.amount.set_value(latest.amount)
        self.unit.set_value(latest.unit)
        self.enabled.set_value(latest.enabled)
        self.source.set_value(latest.source)
        self.day.set_value(clock.today())

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已存 {code} 的新版本").format(code=self.rule.code)

    def submit(self) -> None:
        """Add the version."""
        unit, amount = self.unit.value(), self.amount.value()
        assert isinstance(unit, TimeUnit)
        self.send(
            deadline_rules.change,
            self.rule.code,
            unit,
            int(amount) if amount is not None else None,
            self.source.value() or "",
            self.day.value(),
            bool(self.enabled.value()),
        )
