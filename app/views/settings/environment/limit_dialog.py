"""A limit of Table 4 set anew from a day on, or a further limit of a row."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.models.environment.standard import Frequency, LimitType
from app.services.environment.table4 import LineView, RowView
from app.services.environment.upkeep import limit_versions
from app.services.environment.upkeep.limit_versions import TEXTS, NewLimit
from app.views import theme
from app.views.context import Context
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.fields import Editor
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.text_editors import LineEdit, NumberEdit
from app.views.settings.form_dialog import FormDialog

_WIDTH = 860
_NUMBERS = ("low", "high", "action_low", "action_high", "plausible_low", "plausible_high")
_MEASURED = (LimitType.LE, LimitType.GE, LimitType.RANGE)
_SHOWN = {
    "low": (LimitType.GE, LimitType.RANGE),
    "high": (LimitType.LE, LimitType.RANGE),
    "action_low": (LimitType.GE, LimitType.RANGE),
    "action_high": (LimitType.LE, LimitType.RANGE),
    "plausible_low": _MEASURED,
    "plausible_high": _MEASURED,
}
_PAIRS = (
    ("low", "high"), ("action_low", "action_high"), ("plausible_low", "plausible_high"),
    ("unit", "frequency"), ("month_from", "month_to"), ("standard_no", "standard_year"),
    ("effective_from", "enabled"),
)  # fmt: skip


class LimitDialog(FormDialog):
    """What a version says. The old one stays for everything measured before."""

    def __init__(
        self, context: Context, parent: QWidget | None, row: RowView, line: LineView | None
    ) -> None:
        title = _("改限值 {code} {name}") if line else _("加一条限值 {code} {name}")
        super().__init__(
            context,
            parent,
            title.format(code=row.code, name=row.name),
            _("改动是一个新版本：生效日期以前测的，仍按当时的限值判定。各单位的结果不换算。"),
            icon="thermometer",
            act=_("存为新版本") if line else _("加上"),
        )
        self.setMinimumWidth(_WIDTH)
        self.row, self.line = row, line
        self.editors = _editors()
        self._add_rows()
        self._pair_rows()
        self.editors["limit_type"].changed.connect(self._show_fields)
        self._fill()
        self.finish_rows("limit_type" if line is None else self._begin_with())

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已存 {code} 的新限值").format(code=self.row.code)

    def submit(self) -> None:
        """Add the version."""
        values = {name: editor.value() for name, editor in self.editors.items()}
        day = values.pop("effective_from")
        values |= {name: values[name] or "" for name in TEXTS}
        values["enabled"] = bool(values["enabled"])
        wanted = NewLimit(**values)  # type: ignore[arg-type]  # each editor gives its field's kind
        if self.line is None:
            self.send(limit_versions.add_line, self.row.id, wanted, day)  # type: ignore[arg-type]  # as above
        else:
            self.send(limit_versions.change, self.row.id, self.line.line, wanted, day)  # type: ignore[arg-type]  # as above

    def _add_rows(self) -> None:
        labels = {
            "name": _("哪里、何时"), "limit_type": _("类型"), "low": _("下限"), "high": _("上限"),
            "action_low": _("下干预线"), "action_high": _("上干预线"),
            "plausible_low": _("可信下界"), "plausible_high": _("可信上界"), "unit": _("单位"),
            "frequency": _("频次"), "wording": _("文字要求"), "month_from": _("季节从"),
            "month_to": _("季节到"), "standard_no": _("标准号"), "standard_year": _("年份"),
            "source": _("依据"), "effective_from": _("生效日期"), "enabled": _("执行"),
        }  # fmt: skip
        helped = {
            "action_low": _("低于它是预警，不算不合格"),
            "action_high": _("超过它是预警，不算不合格"),
            "plausible_high": _("可信范围以外的值，录入时再问一遍"),
            "effective_from": _("今天或以后；存下后不能改"),
        }
        missing = {
            "limit_type": _("还没有选类型"), "frequency": _("还没有选频次"),
            "source": _("还没有填写依据：哪个文件、哪一条"),
            "effective_from": _("还没有填写生效日期"), "enabled": _("还没有选择"),
        }  # fmt: skip
        for name, text in labels.items():
            self.add_row(
                name, text, self.editors[name], required=name in missing,
                help_text=helped.get(name, ""), missing=missing.get(name, ""),
            )  # fmt: skip

    def _pair_rows(self) -> None:
        for left, right in _PAIRS:
            place = self.body.indexOf(self.rows[left])
            box = QHBoxLayout()
            box.setSpacing(theme.GAP)
            for name in (left, right):
                self.body.removeWidget(self.rows[name])
                box.addWidget(self.rows[name], 1, Qt.AlignmentFlag.AlignTop)
            self.body.insertLayout(place, box)

    def _fill(self) -> None:
        latest = self.line.latest if self.line else None
        for name, editor in self.editors.items():
            if latest is not None and name not in ("effective_from", "source"):
                editor.set_value(getattr(latest, name))
        self.editors["enabled"].set_value(latest.enabled if latest else True)
        self.editors["effective_from"].set_value(clock.today())
        self._show_fields()

    def _show_fields(self) -> None:
        kind = self.editors["limit_type"].value()
        for name, kinds in _SHOWN.items():
            self.rows[name].setVisible(kind in kinds)
        self.adjustSize()

    def _begin_with(self) -> str:
        kind = self.editors["limit_type"].value()
        return next((one for one in ("low", "high") if kind in _SHOWN[one]), "wording")


def _editors() -> dict[str, Editor]:
    """An editor for each field of a version."""
    made: dict[str, Editor] = {
        name: NumberEdit(decimals=limit_versions.MOST_PLACES, width=theme.WIDTHS["datetime"])
        for name in _NUMBERS
    }
    for name in ("name", "wording", "standard_no"):
        made[name] = LineEdit(max_length=TEXTS[name])
    made["unit"] = LineEdit(max_length=TEXTS["unit"], placeholder=_("如 CFU/皿(15 min)"))
    made["source"] = LineEdit(
        max_length=TEXTS["source"], placeholder=_("如 院感委员会〔2026〕2 号第 4 条")
    )
    made["limit_type"] = ChoiceEdit([Option(one, _(one.label)) for one in LimitType])
    made["frequency"] = PickEdit([PickItem(one, _(one.label)) for one in Frequency])
    for name in ("month_from", "month_to"):
        made[name] = NumberEdit(minimum=1, maximum=12, unit=_("月"))
    made["standard_year"] = NumberEdit(
        minimum=limit_versions.YEARS[0], maximum=limit_versions.YEARS[1]
    )
    made["effective_from"] = DateEdit()
    made["enabled"] = ChoiceEdit([Option(True, _("执行")), Option(False, _("不执行"))])
    return made
