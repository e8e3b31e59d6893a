"""分值: what each answer scores from a new version on; the versions before keep theirs."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.i18n import _
from app.services.survey_count.questionnaires import Scale
from app.services.surveys import versions
from app.services.surveys.versions import Points
from app.views import theme
from app.views.asking.dialogs import Dialog
from app.views.inputs.fields import Editor, FieldRow
from app.views.inputs.text_editors import NumberEdit
from app.views.widgets.labels import label

_WIDTH, _NUMBER = 880, 56


class PointsEdit(Editor):
    """The options of one scale, each with its points; all empty means not scored."""

    def __init__(self, scale: Scale) -> None:
        super().__init__()
        self._scale = scale
        self.numbers: list[NumberEdit] = []
        row = QHBoxLayout(self._area)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        for option in scale.options:
            number = NumberEdit(
                minimum=versions.LEAST_POINTS, maximum=versions.MOST_POINTS, width=_NUMBER
            )
            number.describe(f"{scale.title} {option.text}", _("分值"))
            number.set_value(option.points)
            number.changed.connect(self.changed)
            row.addWidget(label(option.text, "label"))
            row.addWidget(number)
            self.numbers.append(number)
            self._add_input(number.first_input())
        row.addStretch(1)

    def value(self) -> Points:
        """The points in the order of the options."""
        found = [one.value() for one in self.numbers]
        return tuple(None if one is None else int(one) for one in found)

    def set_value(self, value: object) -> None:
        """Show other points."""
        assert isinstance(value, Sequence)
        for number, points in zip(self.numbers, value, strict=True):
            number.set_value(points)
        self._refresh_shown()

    def text(self) -> str:
        """`100/75/50`."""
        return "/".join("—" if one is None else str(one) for one in self.value())

    def problem(self) -> str:
        """The first number that is none, or what is wrong with all of them together."""
        typed = next((said for one in self.numbers if (said := one.problem())), "")
        return typed or versions.wrong_points(versions.with_points(self._scale, self.value()))


class PointsDialog(Dialog):
    """One row for every scale. Nothing is kept here: the new version takes the points with it."""

    chosen = Signal(object)  # code of a scale → its points

    def __init__(self, parent: QWidget, scales: Sequence[Scale]) -> None:
        super().__init__(
            parent,
            _("各档的分值"),
            _("从最好的一档起由高到低，0 到 100；都空着的不计分，只看分布。旧版和用它的调查不变。"),
            icon="clipboard",
        )
        self.setMinimumWidth(_WIDTH)
        self.rows: Mapping[str, FieldRow] = {
            one.code: FieldRow(one.title, PointsEdit(one)) for one in scales
        }
        for row in self.rows.values():
            self.body.addWidget(row)
        self.act = self.add_primary(_("用这些分值"), self.choose)
        self.keep = self.add_button(_("先不改"), self.reject, "close")
        self.focus_first(next(iter(self.rows.values())).editor.first_input())

    def choose(self) -> None:
        """Hand the points over unless something is wrong with them."""
        wrong = [row for row in self.rows.values() if not row.validate()]
        if wrong:
            wrong[0].focus()
            return
        self.chosen.emit({code: row.editor.value() for code, row in self.rows.items()})
        self.accept()
