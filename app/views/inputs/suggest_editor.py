"""A line of free words that offers known entries while one types; choosing one writes its code."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal

from app.views.inputs.offered_list import OfferedList, PickLine
from app.views.inputs.pick_editor import PickItem, matching
from app.views.inputs.text_editors import LineEdit

_OFFERED_AT_ONCE = 60
_LONGEST_SHOWN = 44


@dataclass(frozen=True)
class Suggestion:
    """An entry: what it stands for, its code and words, what is said beside them, its initials."""

    value: object
    code: str
    text: str
    beside: str = ""
    initials: str = ""


class SuggestEdit(LineEdit):
    """The value is what stands in the line, chosen or not. With `whole` the words follow the code."""

    chosen = Signal(object)  # the value of the entry whose code stands there now
    line: PickLine
    line_class = PickLine

    def __init__(self, *, max_length: int = 0, placeholder: str = "", whole: bool = False) -> None:
        super().__init__(max_length=max_length, placeholder=placeholder)
        self._whole = whole
        self._items: list[PickItem] = []
        self._offered: list[Suggestion] = []
        self._nothing = ""
        self._settled = ""
        self._list = OfferedList(self.line)
        self.line.textEdited.connect(self._on_typed)
        self._list.all_asked.connect(self._open_all)
        self._list.entered.connect(self._enter_row)
        self._list.picked.connect(self._pick_row)

    def set_suggestions(self, entries: Sequence[Suggestion], nothing: str = "") -> None:
        """Offer these; where there are none, `nothing` says why when one asks for them."""
        self._items = [PickItem(one, one.text, one.code, one.initials) for one in entries]
        self._nothing = nothing

    def set_value(self, value: object) -> None:
        """Show words silently."""
        super().set_value(value)
        self._settled = self.text()

    def is_open(self) -> bool:
        """Whether the list is shown."""
        return self._list.is_open()

    def offered(self) -> list[Suggestion]:
        """The entries the list shows now."""
        return list(self._offered)

    def _on_typed(self, typed: str) -> None:
        if typed.strip():
            self._open(typed, is_asked=False)
        else:
            self._list.close()

    def _open_all(self) -> None:
        self._open("", is_asked=True)

    def _open(self, typed: str, *, is_asked: bool) -> None:
        found = [one.value for one in matching(self._items, typed)[:_OFFERED_AT_ONCE]]
        self._offered = [one for one in found if isinstance(one, Suggestion)]
        if not self._offered and not (is_asked and self._nothing):
            self._list.close()
            return
        rows = [(f"{one.code}　{_short(one.text)}", one.beside) for one in self._offered]
        exact = [i for i, one in enumerate(self._offered) if one.code == self.text()]
        # Free words stay free: Enter takes an entry only when one was marked, or typed in full.
        self._list.open(rows, "" if rows else self._nothing, exact[0] if exact else -1)

    def _enter_row(self, row: int) -> None:
        self._pick_row(row)
        self._list.close()
        self.line.leave()

    def _pick_row(self, row: int) -> None:
        if not 0 <= row < len(self._offered):
            return
        one = self._offered[row]
        self._list.close()
        words = f"{one.code} {one.text}" if self._whole else one.code
        self.set_value(words[: self._max_length or None])
        self.changed.emit()
        self.chosen.emit(one.value)

    def _on_left(self) -> None:
        """A code typed in full is as good as chosen, where only one entry bears it."""
        self._list.close()
        typed = self.text()
        if typed == self._settled:
            return
        self._settled = typed
        same = [item.value for item in self._items if item.code == typed]
        if len(same) == 1 and isinstance(same[0], Suggestion):
            self.chosen.emit(same[0].value)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
