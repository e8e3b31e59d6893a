"""What stands around the answers of a sheet: the department, who filled it in, the patient's own words."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.i18n import _
from app.models.surveys.survey import FilledBy
from app.services.people.directory import Directory
from app.services.surveys.keying import OPEN_QUESTIONS, WORDS_MOST
from app.views import theme
from app.views.inputs.choice_editors import ChoiceEdit
from app.views.inputs.combo import Option
from app.views.inputs.directory_edit import DirectoryEdit
from app.views.inputs.editors import FieldRow, LineEdit


class SheetWords(QWidget):
    """The department stays from sheet to sheet: papers come in piles. The words are of one sheet alone."""

    changed = Signal()

    def __init__(self, directory: Directory) -> None:
        super().__init__()
        self.department = DirectoryEdit(directory.departments)
        self.filled_by = ChoiceEdit([Option(one, _(one.label)) for one in FilledBy])
        self.words = {name: LineEdit(max_length=WORDS_MOST) for name in OPEN_QUESTIONS}
        labels = {"praise": _("表扬"), "complaint": _("不满"), "suggestion": _("建议")}
        self.department_row = FieldRow(_("科室"), self.department, required=True)
        self.department_row.set_check(
            lambda: "" if self.department.value() else _("还没有选择科室，先选这一叠的科室")
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.MARGIN)
        grid.setVerticalSpacing(theme.GAP)
        grid.addWidget(self.department_row, 0, 0)
        grid.addWidget(FieldRow(_("填写人"), self.filled_by), 0, 1)
        for place, (name, editor) in enumerate(self.words.items()):
            grid.addWidget(FieldRow(labels[name], editor), 1, place)
        for column in range(len(self.words)):
            grid.setColumnStretch(column, 1)
        for one in (self.department, self.filled_by, *self.words.values()):
            one.changed.connect(self.changed)

    def values(self) -> dict[str, Any]:
        """As a draft and a sheet keep them."""
        filled_by = self.filled_by.value()
        return {
            "department_id": self.department.value(),
            "filled_by": str(filled_by) if filled_by else None,
            **{name: one.value() or "" for name, one in self.words.items()},
        }

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show what is kept, silently."""
        self.department.set_value(values.get("department_id"))
        filled_by = values.get("filled_by")
        self.filled_by.set_value(FilledBy(filled_by) if filled_by else None)
        for name, one in self.words.items():
            one.set_value(values.get(name) or "")

    def inputs(self) -> list[QWidget]:
        """In the order of the keyboard."""
        editors = (self.department, self.filled_by, *self.words.values())
        return [one for each in editors for one in each.inputs()]

    def set_fixed(self, is_fixed: bool) -> None:
        """Of a paper that is keyed again only the answers are."""
        for one in (self.department, self.filled_by, *self.words.values()):
            one.setEnabled(not is_fixed)
