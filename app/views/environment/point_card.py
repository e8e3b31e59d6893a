"""The card of the point the keyboard stands at: its limit, its instrument, and what is noted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import _
from app.services.environment import sheet
from app.services.environment.round_lines import Instrument
from app.services.environment.sheet import Entered, SheetLine
from app.views import theme
from app.views.inputs.editors import LineEdit, SuggestEdit, Suggestion
from app.views.inputs.lines import Line
from app.views.inputs.offered_list import PickLine
from app.views.widgets.buttons import outlined, quiet
from app.views.widgets.cards import Card
from app.views.widgets.labels import ElidedLabel, IconText, label

_CODE_LONGEST, _LABEL_WIDTH = 30, 32


class _InstrumentLine(PickLine):
    """Enter goes back to the sheet: that is where one goes on."""

    done = Signal()

    def focusNextChild(self) -> bool:
        """Not the next field."""
        self.done.emit()
        return True


class _NoteLine(Line):
    """The same."""

    done = Signal()

    def focusNextChild(self) -> bool:
        """Not the next field."""
        self.done.emit()
        return True


class _InstrumentEdit(SuggestEdit):
    line: _InstrumentLine
    line_class = _InstrumentLine


class _NoteEdit(LineEdit):
    line: _NoteLine
    line_class = _NoteLine


class PointCard(Card):
    """What is entered here goes into the row the keyboard stands in."""

    instrument_changed = Signal(str)
    note_changed = Signal(str)
    all_asked = Signal(str)
    pending_asked = Signal()
    besides_asked = Signal()
    left = Signal()  # Enter: the keyboard goes back to the sheet

    def __init__(self) -> None:
        super().__init__(padding=theme.MARGIN - 1)
        self._known: dict[str, Instrument] = {}
        self.title = ElidedLabel("", "section")
        self._limit = label("", "muted", wrap=True)
        self.instrument = _InstrumentEdit(max_length=_CODE_LONGEST)
        self.note = _NoteEdit(max_length=sheet.NOTE_LONGEST)
        self._expired = IconText("triangle", "", "wait", "muted")
        self.for_all = quiet(_("各行都用它"), "copy")
        self.pending = outlined(_("待出结果"), "clock")
        self.besides = outlined(_("检出了"), "octagon")
        self._middle = QVBoxLayout()
        self._arrange()
        self._connect()

    def set_middle(self, widget: QWidget) -> None:
        """What stands between the limit and the instrument: the trend of the point."""
        self._middle.addWidget(widget)

    def set_instruments(self, instruments: Sequence[Instrument]) -> None:
        """Offer these."""
        self._known = {one.code: one for one in instruments}
        self.instrument.set_suggestions(
            [Suggestion(one.code, one.code, one.name, _until(one), one.initials)
             for one in instruments],
            _("还没有登记测量仪器；仪器在“系统 › 环境”里登记"),
        )  # fmt: skip

    def is_expired(self, code: str) -> bool:
        """Whether what an instrument measures today is doubtful."""
        known = self._known.get(code)
        return known is not None and known.is_expired(clock.today())

    def expired(self) -> str:
        """What is said of the instrument: why its results are doubtful."""
        return "" if self._expired.isHidden() else self._expired.text()

    def show_line(self, line: SheetLine, entry: Entered) -> None:
        """Show the point of a row and what was entered beside its value."""
        self.title.set_full_text(f"{line.place} {line.item}")
        words = _("限值 {limit} {unit}").format(limit=line.limit_text, unit=line.unit).rstrip()
        standard = _("（{standard}）").format(standard=line.standard) if line.standard else ""
        self._limit.setText(words + standard)
        if entry.instrument != self.instrument.text():
            self.instrument.set_value(entry.instrument)
        if entry.note != self.note.text():
            self.note.set_value(entry.note)
        self._tell_instrument(entry.instrument)
        self.pending.set_text(_("不等结果了") if entry.is_pending else _("待出结果"))
        self.besides.setVisible(sheet.asks_besides(line))
        self.besides.set_text(_("没有检出") if entry.finding else _("检出了"))

    def _arrange(self) -> None:
        self.body.setSpacing(theme.GAP_INNER + 2)
        self.body.addWidget(self.title)
        self.body.addWidget(self._limit)
        self.body.addLayout(self._middle)
        self.body.addLayout(_row(_("仪器"), self.instrument, self.for_all))
        self.body.addWidget(self._expired)
        self.body.addLayout(_row(_("备注"), self.note))
        ways = QHBoxLayout()
        ways.setSpacing(theme.GAP)
        ways.addWidget(self.pending)
        ways.addWidget(self.besides)
        ways.addStretch(1)
        self.body.addLayout(ways)
        self.instrument.describe(_("仪器"), "")
        self.note.describe(_("备注"), "")
        self.for_all.set_hint(_("没有写仪器的行都用这一台"))
        self.pending.set_hint(_("已采样，培养要几天：F3"))
        self._expired.hide()

    def _connect(self) -> None:
        self.instrument.changed.connect(self._on_instrument)
        self.instrument.left.connect(self._on_instrument)
        self.note.changed.connect(lambda: self.note_changed.emit(self.note.text()))
        self.instrument.line.done.connect(self.left)
        self.note.line.done.connect(self.left)
        self.for_all.clicked.connect(lambda: self.all_asked.emit(self.instrument.text()))
        self.pending.clicked.connect(self.pending_asked)
        self.besides.clicked.connect(self.besides_asked)

    def _on_instrument(self) -> None:
        code = self.instrument.text()
        self._tell_instrument(code)
        self.instrument_changed.emit(code)

    def _tell_instrument(self, code: str) -> None:
        """Beside an instrument stands what is doubtful about it."""
        words = ""
        if self.is_expired(code):
            day = self._known[code].calibrated_until
            words = _("检定 {day} 到期，测得的结果标“可疑”").format(day=day)
        elif code and code not in self._known and not self.instrument.line.hasFocus():
            words = _("没有登记过这台仪器")
        self._expired.set_content("triangle", words, "wait")
        self._expired.setVisible(bool(words))


def _row(text: str, *widgets: QWidget) -> QHBoxLayout:
    made = QHBoxLayout()
    made.setSpacing(theme.GAP)
    words = label(text, "label")
    words.setFixedWidth(max(_LABEL_WIDTH, words.sizeHint().width()))
    made.addWidget(words, 0, Qt.AlignmentFlag.AlignVCenter)
    for place, widget in enumerate(widgets):
        made.addWidget(widget, 0 if place else 1)
    return made


def _until(one: Instrument) -> str:
    if one.calibrated_until is None:
        return ""
    if one.is_expired(clock.today()):
        return _("检定已过期")
    return _("检定至 {day}").format(day=one.calibrated_until)
