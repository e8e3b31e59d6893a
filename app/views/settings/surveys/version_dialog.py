"""另立新版: a questionnaire written anew from an old version; questions in the order of their numbers."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from app import clock
from app.i18n import N_, _
from app.models.surveys.questionnaire import QuestionRole
from app.services.survey_count.questionnaires import Version
from app.services.surveys import versions
from app.services.surveys.versions import INTRO_LONGEST, LIMITS, TITLE_LONGEST, Line, Points
from app.views.asking.form_dialog import FormDialog
from app.views.context import Context
from app.views.inputs.date_editors import DateEdit
from app.views.inputs.fields import Editor
from app.views.inputs.pick_editor import PickEdit, PickItem
from app.views.inputs.rows_editor import Part, RowsEdit
from app.views.inputs.text_editors import LineEdit, NumberEdit, TextArea
from app.views.settings.surveys.points_dialog import PointsDialog
from app.views.widgets.buttons import outlined
from app.views.widgets.labels import label

_WIDTH, _ROWS_HEIGHT = 1280, 300
_SECTION, _SHORT, _PICK = 84, 140, 132
_HEADS = {
    "number": N_("题号"), "section": N_("方面"), "short": N_("简称"), "text": N_("题目"),
    "scale": N_("档次"), "role": N_("用途"), "answerable": N_("由谁答复"),
}  # fmt: skip


class VersionDialog(FormDialog):
    """The old version stays as it is. What is wrong is said of the first question it is wrong with."""

    def __init__(self, context: Context, parent: QWidget | None, version: Version) -> None:
        super().__init__(
            context, parent,
            _("{kind}问卷：从第 {n} 版另立新版").format(
                kind=_(version.kind.label), n=version.number),
            _("旧版和用它的调查不变。“由谁答复”空着的题按患者所在科室计分；选了职能科室的全院合计，由它答复。"),
            icon="clipboard", act=_("存为新版"), leave=_("先不立"),
        )  # fmt: skip
        self.setMinimumWidth(_WIDTH)
        self._version = version
        self._points: Mapping[str, Points] = {}
        self.title, self.intro = (
            LineEdit(max_length=TITLE_LONGEST),
            TextArea(max_length=INTRO_LONGEST),
        )
        self.day = DateEdit()
        self.questions = RowsEdit(self._parts(), _itself, _rows)
        self._fill()
        self.finish_rows("title")

    def done_words(self) -> str:
        """What the strip says afterwards."""
        return _("已存{kind}问卷新版，{day} 起的调查用它").format(
            kind=_(self._version.kind.label), day=self.day.value()
        )

    def submit(self) -> None:
        """Keep the new version."""
        self.send(versions.add, self.edited())

    def edited(self) -> Version:
        """The version as it is written now."""
        lines = [_line(one) for one in self.questions.value()]
        day = self.day.value()
        return versions.edited(
            self._version, title=str(self.title.value() or ""),
            intro=str(self.intro.value() or ""), effective_from=day or clock.today(),
            questions=versions.asked(self._version, lines), points=self._points,
        )  # fmt: skip

    def show_paper(self) -> None:
        """预览: the sheet as it is written now."""
        # Printing brings the preview along: only when somebody looks.
        from app.views.settings.surveys.version_window import VersionWindow

        if self.questions.value():
            VersionWindow(self.context, self.edited(), self).show()

    def ask_points(self) -> None:
        """分值…: what the answers score, in a dialog of its own."""
        dialog = PointsDialog(self, self.edited().scales)
        dialog.chosen.connect(self._take_points)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_points(self, points: Mapping[str, Points]) -> None:
        self._points = points

    def _fill(self) -> None:
        self.add_row("title", _("标题"), self.title, required=True, missing=_("还没有写标题"))
        self.add_row(
            "effective_from", _("生效日期"), self.day, required=True,
            help_text=_("这一天起登记的调查用新版"), missing=_("还没有写生效日期"),
        )  # fmt: skip
        self.add_row("intro", _("致患者的话"), self.intro, required=True,
                     missing=_("还没有写致患者的话"))  # fmt: skip
        self.body.addWidget(label(_("题目"), "section"))
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setMinimumHeight(_ROWS_HEIGHT)
        area.setWidget(self.questions)
        self.body.addWidget(area, 1)
        self.preview = outlined(_("预览"), "eye")
        self.preview.clicked.connect(self.show_paper)
        self._right.insertWidget(0, self.preview)
        self.scoring = outlined(_("分值…"), "edit")
        self.scoring.clicked.connect(self.ask_points)
        self._right.insertWidget(0, self.scoring)
        version = self._version
        self.title.set_value(version.title)
        self.intro.set_value(version.intro)
        self.day.set_value(clock.today())
        self.questions.set_value([vars(one) for one in versions.lines_of(version)])

    def _parts(self) -> list[Part]:
        known = {one.code: one.title for one in (*versions.scales(), *self._version.scales)}
        makers: dict[str, Any] = {
            "number": lambda: NumberEdit(minimum=1, maximum=99),
            "section": lambda: LineEdit(max_length=LIMITS["section"], width=_SECTION),
            "short": lambda: LineEdit(max_length=LIMITS["short"], width=_SHORT),
            "text": lambda: LineEdit(max_length=LIMITS["text"]),
            "scale": lambda: _pick((code, title) for code, title in known.items()),
            "role": lambda: _pick((one, _(one.label)) for one in QuestionRole),
            "answerable": lambda: _pick(versions.answerers(self.context.desk)),
        }
        return [
            Part(name, _(head), makers[name], int(name == "text"), name != "answerable")
            for name, head in _HEADS.items()
        ]


def _pick(items: Any) -> Editor:
    made = PickEdit([PickItem(value, text) for value, text in items])
    made.setFixedWidth(_PICK)
    return made


def _itself(value: Any) -> Any:
    return value


def _rows(value: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [dict(one) for one in value]


def _line(row: Mapping[str, Any]) -> Line:
    """A row as it is typed; what is lacking is said when it is kept."""
    return Line(
        int(row.get("number") or 99), str(row.get("section") or ""), str(row.get("short") or ""),
        str(row.get("text") or ""), str(row.get("scale") or ""),
        QuestionRole(row.get("role") or QuestionRole.ITEM), str(row.get("answerable") or ""),
    )  # fmt: skip
