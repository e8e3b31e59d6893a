"""Which column becomes which field: recognised by heading, changed with a pick list."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.i18n import _
from app.services.imports import mapping
from app.services.imports.mapping import Column
from app.services.registers.register import Register
from app.views import theme
from app.views.inputs.choice_editors import Tick
from app.views.inputs.combo import Combo, Option
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.registers.bring_in.source_file import SourceFile
from app.views.widgets.buttons import outlined, primary
from app.views.widgets.cards import Card, Rule
from app.views.widgets.labels import ElidedLabel, IconLabel, IconText, label

_FIELD_WIDTH = 300
_LETTER_WIDTH = 40
_HEADING_WIDTH = 220


class ColumnsPage(QWidget):
    """One line per column of the old register: its heading, what stands in it, where it goes."""

    tried = Signal()
    sheet_chosen = Signal(str)
    back_asked = Signal()

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._source: SourceFile | None = None
        self._picks: dict[int, PickEdit] = {}
        self._changed: dict[str, str] = {}
        self.found = label("", "section")
        self.sheet = Combo(name=_("工作表"))
        self._sheet_label = label(_("工作表"), "label")
        self.keep_unknown = Tick(_("未对应的列并入备注"))
        self.remembered = IconText("history", "", "", "muted")
        self.lacking = IconText("ring-i", "", "", "muted")
        self.reason = IconText("octagon", "", "fail", "muted", wrap=False)
        self.back = outlined(_("换一个文件"), "chevron-left")
        self.act = primary(_("试导入"), "check")
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._arrange()
        self.sheet.chosen.connect(lambda: self.sheet_chosen.emit(str(self.sheet.value())))
        self.keep_unknown.toggled.connect(self._judge)
        self.act.clicked.connect(self.tried)
        self.back.clicked.connect(self.back_asked)

    def show_source(self, source: SourceFile, *, keep: bool = False) -> None:
        """Show the columns of a file; with `keep` what was changed by hand stays."""
        self._source = source
        if not keep:
            self._changed = {}
        self.sheet.set_options([Option(name, name) for name in source.sheets])
        self.sheet.set_value(source.table.sheet)
        has_choice = len(source.sheets) > 1
        self.sheet.setVisible(has_choice)
        self._sheet_label.setVisible(has_choice)
        is_remembered = source.table.remembered
        self.remembered.set_content(
            "history", _("沿用上次导入这种表时的对应，改过的再记住") if is_remembered else ""
        )
        self.remembered.setVisible(is_remembered)
        self._area.setWidget(self._grid(source))
        self._judge()

    def given(self) -> Mapping[str, str]:
        """What was changed by hand: normalised heading → field, empty for a column left out."""
        return dict(self._changed)

    def fields(self) -> dict[int, str]:
        """Column → field as chosen now."""
        return {
            index: str(pick.value())
            for index, pick in self._picks.items()
            if pick.value() is not None
        }

    def choose(self, heading: str, field: str | None) -> None:
        """Let a column go to a field, or nowhere."""
        column = self._column(heading)
        self._picks[column.index].set_value(field)
        self._on_picked(column)

    def focus_first(self) -> None:
        """The button: everything may be recognised already."""
        self.act.setFocus()

    def _arrange(self) -> None:
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(theme.GAP)
        head.addWidget(self.found)
        head.addStretch(1)
        head.addWidget(self._sheet_label)
        head.addWidget(self.sheet)
        card.body.addLayout(head)
        card.body.addWidget(self.remembered)
        card.body.addWidget(self._area, 1)
        card.body.addWidget(self.keep_unknown)
        card.body.addWidget(self.lacking)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.GAP)
        buttons.addWidget(self.back)
        buttons.addWidget(label(_("还没有写入任何数据"), "muted"))
        buttons.addStretch(1)
        buttons.addWidget(self.reason)
        buttons.addWidget(self.act)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(card, 1)
        column.addLayout(buttons)

    def _grid(self, source: SourceFile) -> QWidget:
        made = QWidget()
        made.setObjectName("Plain")
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, theme.MARGIN, 0)
        grid.setHorizontalSpacing(theme.GAP_CARD)
        grid.setVerticalSpacing(theme.GAP_INNER)
        grid.setColumnStretch(2, 1)
        heads = (_("列"), _("旧台账的表头"), _("前几行写的"), "", _("对应到"))
        for place, text in enumerate(heads):
            grid.addWidget(label(text, "head"), 0, place)
        grid.addWidget(Rule(), 1, 0, 1, 5)
        items = [PickItem(one.name, one.text, "", one.initials) for one in source.choices]
        doubled = source.doubled()
        self._picks = {}
        for line, column in enumerate(source.table.columns, start=2):
            pick = PickEdit(items, placeholder=_("不导入"))
            pick.setFixedWidth(_FIELD_WIDTH)
            pick.set_value(column.field)
            pick.describe(_("“{heading}”对应到").format(heading=column.heading), "")
            pick.changed.connect(lambda column=column: self._on_picked(column))
            self._picks[column.index] = pick
            examples = source.examples(column.index)
            if mapping.normal(column.heading) in doubled:
                pick.setEnabled(False)
                examples = _("表头重名，按左边的列判断；要改，先在表里改成不同的名称")
            self._add_line(grid, line, column, examples, pick)
        grid.setRowStretch(len(source.table.columns) + 2, 1)
        return made

    def _add_line(
        self, grid: QGridLayout, line: int, column: Column, examples: str, pick: PickEdit
    ) -> None:
        letter = label(column.letter, "muted")
        letter.setFixedWidth(_LETTER_WIDTH)
        heading = ElidedLabel(column.heading, "strong")
        heading.setFixedWidth(_HEADING_WIDTH)
        grid.addWidget(letter, line, 0)
        grid.addWidget(heading, line, 1)
        grid.addWidget(ElidedLabel(examples, "muted"), line, 2)
        grid.addWidget(IconLabel("arrow-right", "text3", theme.ICON_SMALL), line, 3)
        grid.addWidget(pick, line, 4, Qt.AlignmentFlag.AlignRight)

    def _column(self, heading: str) -> Column:
        assert self._source is not None
        return next(one for one in self._source.table.columns if one.heading == heading)

    def _on_picked(self, column: Column) -> None:
        """A field has one column: the one that had it before is left out."""
        assert self._source is not None
        value = self._picks[column.index].value()
        self._changed[mapping.normal(column.heading)] = str(value) if value is not None else ""
        for other in self._source.table.columns:
            pick = self._picks[other.index]
            if other.index != column.index and value is not None and pick.value() == value:
                pick.set_value(None)
                self._changed[mapping.normal(other.heading)] = ""
        self._judge()

    def _judge(self) -> None:
        """Say what is recognised and what the old register lacks."""
        chosen = set(self.fields().values())
        left_out = len(self._picks) - len(chosen)
        words = _("认出 {n} 列").format(n=len(chosen))
        if left_out and self.keep_unknown.isChecked():
            words = _("认出 {n} 列，{m} 列并入备注").format(n=len(chosen), m=left_out)
        elif left_out:
            words = _("认出 {n} 列，{m} 列不导入").format(n=len(chosen), m=left_out)
        self.found.setText(words)
        self.keep_unknown.setEnabled(left_out > 0)
        self.keep_unknown.setToolTip("" if left_out else _("每一列都已对应"))
        lacking = [
            _(one.label) for one in self._register.fields if one.required and one.name not in chosen
        ]
        text = _("旧台账没有这些，导入后列为“补录缺项”，由人补上：{fields}").format(
            fields="、".join(lacking)
        )
        self.lacking.set_content("ring-i", text if lacking else "")
        self.lacking.setVisible(bool(lacking))
        received = self._register[self._register.received]
        is_possible = received.name in chosen
        reason = _("要有一列对应到“{field}”").format(field=_(received.label))
        self.reason.set_content("octagon", "" if is_possible else reason, "fail")
        self.reason.setVisible(not is_possible)
        self.act.setEnabled(is_possible)
