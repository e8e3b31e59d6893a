"""The editor of a department or a person: what is out of use stays where it was chosen."""

from collections.abc import Iterable

from app.services.people.directory import Choice
from app.views.inputs.pick_editor import PickEdit, PickItem


class DirectoryEdit(PickEdit):
    """Departments or people: those in use are offered, one out of use stays where it was chosen."""

    def __init__(self, entries: Iterable[Choice], *, many: bool = False) -> None:
        self._entries = tuple(entries)
        super().__init__([_item(one) for one in self._entries if one.active], many=many)

    def set_value(self, value: object) -> None:
        """Choose silently."""
        chosen = set(value) if isinstance(value, list | tuple) else {value}
        kept = [one for one in self._entries if one.active or one.id in chosen]
        self.set_items([_item(one) for one in kept])
        super().set_value(value)


def _item(one: Choice) -> PickItem:
    return PickItem(one.id, one.text, f"{one.code} {one.beside}".strip(), one.initials)
