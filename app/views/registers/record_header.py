"""The head of a record's window: state, title, number, draft, buttons, and where the record stands."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import _
from app.models.base import Choice
from app.services.reading import RecordView, TrailEntry
from app.services.registers.register import Register
from app.views import theme
from app.views.registers.moments import short_day
from app.views.registers.state_badges import state_badge
from app.views.widgets.badges import Badge, BadgeLabel
from app.views.widgets.buttons import outlined, quiet
from app.views.widgets.labels import ElidedLabel, label, set_tone
from app.views.widgets.steps import StepBar, StepMark


class RecordHeader(QFrame):
    """Shows; only its buttons do something."""

    preview_asked = Signal()
    print_asked = Signal()
    save_asked = Signal()
    drop_asked = Signal()
    copy_asked = Signal()

    def __init__(self, kind: Register) -> None:
        super().__init__()
        self.setObjectName("TopBar")
        self._kind = kind
        self.badge = BadgeLabel(Badge(""))
        self.title = ElidedLabel("", "title")
        self.number = label("", "muted")
        self.draft = label("", "small")
        self.drop = quiet(_("放弃修改"), "undo")
        self.drop.hide()
        self.copy = quiet(_("复制为新{item}").format(item=_(kind.item)), "copy")
        self.copy.set_hint(_("用这件的情况开始写新的一件；人、时间和签名不复制（Ctrl+D）"))
        self.copy.hide()
        self.preview = outlined(_("预览表单"), "document")
        self.print = outlined(_("打印…") if kind.letters else _("打印"), "printer")
        self.save = outlined(_("保存"), "save")
        self.steps = StepBar()
        for button, signal in (
            (self.drop, self.drop_asked),
            (self.copy, self.copy_asked),
            (self.preview, self.preview_asked),
            (self.print, self.print_asked),
            (self.save, self.save_asked),
        ):
            button.clicked.connect(signal)
        self._arrange()
        for button in (self.preview, self.print):
            button.setVisible(bool(kind.forms))

    def show_new(self) -> None:
        """A record that has no number yet."""
        self.badge.set_badge(Badge(_("未登记"), "ring", "neutral_open"))
        self.title.set_full_text(_("登记{item}").format(item=_(self._kind.item)))
        self.number.setText("")
        self.save.set_text(_("存草稿"))
        self.steps.set_steps(stations(self._kind, self._kind.road, None, ()))

    def show_record(self, view: RecordView) -> None:
        """State, title and number of a record, and how far it has come."""
        self.badge.set_badge(state_badge(self._kind, view.status))
        self.title.set_full_text(view.title)
        number = view.number
        if view.original_number:
            number += _("（原 {number}）").format(number=view.original_number)
        self.number.setText(number)
        may_print = view.may_print and bool(self._kind.forms)
        self.preview.setVisible(may_print)
        self.print.setVisible(may_print)
        self.save.set_text(_("保存"))
        self.save.setVisible(view.read_only is None)
        self.steps.set_steps(stations(self._kind, view.road, view.status, view.trail))

    def tell_draft(self, text: str, tone: str = "") -> None:
        """`草稿 10:42:05 已自动保存`."""
        self.draft.setText(text)
        set_tone(self.draft, tone)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.badge)
        row.addSpacing(theme.GAP_INNER)
        row.addWidget(self.title)
        row.addSpacing(theme.GAP_INNER)
        row.addWidget(self.number)
        row.addStretch(1)
        row.addWidget(self.draft)
        row.addWidget(self.drop)
        row.addWidget(self.copy)
        row.addSpacing(theme.GAP_INNER)
        row.addWidget(self.preview)
        row.addWidget(self.print)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.MARGIN, theme.GAP, theme.MARGIN, theme.GAP_INNER)
        column.setSpacing(theme.GAP)
        column.addLayout(row)
        column.addWidget(self.steps)


def stations(
    kind: Register, road: Sequence[Choice], status: Choice | None, trail: Sequence[TrailEntry]
) -> list[StepMark]:
    """The road with what was passed, where the record is now, and what is to come.

    A state beside the road stands between what was passed and the next state of the road it leads
    to; states that were left out are not shown.
    """
    reached = {one.target: one for one in trail if one.target}
    here = _place(kind, road, status)
    marks = []
    for place, state in enumerate(road):
        entry = reached.get(state.value)
        if place == here and state != status and status is not None:
            marks.append(_current(kind, road, status, reached))
        if state == status:
            marks.append(_current(kind, road, state, reached))
        elif place < here and entry is not None:
            marks.append(StepMark(_name(kind, state), short_day(entry.at), "done"))
        elif place >= here:
            todo = "current" if status is None and place == 0 else "todo"
            marks.append(StepMark(_name(kind, state), "", todo))
    if status is not None and here == len(road):
        marks.append(_current(kind, road, status, reached))
    return marks


def _place(kind: Register, road: Sequence[Choice], status: Choice | None) -> int:
    """How many states of the road lie behind."""
    if status is None:
        return 0
    if status in road:
        return road.index(status)
    ahead = [
        road.index(step.target)
        for step in kind.steps
        if status in step.sources and step.target in road and not step.asks
    ]
    return min(ahead, default=len(road))


def _current(
    kind: Register, road: Sequence[Choice], state: Choice, reached: dict[str, TrailEntry]
) -> StepMark:
    entry = reached.get(state.value)
    since = _("{day} 起").format(day=short_day(entry.at)) if entry else ""
    name = _name(kind, state) if state in road else _(state.label)
    return StepMark(name, since, "current")


def _name(kind: Register, state: Choice) -> str:
    """A station has the name of the step that leads there."""
    if state == kind.initial:
        return _("登记")
    step = next((one for one in kind.steps if one.target == state), None)
    return _(step.label).rstrip("…") if step else _(state.label)
