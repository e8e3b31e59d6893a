"""验收规则: what the hospital sets for the inspection of goods."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.services.registers.stock import GoodsRules
from app.services.stock import goods_rules
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.text_editors import NumberEdit


class GoodsRulesDialog(FormDialog):
    """How many first lots are inspected piece by piece; whether consumables need half a year left."""

    def __init__(self, context: Context, parent: QWidget | None) -> None:
        super().__init__(
            context,
            parent,
            _("验收规则"),
            _(
                "从下一次复核起按新的判；已经判定的批不变。药品剩余有效期不少于半年是程序文件的规定，不能改。"
            ),
            icon="gear",
        )
        self.first_lots = NumberEdit(minimum=0, maximum=goods_rules.MOST_FIRST_LOTS, unit=_("批"))
        self.consumables = ChoiceEdit([Option(True, _("也要半年")), Option(False, _("只要没过期"))])
        self.add_row(
            "first_lots",
            _("新供方加严"),
            self.first_lots,
            required=True,
            missing=_("还没有写批数，不加严写 0"),
            help_text=_("新供方的头几批逐件检验；建档以前就有往来的（首次合作早于建档）不算新供方"),
        )
        self.add_row(
            "consumables",
            _("耗材有效期"),
            self.consumables,
            required=True,
            missing=_("还没有选耗材的要求"),
            help_text=_("医疗耗材到货时剩余的有效期"),
        )
        self.finish_rows("first_lots")
        context.ask(self, goods_rules.rules, self._fill, None)

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("验收规则已保存")

    def submit(self) -> None:
        """Keep them."""
        first = self.first_lots.value()
        self.send(
            goods_rules.change,
            None if first is None else int(first),
            bool(self.consumables.value()),
        )

    def _fill(self, rules: GoodsRules) -> None:
        self.first_lots.set_value(rules.first_lots)
        self.consumables.set_value(rules.consumables_near_expiry)
