"""系统 › 问卷: every version of the questionnaires; a new one is made from an old one, none is changed."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.services.access import Permission
from app.services.survey_count.questionnaires import Question, Scale
from app.services.surveys import versions
from app.services.surveys.versions import Overview, VersionView
from app.views import theme
from app.views.context import Context
from app.views.settings.sub_page import SubPage
from app.views.settings.surveys.version_dialog import VersionDialog
from app.views.widgets.badges import Badge
from app.views.widgets.buttons import primary, quiet
from app.views.widgets.cell_list import CellList
from app.views.widgets.cells import Cell
from app.views.widgets.table import TableColumn

_COLUMNS = (
    TableColumn(64),
    TableColumn(theme.WIDTHS["column_stretch_least"] // 2, stretch=True),
    TableColumn(theme.WIDTHS["column_date"]),
    TableColumn(84),
    TableColumn(150),
)
_SCALE_WIDTH = 208
_QUESTIONS = (
    TableColumn(56),
    TableColumn(theme.WIDTHS["column_stretch_least"], stretch=True),
    TableColumn(_SCALE_WIDTH),
    TableColumn(theme.WIDTHS["column_department"]),
    TableColumn(theme.WIDTHS["column_department"] + theme.MARGIN),
)
_VERSIONS_WIDTH = 520


class QuestionnairesPage(SubPage):
    """The list of versions, and at the right what the chosen one asks."""

    permission = Permission.CONFIGURE
    tables = frozenset({"questionnaire", "satisfaction_survey"})
    keys = (("Ctrl+N", N_("另立新版")), ("Enter", N_("预览")), ("↑ ↓", N_("逐版看")),
            ("F5", N_("重新载入")))  # fmt: skip

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._found: dict[tuple[str, int], VersionView] = {}
        self._offices: Mapping[str, str] = {}
        self.renew = primary(_("另立新版…"), "plus")
        self.preview = quiet(_("预览"), "eye")
        headings = (_("类型"), _("版本"), _("生效日期"), _("用于调查"), _("状态"))
        self.list = CellList(_("问卷各版"), headings, _COLUMNS)
        self.list.setFixedWidth(_VERSIONS_WIDTH)
        asked = (_("题号"), _("题目"), _("档次、分值"), _("用途"), _("由谁答复"))
        self.questions = CellList(_("题目"), asked, _QUESTIONS)
        self.questions.footer_row.addWidget(self.preview)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_CARD)
        row.addWidget(self.list)
        row.addWidget(self.questions, 1)
        self.column.addLayout(row, 1)
        self.renew.clicked.connect(self.make_new)
        self.preview.clicked.connect(self.show_paper)
        self.list.opened.connect(lambda _key: self.show_paper())
        self.list.chosen.connect(lambda _key: self._show_questions())

    def head_buttons(self) -> Sequence[QWidget]:
        """A new version of the chosen one."""
        return (self.renew,)

    def guarded(self) -> Sequence[QWidget]:
        """What needs the right to configure."""
        return (self.renew,)

    def refusal(self) -> str:
        """Why this person can only look."""
        return _("您的角色只能看问卷。另立新版由职能科室负责人或系统管理员办理")

    def reload(self) -> None:
        """Read them anew."""
        self.context.ask(self, versions.overview, self._show, None)

    def focus_first(self) -> None:
        """The list."""
        self.list.view.setFocus()

    def make_new(self) -> None:
        """Ctrl+N: a new version that begins as the chosen one."""
        found = self.current()
        if found is None or not self.renew.isEnabled():
            return
        self.open_form(VersionDialog(self.context, self.window(), found.version))

    def show_paper(self) -> None:
        """Enter: the sheet as patients get it."""
        found = self.current()
        if found is None:
            return
        # Printing brings the preview along: only when somebody looks.
        from app.views.settings.surveys.version_window import VersionWindow

        VersionWindow(self.context, found.version, self.window()).show()

    def current(self) -> VersionView | None:
        """The chosen version."""
        key = self.list.current()
        return self._found.get(key) if isinstance(key, tuple) else None

    def _show(self, found: Overview) -> None:
        self._offices = found.offices
        self._found = {(one.version.kind.value, one.version.number): one for one in found.versions}
        self.list.set_rows(list(self._found), [_row(one) for one in found.versions])
        if self.list.current() is None and self._found:
            self.list.choose(next(iter(self._found)))
        self.list.set_footer(_("已有的版本不再改动，旧调查的得分不变"))
        self._show_questions()

    def _show_questions(self) -> None:
        found = self.current()
        asked = found.version.questions if found else ()
        titles = {one.code: _scale(one) for one in found.version.scales} if found else {}
        self.questions.set_rows(
            [one.code for one in asked],
            [_question(one, titles.get(one.scale, ""), self._offices) for one in asked],
        )
        if found is not None:
            words = _("{title}　{n} 题；登记调查时取当日有效的最新一版")
            self.questions.set_footer(words.format(title=found.version.title, n=len(asked)))


def _scale(one: Scale) -> str:
    """`满意程度三档 100/50/0`; a scale without points is its name alone."""
    points = "/".join(str(option.points) for option in one.options if option.points is not None)
    return f"{one.title} {points}".strip()


def _question(one: Question, scale: str, offices: Mapping[str, str]) -> tuple[Cell, ...]:
    ward = _("患者所在科室") if one.scored_by_department else "—"
    return (
        Cell(str(one.place), "text2", right=True), Cell(one.text),
        Cell(scale, "text2"),
        Cell(_(one.role.label), "text2"), Cell(offices.get(one.answerable, ward), "text2"),
    )  # fmt: skip


def _row(one: VersionView) -> tuple[Cell, ...]:
    version = one.version
    ink = "text" if one.is_current else "text2"
    return (
        Cell(_(version.kind.label), ink), Cell(_("第 {n} 版").format(n=version.number), ink),
        Cell(f"{version.effective_from}", ink), Cell(str(one.surveys), ink, right=True),
        Cell(badge=_badge(one)),
    )  # fmt: skip


def _badge(one: VersionView) -> Badge:
    if not one.is_taken_up:
        return Badge(_("自带，登记时采用"), "ring", "neutral_open")
    if one.is_current:
        return Badge(_("现用"), "tick", "pass")
    if one.version.effective_from > clock.today():
        return Badge(_("未到生效日"), "ring", "accent")
    return Badge(_("旧版"), "dot", "neutral")
