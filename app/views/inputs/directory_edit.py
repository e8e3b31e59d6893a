"""Departments and people as an editor offers them."""

from collections.abc import Iterable, Mapping

from app.services.people.directory import Choice
from app.views.inputs.pick_editor import PickEdit, PickItem


class DirectoryEdit(PickEdit):
    """Departments or people: those in use are offered, one out of use stays where it was chosen."""

    def __init__(self, entries: Iterable[Choice], *, many: bool = False) -> None:
        self._entries = tuple(entries)
        self._only: Mapping[object, str] | None = None
        self._why = ""
        super().__init__([_item(one) for one in self._entries if one.active], many=many)

    def narrow(self, only: Mapping[object, str], nothing: str) -> None:
        """Offer these alone, each with what is said of it; `nothing` says what to do without any."""
        self._only, self._why = dict(only), nothing
        self.set_value(self.value())

    def set_value(self, value: object) -> None:
        """Choose silently."""
        chosen = set(value) if isinstance(value, list | tuple) else {value}
        items = [self._offer(one) for one in self._entries if self._is_offered(one)]
        offered = {one.value for one in items}
        kept = [_item(one) for one in self._entries if one.id in chosen - offered]
        self.set_items([*items, *kept], self._why)
        super().set_value(value)

    def _is_offered(self, one: Choice) -> bool:
        return one.active and (self._only is None or one.id in self._only)

    def _offer(self, one: Choice) -> PickItem:
        if self._only is None:
            return _item(one)
        return PickItem(one.id, one.text, f"{one.code} {self._only[one.id]}".strip(), one.initials)


def _item(one: Choice) -> PickItem:
    return PickItem(one.id, one.text, f"{one.code} {one.beside}".strip(), one.initials)
