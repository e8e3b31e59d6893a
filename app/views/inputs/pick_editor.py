"""An editor that picks from a long list while one types: by initials, part of the name, or code."""

from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import normalize

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.i18n import _
from app.views import theme
from app.views.inputs.fields import Editor
from app.views.inputs.offered_list import OfferedList, PickLine
from app.views.widgets.buttons import close_button
from app.views.widgets.flow import FlowLayout
from app.views.widgets.labels import label

_OFFERED_AT_ONCE = 60


@dataclass(frozen=True)
class PickItem:
    """One entry: value, words, code, and the initials of its readings, several parted by blanks."""

    value: object
    text: str
    code: str = ""
    initials: str = ""

    def rank(self, query: str) -> int | None:
        """How well the entry answers what was typed: 0 is best, None not at all."""
        if not query:
            return 0
        text, code = _folded(self.text), _folded(self.code)
        readings = _folded(self.initials).split()
        tests = (
            query in (text, code) or query in readings,
            bool(code) and code.startswith(query),
            any(reading.startswith(query) for reading in readings),
            text.startswith(query),
            query in text,
            any(query in reading for reading in readings),
            query in code,
        )
        return next((place for place, is_hit in enumerate(tests) if is_hit), None)


def matching(items: Sequence[PickItem], typed: str) -> list[PickItem]:
    """The entries that answer what was typed, best first, else in their own order."""
    query = _folded(typed)
    ranked = [(rank, i) for i, item in enumerate(items) if (rank := item.rank(query)) is not None]
    return [items[i] for _rank, i in sorted(ranked)]


def _folded(text: str) -> str:
    return normalize("NFKC", text).casefold().strip()


