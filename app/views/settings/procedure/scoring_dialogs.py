"""Bringing the hospital's scoring table in, and changing a single clause."""

from decimal import Decimal
from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.operations import Desk
from app.services.upkeep import scoring
from app.services.upkeep.scoring import Reading, RuleView
from app.services.upkeep.scoring_tables import LONGEST_CODE, LONGEST_TEXT
from app.views import theme
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.text_editors import CodeEdit, NumberEdit, TextArea
from app.views.settings.sub_page import use_choice
from app.views.settings.table_dialog import TableDialog, named


class ScoringTableDialog(TableDialog):
    """The table is the whole standard: clauses it does not name go out of use."""

    reading: Reading | None

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(
            context,
            parent,
            _("导入考核标准"),
            _(
                "表头要有“条款”“内容”“扣分”三列，每行一条，条款不重复。一张表就是本院现行的全部标准："
                "表里没有的旧条款停用。记录里已经写下的扣分不变。"
            ),
            _("选考核标准表"),
        )
        self.body.addWidget(self.error)
        self.begin()

    def done_words(self) -> str:
        """What the strip says afterwards."""
        count = len(self.reading.table.rules) if self.reading else 0
        return _("已导入考核标准 {n} 条").format(n=count)

    def submit(self) -> None:
        """Take the table over."""
        if self.reading is not None:
            self.send(scoring.import_table, self.reading)

    def read_table(self, desk: Desk, path: Path) -> Reading:
        """Read a file."""
        return scoring.read_table(desk, path)

    def file_words(self, reading: Reading) -> str:
        """Which file and sheet, how many clauses."""
        table = reading.table
        words = _("{file}，工作表“{sheet}”，{n} 条").format(
            file=table.file, sheet=table.sheet, n=len(table.rules)
        )
        if table.left_out:
            words += _("；{n} 行小标题没有条款和扣分，不导入").format(n=table.left_out)
        return words

    def good_words(self, reading: Reading) -> str:
        """What is new, other, or out of use from now on."""
        parts = [_("新增 {n} 条").format(n=reading.new)]
        for codes, words in (
            (reading.changed, _("改动 {n} 条：{which}")),
            (reading.gone, _("停用 {n} 条：{which}")),
        ):
            if codes:
                parts.append(words.format(n=len(codes), which=named(codes)))
        return "；".join(parts)


class RuleDialog(FormDialog):
    """A new clause, or other words, other points, in use or not."""

    def __init__(
        self, context: Context, parent: QWidget | None, rule: RuleView | None = None
    ) -> None:
        super().__init__(
            context,
            parent,
            _("条款 {code}").format(code=rule.code) if rule else _("新增条款"),
            _("记录里已经写下的扣分不变。") if rule else "",
            icon="clipboard",
            adds=rule is None,
        )
        self.rule = rule
        self.code = CodeEdit(max_length=LONGEST_CODE, placeholder=_("如 3.2"))
        self.words = TextArea(max_length=LONGEST_TEXT)
        self.points = NumberEdit(decimals=2, width=theme.WIDTHS["person"])
        self.active = use_choice()
        if rule is None:
            self.add_row("code", _("条款"), self.code, required=True, missing=_("还没有写条款号"))
        self.add_row("text", _("内容"), self.words, required=True, missing=_("还没有写内容"))
        self.add_row("points", _("扣分"), self.points, required=True, missing=_("还没有写扣分"))
        if rule is not None:
            self.add_row("active", _("状态"), self.active, required=True, missing=_("还没有选状态"))
            self.words.set_value(rule.text)
            self.points.set_value(rule.points)
            self.active.set_value(rule.active)
        self.finish_rows("points" if rule else "code")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        code = self.rule.code if self.rule else self.code.text()
        return _("已保存条款 {code}").format(code=code)

    def submit(self) -> None:
        """Add or change."""
        points = self.points.value()
        amount = None if points is None else Decimal(points)
        words = self.words.value() or ""
        if self.rule is None:
            self.send(scoring.add, self.code.value() or "", words, amount)
        else:
            active = bool(self.active.value())
            self.send(scoring.change, self.rule.id, words, amount, active)
