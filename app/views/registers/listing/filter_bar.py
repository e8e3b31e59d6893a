"""The bar above a register's table: search, pick lists and chips, all made from its fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app import clock
from app.i18n import N_, _
from app.models.base import Choice
from app.services.lists import Counts
from app.services.people.directory import Directory
from app.services.registers.register import Kind, Register
from app.views import theme
from app.views.inputs.combo import Option
from app.views.inputs.search_line import SearchLine
from app.views.registers.listing import filters as f
from app.views.registers.listing.filter_controls import PickFilter
from app.views.registers.listing.filters import Filters
from app.views.widgets.buttons import UNKNOWN, Chip, ChipBar, quiet
from app.views.widgets.flow import FlowLayout

_CHIP_EXTRA = 22 + theme.GAP_INNER
_ICON_EXTRA = theme.ICON_SMALL + theme.GAP_INNER
# The search box takes the room up to its 330; only what is left goes between the groups.
_SEARCH_FIRST = 100
_SEARCH_LEAST = 200
_NO_PICKS = 1000
_LEAST = 800
_RULE = 2 * theme.GAP + 3 * theme.GAP_INNER


class FilterBar(QWidget):
    """Edits a `Filters`; `changed` says that it is another one now. Views are `ViewChoice`'s."""

    changed = Signal()
    list_asked = Signal()

    def __init__(self, register: Register, directory: Directory) -> None:
        super().__init__()
        self._register = register
        self._filters = Filters()
        self._counts: Counts | None = None
        self._is_counting = False
        self._seen: set[str] = {state.value for state in register.road}
        self.view_pick, self.keep_view = PickFilter(_("视图"), []), quiet(_("另存"), "star")
        usual = N_("查找：编号、姓名、事项任意两字")
        self.search = SearchLine(_(register.heads.get(f.SEARCH, usual)), _("查找"))
        self.search.setMinimumWidth(_SEARCH_LEAST)
        self.period = PickFilter(f.head(register, register.received), _period_options())
        self.scope = PickFilter(_("范围"), [Option(key, _(text)) for key, text in f.SCOPES.items()])
        first, more = f.pick_fields(register)
        self.picks = {name: self._pick(name, directory) for name in (*first, *more)}
        self._first, self._more = first, more
        self.more_button = quiet(_("更多筛选"), "funnel")
        self.clear_button = quiet(_("清除"), "close")
        self.chips = ChipBar(_("状态"))
        self.other = PickFilter(_("其他状态"), [])
        self._row, self._more_area = QHBoxLayout(), QWidget()
        self._more_row = FlowLayout(self._more_area, theme.GAP - 2, theme.GAP_INNER)
        self._is_more_asked = False
        self._arrange()
        self._connect()
        self._show()

    def filters(self) -> Filters:
        """What is looked for now."""
        return self._filters

    def set_filters(self, filters: Filters) -> None:
        """Look for something else."""
        if filters != self._filters:
            self._filters = filters
            self._show()
            self.changed.emit()

    def set_counts(self, counts: Counts | None) -> None:
        """The numbers on the chips; they follow the filters. None: they are being counted."""
        self._counts, self._is_counting = counts, counts is None
        if counts is not None:
            self._seen |= {state for state, n in counts.by_status.items() if n}
        self._show_chips()

    def set_directory(self, directory: Directory) -> None:
        """Departments were renamed or added."""
        for name, pick in self.picks.items():
            if self._register[name].kind is Kind.DEPARTMENT:
                pick.set_options(self._options(name, directory))
        self._show()

    def conditions(self) -> list[f.Condition]:
        """Every condition that is on, in words."""
        names: Mapping[str, Mapping[object, str]] = {
            name: pick.texts() for name, pick in self.picks.items()
        }
        return f.conditions(self._register, self._filters, names)

    def clear(self) -> None:
        """Look for everything."""
        self.set_filters(Filters())

    def escape(self) -> bool:
        """Esc: clears the search first, then the filters. False when there was nothing to clear."""
        if self._filters.text or self.search.text():
            self.search.set_query("")
            self.set_filters(replace(self._filters, text=""))
            return True
        if not self._filters.is_empty():
            self.clear()
            return True
        return False

    def sizeHint(self) -> QSize:
        """Its rows."""
        return QSize(theme.FORM_WIDEST, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Its pick lists give way, so they never keep a window wide."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 1300 the last pick list moves behind 更多筛选; chips that do not fit into a list."""
        super().resizeEvent(event)
        self._place_picks()
        self._show_chips()

    def _pick(self, name: str, directory: Directory) -> PickFilter:
        made = PickFilter(f.head(self._register, name), self._options(name, directory))
        made.chosen.connect(lambda: self._on_picked(name))
        return made

    def _options(self, name: str, directory: Directory) -> list[Option]:
        field = self._register[name]
        everything = Option(None, _("全部"), "qb")
        if field.kind is Kind.DEPARTMENT:
            known = [Option(one.id, one.text, one.initials) for one in directory.departments]
        else:
            members: Sequence[Choice] = list(field.choices or ())
            known = [Option(one, _(one.label)) for one in members]
        return [everything, *known]

    def _arrange(self) -> None:
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.GAP - 2)
        self._row.addWidget(self.view_pick)
        self._row.addWidget(self.keep_view)
        self._row.addWidget(self.search, _SEARCH_FIRST)
        self._row.addWidget(self.period)
        for name in self._first:
            self._row.addWidget(self.picks[name])
        self._row.addSpacing(theme.GAP)
        self._row.addWidget(self.more_button)
        self._row.addStretch(1)
        self._row.addWidget(self.clear_button)
        for pick in (self.scope, *(self.picks[name] for name in self._more)):
            self._more_row.addWidget(pick)
        self._more_area.hide()
        chips = QHBoxLayout()
        chips.setSpacing(theme.GAP)
        chips.addWidget(self.chips, 1)
        chips.addWidget(self.other)
        self.other.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(self._row)
        column.addWidget(self._more_area)
        column.addLayout(chips)

    def _connect(self) -> None:
        self.search.asked.connect(lambda text: self._change(text=text))
        self.search.list_wanted.connect(self.list_asked)
        self.period.chosen.connect(lambda: self._change(period=str(self.period.value())))
        self.scope.chosen.connect(lambda: self._change(scope=str(self.scope.value())))
        self.chips.chosen.connect(self._on_chip)
        self.chips.second_chosen.connect(lambda key: self._change(due=key))
        self.other.chosen.connect(self._on_other)
        self.more_button.clicked.connect(self._toggle_more)
        self.clear_button.clicked.connect(self._on_clear)

    def _on_picked(self, name: str) -> None:
        value = self.picks[name].value()
        rest = {key: one for key, one in self._filters.picks.items() if key != name}
        self._change(picks=rest if value is None else rest | {name: value})

    def _on_chip(self, key: str) -> None:
        self._change(status=self._register.status(key) if key else None)

    def _on_other(self) -> None:
        value = self.other.value()
        self._change(status=self._register.status(str(value)) if value else None)

    def _on_clear(self) -> None:
        self.clear()
        self.list_asked.emit()

    def _change(self, **parts: object) -> None:
        self.set_filters(replace(self._filters, **parts))  # type: ignore[arg-type]  # by name

    def _toggle_more(self) -> None:
        self._is_more_asked = not self._is_more_asked
        self._show_more()
        if self._is_more_asked:
            self.scope.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        """Make every control say what is looked for."""
        if self.search.text().split() != self._filters.text.split():
            self.search.set_query(self._filters.text)
        self.period.set_value(self._filters.period)
        self.scope.set_value(self._filters.scope)
        for name, pick in self.picks.items():
            pick.set_value(self._filters.picks.get(name))
        self._show_more()
        self.clear_button.setEnabled(not self._filters.is_empty())
        self._show_chips()

    def _show_more(self) -> None:
        """Behind 更多筛选 only what is on stays visible until all are asked for."""
        picks = (self.scope, *self.picks.values())
        for pick in picks:
            is_behind = self._more_row.indexOf(pick) >= 0
            pick.setVisible(not is_behind or self._is_more_asked or pick.is_on())
        is_any_on = any(one.is_on() for one in picks if self._more_row.indexOf(one) >= 0)
        self._more_area.setVisible(self._is_more_asked or is_any_on)

    def _place_picks(self) -> None:
        """The row never wraps: words go first, then the pick lists, the last ones before the others."""
        is_tight = self.window().width() < _NO_PICKS
        self.keep_view.set_text("" if is_tight else _("另存"))
        self.keep_view.set_hint(_("另存为视图") if is_tight else "")
        self.clear_button.set_text("" if is_tight else _("清除"))
        self.clear_button.set_hint(_("清除条件") if is_tight else "")
        room = self._picks_fitting()
        if self.window().width() < theme.NARROW_WINDOW:
            room = min(room, 1)
        for place, name in enumerate(self._first):
            pick, is_moved = self.picks[name], place >= room
            if is_moved and self._more_row.indexOf(pick) < 0:
                self._more_row.insert_widget(place - room, pick)
            elif not is_moved and self._row.indexOf(pick) < 0:
                self._row.insertWidget(self._row.indexOf(self.period) + 1 + place, pick)
        self._show_more()

    def _picks_fitting(self) -> int:
        """How many of the usual pick lists have room beside what always stands in the row."""
        always = (self.view_pick, self.keep_view, self.period, self.more_button, self.clear_button)
        gap = self._row.spacing()
        room = self.width() - _SEARCH_LEAST - theme.GAP - gap
        room -= sum(max(one.sizeHint().width(), one.minimumWidth()) + gap for one in always)
        for place, name in enumerate(self._first):
            room -= self.picks[name].minimumWidth() + gap
            if room < 0:
                return place
        return len(self._first)

    def _show_chips(self) -> None:
        """Chips for the states of the road and those seen, as many as fit; the rest in a list."""
        n = self._counts.by_status if self._counts else {}
        total = self._counts.total if self._counts else None
        everything = Chip("", _("全部"), UNKNOWN if self._is_counting else total)
        words, shown = self._register.heads, self._shown_count
        states = [
            Chip(state.value, _(words.get(state.value, state.label)), shown(n.get(state.value, 0)))
            for state in self._register.status
            if state.value in self._seen or state == self._filters.status
        ]
        second = self._due_chips()
        fitting = [everything, *states]
        if self._chips_width((*fitting, *second)) > self._room(second):
            # The list is as wide as its entries: it is filled first, then the chips get the rest.
            self._show_other(states)
            fitting = self._fitting(fitting, second)
        self.chips.set_chips(fitting, second)
        self._show_other([chip for chip in states if chip not in fitting])
        status = self._filters.status
        self.chips.set_current(status.value if status is not None else "")
        self.chips.set_second(self._filters.due)

    def _due_chips(self) -> list[Chip]:
        known = self._counts or Counts(0, {}, 0, 0)
        chips = []
        if hasattr(self._register.model, "due_on"):
            chips = [(f.OVERDUE, known.overdue, "fail"), (f.SOON, known.soon, "wait")]
        for one in self._register.watches:
            tone = "fail" if one.is_over else "wait"
            chips.append((one.name, known.watched.get(one.name, 0), tone))
        return [
            Chip(key, f.due_words(self._register, key), self._shown_count(n), tone if n else "")
            for key, n, tone in chips
        ]

    def _shown_count(self, n: int) -> int | str:
        return UNKNOWN if self._is_counting else n

    def _room(self, second: Sequence[Chip]) -> int:
        return self.width() - (_RULE if second else 0)

    def _chips_width(self, chips: Iterable[Chip]) -> int:
        words = QFontMetrics(theme.font("strong")).horizontalAdvance
        return sum(
            words(f"{chip.text}  {chip.count or 0}")
            + _CHIP_EXTRA
            + (_ICON_EXTRA if chip.tone else 0)
            for chip in chips
        )

    def _fitting(self, chips: Sequence[Chip], second: Sequence[Chip]) -> list[Chip]:
        room = self._room(second) - self._chips_width(second)
        room -= self.other.minimumWidth() + theme.GAP
        fitting: list[Chip] = []
        for chip in chips:
            room -= self._chips_width([chip])
            if room < 0:
                break
            fitting.append(chip)
        status = self._filters.status
        chosen = [chip for chip in chips if status is not None and chip.key == status.value]
        if chosen and chosen[0] not in fitting:
            fitting[-1:] = chosen  # the one that is on is always seen
        return fitting

    def _show_other(self, rest: Sequence[Chip]) -> None:
        self.other.setVisible(bool(rest))
        options = [Option(None, "—")]
        options += [Option(chip.key, f"{chip.text}  {chip.count}") for chip in rest]
        self.other.set_options(options)
        self.other.set_value(None)


def _period_options() -> list[Option]:
    letters = {f.ALL: "qb", f.MONTH: "by", f.QUARTER: "bjd", f.YEAR: "bn", f.TWELVE_MONTHS: "j12gy"}
    named = [Option(key, _(text), letters[key]) for key, text in f.PERIODS.items()]
    return [*named, *(Option(key, f.period_words(key), key) for key in f.months(clock.today()))]
