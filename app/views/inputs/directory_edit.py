"""Departments and people as an editor offers them."""

from collections.abc import Callable, Iterable, Mapping

from app.services.people.directory import Choice
from app.views.inputs.pick_editor import PickEdit, PickItem


class DirectoryEdit(PickEdit):
    """Departments or people: those in use are offered, one out of use stays where it was chosen."""

    def __init__(self, entries: Iterable[Choice], *, many: bool = False) -> None:
        self._entries = tuple(entries)
        self._ask: Callable[[], Mapping[object, str]] | None = None
        self._only: Mapping[object, str] | None = None
        self._why = ""
        super().__init__([_item(one) for one in self._entries if one.active], many=many)

    def narrow(self, only: Callable[[], Mapping[object, str]], nothing: str) -> None:
        """Offer those alone that `only` names when the list opens, each with what is said of it.

        `nothing` says what to do where it names none.
        """
        self._ask, self._why = only, nothing

    def set_value(self, value: object) -> None:
        """Choose silently."""
        self._refill(set(value) if isinstance(value, list | tuple) else {value})
        super().set_value(value)

    def _open(self, typed: str) -> None:
        if self._ask is not None:
            self._only = self._ask()
            self._refill({one.value for one in self._chosen})
        super()._open(typed)

    def _refill(self, chosen: set[object]) -> None:
        items = [self._offer(one) for one in self._entries if self._is_offered(one)]
        offered = {one.value for one in items}
        kept = [_item(one) for one in self._entries if one.id in chosen - offered]
        self.set_items([*items, *kept], self._why)

    def _is_offered(self, one: Choice) -> bool:
        return one.active and (self._only is None or one.id in self._only)

    def _offer(self, one: Choice) -> PickItem:
        if self._only is None:
            return _item(one)
        return PickItem(one.id, one.text, f"{one.code} {self._only[one.id]}".strip(), one.initials)


def _item(one: Choice) -> PickItem:
    return PickItem(one.id, one.text, f"{one.code} {one.beside}".strip(), one.initials)