class PickEdit(Editor):
    """One entry of a long list, or with `many` several, shown as tokens. May be empty.

    The value is the entry's, `None` when empty; with `many` a tuple.
    """

    def __init__(
        self, items: Sequence[PickItem] = (), *, many: bool = False, placeholder: str = ""
    ) -> None:
        super().__init__()
        self._items: list[PickItem] = list(items)
        self._usual: tuple[object, ...] = ()
        self._nothing = ""
        self._many = many
        self._chosen: list[PickItem] = []
        self._offered: list[PickItem] = []
        self._tokens = QFrame()
        self._flow = FlowLayout(self._tokens, theme.GAP_INNER, theme.GAP_INNER)
        self.line = PickLine()
        self.line.setPlaceholderText(placeholder)
        self.line.set_trailing("chevron-down")
        self._list = OfferedList(self.line)
        self._tokens.hide()
        column = QVBoxLayout(self._area)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP_INNER)
        column.addWidget(self._tokens)
        column.addWidget(self.line)
        self._add_input(self.line)
        self._connect()

    def set_items(self, items: Sequence[PickItem], nothing: str = "") -> None:
        """Offer these entries; what is chosen stays. `nothing` is said where there are none."""
        self._items, self._nothing = list(items), nothing

    def set_usual(self, values: Sequence[object]) -> None:
        """What this person chooses most stands first, and is marked."""
        self._usual = tuple(values)

    def value(self) -> object:
        """The value chosen; None or an empty tuple when none is."""
        values = tuple(item.value for item in self._chosen)
        if self._many:
            return values
        return values[0] if values else None

    def set_value(self, value: object) -> None:
        """Choose silently. A value that is not offered any more is shown as its own text."""
        if self._many:
            wanted = list(value) if isinstance(value, list | tuple | set | frozenset) else []
        else:
            wanted = [] if value is None else [value]
        self._chosen = [self._item_of(each) for each in wanted]
        self._show_chosen()

    def text(self) -> str:
        """The words chosen."""
        return "、".join(item.text for item in self._chosen)

    def problem(self) -> str:
        """Words typed that are no entry."""
        typed = self.line.text().strip()
        if not typed or (not self._many and self._chosen):
            return ""
        return _("没有“{text}”这一项，从列表里选").format(text=typed[:20])

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list.is_open()

    def offered(self) -> list[PickItem]:
        """The entries the list shows now."""
        return list(self._offered)

    def _connect(self) -> None:
        self.line.textEdited.connect(self._on_typed)
        self.line.trailing_clicked.connect(self._toggle)
        self.line.emptied_twice.connect(self._drop_last)
        self._list.all_asked.connect(self._open_all)
        self._list.entered.connect(self._enter_row)
        self._list.picked.connect(self._pick_row)

    def _item_of(self, value: object) -> PickItem:
        known = (item for item in self._items if item.value == value)
        return next(known, None) or PickItem(value, str(value))

    def _on_typed(self, typed: str) -> None:
        if not self._many and self._chosen:
            self._chosen = []
            self.changed.emit()
        self._open(typed)

    def _open_all(self) -> None:
        """Everything, however the field is filled: one looks for another entry."""
        self._open("" if self._chosen and not self._many else self.line.text())

    def _toggle(self) -> None:
        if self.is_open():
            self._list.close()
        else:
            self._open_all()

    def _open(self, typed: str) -> None:
        chosen = {id(item) for item in self._chosen} if self._many else set()
        found = [item for item in matching(self._in_order(), typed) if id(item) not in chosen]
        self._offered = found[:_OFFERED_AT_ONCE]
        hidden = len(found) - len(self._offered)
        note = _("还有 {n} 项，多打几个字").format(n=hidden) if hidden else ""
        if not self._items and self._nothing:
            note = self._nothing
        elif not found:
            note = _("没有“{text}”这一项").format(text=typed[:20]) if typed else _("没有可选的项")
        rows = [(item.text, self._beside(item)) for item in self._offered]
        current = [i for i, item in enumerate(self._offered) if item in self._chosen]
        self._list.open(rows, note, current[0] if current else 0)

    def _in_order(self) -> list[PickItem]:
        """The usual entries, then the others in their own order."""
        known = {item.value: item for item in self._items}
        usual = [known[value] for value in self._usual if value in known]
        return [*usual, *(item for item in self._items if item.value not in self._usual)]

    def _beside(self, item: PickItem) -> str:
        usual = _("常用") if item.value in self._usual else ""
        return f"{usual}　{item.code}".strip()

    def _enter_row(self, row: int) -> None:
        """Enter takes the marked entry and, where only one is wanted, goes on to the next field."""
        had = len(self._offered)
        self._pick_row(row)
        if had and not self._many:
            self.line.leave()

    def _pick_row(self, row: int) -> None:
        if not 0 <= row < len(self._offered):
            return
        item = self._offered[row]
        self._list.close()
        self._chosen = [*self._chosen, item] if self._many else [item]
        self._show_chosen()
        self.changed.emit()

    def _drop_last(self) -> None:
        if self._many and self._chosen:
            self._drop(self._chosen[-1])

    def _drop(self, item: PickItem) -> None:
        self._chosen = [each for each in self._chosen if each is not item]
        self._show_chosen()
        self.changed.emit()

    def _on_left(self) -> None:
        """Words that name exactly one entry choose it; the form need not nag about them."""
        self._list.close()
        typed = self.line.text().strip()
        if typed and (self._many or not self._chosen):
            exact = [
                item for item in matching(self._items, typed) if item.rank(_folded(typed)) == 0
            ]
            if len(exact) == 1:
                self._offered = exact
                self._pick_row(0)

    def _show_chosen(self) -> None:
        if self._many:
            self._show_tokens()
            self.line.clear()
        else:
            self.line.setText(self.text())
            self.line.setCursorPosition(0)
        self._refresh_shown()

    def _show_tokens(self) -> None:
        while self._flow.count():
            old = self._flow.takeAt(0)
            if old is not None and (widget := old.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for item in self._chosen:
            self._flow.addWidget(self._token(item))
        self._tokens.setVisible(bool(self._chosen))
        self.updateGeometry()

    def _token(self, item: PickItem) -> QFrame:
        made = QFrame()
        made.setProperty("token", True)
        row = QHBoxLayout(made)
        row.setContentsMargins(theme.GAP, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(label(item.text))
        remove = close_button(_("去掉 {text}").format(text=item.text))
        remove.setProperty("small", True)
        remove.setIconSize(QSize(theme.ICON_SMALL - 2, theme.ICON_SMALL - 2))
        remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        remove.clicked.connect(lambda: self._drop(item))
        row.addWidget(remove)
        return made
