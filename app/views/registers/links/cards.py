"""The cards 关联记录 and 职责 beside a record: what it is linked to, and what its clause asks of it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.i18n import _
from app.models.base import VOIDED
from app.services.links.beside import FollowUpView, LinkedView
from app.services.links.raising import targets
from app.services.reading import RecordView
from app.services.registers import catalog
from app.services.registers.register import Register
from app.services.registers.world import Duty
from app.views import theme
from app.views.registers.moments import day_words, moment_words
from app.views.registers.state_badges import state_badge
from app.views.widgets.badges import Badge, BadgeLabel
from app.views.widgets.buttons import quiet
from app.views.widgets.frames import SideCard
from app.views.widgets.keystrokes import ENTER
from app.views.widgets.labels import ElidedLabel, IconLabel, label
from app.views.widgets.lines import Lines

_INDENT = theme.MARGIN + theme.GAP_INNER


class LinksCard(SideCard):
    """Where a record came from, what came from it, and what it still owes."""

    record_asked = Signal(str, int)  # register, record id
    raise_asked = Signal()
    chain_asked = Signal()
    owed_asked = Signal(object)  # FollowUpView: make its record
    finish_asked = Signal(object)  # FollowUpView: say in words how it ended

    def __init__(self, kind: Register) -> None:
        super().__init__(_("关联记录"), action=_("转出…"), icon="send")
        self._kind = kind
        self._lines = Lines()
        self.chain = quiet(_("看整条关联"), "link")
        self.chain.setProperty("small", True)
        self.chain.clicked.connect(self.chain_asked)
        self.body.addWidget(self._lines)
        self.body.addWidget(self.chain, 0, Qt.AlignmentFlag.AlignLeft)
        self.acted.connect(self.raise_asked)

    def show_record(self, view: RecordView) -> None:
        """Show what belongs to this record; without anything to show the card is gone."""
        can_raise = bool(targets(self._kind)) and view.status in self._kind.open_states
        self.action.setVisible(can_raise)
        self.chain.setVisible(bool(view.linked))
        own = LinkLine(
            "comment", _("{item}（本单）").format(item=_(self._kind.item)), view.number,
            state_badge(self._kind, view.status), 0,
        )  # fmt: skip
        rows: list[QWidget] = [self._linked(one) for one in view.linked if one.is_origin]
        rows.append(own)
        rows += [self._linked(one) for one in view.linked if not one.is_origin]
        for one in _owed(view):
            rows.append(_follow_up(one))
            if view.may_finish and one.done_at is None:
                rows.append(self._owed_buttons(one))
        self._lines.replace(rows)
        self.setVisible(len(rows) > 1 or can_raise)

    def _linked(self, one: LinkedView) -> QWidget:
        kind = catalog.by_name(one.register)
        if one.status is None:
            return LinkLine(
                "lock", _(kind.item), _("不在您能看的范围里"), Badge("", "", "plain"), 0
            )
        made = LinkLine(
            "document", _(kind.item), f"{one.number}　{one.title}", state_badge(kind, one.status),
            0 if one.is_origin else _INDENT,
        )  # fmt: skip
        made.make_link(lambda: self.record_asked.emit(one.register, one.record_id))
        return made

    def _owed_buttons(self, one: FollowUpView) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(_INDENT, 0, 0, 0)
        if one.can_be_raised:
            button = quiet(_("开出"), "plus")
            button.clicked.connect(lambda: self.owed_asked.emit(one))
        else:
            button = quiet(_("登记办结…"), "check")
            button.clicked.connect(lambda: self.finish_asked.emit(one))
        button.setAccessibleDescription(f"{one.label}：{one.reason}")
        row.addWidget(button)
        row.addStretch(1)
        return made


def _owed(view: RecordView) -> list[FollowUpView]:
    """The duties no linked record stands for: as many as there are more duties than records."""
    found = []
    raised = [one.register for one in view.linked if not one.is_origin and _stands(one)]
    for one in view.follow_ups:
        if one.done_at is None and one.kind in raised:
            raised.remove(one.kind)
        else:
            found.append(one)
    return found


def _stands(one: LinkedView) -> bool:
    return one.status != VOIDED


def _follow_up(one: FollowUpView) -> QWidget:
    done, waiting = Badge(_("已办结"), "tick", "pass"), Badge(_("待办"), "diamond", "wait")
    badge = waiting if one.done_at is None else done
    text = one.outcome or one.reason
    if one.due_on and one.done_at is None:
        text = _("{reason}，{day} 前").format(reason=text, day=day_words(one.due_on))
    made = LinkLine("document", one.label, text, badge, _INDENT)
    made.setToolTip(one.clause)
    return made


class LinkLine(QWidget):
    """A line of the card: icon, what it is, state, and below it which one."""

    def __init__(self, icon: str, title: str, below: str, badge: Badge, indent: int) -> None:
        super().__init__()
        self._act: object = None
        self._title = ElidedLabel(title, "strong")
        grid = QGridLayout(self)
        grid.setContentsMargins(indent, 0, 0, 0)
        grid.setHorizontalSpacing(theme.GAP)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        grid.addWidget(IconLabel(icon, "accent" if not indent else "text2"), 0, 0)
        grid.addWidget(self._title, 0, 1)
        if badge.word:
            grid.addWidget(BadgeLabel(badge), 0, 2)
        grid.addWidget(label(below, "small", wrap=True), 1, 1, 1, 2)
        self.setAccessibleName(f"{title} {below} {badge.word}")

    def make_link(self, act: object) -> None:
        """A click or Enter opens what it names."""
        self._act = act
        theme.set_property(self._title, "role", "link")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens."""
        if callable(self._act) and self.rect().contains(event.position().toPoint()):
            self._act()
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open."""
        if callable(self._act) and (event.key() in ENTER or event.key() == Qt.Key.Key_Space):
            self._act()
            return
        super().keyPressEvent(event)


class DutiesCard(SideCard):
    """The checklist of a clause: what is done, by whom and when, and what is lacking."""

    def __init__(self) -> None:
        super().__init__(_("职责清单"))
        self._lines = Lines(theme.GAP_INNER)
        self.body.addWidget(self._lines)

    def show_duties(self, duties: Sequence[Duty]) -> None:
        """Show them in the order of the clause."""
        self.setVisible(bool(duties))
        done = sum(not one.lacking for one in duties)
        self.set_title(_("职责清单 {done}/{all}").format(done=done, all=len(duties)))
        self._lines.replace([_duty(one) for one in duties])


def _duty(one: Duty) -> QWidget:
    badge = Badge(_("待办"), "diamond", "wait") if one.lacking else Badge(_("已办"), "tick", "pass")
    when = moment_words(one.at) if one.at else ""
    below = one.lacking or "　".join(part for part in (one.who, when, one.note) if part)
    made = QWidget()
    grid = QGridLayout(made)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.GAP)
    grid.setVerticalSpacing(0)
    grid.setColumnStretch(1, 1)
    grid.addWidget(label(one.mark, "strong"), 0, 0)
    grid.addWidget(ElidedLabel(one.title, "body"), 0, 1)
    grid.addWidget(BadgeLabel(badge, below), 0, 2)
    if below:
        grid.addWidget(label(below, "small", wrap=True), 1, 1, 1, 2)
    made.setToolTip(one.clause)
    made.setAccessibleName(f"{one.mark}{one.title}：{badge.word}")
    made.setAccessibleDescription(below)
    return made
